"""The seeds of the identity: kept whole, private, and never overwritten."""

from pathlib import Path

import pytest

from orosbot import errors
from orosbot.matrix.identity import create_identity, load_identity, save_identity
from orosbot.matrix.signing import is_signed, public_part
from tests.matrix.peers import BOT


def test_what_was_saved_is_loaded(tmp_path: Path) -> None:
    identity = create_identity(BOT)
    save_identity(identity, tmp_path / "identity.key")
    assert load_identity(tmp_path / "identity.key") == identity


def test_the_file_is_the_owners_alone_and_no_draft_stays(tmp_path: Path) -> None:
    save_identity(create_identity(BOT), tmp_path / "identity.key")
    assert [path.name for path in tmp_path.iterdir()] == ["identity.key"]
    assert (tmp_path / "identity.key").stat().st_mode & 0o777 == 0o600


def test_no_file_is_no_identity(tmp_path: Path) -> None:
    assert load_identity(tmp_path / "identity.key") is None


@pytest.mark.parametrize("spot", range(0, 400, 7))
def test_a_changed_byte_is_noticed(tmp_path: Path, spot: int) -> None:
    path = tmp_path / "identity.key"
    save_identity(create_identity(BOT), path)
    raw = bytearray(path.read_bytes())
    raw[spot % len(raw)] ^= 1
    path.write_bytes(raw)
    with pytest.raises(errors.Unsafe):
        load_identity(path)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"version": 1}', b"\xff"])
def test_a_damaged_file_is_named_and_says_what_to_do(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "identity.key").write_bytes(content)
    with pytest.raises(errors.Unsafe, match=r"identity\.key is damaged.*recovery-key"):
        load_identity(tmp_path / "identity.key")


def test_a_newer_file_is_not_taken_for_a_damaged_one(tmp_path: Path) -> None:
    (tmp_path / "identity.key").write_text('{"version": 2}')
    with pytest.raises(errors.Unsafe, match="newer"):
        load_identity(tmp_path / "identity.key")


def test_another_identity_is_not_overwritten(tmp_path: Path) -> None:
    first = create_identity(BOT)
    save_identity(first, tmp_path / "identity.key")
    save_identity(first, tmp_path / "identity.key")
    with pytest.raises(errors.Unsafe, match="another identity"):
        save_identity(create_identity(BOT), tmp_path / "identity.key")
    assert load_identity(tmp_path / "identity.key") == first


def test_the_published_keys_form_a_chain_that_vodozemac_accepts() -> None:
    identity = create_identity(BOT)
    keys, master = identity.published(), identity.master.public
    assert public_part(keys["master_key"], BOT, "master") == master
    for name, usage in (("self_signing_key", "self_signing"), ("user_signing_key", "user_signing")):
        assert public_part(keys[name], BOT, usage)
        assert is_signed(keys[name], BOT, master, master)
    assert is_signed(identity.sign_device({"keys": {}}), BOT, *[identity.self_signing.public] * 2)


def test_key_ids_are_unpadded_base64() -> None:
    assert "=" not in create_identity(BOT).master.public
    assert len(create_identity(BOT).master.public) == 43


def test_the_seeds_show_in_no_repr() -> None:
    identity = create_identity(BOT)
    assert "seed" not in repr(identity)
    assert repr(identity.master.seed)[2:-1] not in repr(identity)


def test_the_fingerprint_is_the_master_key_in_groups_of_four() -> None:
    identity = create_identity(BOT)
    assert identity.fingerprint.replace(" ", "") == identity.master.public
    assert {len(group) for group in identity.fingerprint.split(" ")[:-1]} == {4}
