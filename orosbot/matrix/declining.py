"""Emoji verification is declined at once, so that nobody waits: fingerprints are compared by eye.

nio 0.26 cannot finish it with other clients (tests/matrix/test_to_device.py).
"""

from orosbot.matrix.shape import Json, obj, text

VERIFICATION = "m.key.verification."
CANCEL = f"{VERIFICATION}cancel"
REQUEST = f"{VERIFICATION}request"

_WHY = {"code": "m.user", "reason": "Not supported by this bot"}


def to_device_cancel(transaction_id: str) -> dict[str, object]:
    """The content that ends a verification asked for by a to-device message."""
    return {"transaction_id": transaction_id, **_WHY}


def asks_in_room(event: Json, user: str) -> bool:
    """Whether a decrypted event of the room asks this user for verification (client-server API, 11.12.2.2)."""
    content = obj(event.get("content"))
    return (
        event.get("type") == "m.room.message"
        and content.get("msgtype") == REQUEST
        and text(content.get("to")) == user
    )


def in_room_cancel(request: str) -> dict[str, object]:
    """The content of the event that ends a verification asked for by the event `request` of the room."""
    return {**_WHY, "m.relates_to": {"rel_type": "m.reference", "event_id": request}}
