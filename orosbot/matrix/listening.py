"""What a person hears in one room, in order, each message once and only from devices that may speak."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import NoReturn

import nio

from orosbot.casebook import RoomState
from orosbot.errors import Unreachable
from orosbot.log import get_logger
from orosbot.matrix.backoff import refusal_in
from orosbot.matrix.client import HardenedClient
from orosbot.matrix.http import answered, refusal
from orosbot.matrix.projection import after
from orosbot.matrix.reading import moment
from orosbot.matrix.shape import obj, text
from orosbot.matrix.sync import sync_filter
from orosbot.matrix.trust import Authentic, Trust, Waiting

log = get_logger(__name__)

POLL_MS = 30_000
JOIN_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Seen:
    """One event of a room. `device_id` is `None` for what is not encrypted (reactions and removals).

    `content` is decrypted; `redacts` is the event that was removed.
    """

    event_id: str
    sender: str
    device_id: str | None
    at: datetime
    type: str
    content: dict[str, object] = field(repr=False)
    redacts: str | None = None


class Listener:
    """Follows one room for one client."""

    def __init__(self, client: HardenedClient, trust: Trust, room: str) -> None:
        self._client = client
        self._trust = trust
        self._room = room
        self._waiting: list[nio.Event] = []
        self._changed = asyncio.Condition()
        self.state = RoomState()

    async def run(self, take: Callable[[Seen], None]) -> NoReturn:
        """Hand over what is said from the second sync on: what was said before was said to others."""
        token: str | None = None
        while True:
            answer = await self._sync(token)
            await self._client.settle_keys()
            await self._follow(answer)
            if token is not None:
                await self._hear_all(answer, take)
            token = answer.next_batch

    async def until_joined(self, users: frozenset[str]) -> None:
        """Wait until these are members of the room. :raises Unreachable: after half a minute."""
        try:
            async with asyncio.timeout(JOIN_SECONDS), self._changed:
                await self._changed.wait_for(lambda: users <= set(self.state.joined) and self.state.encrypted)
        except TimeoutError:
            raise Unreachable("Not everybody has come into the room.") from None

    async def _sync(self, token: str | None) -> nio.SyncResponse:
        self._client.next_batch = ""
        answer = await answered(
            self._client.sync(0 if token is None else POLL_MS, sync_filter(self._room), since=token)
        )
        if refused := refusal_in(answer):
            raise refusal(refused.status, refused.errcode, "to sync")
        return answer

    async def _follow(self, answer: nio.SyncResponse) -> None:
        """Who is in the room now, and with which devices."""
        join = answer.rooms.join.get(self._room)
        for event in [*join.state, *join.timeline.events] if join else []:
            if not event.decrypted:
                self.state = after(self.state, obj(event.source))
        async with self._changed:
            self._changed.notify_all()
        self._trust.include(self.state.joined)
        await self._trust.refresh()

    async def _hear_all(self, answer: nio.SyncResponse, take: Callable[[Seen], None]) -> None:
        join = answer.rooms.join.get(self._room)
        events, self._waiting = [*self._waiting, *(join.timeline.events if join else [])], []
        for event in events:
            await self._hear(event, take)

    async def _hear(self, event: nio.Event, take: Callable[[Seen], None]) -> None:
        if isinstance(event, nio.MegolmEvent):
            event = self._client.decrypt_again(event.source, self._room)
        if isinstance(event, nio.MegolmEvent):
            self._waiting.append(event)  # its key may come with the next sync
        elif not event.decrypted:
            _take_clear(event, take)
        else:
            verdict = self._trust.authenticate(event, self._room)
            if isinstance(verdict, Waiting):
                await self._trust.refresh()
                verdict = self._trust.authenticate(event, self._room)
            if isinstance(verdict, Authentic):
                take(_seen(event, verdict.device_id))
            elif isinstance(verdict, Waiting):
                self._waiting.append(event)
            else:
                log.warning("not-heard", why=verdict.reason)


def _take_clear(event: nio.Event, take: Callable[[Seen], None]) -> None:
    source = obj(event.source)
    if source.get("type") in ("m.reaction", "m.room.redaction") and "state_key" not in source:
        take(_seen(event, None))


def _seen(event: nio.Event, device_id: str | None) -> Seen:
    source = obj(event.source)
    content = dict(obj(source.get("content")))
    removed = text(source.get("redacts")) or text(content.get("redacts"))
    return Seen(
        event_id=text(source.get("event_id")),
        sender=text(source.get("sender")),
        device_id=device_id,
        at=moment(source.get("origin_server_ts")),
        type=text(source.get("type")),
        content=content,
        redacts=removed or None,
    )
