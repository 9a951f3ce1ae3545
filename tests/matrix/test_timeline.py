"""What stands in the room: forged, replayed and malformed payloads are told from those not readable yet."""

import copy

import nio
import pytest
from nio.responses import RoomMessagesResponse

from orosbot.matrix.client import HardenedClient
from tests.matrix.directory import Directory
from tests.matrix.peers import ANNA, MALLORY, ROOM, Person, event, hear, in_room, learn

FORGED_STATE = [
    ("m.room.power_levels", "", {"users": {MALLORY: 100}}),
    ("m.room.member", MALLORY, {"membership": "join"}),
    ("m.room.tombstone", "", {"body": "x", "replacement_room": "!evil:elsewhere.example"}),
    ("m.room.encryption", "", {"algorithm": "m.none"}),
]

JUNK = [
    b"\xff\xfe",
    b"[1]",
    b'"text"',
    b"null",
    b"[" * 100_000,
    b"{",
    b'{"type":5,"content":{}}',
    b'{"content":[]}',
]


@pytest.fixture
def anna(directory: Directory) -> Person:
    return Person(directory, ANNA)


async def heard(bot: HardenedClient, anna: Person) -> None:
    """Anna is in the room and has shared a room key."""
    await in_room(bot, anna)
    await hear(bot, to_device=[anna.device.room_key(bot)])


async def test_an_encrypted_message_comes_decrypted(bot: HardenedClient, anna: Person) -> None:
    await heard(bot, anna)
    (message,) = await hear(bot, [anna.device.say("hej")])
    assert isinstance(message, nio.RoomMessageText)
    assert (message.body, message.decrypted, message.room_id) == ("hej", True, ROOM)


@pytest.mark.parametrize(("kind", "key", "content"), FORGED_STATE)
async def test_an_encrypted_payload_changes_no_state(
    bot: HardenedClient, anna: Person, kind: str, key: str, content: dict[str, object]
) -> None:
    await heard(bot, anna)
    room = bot.rooms[ROOM]
    before = (dict(room.power_levels.users), sorted(room.users), room.encrypted, room.replacement_room)
    (found,) = await hear(bot, [anna.device.encrypt({"type": kind, "state_key": key, "content": content})])
    assert (
        dict(room.power_levels.users),
        sorted(room.users),
        room.encrypted,
        room.replacement_room,
    ) == before
    assert isinstance(found, nio.BadEvent)


async def test_a_payload_meant_for_another_room_is_refused(bot: HardenedClient, anna: Person) -> None:
    await heard(bot, anna)
    payload = {
        "type": "m.room.message",
        "room_id": "!other:example.org",
        "content": {"msgtype": "m.text", "body": "x"},
    }
    (found,) = await hear(bot, [anna.device.encrypt(payload)])
    assert isinstance(found, nio.BadEvent)
    assert not found.decrypted


async def test_a_redaction_inside_a_payload_is_refused(bot: HardenedClient, anna: Person) -> None:
    await heard(bot, anna)
    (found,) = await hear(
        bot, [anna.device.encrypt({"type": "m.room.redaction", "redacts": "$1", "content": {}})]
    )
    assert isinstance(found, nio.BadEvent)


async def test_a_payload_cannot_bring_its_own_unsigned_part(bot: HardenedClient, anna: Person) -> None:
    """A transaction id in there would make somebody's message look like an echo of ours."""
    await heard(bot, anna)
    payload = {
        "type": "m.room.message",
        "content": {"msgtype": "m.text", "body": "x"},
        "unsigned": {"transaction_id": "ours"},
    }
    (found,) = await hear(bot, [anna.device.encrypt(payload)])
    assert found.source["unsigned"] == {}


@pytest.mark.parametrize("plain", JUNK, ids=range(len(JUNK)))
async def test_junk_inside_a_ciphertext_does_not_raise(
    bot: HardenedClient, anna: Person, plain: bytes
) -> None:
    await heard(bot, anna)
    junk, good = anna.device.encrypt_raw(plain, "$junk"), anna.device.say("hej")
    found = await hear(bot, [junk, good])
    assert isinstance(found[0], nio.BadEvent | nio.MegolmEvent)
    assert found[0].event_id == "$junk"
    assert found[1].body == "hej"


@pytest.mark.parametrize(
    "change", [{"sender_key": ""}, {"session_id": ""}, {"ciphertext": "%%"}, {"ciphertext": ""}]
)
async def test_a_malformed_envelope_does_not_raise(
    bot: HardenedClient, anna: Person, change: dict[str, object]
) -> None:
    await heard(bot, anna)
    broken = anna.device.say("hej")
    broken["content"] = {**broken["content"], **change}
    (found,) = await hear(bot, [broken])
    assert not found.decrypted


async def test_the_same_ciphertext_under_another_event_id_is_refused(
    bot: HardenedClient, anna: Person
) -> None:
    await heard(bot, anna)
    first = anna.device.say("hej", "$first")
    again = {**copy.deepcopy(first), "event_id": "$again"}
    found = await hear(bot, [first, again])
    assert [type(one).__name__ for one in found] == ["RoomMessageText", "BadEvent"]


async def test_an_event_without_sender_key_and_device_id_is_decrypted_all_the_same(
    bot: HardenedClient, anna: Person, directory: Directory
) -> None:
    """Both are deprecated in clear text; the keys that the sender's devices sent us tell which it is."""
    await heard(bot, anna)
    await learn(bot, directory, ANNA)
    bare = anna.device.say("hej")
    for name in ("sender_key", "device_id"):
        del bare["content"][name]
    (found,) = await hear(bot, [bare])
    assert found.body == "hej"


async def test_without_a_key_such_an_event_waits_and_opens_later(
    bot: HardenedClient, anna: Person, directory: Directory
) -> None:
    await in_room(bot, anna)
    await learn(bot, directory, ANNA)
    key = anna.device.room_key(bot)
    bare = anna.device.say("hej")
    for name in ("sender_key", "device_id"):
        del bare["content"][name]
    (found,) = await hear(bot, [bare])
    assert isinstance(found, nio.MegolmEvent)
    await hear(bot, to_device=[key])
    assert bot.decrypt_again(found.source, ROOM).body == "hej"


async def test_a_stored_event_opens_once_the_key_is_there(bot: HardenedClient, anna: Person) -> None:
    await in_room(bot, anna)
    key = anna.device.room_key(bot)
    (found,) = await hear(bot, [anna.device.say("hej")])
    assert isinstance(found, nio.MegolmEvent)
    assert isinstance(bot.decrypt_again(found.source, ROOM), nio.MegolmEvent)
    await hear(bot, to_device=[key])
    assert bot.decrypt_again(found.source, ROOM).body == "hej"


async def test_older_messages_are_judged_like_new_ones(bot: HardenedClient, anna: Person) -> None:
    """Gaps are filled with them. What room they claim to be from does not count."""
    await heard(bot, anna)
    chunk = [
        {**anna.device.say("hej"), "room_id": ROOM},
        {**anna.device.say("hej"), "room_id": "!other:example.org"},
        anna.device.encrypt_raw(b"\xff"),
        anna.device.encrypt(
            {"type": "m.room.member", "state_key": MALLORY, "content": {"membership": "join"}}
        ),
        event("m.room.topic", {"topic": "x"}, state_key=""),
    ]
    response = RoomMessagesResponse.from_dict({"chunk": chunk, "start": "a", "end": "b"}, ROOM)
    await bot.receive_response(response)
    names = [type(one).__name__ for one in response.chunk]
    assert names == ["RoomMessageText", "RoomMessageText", "MegolmEvent", "BadEvent", "RoomTopicEvent"]
    assert MALLORY not in bot.rooms[ROOM].users


async def test_an_undecryptable_event_makes_no_key_request(bot: HardenedClient, anna: Person) -> None:
    """Nobody answers them, and they would tell who is read when."""
    await in_room(bot, anna)
    anna.device.new_session()
    await hear(bot, [anna.device.say("hej")])
    assert bot.outgoing_to_device_messages == []
    assert ANNA in bot.users_for_key_query
