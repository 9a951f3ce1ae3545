"""The recovery key brings the identity back from the server, and a mistyped one is told from a wrong one."""

import json

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from orosbot.matrix import secretstorage
from orosbot.matrix.client import HardenedClient
from orosbot.matrix.identity import create_identity
from orosbot.matrix.publish import ensure_published
from orosbot.matrix.recovery import (
    BadRecoveryKey,
    back_up,
    format_recovery_key,
    has_backup,
    new_recovery_key,
    read_recovery_key,
    restore,
)
from orosbot.matrix.signing import encode
from tests.matrix.fakeserver import FakeServer
from tests.matrix.peers import BOT

SECRETS = st.binary(min_size=32, max_size=32)


@given(SECRETS)
def test_what_is_shown_reads_back(secret: bytes) -> None:
    shown = format_recovery_key(secret)
    assert read_recovery_key(shown) == secret
    assert read_recovery_key(shown.replace(" ", "")) == secret
    assert {len(group) for group in shown.split(" ")[:-1]} == {4}


@given(
    SECRETS, st.integers(0, 47), st.sampled_from("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz")
)
def test_one_wrong_letter_is_noticed_or_gives_another_secret(secret: bytes, spot: int, letter: str) -> None:
    """One parity byte notices 255 of 256; the rest is noticed when the secrets are opened."""
    letters = format_recovery_key(secret).replace(" ", "")
    wrong = letters[:spot] + letter + letters[spot + 1 :]
    assume(wrong != letters)
    try:
        read = read_recovery_key(wrong)
    except BadRecoveryKey:
        read = None
    assert read != secret


@pytest.mark.parametrize("typed", ["", "EsT", "0OIl", "1" * 48, "z" * 48, "z" * 500, "ÅÄÖ"])
def test_what_is_no_key_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(BadRecoveryKey, match="recovery key"):
        read_recovery_key(typed)


def test_the_format_is_that_of_matrix_clients() -> None:
    """A key in the form that matrix-js-sdk's own tests use."""
    secret = bytes.fromhex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a")
    assert format_recovery_key(secret) == "EsTc LW2K PGiF wKEA 3As5 g5c4 BXwk qeeJ ZJV8 Q9fu gUMN UE4d"


@given(SECRETS, st.text(max_size=20), st.binary(max_size=80))
def test_a_stored_secret_opens_with_its_key_and_name_alone(key: bytes, name: str, plain: bytes) -> None:
    sealed = secretstorage.encrypt(key, name, plain)
    assert secretstorage.decrypt(key, name, sealed) == plain
    assert secretstorage.decrypt(key, name + "x", sealed) is None
    assert secretstorage.decrypt(bytes([key[0] ^ 1]) + key[1:], name, sealed) is None


def test_a_key_fits_its_own_description_only() -> None:
    key = new_recovery_key()
    assert secretstorage.fits(key, secretstorage.describe(key))
    assert not secretstorage.fits(new_recovery_key(), secretstorage.describe(key))
    assert not secretstorage.fits(key, {})
    assert not secretstorage.fits(key, {"algorithm": secretstorage.ALGORITHM, "iv": "%", "mac": 5})


async def test_the_identity_comes_back_with_the_recovery_key(online: HardenedClient) -> None:
    identity, secret = create_identity(BOT), new_recovery_key()
    await online.settle_keys()
    await ensure_published(online, identity)
    assert not await has_backup(online)
    await back_up(online, identity, secret)
    assert await has_backup(online)
    assert await restore(online, read_recovery_key(format_recovery_key(secret))) == identity


async def test_another_recovery_key_opens_nothing(online: HardenedClient) -> None:
    await back_up(online, create_identity(BOT), new_recovery_key())
    with pytest.raises(BadRecoveryKey, match="not of this account"):
        await restore(online, new_recovery_key())


async def test_an_account_without_a_copy_says_so(online: HardenedClient) -> None:
    with pytest.raises(BadRecoveryKey, match="not of this account"):
        await restore(online, new_recovery_key())


async def test_a_damaged_copy_is_not_taken_for_the_identity(
    online: HardenedClient, server: FakeServer
) -> None:
    secret = new_recovery_key()
    await back_up(online, create_identity(BOT), secret)
    server.account_data["m.cross_signing.self_signing"] = {"encrypted": {}}
    with pytest.raises(BadRecoveryKey, match="damaged"):
        await restore(online, secret)


async def test_a_copy_of_an_older_identity_is_refused(online: HardenedClient, server: FakeServer) -> None:
    secret = new_recovery_key()
    await back_up(online, create_identity(BOT), secret)
    server.directory.identities[BOT] = dict(create_identity(BOT).published())
    with pytest.raises(BadRecoveryKey, match="older identity"):
        await restore(online, secret)


async def test_the_server_sees_no_seed(online: HardenedClient, server: FakeServer) -> None:
    identity = create_identity(BOT)
    await back_up(online, identity, new_recovery_key())
    stored = json.dumps(server.account_data)
    for key in (identity.master, identity.self_signing, identity.user_signing):
        assert encode(key.seed) not in stored
