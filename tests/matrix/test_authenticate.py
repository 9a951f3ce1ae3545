"""Who wrote an event: said by the key it came with, never by what the server or the event claims."""

import nio
import pytest

from orosbot.matrix.client import HardenedClient
from orosbot.matrix.trust import Authentic, Rejected, Trust, Waiting
from tests.matrix.directory import Directory, Json
from tests.matrix.peers import (
    ANNA,
    BOT,
    LEAD,
    MALLORY,
    MEGOLM,
    ROOM,
    Device,
    MemoryPins,
    Person,
    event,
    hear,
    in_room,
    learn,
)


class Room:
    """Anna and the lead in a room with the bot, their devices judged."""

    def __init__(self, bot: HardenedClient, directory: Directory) -> None:
        self.bot, self.directory = bot, directory
        self.anna, self.lead = Person(directory, ANNA), Person(directory, LEAD, "LAPTOP")
        self.trust = Trust(bot, MemoryPins())

    async def judged(self, *users: str) -> None:
        self.trust.review(await learn(self.bot, self.directory, *(users or (ANNA, LEAD))))
        self.bot.users_for_key_query.clear()

    async def hear(self, written: Json) -> Authentic | Waiting | Rejected:
        (found,) = await hear(self.bot, [written])
        assert isinstance(found, nio.Event), found
        await self.judged(*self.bot.users_for_key_query)
        return self.trust.authenticate(found, ROOM)


@pytest.fixture
async def room(bot: HardenedClient, directory: Directory) -> Room:
    found = Room(bot, directory)
    await in_room(bot, found.anna, found.lead)
    await hear(bot, to_device=[found.anna.device.room_key(bot), found.lead.device.room_key(bot)])
    await found.judged()
    return found


async def test_a_message_from_a_verified_device_is_its_senders(room: Room) -> None:
    assert await room.hear(room.anna.device.say("hej")) == Authentic(ANNA, "PHONE")


async def test_a_message_in_clear_text_is_nobodys(room: Room) -> None:
    written = event("m.room.message", {"msgtype": "m.text", "body": "!case new"}, ANNA)
    assert isinstance(await room.hear(written), Rejected)


async def test_a_relabelled_sender_is_not_believed(room: Room) -> None:
    """The server says that Anna's message is the lead's: the key is none of the lead's devices."""
    written = {**room.anna.device.say("!case purge"), "sender": LEAD}
    assert isinstance(await room.hear(written), Waiting)
    again = {**room.anna.device.say("!case purge"), "sender": LEAD}
    again["content"]["device_id"] = "LAPTOP"
    assert isinstance(await room.hear(again), Waiting)


async def test_a_message_from_an_unsigned_device_is_refused(room: Room) -> None:
    tablet = room.anna.add_device("TABLET", signed=False)
    await tablet.meet(room.bot)
    await hear(room.bot, to_device=[tablet.room_key(room.bot)])
    await room.judged()
    assert await room.hear(tablet.say("!case new")) == Rejected("its owner has not verified it")


async def test_a_message_from_a_new_device_waits_for_a_key_query_and_is_then_its_senders(room: Room) -> None:
    tablet = room.anna.add_device("TABLET")
    await tablet.meet(room.bot)
    await hear(room.bot, to_device=[tablet.room_key(room.bot)])
    (found,) = await hear(room.bot, [tablet.say("hej")])
    assert isinstance(room.trust.authenticate(found, ROOM), Waiting)
    assert ANNA in room.bot.users_for_key_query
    await room.judged()
    assert room.trust.authenticate(found, ROOM) == Authentic(ANNA, "TABLET")


async def test_an_unlisted_device_is_asked_for_once_and_not_at_each_message(room: Room) -> None:
    hidden = Device(Directory(), ANNA, "HIDDEN", room.anna.identity)
    await hidden.meet(room.bot)
    await hear(room.bot, to_device=[hidden.room_key(room.bot)])
    (found,) = await hear(room.bot, [hidden.say("hej")])
    room.bot.users_for_key_query.clear()
    room.trust.authenticate(found, ROOM)
    assert ANNA in room.bot.users_for_key_query
    await room.judged()
    assert isinstance(room.trust.authenticate(found, ROOM), Waiting)
    assert room.bot.users_for_key_query == set()


async def test_while_the_senders_keys_are_due_nothing_is_decided(room: Room) -> None:
    (found,) = await hear(room.bot, [room.anna.device.say("hej")])
    room.bot.users_for_key_query.add(ANNA)
    assert isinstance(room.trust.authenticate(found, ROOM), Waiting)


async def test_right_after_a_start_nobody_is_known(room: Room) -> None:
    (found,) = await hear(room.bot, [room.anna.device.say("hej")])
    room.trust = Trust(room.bot, MemoryPins())
    assert isinstance(room.trust.authenticate(found, ROOM), Waiting)
    assert ANNA in room.bot.users_for_key_query


async def test_a_message_of_somebody_whose_identity_changed_is_refused(room: Room) -> None:
    room.anna.new_identity()
    await room.judged()
    assert await room.hear(room.anna.device.say("hej")) == Rejected("its owner's identity has changed")


async def test_a_device_that_lists_anothers_key_as_its_own_gains_nothing(room: Room) -> None:
    """Mallory's device claims Anna's Curve25519 key; the key's own sender named Anna's Ed25519 key."""
    mallory = Person(room.directory, MALLORY, "EVIL")
    keys = room.directory.devices[MALLORY]["EVIL"]
    keys["keys"]["curve25519:EVIL"] = room.anna.device.curve25519
    keys["signatures"] = {}
    body = {
        **keys,
        "signatures": {MALLORY: {"ed25519:EVIL": mallory.device.client.olm.sign_json(_bare(keys))}},
    }
    room.directory.devices[MALLORY]["EVIL"] = mallory.identity.sign_device(body)
    await room.judged(MALLORY)
    written = {**room.anna.device.say("hej"), "sender": MALLORY}
    assert await room.hear(written) == Rejected("its key names another device")


def _bare(keys: Json) -> Json:
    return {name: part for name, part in keys.items() if name not in ("signatures", "unsigned")}


async def test_a_key_that_names_another_devices_fingerprint_is_refused(room: Room) -> None:
    """The Ed25519 key in a room key message is only a claim."""
    session = room.anna.device.new_session()
    content = {
        "algorithm": MEGOLM,
        "room_id": ROOM,
        "session_id": session.id,
        "session_key": session.session_key,
    }
    await hear(room.bot, to_device=[room.anna.device.olm(room.bot, "m.room_key", content)])
    found = room.bot.olm.inbound_group_store.get(ROOM, room.anna.device.curve25519, session.id)
    found.ed25519 = room.lead.device.client.olm.account.identity_keys["ed25519"]
    written = room.anna.device.say("hej")
    assert isinstance(await room.hear(written), Waiting)  # nio notices
    written = room.anna.device.say("hej")
    written["content"]["device_id"] = "UNKNOWN"  # nio does not
    assert await room.hear(written) == Rejected("its key names another device")


async def test_a_forwarded_key_authenticates_nobody(room: Room) -> None:
    for session in room.bot.olm.inbound_group_store:
        session.forwarding_chain.append("somebody")
    answer = await room.hear(room.anna.device.say("hej"))
    assert answer == Rejected("its key did not come from the sending device itself")


async def test_our_own_message_is_ours(room: Room) -> None:
    bot = room.bot
    bot.olm.create_outbound_group_session(ROOM)
    bot.olm.outbound_group_sessions[ROOM].shared = True
    content = bot.olm.group_encrypt(
        ROOM, {"type": "m.room.message", "content": {"msgtype": "m.text", "body": "x"}}
    )
    assert await room.hear(event("m.room.encrypted", content, BOT)) == Authentic(BOT, "BOTDEV")


async def test_nobody_else_can_speak_as_the_bot(room: Room) -> None:
    assert not isinstance(await room.hear({**room.anna.device.say("x"), "sender": BOT}), Authentic)
