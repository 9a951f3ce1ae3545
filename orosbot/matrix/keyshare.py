"""Handing out the room key. SKELETON: the signatures are final, the bodies follow within the hour."""

from collections.abc import Collection
from dataclasses import dataclass

from orosbot import errors
from orosbot.matrix.client import HardenedClient
from orosbot.matrix.trust import DeviceId, Trust


class RoomKeyNotShared(errors.Unreachable):
    """Not everybody who should read got the key: nothing may be sent now; try again later."""


@dataclass(frozen=True, slots=True)
class Shared:
    """Who can read what is sent next. `without_session`: good devices that left no one-time key."""

    session_id: str
    readers: frozenset[DeviceId]
    without_session: frozenset[DeviceId]


async def share_room_key(client: HardenedClient, trust: Trust, room_id: str, users: Collection[str]) -> Shared:
    """Make sure that exactly the good devices of `users` (joined members; ourselves is left out) have the key.

    Call it right before each `client.room_send`; without a change it makes no request. Before it, nothing
    can be sent: `room_send` raises `RoomKeyNotShared`.

    :raises RoomKeyNotShared: retry with backoff, do not send.
    """
    raise NotImplementedError
