"""A homeserver that outlives the bot: one stream of events, sync tokens into it, sends once per transaction id.

What staff write is laid out beforehand in batches. A batch comes when the bot has stored everything before
it and, unless it is `eager`, has answered it; so the points of a run do not depend on anybody's speed.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import unquote

from aiohttp import web

from tests.matrix.directory import Directory, Json
from tests.matrix.peers import BOT, ROOM, room_state
from tests.matrix.roomserver import RoomServer

NOW = datetime(2017, 7, 12, 8, 30, tzinfo=UTC)
"""A Wednesday, 10:30 in Stockholm, when nothing falls due by itself."""
AT_ONCE = 4
"""So many events a sync shows at most; what is older must be paged for."""
PAGE = 3
LIMITED_SEND = 2
"""The send that is refused once with a rate limit, counted over the bot's lives."""
RETRY_MS = 20


@dataclass(frozen=True, slots=True)
class Batch:
    """What reaches the bot at once: events of the room, messages to its device, and the transaction ids
    that must be accepted before the next batch."""

    events: Sequence[Json] = ()
    to_device: Sequence[Json] = ()
    answers: tuple[str, ...] = ()
    eager: bool = False


@dataclass(frozen=True, slots=True)
class Attempt:
    """One request to send that arrived."""

    txn_id: str
    kind: str
    content: Json


@dataclass(frozen=True, slots=True)
class _Item:
    kind: str  # "staff", "echo" or "to-device"
    event: Json


class Homeserver(RoomServer):
    """`reached` hears of every request, before it counts and before it is answered; it says whether the bot
    has died of that, and with it the request."""

    def __init__(self, directory: Directory, *members: str) -> None:
        super().__init__(directory)
        self.members = list(members)
        self.state = room_state(*members)
        self.script: list[Batch] = []
        self.now = NOW
        """The clock stands still while a bot lives."""
        self.reminders = 0
        """So many messages the bot sends of its own accord."""
        self.stream: list[_Item] = []
        self.attempts: list[Attempt] = []
        self.accepted: dict[str, str] = {}
        """Transaction id → event id, in the order in which they were accepted."""
        self.reached: Callable[[str], bool] = lambda name: False
        self.done = asyncio.Event()
        """The bot has stored all there is."""
        self._life = 0
        self._posted = 0
        self._staff_end = 0
        self._synced = -1
        self._limit_at = LIMITED_SEND
        self._changed = asyncio.Event()

    async def start(self) -> None:
        # Events belong to the loop that first waits for them, and each fork has its own.
        self.done, self._changed = asyncio.Event(), asyncio.Event()
        await super().start()

    def next_life(self) -> None:
        """The bot is dead: nobody waits for an answer any more."""
        self._life += 1
        self._changed.set()

    @property
    def end(self) -> str:
        """The sync token at the end of the stream."""
        return f"s{len(self.stream)}"

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        path = unquote(request.path)
        name = f"http {_short(request.method, path)}"
        if self.reached(f"{name} asked"):
            return _cut(request)
        if path.endswith("/sync"):
            answer: web.StreamResponse = await self._sync(request)
        elif path.endswith("/messages"):
            answer = self._page(request)
        elif "/send/" in path:
            answer = await self._send(request)
        else:
            answer = await super()._serve(request)
        return _cut(request) if self.reached(f"{name} answered") else answer

    async def _sync(self, request: web.Request) -> web.Response:
        since = int(request.query.get("since", "s-1")[1:])
        self._synced = since
        self._go_on()
        life = self._life
        waits = "full_state" not in request.query and int(request.query.get("timeout", 0)) > 0
        while waits and life == self._life and not self._has_news(since):
            self._changed.clear()
            await self._changed.wait()
        return web.json_response(self._since(since, request))

    def _since(self, since: int, request: web.Request) -> Json:
        new = list(enumerate(self.stream))[max(since, 0) :]
        timeline = [(at, item.event) for at, item in new if item.kind != "to-device"]
        shown = timeline[-AT_ONCE:]
        limited = len(shown) < len(timeline)
        joined = {
            "timeline": {
                "events": [event for _, event in shown],
                "limited": limited,
                "prev_batch": f"p{shown[0][0] if shown else since}",
            },
            "state": {"events": self.state if request.query.get("full_state") == "true" else []},
        }
        return {
            "next_batch": self.end,
            "rooms": {"join": {ROOM: joined}},
            "to_device": {"events": [item.event for _, item in new if item.kind == "to-device"]},
            "device_one_time_keys_count": {"signed_curve25519": self._one_time_keys()},
            "device_unused_fallback_key_types": ["signed_curve25519"],
        }

    def _one_time_keys(self) -> int:
        return sum(len(keys) for (user, _), keys in self.directory.one_time.items() if user == BOT)

    def _page(self, request: web.Request) -> web.Response:
        start, end = int(request.query["from"][1:]), int(request.query["to"][1:])
        older = [at for at in range(end, start) if self.stream[at].kind != "to-device"][::-1]
        body: Json = {"start": request.query["from"], "chunk": [self.stream[at].event for at in older[:PAGE]]}
        if len(older) > PAGE:
            body["end"] = f"p{older[PAGE - 1]}"
        return web.json_response(body)

    async def _send(self, request: web.Request) -> web.Response:
        kind, txn_id = unquote(request.path).split("/")[-2:]
        self.attempts.append(Attempt(txn_id, kind, await request.json()))
        if len(self.attempts) == self._limit_at:
            return web.json_response(
                {"errcode": "M_LIMIT_EXCEEDED", "error": "slowly", "retry_after_ms": RETRY_MS}, status=429
            )
        if txn_id not in self.accepted:
            self.accepted[txn_id] = event_id_of(txn_id)
            echo = {
                "type": kind,
                "sender": BOT,
                "event_id": event_id_of(txn_id),
                "content": self.attempts[-1].content,
                "origin_server_ts": int(self.now.timestamp()) * 1000,
                "unsigned": {"transaction_id": txn_id},
            }
            self.stream.append(_Item("echo", echo))
            self._go_on()
        return web.json_response({"event_id": self.accepted[txn_id]})

    def _go_on(self) -> None:
        """Let staff write on if the bot has kept up, and see whether all is done."""
        while self._posted < len(self.script) and self._synced >= self._staff_end:
            if self._unanswered() and not self.script[self._posted].eager:
                break
            self._post(self.script[self._posted])
        if self._finished and self._synced == len(self.stream):
            self.done.set()
        self._changed.set()

    def _post(self, batch: Batch) -> None:
        self._posted += 1
        self.stream += [_Item("to-device", message) for message in batch.to_device]
        self.stream += [
            _Item("staff", {**event, "origin_server_ts": int(self.now.timestamp()) * 1000})
            for event in batch.events
        ]
        self._staff_end = len(self.stream)

    def _unanswered(self) -> bool:
        wanted = [txn for batch in self.script[: self._posted] for txn in batch.answers]
        return not self.accepted.keys() >= set(wanted)

    @property
    def answers(self) -> list[str]:
        """The transaction ids of all answers, in the order of the commands."""
        return [txn for batch in self.script for txn in batch.answers]

    @property
    def _finished(self) -> bool:
        written = self._posted == len(self.script) and not self._unanswered()
        return written and len(self.accepted) >= len(self.answers) + self.reminders

    def _has_news(self, since: int) -> bool:
        return self._staff_end > since or (self._finished and since < len(self.stream))


def event_id_of(txn_id: str) -> str:
    """The id of the event that is accepted under a transaction id: known to staff before it is sent."""
    return f"${txn_id}"


def _cut(request: web.Request) -> web.Response:
    if request.transport:  # else whoever asked is dead already
        request.transport.abort()
    return web.Response()


def _short(method: str, path: str) -> str:
    words = path.partition("/_matrix/")[2].split("/")[2:]
    return " ".join([method, *(word for word in words if word[:1] not in "!@$" and len(word) < 30)][:4])
