"""Encrypted events that cannot be read yet, and why."""

from dataclasses import dataclass

import nio
from nio.crypto import Olm

from orosbot.matrix.machine import MEGOLM
from orosbot.matrix.shape import obj, text


@dataclass(frozen=True, slots=True)
class Withheld:
    """A device says that it keeps a room key from us. `code` as in the spec: `m.unverified`, `m.no_olm` …"""

    sender: str
    room_id: str
    session_id: str
    code: str


def withheld(event: object) -> Withheld | None:
    """Read `m.room_key.withheld` out of a to-device event; nio knows no class for it."""
    if not isinstance(event, nio.UnknownToDeviceEvent) or event.type != "m.room_key.withheld":
        return None
    content = obj(event.source.get("content"))
    code = text(content.get("code"))
    return (
        Withheld(event.sender, text(content.get("room_id")), text(content.get("session_id")), code)
        if code
        else None
    )


def as_megolm(olm: Olm, event: nio.BadEvent, room_id: str) -> nio.MegolmEvent | None:
    """The encrypted event that nio refused to parse, or `None` if it is none.

    `sender_key` and `device_id` are deprecated in clear text (MSC3700) and may be missing, but nio 0.26
    demands them (tests/matrix/test_timeline.py). They are found among the keys that devices of the sender
    sent us; without one the event cannot be decrypted yet.
    """
    content = obj(event.source.get("content"))
    ciphertext, session_id = text(content.get("ciphertext")), text(content.get("session_id"))
    if content.get("algorithm") != MEGOLM or not ciphertext or not session_id:
        return None
    senders = [
        device
        for device in olm.device_store.active_user_devices(text(event.sender))
        if olm.inbound_group_store.get(room_id, device.curve25519, session_id)
    ]
    device_id, sender_key = (senders[0].id, senders[0].curve25519) if len(senders) == 1 else ("", "")
    found = nio.MegolmEvent(event.source, device_id, ciphertext, MEGOLM, room_id)
    found.sender_key, found.session_id = sender_key, session_id
    found.transaction_id = text(obj(event.source.get("unsigned")).get("transaction_id")) or None
    return found
