"""The bot's own picture of its room, from cleartext state alone."""

from orosbot.casebook.powers import UNLIMITED, level_of, may_redact
from orosbot.casebook.rooms import RoomState
from orosbot.matrix import projection
from orosbot.matrix.projection import after, of_full_state


def state(kind: str, content: dict[str, object], key: str = "", sender: str = "@lead:x") -> dict[str, object]:
    return {"type": kind, "state_key": key, "sender": sender, "content": content}


def member(user: str, membership: str, name: str = "") -> dict[str, object]:
    return state("m.room.member", {"membership": membership, "displayname": name}, key=user)


def test_who_joins_is_a_member_and_who_leaves_is_none() -> None:
    room = after(RoomState(), member("@anna:x", "join", "Anna"))
    assert room.joined == {"@anna:x": "Anna"}
    for gone in ("leave", "ban"):
        assert after(room, member("@anna:x", gone)).joined == {}


def test_an_invited_person_is_no_member() -> None:
    assert after(RoomState(), member("@anna:x", "invite")).joined == {}


def test_an_event_without_state_key_is_no_state() -> None:
    event = state("m.room.power_levels", {"users": {"@anna:x": 100}})
    del event["state_key"]
    assert after(RoomState(), event) == RoomState()


def test_encryption_is_never_forgotten() -> None:
    room = of_full_state([state("m.room.encryption", {"algorithm": "m.megolm.v1.aes-sha2"})])
    assert of_full_state([], before=room).encrypted
    assert of_full_state([], before=None).encrypted is False


def test_creators_of_version_12_stand_above_every_level_and_are_not_listed() -> None:
    create = state("m.room.create", {"room_version": "12", "additional_creators": ["@anna:x"]})
    room = of_full_state([state("m.room.power_levels", {"users": {"@mia:x": 100}}), create])
    assert [level_of(room, user) for user in ("@lead:x", "@anna:x", "@mia:x")] == [UNLIMITED, UNLIMITED, 100]


def test_the_creator_of_an_older_room_has_the_listed_level_only() -> None:
    create = state("m.room.create", {"room_version": "11"})
    assert level_of(of_full_state([create]), "@lead:x") == 100
    room = of_full_state([state("m.room.power_levels", {"users": {"@mia:x": 100}}), create])
    assert level_of(room, "@lead:x") == 0


def test_who_is_removed_from_the_power_levels_loses_the_old_level() -> None:
    room = after(RoomState(), state("m.room.power_levels", {"users": {"@anna:x": 50}, "users_default": 0}))
    room = after(room, state("m.room.power_levels", {"users": {}, "users_default": 10}))
    assert level_of(room, "@anna:x") == 10


def test_levels_may_be_strings_and_anything_else_is_ignored() -> None:
    users = {"@a:x": "50", "@b:x": "many", "@c:x": True, "@d:x": None}
    assert after(RoomState(), state("m.room.power_levels", {"users": users})).levels == {"@a:x": 50}


def test_redacting_needs_the_level_that_the_room_demands() -> None:
    room = after(RoomState(), state("m.room.power_levels", {"users": {"@bot:x": 50}, "redact": 60}))
    assert not may_redact(room, "@bot:x")
    assert may_redact(after(room, state("m.room.power_levels", {"users": {"@bot:x": 50}})), "@bot:x")


def test_a_tombstone_names_the_new_room() -> None:
    assert after(RoomState(), state("m.room.tombstone", {"replacement_room": "!new"})).replaced_by == "!new"


ODD: list[object] = [
    None,
    [],
    "x",
    {"users": 5, "membership": [], "room_version": {}, "additional_creators": 7},
]


def test_malformed_state_never_raises() -> None:
    for kind in ("m.room.member", "m.room.power_levels", "m.room.create", "m.room.tombstone"):
        for content in ODD:
            event = {"type": kind, "state_key": "", "sender": 5, "content": content}
            assert isinstance(projection.after(RoomState(), event), RoomState)
