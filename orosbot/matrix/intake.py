"""The half of nio's client that takes in what others sent, with guards."""

import nio
from aiohttp import ClientResponse

from orosbot.matrix.machine import HardenedOlm
from orosbot.matrix.ownkeys import ONE_TIME
from orosbot.matrix.shape import Json, obj, texts
from orosbot.matrix.undecryptable import as_megolm


class GuardedIntake(nio.AsyncClient):  # type: ignore[misc]
    """Nothing raises, no payload touches a room, and the server does not change who we are."""

    olm: HardenedOlm

    def __init__(
        self, homeserver: str, user_id: str, device_id: str, path: str, config: nio.AsyncClientConfig
    ) -> None:
        super().__init__(homeserver, user_id, device_id, store_path=path, config=config)
        self._fallback_missing = False

    async def _handle_sync(self, response: nio.SyncResponse) -> None:
        """Take in every answer: nio 0.26 discards one whose token it has seen, even with the full state
        that was asked for (tests/matrix/test_client.py). The token is not nio's to keep."""
        self.next_batch = ""
        await super()._handle_sync(response)

    def _handle_timeline_event(
        self, event: nio.Event, room_id: str, room: nio.MatrixRoom, encrypted_rooms: set[str]
    ) -> nio.Event | None:
        """Decrypt without letting the payload near the room: nio 0.26 takes power levels, members and
        tombstones from it (tests/matrix/test_timeline.py)."""
        if isinstance(event, nio.BadEvent):
            event = as_megolm(self.olm, event, room_id) or event
        if isinstance(event, nio.MegolmEvent):
            event.room_id = room_id
            return self.olm._decrypt_megolm_no_error(event) or event
        return super()._handle_timeline_event(event, room_id, room, encrypted_rooms)

    def _handle_messages_response(self, response: nio.RoomMessagesResponse) -> None:
        """The same for older messages. They count as from the room that was asked, whatever they say."""
        response.chunk = [self._opened(event, response.room_id) for event in response.chunk]

    def _opened(self, event: nio.Event, room_id: str) -> nio.Event:
        if isinstance(event, nio.BadEvent):
            event = as_megolm(self.olm, event, room_id) or event
        if isinstance(event, nio.MegolmEvent):
            event.room_id = room_id
            return self.olm._decrypt_megolm_no_error(event) or event
        return event

    def decrypt_again(self, source: Json, room_id: str) -> nio.Event:
        """Try a stored event once more; what comes back is to be read like an event of a timeline."""
        return self._opened(nio.Event.parse_event(dict(source)), room_id)

    def _handle_olm_events(self, response: nio.SyncResponse) -> None:
        """nio 0.26 overlooks a count of 0, so that an empty store of one-time keys is never filled."""
        super()._handle_olm_events(response)
        count = response.device_key_count.signed_curve25519
        if count is not None:
            self.olm.uploaded_key_count = count

    async def parse_body(self, transport_response: ClientResponse) -> dict[str, object]:
        """Also notes whether the server still has an unused fallback key; nio 0.26 drops that."""
        body: dict[str, object] = await super().parse_body(transport_response)
        if "device_unused_fallback_key_types" in obj(body):
            self._fallback_missing = ONE_TIME not in texts(body["device_unused_fallback_key_types"])
        return body

    async def receive_response(self, response: nio.Response) -> None:
        """Take in an answer. Errors change nothing, and the server does not name our device: nio 0.26
        forgets the access token after a failed key share (tests/matrix/test_client.py)."""
        if not isinstance(response, nio.ErrorResponse | nio.WhoamiResponse):
            await super().receive_response(response)
