"""The room key goes to exactly those who may read, or nothing is sent at all."""

import asyncio
from datetime import timedelta

import nio
import pytest

from orosbot.matrix.client import HardenedClient
from orosbot.matrix.faults import NeverInClear, RoomKeyNotShared
from orosbot.matrix.keyshare import Shared, share_room_key
from orosbot.matrix.trust import Trust
from tests.matrix.directory import Directory, Json
from tests.matrix.fakeserver import DROP, FakeServer
from tests.matrix.peers import ANNA, BOT, LEAD, ROOM, Device, MemoryPins, Person, event, hear, in_room

ANNAS, LEADS = (ANNA, "PHONE"), (LEAD, "LAPTOP")


class Room:
    """Anna and the lead in a room with a bot that is online."""

    def __init__(self, bot: HardenedClient, server: FakeServer) -> None:
        self.bot, self.server = bot, server
        self.anna = Person(server.directory, ANNA)
        self.lead = Person(server.directory, LEAD, "LAPTOP")
        self.trust = Trust(bot, MemoryPins())

    async def share(self, *users: str) -> Shared:
        return await share_room_key(self.bot, self.trust, ROOM, users or (ANNA, LEAD, BOT))

    async def send(self, body: str) -> nio.RoomSendResponse | nio.RoomSendError:
        return await self.bot.room_send(ROOM, "m.room.message", {"msgtype": "m.notice", "body": body}, body)

    def changed(self, user: str) -> None:
        """The server says that somebody's devices changed."""
        self.bot.users_for_key_query.add(user)

    def keys_sent(self) -> list[Json]:
        return [messages for kind, messages in self.server.to_device if kind == "m.room.encrypted"]

    def withheld(self) -> list[Json]:
        return [messages for kind, messages in self.server.to_device if kind == "m.room_key.withheld"]

    async def read_by(self, device: Device) -> list[str]:
        """What a device makes of everything that was sent."""
        own = [messages.get(device.user_id, {}).get(device.device_id) for messages in self.keys_sent()]
        keys = [{"type": "m.room.encrypted", "sender": BOT, "content": content} for content in own if content]
        sent = [event("m.room.encrypted", one["content"], BOT) for one in self.server.sent.values()]
        found = await hear(device.client, sent, keys)
        return [one.body if one.decrypted else "?" for one in found]


@pytest.fixture
async def room(online: HardenedClient, server: FakeServer) -> Room:
    await online.settle_keys()
    found = Room(online, server)
    await in_room(online, found.anna, found.lead)
    return found


async def test_everybody_with_a_verified_device_reads_what_is_sent(room: Room) -> None:
    shared = await room.share()
    assert shared == Shared(shared.session_id, frozenset({ANNAS, LEADS}), frozenset())
    answer = await room.send("hej")
    assert isinstance(answer, nio.RoomSendResponse)
    assert await room.read_by(room.anna.device) == ["hej"]
    assert await room.read_by(room.lead.device) == ["hej"]


async def test_without_a_change_a_second_message_makes_no_request(room: Room) -> None:
    first = await room.share()
    before = len(room.server.requests)
    assert await room.share() == first
    assert len(room.server.requests) == before


async def test_an_unsigned_device_reads_nothing_and_is_told_why(room: Room) -> None:
    tablet = room.anna.add_device("TABLET", signed=False)
    await tablet.meet(room.bot)
    shared = await room.share()
    await room.send("hej")
    assert shared.readers == {ANNAS, LEADS}
    assert await room.read_by(tablet) == ["?"]
    (withheld,) = room.withheld()
    content = withheld[ANNA]["TABLET"]
    assert (content["code"], content["session_id"]) == ("m.unverified", shared.session_id)
    assert set(withheld) == {ANNA}


async def test_somebody_without_any_verified_device_is_not_served_and_stops_nobody(room: Room) -> None:
    room.server.directory.identities.pop(LEAD)
    assert (await room.share()).readers == {ANNAS}


async def test_a_room_in_which_nobody_may_read_gets_a_key_that_nobody_has(room: Room) -> None:
    room.server.directory.identities.clear()
    shared = await room.share()
    assert shared.readers == frozenset()
    assert room.keys_sent() == []


async def test_a_new_device_gets_a_new_key(room: Room) -> None:
    first = await room.share()
    tablet = room.anna.add_device("TABLET")
    await tablet.meet(room.bot)
    room.changed(ANNA)
    second = await room.share()
    assert second.readers == {ANNAS, LEADS, (ANNA, "TABLET")}
    assert second.session_id != first.session_id


async def test_after_a_member_left_the_key_is_another(room: Room) -> None:
    first = await room.share()
    await room.send("before")
    second = await room.share(ANNA)
    await room.send("after")
    assert second.session_id != first.session_id
    assert await room.read_by(room.lead.device) == ["before", "?"]
    assert await room.read_by(room.anna.device) == ["before", "after"]


async def test_after_a_device_lost_its_signature_the_key_is_another(room: Room) -> None:
    tablet = room.anna.add_device("TABLET")
    await tablet.meet(room.bot)
    await room.share()
    await room.send("before")
    signatures = room.server.directory.devices[ANNA]["TABLET"]["signatures"][ANNA]
    del signatures[f"ed25519:{room.anna.identity.self_signing.public}"]
    room.changed(ANNA)
    assert (await room.share()).readers == {ANNAS, LEADS}
    await room.send("after")
    assert await room.read_by(tablet) == ["before", "?"]


async def test_after_an_identity_changed_its_devices_read_nothing_more(room: Room) -> None:
    await room.share()
    room.lead.new_identity()
    room.changed(LEAD)
    assert (await room.share()).readers == {ANNAS}


@pytest.mark.parametrize("status", [DROP, 429, 500])
@pytest.mark.parametrize("part", ["keys/query", "keys/claim", "sendToDevice"])
async def test_when_a_step_fails_nothing_can_be_sent_and_the_next_try_mends_it(
    room: Room, part: str, status: int
) -> None:
    room.server.break_next(part, status, times=2 if status == DROP and part == "sendToDevice" else 1)
    with pytest.raises(Exception, match="homeserver"):
        await room.share()
    with pytest.raises(RoomKeyNotShared):
        await room.send("hej")
    assert room.bot.access_token == room.server.token
    assert room.server.sent == {}
    assert room.bot.sharing_session == {}
    await room.share()
    async with asyncio.timeout(20):
        await room.send("hej")
    assert await room.read_by(room.anna.device) == ["hej"]


async def test_a_key_that_only_some_got_is_thrown_away(room: Room) -> None:
    """More than twenty devices take several requests; the second of them fails."""
    for number in range(25):
        room.anna.add_device(f"D{number:02}")
    room.changed(ANNA)
    room.server.break_next("sendToDevice", 500, after=1)
    with pytest.raises(RoomKeyNotShared):
        await room.share()
    assert ROOM not in room.bot.olm.outbound_group_sessions
    shared = await room.share()
    assert len(shared.readers) == 27


async def test_a_device_without_one_time_keys_stops_nobody_and_is_served_once_it_can_be(room: Room) -> None:
    room.server.directory.one_time.pop(LEADS)
    fallback = room.server.directory.fallback.pop(LEADS)
    shared = await room.share()
    assert shared == Shared(shared.session_id, frozenset({ANNAS}), frozenset({LEADS}))
    assert room.withheld()[0][LEAD]["LAPTOP"]["code"] == "m.no_olm"
    before = len(room.server.requests)
    assert await room.share() == shared
    assert len(room.server.requests) == before
    room.server.directory.fallback[LEADS] = fallback
    await hear(room.bot, to_device=[room.lead.device.room_key(room.bot)])
    assert (await room.share()).readers == {ANNAS, LEADS}


async def test_if_nobody_at_all_can_be_reached_nothing_is_sent(room: Room) -> None:
    room.server.directory.one_time.clear()
    room.server.directory.fallback.clear()
    with pytest.raises(RoomKeyNotShared, match="can be reached"):
        await room.share()


async def test_a_device_that_was_never_judged_stops_the_share_until_it_is(room: Room) -> None:
    """Somebody made nio ask for keys behind the trust's back."""
    await room.share()
    tablet = room.anna.add_device("TABLET", signed=False)
    await tablet.meet(room.bot)
    room.changed(ANNA)
    await room.bot.keys_query()
    await room.bot.keys_claim({ANNA: ["TABLET"]})
    with pytest.raises(RoomKeyNotShared, match="looked at first"):
        await room.share(ANNA)
    assert (await room.share(ANNA)).readers == {ANNAS}


async def test_an_old_or_much_used_key_is_replaced(room: Room) -> None:
    first = await room.share()
    room.bot.olm.outbound_group_sessions[ROOM].creation_time -= timedelta(days=8)
    second = await room.share()
    room.bot.olm.outbound_group_sessions[ROOM].message_count = 100
    third = await room.share()
    assert len({first.session_id, second.session_id, third.session_id}) == 3


async def test_a_refused_withheld_notice_stops_nothing(room: Room) -> None:
    room.anna.add_device("TABLET", signed=False)
    room.server.break_next("m.room_key.withheld", 500)
    assert (await room.share()).readers == {ANNAS, LEADS}
    assert isinstance(await room.send("hej"), nio.RoomSendResponse)


async def test_a_room_not_known_as_encrypted_gets_no_key(room: Room) -> None:
    room.bot.rooms[ROOM].encrypted = False
    with pytest.raises(NeverInClear):
        await room.share()
    assert room.keys_sent() == []


async def test_the_bots_other_devices_get_no_key(room: Room, directory: Directory) -> None:
    Person(directory, BOT, "ELSEWHERE")
    room.changed(BOT)
    assert (await room.share()).readers == {ANNAS, LEADS}
    assert all(BOT not in messages for messages in room.keys_sent())
