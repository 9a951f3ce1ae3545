"""The identity is put on the server once, its device signed, and nobody's identity is ever replaced."""

import pytest

from orosbot import errors
from orosbot.matrix.client import HardenedClient
from orosbot.matrix.faults import LoggedOut
from orosbot.matrix.identity import create_identity
from orosbot.matrix.publish import Published, ensure_published, server_master_key
from tests.matrix.fakeserver import DROP, FakeServer
from tests.matrix.peers import BOT, plain_client


async def test_the_first_start_publishes_and_signs_the_next_does_nothing(
    online: HardenedClient, server: FakeServer
) -> None:
    identity = create_identity(BOT)
    await online.settle_keys()
    assert await server_master_key(online) is None
    assert await ensure_published(online, identity) == Published(keys_uploaded=True, device_signed=True)
    assert await server_master_key(online) == identity.master.public
    before = len(server.requests)
    assert await ensure_published(online, identity) == Published(keys_uploaded=False, device_signed=False)
    assert len(server.requests) == before + 1


async def test_another_identity_on_the_server_is_never_replaced(
    online: HardenedClient, server: FakeServer
) -> None:
    theirs = dict(create_identity(BOT).published())
    server.directory.identities[BOT] = theirs
    await online.settle_keys()
    with pytest.raises(errors.Unsafe, match="another identity"):
        await ensure_published(online, create_identity(BOT), "password")
    assert server.directory.identities[BOT] == theirs
    assert server.asked("device_signing") == []


async def test_an_unreadable_master_key_counts_as_another_identity(
    online: HardenedClient, server: FakeServer
) -> None:
    server.directory.identities[BOT] = {"master_key": {"user_id": BOT, "usage": ["master"], "keys": {}}}
    await online.settle_keys()
    with pytest.raises(errors.Unsafe, match="another identity"):
        await ensure_published(online, create_identity(BOT))


async def test_lower_keys_that_are_missing_or_foreign_are_put_back(
    online: HardenedClient, server: FakeServer
) -> None:
    identity = create_identity(BOT)
    await online.settle_keys()
    await ensure_published(online, identity)
    server.directory.identities[BOT]["user_signing_key"] = create_identity(BOT).published()[
        "user_signing_key"
    ]
    assert await ensure_published(online, identity) == Published(keys_uploaded=True, device_signed=False)
    assert server.directory.identities[BOT] == identity.published()


async def test_a_lost_signature_of_the_device_is_put_back(online: HardenedClient, server: FakeServer) -> None:
    identity = create_identity(BOT)
    await online.settle_keys()
    await ensure_published(online, identity)
    del server.directory.devices[BOT]["BOTDEV"]["signatures"][BOT][f"ed25519:{identity.self_signing.public}"]
    assert await ensure_published(online, identity) == Published(keys_uploaded=False, device_signed=True)


async def test_a_server_that_wants_the_password_gets_it(online: HardenedClient, server: FakeServer) -> None:
    server.password = "correct"
    await online.settle_keys()
    await ensure_published(online, create_identity(BOT), "correct")
    assert [request.body.get("auth", {}).get("session") for request in server.asked("device_signing")] == [
        None,
        "ui",
    ]


@pytest.mark.parametrize(("password", "sentence"), [(None, "--password-file"), ("wrong", "did not take")])
async def test_without_the_right_password_it_says_what_to_do(
    online: HardenedClient, server: FakeServer, password: str | None, sentence: str
) -> None:
    server.password = "correct"
    await online.settle_keys()
    with pytest.raises(errors.Unsafe, match=sentence):
        await ensure_published(online, create_identity(BOT), password)


async def test_a_way_to_confirm_that_a_bot_cannot_follow_is_refused(
    online: HardenedClient, server: FakeServer
) -> None:
    await online.settle_keys()
    server.break_next("device_signing", 401, flows=[{"stages": ["m.login.sso"]}, "odd"], session="x")
    with pytest.raises(errors.Unsafe, match="cannot follow"):
        await ensure_published(online, create_identity(BOT), "correct")


async def test_a_device_that_was_signed_out_is_named(online: HardenedClient) -> None:
    with pytest.raises(errors.Unsafe, match="init --new-device"):
        await ensure_published(online, create_identity(BOT))


async def test_other_keys_of_our_device_on_the_server_are_never_signed(
    online: HardenedClient, server: FakeServer
) -> None:
    """Else a server could have its own device vouched for."""
    await online.settle_keys()
    stranger = plain_client(BOT, "BOTDEV").olm.share_keys()["device_keys"]
    server.directory.devices[BOT]["BOTDEV"] = stranger
    with pytest.raises(errors.Unsafe, match="other keys of the bot's device"):
        await ensure_published(online, create_identity(BOT))
    assert server.asked("signatures/upload") == []


async def test_a_server_that_shows_something_else_than_it_was_given_is_not_believed(
    online: HardenedClient, server: FakeServer
) -> None:
    await online.settle_keys()
    server.break_next("device_signing", 200)
    with pytest.raises(errors.Unreachable, match="does not show it"):
        await ensure_published(online, create_identity(BOT))


@pytest.mark.parametrize("status", [DROP, 429, 500, 502])
async def test_a_server_that_does_not_answer_is_unreachable(
    online: HardenedClient, server: FakeServer, status: int
) -> None:
    await online.settle_keys()
    server.break_next("keys/query", status)
    with pytest.raises(errors.Unreachable):
        await ensure_published(online, create_identity(BOT))


async def test_a_token_that_is_no_longer_accepted_has_an_error_of_its_own(
    online: HardenedClient, server: FakeServer
) -> None:
    await online.settle_keys()
    server.token = "another"
    with pytest.raises(LoggedOut, match="signed the bot out"):
        await ensure_published(online, create_identity(BOT))
