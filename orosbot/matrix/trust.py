"""Whose devices may read and command. SKELETON: the signatures are final, the bodies follow within the hour."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

import nio

from orosbot.matrix.client import HardenedClient

DeviceId = tuple[str, str]
"""User id and device id."""


class Pins(Protocol):
    """Master keys as they were first seen. Implemented by the casebook, in short transactions of its own."""

    def get(self, user_id: str) -> str | None: ...

    def pin(self, user_id: str, master_key: str) -> None: ...


@dataclass(frozen=True, slots=True)
class IdentityChange:
    """A person's master key is not the pinned one. `seen` is `None` if it is gone."""

    user_id: str
    pinned: str
    seen: str | None


@dataclass(frozen=True, slots=True)
class Review:
    """What a key query brought. `changed` is to be told in the room (`alert-identity`)."""

    good: frozenset[DeviceId] = frozenset()
    bad: Mapping[DeviceId, str] = None  # type: ignore[assignment]
    changed: tuple[IdentityChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Authentic:
    """The event was written on this device of its sender."""

    user_id: str
    device_id: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """Not known yet: ask again after the next `Trust.refresh`."""

    reason: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """Not to be obeyed."""

    reason: str


class Trust:
    """Judges devices from raw answers to key queries."""

    def __init__(self, client: HardenedClient, pins: Pins, *, require_cross_signed: bool = True) -> None:
        raise NotImplementedError

    async def refresh(self) -> Review:
        """Ask for the keys of everybody who is due (no request if nobody is) and judge their devices.

        :raises Unreachable: if the server does not answer; they stay due.
        """
        raise NotImplementedError

    def authenticate(self, event: nio.Event, room_id: str) -> Authentic | Waiting | Rejected:
        """Who wrote this decrypted event? `event.decrypted` and `event.verified` don't say it."""
        raise NotImplementedError

    def good_devices(self, users: Iterable[str]) -> frozenset[DeviceId]:
        """The devices of these people that may get room keys."""
        raise NotImplementedError

    def accept_identity(self, user_id: str) -> bool:
        """A lead has vouched for this person's new identity (`trust` command): pin it, judge anew."""
        raise NotImplementedError
