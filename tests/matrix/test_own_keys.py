"""The bot can be reached at any time: the server always has keys of it, and never two under one id."""

from pathlib import Path

import pytest

from orosbot import errors
from orosbot.matrix.client import HardenedClient, make_client
from orosbot.matrix.ownkeys import device_keys, upload_body
from orosbot.matrix.signing import is_signed
from tests.matrix.directory import Directory
from tests.matrix.fakeserver import DROP, FakeServer
from tests.matrix.peers import ANNA, BOT, KEY, Device, MemoryIndex, Person, hear, room_state, sync_body


async def test_the_first_upload_brings_device_one_time_and_fallback_keys(
    online: HardenedClient, server: FakeServer
) -> None:
    await online.settle_keys()
    (request,) = server.asked("keys/upload")
    ed25519 = online.olm.account.identity_keys["ed25519"]
    assert request.body["device_keys"] == device_keys(online.olm)
    assert len(request.body["one_time_keys"]) == 50
    (fallback,) = request.body["fallback_keys"].values()
    assert fallback["fallback"] is True
    for key in [fallback, *request.body["one_time_keys"].values(), request.body["device_keys"]]:
        assert is_signed(key, BOT, "BOTDEV", ed25519)


async def test_afterwards_there_is_nothing_to_upload(online: HardenedClient, server: FakeServer) -> None:
    await online.settle_keys()
    await online.settle_keys()
    await online.sync()
    await online.settle_keys()
    assert len(server.asked("keys/upload")) == 1


async def test_when_no_one_time_key_is_left_new_ones_are_uploaded(
    online: HardenedClient, server: FakeServer
) -> None:
    await online.settle_keys()
    server.directory.one_time.clear()
    server.syncs.append(sync_body(device_one_time_keys_count={"signed_curve25519": 0}))
    await online.sync()
    await online.settle_keys()
    assert len(server.directory.one_time[BOT, "BOTDEV"]) == 50


async def test_a_used_fallback_key_is_replaced_once(online: HardenedClient, server: FakeServer) -> None:
    await online.settle_keys()
    first = server.directory.fallback[BOT, "BOTDEV"]
    server.syncs += [sync_body(device_unused_fallback_key_types=[]), sync_body()]
    for _ in range(2):
        await online.sync()
        await online.settle_keys()
    assert server.directory.fallback[BOT, "BOTDEV"] != first
    assert len(server.asked("keys/upload")) == 2


async def test_an_unused_fallback_key_stays(online: HardenedClient, server: FakeServer) -> None:
    await online.settle_keys()
    server.syncs.append(sync_body(device_unused_fallback_key_types=["signed_curve25519"]))
    await online.sync()
    await online.settle_keys()
    assert len(server.asked("keys/upload")) == 1


async def test_after_a_long_stop_a_new_device_still_reaches_the_bot_by_the_fallback_key(
    online: HardenedClient, server: FakeServer, directory: Directory
) -> None:
    await online.settle_keys()
    server.directory.one_time[BOT, "BOTDEV"].clear()
    anna = Person(directory, ANNA)
    await hear(online, state=room_state(ANNA))
    await anna.device.meet(online)
    await hear(online, to_device=[anna.device.room_key(online)])
    (message,) = await hear(online, [anna.device.say("hej")])
    assert message.body == "hej"


def reopened(server: FakeServer, folder: Path) -> HardenedClient:
    return make_client(
        server.url, BOT, "BOTDEV", server.token, folder, KEY, replay=MemoryIndex(), new_device=True
    )


async def test_after_a_crash_during_the_upload_the_same_keys_are_sent_again(
    server: FakeServer, tmp_path: Path
) -> None:
    """The server may or may not have stored them; other keys under the same ids would make it refuse for good."""
    bot = reopened(server, tmp_path)
    server.break_next("keys/upload", DROP)
    with pytest.raises(errors.Unreachable):
        await bot.settle_keys()
    await bot.close()
    bot = reopened(server, tmp_path)
    await bot.settle_keys()
    await bot.close()
    lost, sent = (request.body for request in server.asked("keys/upload"))
    assert lost == sent


async def test_a_store_older_than_its_server_is_refused_and_says_what_to_do(
    online: HardenedClient, server: FakeServer
) -> None:
    """As when the keys come from a backup."""
    stranger = Device(Directory(), BOT, "BOTDEV", None)
    body = upload_body(stranger.client.olm, fallback=False)
    names = upload_body(online.olm, fallback=False)["one_time_keys"]
    assert isinstance(names, dict)
    server.directory.upload(
        BOT, "BOTDEV", {**body, "one_time_keys": {name: {"key": "other"} for name in names}}
    )
    with pytest.raises(errors.Unsafe, match="init --new-device"):
        await online.settle_keys()


@pytest.mark.parametrize("status", [DROP, 429, 500])
async def test_a_failed_upload_stays_due(online: HardenedClient, server: FakeServer, status: int) -> None:
    server.break_next("keys/upload", status)
    with pytest.raises(errors.Unreachable):
        await online.settle_keys()
    await online.settle_keys()
    assert online.olm.account.shared
