"""What strangers send to the device cannot hurt: nothing raises, and good messages still arrive."""

import pytest
from nio.events import RoomKeyEvent
from nio.responses import SyncResponse

from orosbot.matrix.client import HardenedClient
from tests.matrix.directory import Directory, Json
from tests.matrix.peers import ANNA, MALLORY, MEGOLM, ROOM, Device, Person, hear, in_room, learn, sync_body


def olm_event(bot: HardenedClient, sender_key: str, kind: object, body: object) -> Json:
    own = bot.olm.account.identity_keys["curve25519"]
    content = {
        "algorithm": "m.olm.v1.curve25519-aes-sha2",
        "sender_key": sender_key,
        "ciphertext": {own: {"type": kind, "body": body}},
    }
    return {"type": "m.room.encrypted", "sender": MALLORY, "content": content}


def bad_messages(bot: HardenedClient, anna: Device) -> dict[str, Json]:
    """Each of these raises out of a sync of plain nio, see the tripwire."""
    good = anna.room_key(bot)
    prekey = good["content"]["ciphertext"][bot.olm.account.identity_keys["curve25519"]]
    bad_key = {"algorithm": MEGOLM, "room_id": ROOM, "session_id": "x", "session_key": "garbage"}
    return {
        "garbage in a first message": olm_event(bot, anna.curve25519, 0, "AAAA"),
        "garbage in a later message": olm_event(bot, anna.curve25519, 1, "AAAA"),
        "no base64": olm_event(bot, anna.curve25519, 1, "!!!!"),
        "a sender key that is none": olm_event(bot, "nokey", prekey["type"], prekey["body"]),
        "a room key that is none": anna.olm(bot, "m.room_key", bad_key),
    }


@pytest.fixture
def anna(directory: Directory) -> Person:
    return Person(directory, ANNA)


async def test_bad_messages_do_not_raise_and_the_good_one_among_them_arrives(
    bot: HardenedClient, anna: Person
) -> None:
    await in_room(bot, anna)
    bad = list(bad_messages(bot, anna.device).values())
    good = anna.device.room_key(bot)
    response = SyncResponse.from_dict(sync_body(to_device=[*bad, good, *bad]))
    await bot.receive_response(response)
    assert [type(event) for event in response.to_device_events].count(RoomKeyEvent) == 1
    assert len(list(bot.olm.inbound_group_store)) == 1


async def test_a_first_message_for_an_unknown_one_time_key_makes_a_new_session_due(
    bot: HardenedClient, anna: Person, directory: Directory
) -> None:
    """The sender holds keys that this device has lost; without a new session it would stay unreachable."""
    await hear(bot)
    stranger = Device(directory, bot.user_id, "OTHER", None)
    await anna.device.meet(stranger.client)
    lost = anna.device.room_key(stranger.client)
    (inner,) = lost["content"]["ciphertext"].values()
    own = bot.olm.account.identity_keys["curve25519"]
    lost["content"]["ciphertext"] = {own: inner}
    await in_room(bot, anna)
    await learn(bot, directory, ANNA)
    await hear(bot, to_device=[lost])
    assert [device.user_id for device in bot.olm.wedged_devices] == [ANNA]


async def test_verification_by_emoji_is_declined_at_once(bot: HardenedClient, anna: Person) -> None:
    await in_room(bot, anna)
    bot.olm.tracked_users.add(ANNA)
    request = {
        "type": "m.key.verification.request",
        "sender": ANNA,
        "content": {"from_device": "PHONE", "methods": ["m.sas.v1"], "timestamp": 1, "transaction_id": "t"},
    }
    await hear(bot, to_device=[request])
    (answer,) = bot.outgoing_to_device_messages
    assert answer.type == "m.key.verification.cancel"
    assert (answer.recipient, answer.recipient_device) == (ANNA, "PHONE")
    assert answer.content["transaction_id"] == "t"


async def test_strangers_get_no_answer_to_a_verification_request(bot: HardenedClient) -> None:
    request = {
        "type": "m.key.verification.request",
        "sender": MALLORY,
        "content": {"from_device": "X", "methods": [], "timestamp": 1, "transaction_id": "t"},
    }
    await hear(bot, to_device=[request])
    assert bot.outgoing_to_device_messages == []


async def test_a_room_key_request_of_a_stranger_is_not_answered(bot: HardenedClient, anna: Person) -> None:
    await in_room(bot, anna)
    await hear(bot, to_device=[anna.device.room_key(bot)])
    (session,) = bot.olm.inbound_group_store
    body = {
        "algorithm": "m.megolm.v1.aes-sha2",
        "room_id": ROOM,
        "sender_key": session.sender_key,
        "session_id": session.id,
    }
    content = {"action": "request", "requesting_device_id": "X", "request_id": "r", "body": body}
    await hear(bot, to_device=[{"type": "m.room_key_request", "sender": MALLORY, "content": content}])
    assert bot.outgoing_to_device_messages == []
