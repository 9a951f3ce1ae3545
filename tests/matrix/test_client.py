"""The client stays signed in and itself whatever the server answers, and sends nothing in clear text."""

import asyncio

import nio
import pytest
from aiohttp import ClientError
from nio.event_builders import DummyMessage, RoomKeyRequestMessage
from nio.responses import SyncResponse, WhoamiResponse

from orosbot import errors
from orosbot.matrix.client import HardenedClient
from orosbot.matrix.faults import NeverInClear, RoomKeyNotShared
from tests.matrix.directory import Directory, Json
from tests.matrix.fakeserver import DROP, FakeServer
from tests.matrix.peers import ANNA, BOT, ROOM, Person, hear, in_room, learn, room_state, sync_body

MESSAGE = {"msgtype": "m.notice", "body": "hej"}


async def test_a_room_not_known_as_encrypted_gets_nothing(online: HardenedClient, server: FakeServer) -> None:
    await hear(online, state=room_state(ANNA))
    online.rooms[ROOM].encrypted = False
    with pytest.raises(NeverInClear):
        await online.room_send(ROOM, "m.room.message", MESSAGE, "txn")
    with pytest.raises(NeverInClear):
        await online.room_send("!unknown:example.org", "m.room.message", MESSAGE, "txn")
    assert server.asked("send") == []


async def test_an_encrypted_room_stays_encrypted_whatever_its_state_says(online: HardenedClient) -> None:
    await hear(online, state=room_state(ANNA))
    await hear(online, state=[one for one in room_state(ANNA) if one["type"] != "m.room.encryption"])
    assert online.rooms[ROOM].encrypted


async def test_a_reaction_is_not_sent_for_it_would_be_clear_text(
    online: HardenedClient, server: FakeServer
) -> None:
    await hear(online, state=room_state(ANNA))
    with pytest.raises(NeverInClear):
        await online.room_send(ROOM, "m.reaction", {"m.relates_to": {}}, "txn")
    assert server.asked("send") == []


async def test_nothing_is_sent_before_the_room_key_is_shared(
    online: HardenedClient, server: FakeServer
) -> None:
    await hear(online, state=room_state(ANNA))
    online.rooms[ROOM].members_synced = True
    for _ in range(2):
        with pytest.raises(RoomKeyNotShared):
            await online.room_send(ROOM, "m.room.message", MESSAGE, "txn")
    assert server.asked("send") == []
    assert online.sharing_session == {}


@pytest.mark.parametrize("more", [{"soft_logout": True}, {"soft_logout": 5}, {}])
async def test_an_error_does_not_take_the_access_token_away(
    online: HardenedClient, server: FakeServer, more: Json
) -> None:
    server.break_next("sync", 401, "M_UNKNOWN_TOKEN", **more)
    answer = await online.sync()
    assert isinstance(answer, nio.SyncError)
    assert answer.status_code == "M_UNKNOWN_TOKEN"
    assert online.access_token == server.token


async def test_the_server_does_not_tell_the_client_who_it_is(bot: HardenedClient) -> None:
    await bot.receive_response(WhoamiResponse("@somebody:else.example", "X", False))
    assert (bot.user_id, bot.device_id) == (bot.olm.user_id, bot.olm.device_id)


@pytest.mark.parametrize("status", [DROP, 429, 500, 502])
async def test_a_failure_is_tried_once_and_handed_back(
    online: HardenedClient, server: FakeServer, status: int
) -> None:
    """Retrying is the sync loop's: nio's own loop knows no bounds."""
    times = 2 if status == DROP else 1  # aiohttp itself repeats a GET that was cut off, once
    server.break_next("sync", status, "M_LIMIT_EXCEEDED", times=times, retry_after_ms=3_600_000)
    async with asyncio.timeout(20):
        try:
            assert isinstance(await online.sync(), nio.SyncError)
        except ClientError:
            assert status == DROP
    assert len(server.asked("sync")) == times


async def test_the_sync_token_is_not_kept_by_nio(online: HardenedClient) -> None:
    await online.sync()
    assert online.store is not None
    assert online.store.load_sync_token() is None


async def test_an_answer_with_a_known_token_is_taken_in(bot: HardenedClient) -> None:
    """As for a full state in an idle room."""
    for state in ([], room_state(ANNA)):
        await bot.receive_response(SyncResponse.from_dict(sync_body(state=state, token="same")))
    assert sorted(bot.rooms[ROOM].users) == [ANNA, BOT]


async def test_queued_messages_go_out_and_leave_the_queue(online: HardenedClient, server: FakeServer) -> None:
    await online.settle_keys()
    online.outgoing_to_device_messages.append(
        DummyMessage("m.room.encrypted", ANNA, "PHONE", {"algorithm": "x"})
    )
    await online.settle_keys()
    assert server.to_device == [("m.room.encrypted", {ANNA: {"PHONE": {"algorithm": "x"}}})]
    assert online.outgoing_to_device_messages == []


@pytest.mark.parametrize(("status", "left"), [(500, 1), (429, 1), (400, 0), (413, 0)])
async def test_a_message_that_the_server_refuses_for_good_is_dropped_else_it_waits(
    online: HardenedClient, server: FakeServer, status: int, left: int
) -> None:
    await online.settle_keys()
    online.outgoing_to_device_messages.append(DummyMessage("m.room.encrypted", ANNA, "PHONE", {}))
    server.break_next("sendToDevice", status)
    await online.settle_keys()
    assert len(online.outgoing_to_device_messages) == left


async def test_requests_for_room_keys_are_dropped_unsent(online: HardenedClient, server: FakeServer) -> None:
    await online.settle_keys()
    request = RoomKeyRequestMessage(
        "m.room_key_request", ANNA, "PHONE", {}, "id", "session", ROOM, "algorithm"
    )
    online.outgoing_to_device_messages.append(request)
    await online.settle_keys()
    assert server.to_device == []
    assert online.outgoing_to_device_messages == []


async def test_a_broken_session_is_renewed_by_one_claim(
    online: HardenedClient, server: FakeServer, directory: Directory
) -> None:
    await online.settle_keys()
    anna = Person(directory, ANNA)
    await in_room(online, anna)
    await learn(online, directory, ANNA)
    online.olm.wedged_devices.append(online.device_store[ANNA]["PHONE"])
    await online.settle_keys()
    await online.settle_keys()
    assert len(server.asked("keys/claim")) == 1
    assert [kind for kind, _ in server.to_device] == ["m.room.encrypted"]


async def test_a_device_without_one_time_keys_is_not_asked_for_over_and_over(
    online: HardenedClient, server: FakeServer, directory: Directory
) -> None:
    await online.settle_keys()
    anna = Person(directory, ANNA)
    await in_room(online, anna)
    await learn(online, directory, ANNA)
    directory.one_time.clear()
    directory.fallback.clear()
    online.olm.wedged_devices.append(online.device_store[ANNA]["PHONE"])
    await online.settle_keys()
    await online.settle_keys()
    assert len(server.asked("keys/claim")) == 1


async def test_without_an_answer_what_is_due_stays_due(
    online: HardenedClient, server: FakeServer, directory: Directory
) -> None:
    await online.settle_keys()
    anna = Person(directory, ANNA)
    await in_room(online, anna)
    await learn(online, directory, ANNA)
    online.olm.wedged_devices.append(online.device_store[ANNA]["PHONE"])
    server.break_next("keys/claim", DROP)
    with pytest.raises(errors.Unreachable):
        await online.settle_keys()
    assert online.should_claim_keys
