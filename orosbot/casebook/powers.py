"""Who may do what in the room, by its cleartext state."""

from orosbot.casebook.rooms import RoomState

UNLIMITED = 2**53
"""The level of a creator from room version 12 on: above everything that can be listed."""


def level_of(state: RoomState, user_id: str) -> int:
    """Somebody's power level; `UNLIMITED` for creators where the room version knows them."""
    if user_id in state.creators:
        return UNLIMITED
    return state.levels.get(user_id, state.default_level)


def may_redact(state: RoomState, user_id: str) -> bool:
    """Whether somebody may remove other people's messages."""
    return level_of(state, user_id) >= state.redact_level
