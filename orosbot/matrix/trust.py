"""Whose devices may read and command: those that a member's own, pinned identity has signed.

nio knows nothing of other people's cross-signing, so the chain is checked here, from the raw answers to
key queries. What is found is also written into nio's own trust, as a second lock.
"""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

import nio

from orosbot.matrix.chain import DeviceKeys, UserKeys, user_keys, users_in
from orosbot.matrix.client import HardenedClient
from orosbot.matrix.http import answered, refusal, status_of
from orosbot.matrix.shape import Json, obj

DeviceId = tuple[str, str]
"""User id and device id."""

IDENTITY_CHANGED = "its owner's identity has changed"
"""Why no device of somebody counts any more; the room is told of the person, not of the devices."""


class Pins(Protocol):
    """Master keys as they were first seen. Implemented by the casebook, in short transactions of its own."""

    def get(self, user_id: str) -> str | None: ...

    def pin(self, user_id: str, master_key: str) -> None: ...


@dataclass(frozen=True, slots=True)
class IdentityChange:
    """A person's master key is not the pinned one: none of their devices counts. `seen` is `None` if it is gone."""

    user_id: str
    pinned: str
    seen: str | None


@dataclass(frozen=True, slots=True)
class Review:
    """What one refresh brought: the devices of those who were asked for, the bad ones with the reason.

    `changed` stands in every review of such a person; whoever tells the room of it remembers what was told.
    """

    good: frozenset[DeviceId] = frozenset()
    bad: Mapping[DeviceId, str] = field(default_factory=dict)
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
    """Judges devices. What it knows of them lives in memory: after a start everybody is asked for once."""

    def __init__(self, client: HardenedClient, pins: Pins, *, require_cross_signed: bool = True) -> None:
        self._client = client
        self._pins = pins
        self._require_cross_signed = require_cross_signed
        self.reviews = 0
        """How many there were: the sync loop and the sender both ask, and each must know of the other's."""
        self.changes: dict[str, IdentityChange] = {}
        """By user, the identities that are not the pinned ones as of the last review."""
        self._known: dict[str, UserKeys] = {}
        self._verdicts: dict[DeviceId, str] = {}
        self._asked_for: set[tuple[str, str]] = set()
        self._asked_users: set[str] = set()
        self._asking = asyncio.Lock()

    def include(self, users: Iterable[str]) -> None:
        """These people count: ask for their keys at the next `refresh`, unless that was done before."""
        self._client.users_for_key_query.update(set(users) - self._asked_users - {self._client.user_id})

    async def refresh(self) -> Review:
        """Ask for the keys of everybody who is due (no request if nobody is) and judge their devices.

        :raises Unreachable: if the server does not answer or refuses; they stay due.
        """
        self._client.users_for_key_query.update(self._vouched_for())
        async with self._asking:  # who comes second needs the first one's answer too
            return await self._refresh() if self._client.should_query_keys else Review()

    def _vouched_for(self) -> set[str]:
        """Whose changed identity has become the pinned one since: a lead vouches for it."""
        return {
            user_id
            for user_id, change in self.changes.items()
            if change.seen is not None and self._pins.get(user_id) == change.seen
        }

    async def _refresh(self) -> Review:
        asked = set(self._client.users_for_key_query)
        answer = await answered(self._client.keys_query())
        if isinstance(answer, nio.ErrorResponse):
            raise refusal(status_of(answer), answer.status_code or "", "to show device keys")
        self._asked_users |= asked
        raw = obj(await answered(answer.transport_response.json()))
        return self.review(raw, asked)

    def review(self, raw: Json, users: Iterable[str] = ()) -> Review:
        """Judge the devices in a raw answer to `/keys/query`; nio must have taken it in before.

        Of `users` that it does not list nothing is known any more, unless their server was not reached.
        """
        listed = users_in(raw)
        reached = frozenset(users) if not obj(raw.get("failures")) else frozenset()
        good: set[DeviceId] = set()
        bad: dict[DeviceId, str] = {}
        changed: list[IdentityChange] = []
        self.reviews += 1
        for user_id in sorted(listed | reached):
            change = self._learn(user_keys(raw, user_id))
            changed += [change] if change else []
            self.changes.pop(user_id, None)
            if change:
                self.changes[user_id] = change
            for device in self._client.device_store.active_user_devices(user_id):
                reason = self._verdicts.get((user_id, device.id), "its keys are malformed or changed")
                if reason:
                    bad[user_id, device.id] = reason
                    self._client.blacklist_device(device)
                else:
                    good.add((user_id, device.id))
                    self._client.verify_device(device)
        return Review(frozenset(good), bad, tuple(changed))

    def good_devices(self, users: Iterable[str]) -> frozenset[DeviceId]:
        """The devices of these people that may get room keys. Never our own user's."""
        wanted = set(users) - {self._client.user_id}
        return frozenset(
            device for device, reason in self._verdicts.items() if not reason and device[0] in wanted
        )

    def bad_devices(self, users: Iterable[str]) -> frozenset[DeviceId]:
        """The devices of these people that are known and may not."""
        wanted = set(users) - {self._client.user_id}
        return frozenset(
            device for device, reason in self._verdicts.items() if reason and device[0] in wanted
        )

    def authenticate(self, event: nio.Event, room_id: str) -> Authentic | Waiting | Rejected:
        """Who wrote this decrypted event? Neither `event.decrypted` nor `event.verified` says it.

        nio 0.26 takes a server's word for the sender (tests/matrix/test_authenticate.py).
        """
        if isinstance(event, nio.MegolmEvent):
            return Waiting("it cannot be decrypted yet")
        if not event.decrypted:
            return Rejected("it was not encrypted")
        session = self._client.olm.inbound_group_store.get(room_id, event.sender_key, event.session_id)
        if session is None or session.forwarding_chain:
            return Rejected("its key did not come from the sending device itself")
        own = self._client.olm.account.identity_keys
        if event.sender == self._client.user_id and event.sender_key == own["curve25519"]:
            if session.ed25519 != own["ed25519"]:
                return Rejected("its key claims to be ours")
            return Authentic(event.sender, str(self._client.device_id))
        if event.sender in self._client.users_for_key_query or event.sender not in self._known:
            self._client.users_for_key_query.add(event.sender)
            return Waiting("the sender's devices have not been asked for")
        device = self._device_with(event.sender, event.sender_key)
        if device is None:
            return self._wait_for(event.sender, event.sender_key)
        if device.ed25519 != session.ed25519:
            return Rejected("its key names another device")
        reason = self._verdicts.get((device.user_id, device.device_id), "its device is not known")
        return Rejected(reason) if reason else Authentic(device.user_id, device.device_id)

    def _learn(self, keys: UserKeys) -> IdentityChange | None:
        """Remember a person's keys, pin the first master key, judge the devices."""
        user_id, pinned = keys.user_id, self._pins.get(keys.user_id)
        if pinned is None and keys.master is not None and user_id != self._client.user_id:
            self._pins.pin(user_id, keys.master)
        changed = pinned is not None and keys.master != pinned
        self._known[user_id] = keys
        self._verdicts = {device: reason for device, reason in self._verdicts.items() if device[0] != user_id}
        for device in keys.devices.values():
            self._verdicts[user_id, device.device_id] = self._fault(device, changed=changed)
        return IdentityChange(user_id, pinned, keys.master) if pinned is not None and changed else None

    def _fault(self, device: DeviceKeys, *, changed: bool) -> str:
        """Why a device is not trusted; empty if it is."""
        held = self._client.device_store[device.user_id].get(device.device_id)
        if device.user_id == self._client.user_id:
            return "it is another device of the bot's account"
        if device.device_id == self._client.device_id:
            return "it has the device id of the bot"  # nio 0.26 takes it for our own and skips it
        if changed:
            return IDENTITY_CHANGED
        if (
            held is None
            or held.deleted
            or (held.ed25519, held.curve25519) != (device.ed25519, device.curve25519)
        ):
            return "its keys have changed"
        if self._require_cross_signed and not device.cross_signed:
            return "its owner has not verified it"
        return ""

    def _device_with(self, user_id: str, sender_key: str) -> DeviceKeys | None:
        devices = [one for one in self._known[user_id].devices.values() if one.curve25519 == sender_key]
        return devices[0] if len(devices) == 1 else None

    def _wait_for(self, user_id: str, sender_key: str) -> Waiting:
        """Ask once more for a device that is not listed (yet); after that only what the server reports counts."""
        if (user_id, sender_key) not in self._asked_for:
            self._asked_for.add((user_id, sender_key))
            self._client.users_for_key_query.add(user_id)
        return Waiting("the device is not listed by its server")
