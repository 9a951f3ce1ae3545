"""Members may put anything into an event: no content makes a sync raise, and a good message beside it arrives."""

import random

import pytest

from orosbot.matrix.client import HardenedClient
from tests.matrix.directory import Directory, Json
from tests.matrix.peers import ANNA, MEGOLM, ROOM, Person, event, hear, in_room

ODD: list[object] = [
    None,
    0,
    -1,
    1.5,
    True,
    "",
    "x",
    ANNA,
    ROOM,
    [],
    {},
    [None],
    {"a": 1},
    2**70,
    "\ud800",
    [[]],
]

USUAL: list[tuple[str, Json]] = [
    ("m.room.member", {"membership": "join", "displayname": "Anna", "avatar_url": "mxc://a/b"}),
    ("m.room.power_levels", {"users": {ANNA: 100}, "events": {}, "ban": 50, "notifications": {"room": 50}}),
    ("m.room.name", {"name": "x"}),
    ("m.room.topic", {"topic": "x"}),
    ("m.room.canonical_alias", {"alias": "#x:example.org", "alt_aliases": []}),
    ("m.room.join_rules", {"join_rule": "invite", "allow": []}),
    ("m.room.tombstone", {"body": "x", "replacement_room": ROOM}),
    ("m.room.create", {"room_version": "12", "predecessor": {"room_id": ROOM}}),
    ("m.space.child", {"via": ["example.org"]}),
    ("m.room.message", {"msgtype": "m.text", "body": "x", "format": "x", "m.relates_to": {"rel_type": "x"}}),
    ("m.room.message", {"msgtype": "m.image", "body": "x", "file": {"url": "mxc://a/b", "key": {"k": "x"}}}),
    ("m.room.redaction", {"redacts": "$1", "reason": "x"}),
    ("m.reaction", {"m.relates_to": {"rel_type": "m.annotation", "event_id": "$1", "key": "x"}}),
    ("m.sticker", {"body": "x", "info": {}, "url": "mxc://a/b"}),
    ("m.call.invite", {"call_id": "1", "version": 0, "lifetime": 1, "offer": {"type": "offer", "sdp": "x"}}),
    (
        "m.room.encrypted",
        {"algorithm": MEGOLM, "ciphertext": "x", "session_id": "x", "sender_key": "x", "device_id": "x"},
    ),
]

TO_DEVICE: list[tuple[str, Json]] = [
    ("m.room_key.withheld", {"code": "x", "room_id": ROOM, "session_id": "x"}),
    ("m.room_key_request", {"action": "request", "requesting_device_id": "x", "request_id": "x", "body": {}}),
    (
        "m.key.verification.start",
        {"from_device": "x", "method": "m.sas.v1", "transaction_id": "x", "hashes": []},
    ),
    ("m.room.encrypted", {"algorithm": "m.olm.v1.curve25519-aes-sha2", "sender_key": "x", "ciphertext": {}}),
    ("m.room.encrypted", {"algorithm": MEGOLM, "sender_key": "x"}),
]


def bent(chance: random.Random, value: object) -> object:
    """The value with some parts replaced, removed or added."""
    if chance.random() < 0.2:
        return chance.choice(ODD)
    if isinstance(value, dict):
        kept = {name: bent(chance, part) for name, part in value.items() if chance.random() < 0.9}
        return {**kept, chance.choice(["users", "body", "membership", "m.relates_to"]): chance.choice(ODD)}
    return [bent(chance, part) for part in value] if isinstance(value, list) else value


def bent_content(chance: random.Random, content: Json) -> Json:
    """Clients can send anything as content that is an object."""
    found = bent(chance, content)
    return found if isinstance(found, dict) else {"x": found}


@pytest.mark.parametrize("seed", range(8))
async def test_odd_content_neither_raises_nor_hides_the_good_message(
    bot: HardenedClient, directory: Directory, seed: int
) -> None:
    chance, anna = random.Random(seed), Person(directory, ANNA)
    await in_room(bot, anna)
    await hear(bot, to_device=[anna.device.room_key(bot)])
    for _ in range(20):
        state = [
            event(kind, bent_content(chance, one), state_key=chance.choice(["", ANNA])) for kind, one in USUAL
        ]
        odd = [event(kind, bent_content(chance, content)) for kind, content in USUAL]
        payloads = [anna.device.encrypt({"type": kind, "content": bent(chance, one)}) for kind, one in USUAL]
        sent = [{"type": kind, "sender": ANNA, "content": bent(chance, one)} for kind, one in TO_DEVICE]
        found = await hear(bot, [*odd, *payloads, anna.device.say("hej")], sent, state=state)
        assert found[-1].body == "hej"
