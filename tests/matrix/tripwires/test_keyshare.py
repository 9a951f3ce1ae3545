"""Plain nio: room keys that reach nobody, and what follows."""

import asyncio

import nio
import pytest
from aiohttp import ClientError

from tests.matrix.directory import Directory
from tests.matrix.fakeserver import DROP, FakeServer
from tests.matrix.peers import ANNA, BOT, ROOM, Person, hear, in_room, learn, plain_client, room_state

MESSAGE = {"msgtype": "m.notice", "body": "hej"}


@pytest.fixture
async def bot(server: FakeServer, directory: Directory) -> nio.AsyncClient:
    """Plain nio in a room with Anna, whose device it trusts."""
    client, anna = plain_client(BOT, "BOTDEV", server.url), Person(directory, ANNA)
    await in_room(client, anna)
    await learn(client, directory, ANNA)
    client.verify_device(client.device_store[ANNA]["PHONE"])
    return client


async def test_a_claim_without_an_answer_blocks_the_room_for_ever(
    bot: nio.AsyncClient, server: FakeServer
) -> None:
    server.break_next("keys/claim", DROP)
    with pytest.raises(ClientError):
        await bot.room_send(ROOM, "m.room.message", MESSAGE, "txn")
    assert list(bot.sharing_session) == [ROOM]
    sending = asyncio.create_task(bot.room_send(ROOM, "m.room.message", MESSAGE, "txn"))
    await asyncio.sleep(0)
    assert not bot.sharing_session[ROOM].is_set()
    sending.cancel()
    await bot.close()


async def test_a_failed_share_is_taken_for_a_good_one_and_signs_the_bot_out(
    bot: nio.AsyncClient, server: FakeServer, directory: Directory
) -> None:
    await bot.keys_claim({ANNA: ["PHONE"]})
    server.break_next("sendToDevice", 500)
    await bot.share_group_session(ROOM)
    session = bot.olm.outbound_group_sessions[ROOM]
    await bot.close()
    assert session.shared
    assert session.users_shared_with == set()
    assert bot.access_token == ""


async def test_a_room_not_known_as_encrypted_gets_clear_text(server: FakeServer) -> None:
    bot = plain_client(BOT, "BOTDEV", server.url)
    await hear(bot, state=[one for one in room_state(ANNA) if one["type"] != "m.room.encryption"])
    await bot.room_send(ROOM, "m.room.message", MESSAGE, "txn")
    await bot.close()
    assert server.sent["txn"]["content"] == MESSAGE


async def test_to_ignore_unverified_devices_means_to_serve_them(
    server: FakeServer, directory: Directory
) -> None:
    bot, anna = plain_client(BOT, "BOTDEV", server.url), Person(directory, ANNA)
    anna.add_device("TABLET", signed=False)
    await in_room(bot, anna)
    await learn(bot, directory, ANNA)
    await bot.share_group_session(ROOM, ignore_unverified_devices=True)
    await bot.close()
    assert (ANNA, "TABLET") in bot.olm.outbound_group_sessions[ROOM].users_shared_with
