"""The room as its cleartext state events say: members, power levels, encryption. Pure functions.

nio's own picture of the room must not authorise anybody: encrypted payloads can forge state in it, it
merges power levels instead of replacing them, and it knows nothing of creators in room version 12.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from orosbot.casebook.rooms import RoomState
from orosbot.matrix.shape import Json, obj, text, texts

REDACT_DEFAULT = 50
FIRST_VERSION_WITH_CREATORS = 12


def of_full_state(events: Iterable[Json], before: RoomState | None = None) -> RoomState:
    """The room from all of its state events. That it was `before` encrypted, it stays."""
    state = RoomState(encrypted=before is not None and before.encrypted)
    for event in sorted(events, key=_create_first):
        state = after(state, event)
    return state


def after(state: RoomState, event: Json) -> RoomState:
    """The room after one event; anything but a well-formed cleartext state event changes nothing."""
    key, sender, content = event.get("state_key"), text(event.get("sender")), obj(event.get("content"))
    if not isinstance(key, str):
        return state
    kind = event.get("type")
    if kind == "m.room.member":
        return _member(state, key, content)
    if key != "":
        return state
    if kind == "m.room.power_levels":
        return _levels(state, content)
    if kind == "m.room.create":
        return _created(state, sender, content)
    if kind == "m.room.encryption":
        return replace(state, encrypted=True)
    if kind == "m.room.tombstone":
        return replace(state, replaced_by=text(content.get("replacement_room")))
    return state


def _create_first(event: Json) -> int:
    return 0 if event.get("type") == "m.room.create" else 1


def _member(state: RoomState, user_id: str, content: Json) -> RoomState:
    joined = {other: name for other, name in state.joined.items() if other != user_id}
    if content.get("membership") == "join":
        joined[user_id] = text(content.get("displayname")) or user_id
    return state if joined == state.joined else replace(state, joined=joined)


def _created(state: RoomState, sender: str, content: Json) -> RoomState:
    version = text(content.get("room_version")) or "1"
    if version.isdecimal() and int(version) >= FIRST_VERSION_WITH_CREATORS:
        creators = frozenset([sender, *texts(content.get("additional_creators"))])
        return replace(state, version=version, creators=creators)
    # Until there are power levels, the creator alone has 100 (older room versions).
    creator = text(content.get("creator")) or sender
    return replace(state, version=version, creators=frozenset(), levels=state.levels or {creator: 100})


def _levels(state: RoomState, content: Json) -> RoomState:
    levels = {
        user: level
        for user, value in obj(content.get("users")).items()
        if (level := _level(value)) is not None
    }
    return replace(
        state,
        levels=levels,
        default_level=_default(content, "users_default", 0),
        redact_level=_default(content, "redact", REDACT_DEFAULT),
    )


def _default(content: Mapping[str, object], name: str, default: int) -> int:
    level = _level(content.get(name))
    return default if level is None else level


def _level(value: object) -> int | None:
    # Room versions before 10 allow levels as strings.
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, str):
        try:
            return int(value)
        except ValueError:
            return None
    return None
