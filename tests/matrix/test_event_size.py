"""What the desk says has room in an event, encrypted."""

from nio import Api
from nio.crypto import OutboundGroupSession

from orosbot.eventsize import MOST_BYTES

HOMESERVER_TAKES = 65_536
HOMESERVER_ADDS = 3_000
"""Signatures, hashes, references to other events: well under this."""


def test_the_longest_message_has_room_in_an_encrypted_event() -> None:
    content = {"body": "x" * (MOST_BYTES - len(Api.to_json({"body": ""})))}
    session = OutboundGroupSession()
    session.mark_as_shared()
    cipher = session.encrypt(
        Api.to_json({"type": "m.room.message", "room_id": "!" + "x" * 250, "content": content})
    )
    known = {"algorithm": "m.megolm.v1.aes-sha2", "session_id": session.id, "device_id": "x" * 40}
    event = Api.to_json({**known, "ciphertext": cipher, "sender_key": "x" * 43, "m.relates_to": "x" * 600})
    assert len(event) <= HOMESERVER_TAKES - HOMESERVER_ADDS
