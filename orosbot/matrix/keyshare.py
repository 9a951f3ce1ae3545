"""Handing the room key to exactly those devices that may read, before anything is sent.

nio's own share takes failures for success, so that a message goes out that nobody can read.
"""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import nio
from nio.crypto import OutboundGroupSession
from nio.exceptions import OlmUnverifiedDeviceError

from orosbot.log import get_logger
from orosbot.matrix.client import HardenedClient
from orosbot.matrix.faults import NeverInClear, RoomKeyNotShared
from orosbot.matrix.http import answered, call, refusal, status_of
from orosbot.matrix.machine import MEGOLM
from orosbot.matrix.trust import DeviceId, Trust

log = get_logger(__name__)

SEND = "/_matrix/client/v3/sendToDevice"


@dataclass(frozen=True, slots=True)
class Shared:
    """Who can read what is sent next. `without_session`: good devices that left no one-time key to reach them."""

    session_id: str
    readers: frozenset[DeviceId]
    without_session: frozenset[DeviceId]


async def share_room_key(
    client: HardenedClient, trust: Trust, room_id: str, users: Collection[str]
) -> Shared:
    """Make sure that exactly the good devices of `users` (the joined members; we ourselves don't count) have the key.

    Call it right before each `client.room_send`; when nothing has changed it makes no request. When a
    member has left, or a device came or went bad, the key is a new one.

    :raises RoomKeyNotShared: somebody could not be reached: send nothing, try again later.
    :raises NeverInClear: the room is not known as encrypted.
    """
    room = client.rooms.get(room_id)
    if room is None or not room.encrypted:
        raise NeverInClear("The room is not known as encrypted: nothing is sent.")
    trust.include(users)
    await trust.refresh()
    wanted = trust.good_devices(users)
    current = _current(client, room_id)
    if current and _fits(client, current, wanted):
        return _shared(current)
    client.olm.outbound_group_sessions.pop(room_id, None)
    await _claim(client, wanted)
    try:
        session = await _share(client, trust, room_id, users)
    except BaseException:
        client.olm.outbound_group_sessions.pop(room_id, None)
        raise
    await _tell_excluded(client, room_id, session, trust.bad_devices(users), "m.unverified")
    await _tell_excluded(client, room_id, session, session.users_ignored, "m.no_olm")
    return _shared(session)


def _current(client: HardenedClient, room_id: str) -> OutboundGroupSession | None:
    session = client.olm.outbound_group_sessions.get(room_id)
    return session if session and session.shared and not session.expired else None


def _fits(client: HardenedClient, session: OutboundGroupSession, wanted: frozenset[DeviceId]) -> bool:
    """Whether the wanted have the key and nobody else; who could not be reached then still cannot."""
    left_out = set(session.users_ignored)
    return session.users_shared_with | left_out == wanted and _reachable(client, left_out) == set()


def _reachable(client: HardenedClient, devices: Iterable[DeviceId]) -> set[DeviceId]:
    """Those with which there is an Olm session."""
    store = client.device_store
    return {
        (user, name) for user, name in devices if client.olm.session_store.get(store[user][name].curve25519)
    }


async def _claim(client: HardenedClient, wanted: frozenset[DeviceId]) -> None:
    """Start Olm sessions where there are none."""
    missing: dict[str, list[str]] = {}
    for user_id, device_id in sorted(wanted - _reachable(client, wanted)):
        missing.setdefault(user_id, []).append(device_id)
    if not missing:
        return
    answer = await answered(client.keys_claim(missing))
    if isinstance(answer, nio.ErrorResponse):
        raise RoomKeyNotShared(str(refusal(status_of(answer), answer.status_code or "", "one-time keys")))


async def _share(
    client: HardenedClient, trust: Trust, room_id: str, users: Collection[str]
) -> OutboundGroupSession:
    """Encrypt the key for everybody first, then send; it counts as shared when all of it was taken."""
    wanted = trust.good_devices(users)
    readers = _reachable(client, wanted)
    if wanted and not readers:
        raise RoomKeyNotShared("No device of anybody in the room can be reached.")
    try:
        parts = list(client.olm.share_group_session_parallel(room_id, sorted({user for user, _ in wanted})))
    except OlmUnverifiedDeviceError as unverified:
        client.users_for_key_query.add(unverified.device.user_id)
        raise RoomKeyNotShared("A new device has turned up and is looked at first.") from None
    session = client.olm.outbound_group_sessions[room_id]
    encrypted_for = {device for part, _ in parts for device in part}
    if encrypted_for != readers:
        raise RoomKeyNotShared("The room key could not be encrypted for everybody.")
    for part, content in parts:
        await _send(client, "m.room.encrypted", content)
        session.users_shared_with.update(part)
    if session is not client.olm.outbound_group_sessions.get(room_id) or trust.good_devices(users) != wanted:
        raise RoomKeyNotShared("Somebody's devices changed while the room key was being shared.")
    session.users_ignored = set(wanted - readers)
    session.mark_as_shared()
    return session


async def _tell_excluded(
    client: HardenedClient,
    room_id: str,
    session: OutboundGroupSession,
    devices: Collection[DeviceId],
    code: str,
) -> None:
    """Say why they cannot read (`m.room_key.withheld`). It helps them only, so a failure stops nothing."""
    if not devices:
        return
    content = {
        "algorithm": MEGOLM,
        "room_id": room_id,
        "session_id": session.id,
        "sender_key": client.olm.account.identity_keys["curve25519"],
        "code": code,
        "reason": "The device is not verified by its owner."
        if code == "m.unverified"
        else "No one-time key.",
    }
    if code == "m.no_olm":
        del content["room_id"], content["session_id"]
    messages: dict[str, dict[str, object]] = {}
    for user_id, device_id in sorted(devices):
        messages.setdefault(user_id, {})[device_id] = content
    try:
        await _send(client, "m.room_key.withheld", {"messages": messages})
    except RoomKeyNotShared as error:
        log.failure("withheld-not-sent", error)


async def _send(client: HardenedClient, kind: str, content: dict[str, object]) -> None:
    answer = await call(client, "PUT", f"{SEND}/{kind}/{uuid.uuid4()}", content)
    if answer.status != 200:
        raise RoomKeyNotShared(str(refusal(answer.status, answer.errcode, "the room key")))


def _shared(session: OutboundGroupSession) -> Shared:
    return Shared(session.id, frozenset(session.users_shared_with), frozenset(session.users_ignored))
