"""Plain nio: payloads forge the room's state, raise out of the sync, and need not be meant for the room."""

import nio
import pytest
from nio.events import Event

from tests.matrix.directory import Directory, Json
from tests.matrix.peers import ANNA, BOT, MALLORY, ROOM, Person, hear, in_room, plain_client


@pytest.fixture
async def bot() -> nio.AsyncClient:
    return plain_client(BOT, "BOTDEV")


@pytest.fixture
async def anna(bot: nio.AsyncClient) -> Person:
    person = Person(Directory(), ANNA)
    await in_room(bot, person)
    await hear(bot, to_device=[person.device.room_key(bot)])
    return person


async def test_an_encrypted_payload_changes_the_power_levels(bot: nio.AsyncClient, anna: Person) -> None:
    content = {"users": {MALLORY: 100}}
    await hear(
        bot, [anna.device.encrypt({"type": "m.room.power_levels", "state_key": "", "content": content})]
    )
    assert bot.rooms[ROOM].power_levels.users[MALLORY] == 100


async def test_an_encrypted_payload_adds_a_member(bot: nio.AsyncClient, anna: Person) -> None:
    join = {"type": "m.room.member", "state_key": MALLORY, "content": {"membership": "join"}}
    await hear(bot, [anna.device.encrypt(join)])
    assert MALLORY in bot.rooms[ROOM].users


async def test_an_encrypted_payload_closes_the_room(bot: nio.AsyncClient, anna: Person) -> None:
    content = {"body": "x", "replacement_room": "!evil:elsewhere.example"}
    await hear(bot, [anna.device.encrypt({"type": "m.room.tombstone", "state_key": "", "content": content})])
    assert bot.rooms[ROOM].replacement_room == "!evil:elsewhere.example"


async def test_a_payload_meant_for_another_room_is_taken(bot: nio.AsyncClient, anna: Person) -> None:
    payload: Json = {"type": "m.room.message", "content": {"msgtype": "m.text", "body": "x"}}
    (found,) = await hear(bot, [anna.device.encrypt({**payload, "room_id": "!other:example.org"})])
    assert found.decrypted


@pytest.mark.parametrize("plain", [b"\xff\xfe", b"[1]", b"[" * 100_000], ids=["no utf-8", "a list", "deep"])
async def test_junk_inside_a_ciphertext_raises_out_of_the_sync(
    bot: nio.AsyncClient, anna: Person, plain: bytes
) -> None:
    with pytest.raises((UnicodeDecodeError, TypeError, RecursionError)):
        await hear(bot, [anna.device.encrypt_raw(plain)])


@pytest.mark.parametrize("name", ["sender_key", "session_id"])
async def test_an_empty_field_of_the_envelope_raises_out_of_the_sync(
    bot: nio.AsyncClient, anna: Person, name: str
) -> None:
    broken = anna.device.say("hej")
    broken["content"][name] = ""
    with pytest.raises(AssertionError):
        await hear(bot, [broken])


async def test_a_bad_payload_names_its_own_event_id(bot: nio.AsyncClient, anna: Person) -> None:
    payload: Json = {
        "type": "m.room.message",
        "content": 5,
        "event_id": "$mine",
        "sender": BOT,
        "origin_server_ts": 1,
    }
    (found,) = await hear(bot, [anna.device.encrypt(payload)])
    assert (found.event_id, found.sender) == ("$mine", BOT)


async def test_an_event_without_the_deprecated_fields_is_taken_for_malformed(anna: Person) -> None:
    bare = anna.device.say("hej")
    del bare["content"]["sender_key"], bare["content"]["device_id"]
    assert isinstance(Event.parse_event(bare), nio.BadEvent)


async def test_an_undecryptable_event_makes_a_key_request(bot: nio.AsyncClient, anna: Person) -> None:
    await bot.receive_response(nio.KeysQueryResponse.from_dict(anna.directory.query([ANNA])))
    anna.device.new_session()
    await hear(bot, [anna.device.say("hej")])
    assert [message.type for message in bot.outgoing_to_device_messages] == ["m.room_key_request"]
