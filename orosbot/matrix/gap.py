"""What the homeserver leaves out of a limited timeline, and the ciphertext that nio throws away."""

import json
from collections.abc import Iterable

import nio

from orosbot.errors import Unreachable
from orosbot.matrix.crashpoints import Reached
from orosbot.matrix.http import answered, refusal, status_of
from orosbot.matrix.shape import Json, obj, text

PAGE = 100
MOST_PAGES = 500


async def fill_gap(
    client: nio.AsyncClient, room_id: str, prev_batch: str, since: str, reached: Reached
) -> list[nio.RoomMessagesResponse]:
    """The pages between two sync tokens, the newest first, each newest first, decrypted where possible.

    :raises Unreachable: if the server does not give them all; then nothing may be committed.
    """
    pages: list[nio.RoomMessagesResponse] = []
    start = prev_batch
    for _ in range(MOST_PAGES):
        page = await answered(
            client.room_messages(room_id, start, end=since, direction=nio.MessageDirection.back, limit=PAGE)
        )
        if isinstance(page, nio.ErrorResponse):
            raise refusal(status_of(page), page.status_code or "", "the room's older messages")
        pages.append(page)
        reached("sync.gap-page")
        if not page.chunk or not page.end or page.end in (start, since):
            return pages
        start = page.end
    raise Unreachable("The homeserver gives no end of older messages.")


def in_order(pages: Iterable[nio.RoomMessagesResponse]) -> list[nio.Event]:
    """The events of a gap, the oldest first."""
    return [event for page in pages for event in page.chunk][::-1]


async def full_state(client: nio.AsyncClient, room_id: str) -> list[Json]:
    """All state events of a room as they are now. :raises Unreachable: if the server does not give them."""
    answer = await answered(client.room_get_state(room_id))
    if isinstance(answer, nio.ErrorResponse):
        raise refusal(status_of(answer), answer.status_code or "", "the room's state")
    return [obj(event) for event in answer.events]


async def ciphertexts(
    answer: nio.SyncResponse, pages: Iterable[nio.RoomMessagesResponse], room_id: str
) -> dict[str, dict[str, object]]:
    """Events as the homeserver gave them, by id: nio puts decrypted ones in their place."""
    raw = obj(await _body(answer))
    room = obj(obj(obj(raw.get("rooms")).get("join")).get(room_id))
    found = _by_id(obj(room.get("timeline")).get("events"))
    for page in pages:
        found |= _by_id(obj(await _body(page)).get("chunk"))
    return found


async def _body(answer: nio.Response) -> object:
    return json.loads(await answer.transport_response.text())


def _by_id(events: object) -> dict[str, dict[str, object]]:
    listed = [dict(obj(event)) for event in events] if isinstance(events, list) else []
    return {text(event.get("event_id")): event for event in listed}
