"""A bot in a played room with Anna and Mallory, its parts in the test's hands. Waiting costs no time."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from orosbot.casebook import Casebook
from orosbot.clock import SetClock
from orosbot.matrix.client import HardenedClient, make_client
from orosbot.matrix.crashpoints import nothing
from orosbot.matrix.ourend import OurEnd
from orosbot.matrix.sender import Sender
from orosbot.matrix.sync import Sync
from orosbot.matrix.trust import Trust
from orosbot.matrix.uploading import Paint, Uploader
from orosbot.tally.painter import painted
from orosbot.values import Incoming
from tests.matrix.directory import Json
from tests.matrix.peers import ANNA, BOT, KEY, ROOM, Person, event, room_state, sync_body
from tests.matrix.roomserver import RoomServer

START = datetime(2017, 7, 14, 3, 0, tzinfo=UTC)
"""Twenty minutes after the first event of the played people."""


@dataclass
class Told:
    """Notes what the room would be told: what, about whom, why, each occasion once."""

    said: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def unreadable(self, user: str, why: str, cause: str) -> None:
        self.said.setdefault(cause, ("unreadable", user, why))

    def identity_changed(self, user: str, cause: str) -> None:
        self.said.setdefault(cause, ("identity", user))

    def device_unsigned(self, user: str, device: str, cause: str) -> None:
        self.said.setdefault(cause, ("device", user, device))

    def room(self, kind: str, cause: str) -> None:
        self.said.setdefault(cause, ("room", kind))

    @property
    def all(self) -> list[tuple[str, ...]]:
        return list(self.said.values())


class Scene:
    """`reached` may be replaced to let the bot die somewhere; `waits` are the seconds it would have waited."""

    def __init__(self, server: RoomServer, folder: Path) -> None:
        self.server = server
        self.folder = folder
        self.book = Casebook.open(None, room=ROOM)
        self.clock = SetClock(START)
        self.told = Told()
        self.waits: list[float] = []
        self.reached: Callable[[str], None] = nothing
        self.while_waiting: Callable[[], None] = lambda: None
        self.paint: Paint = painted
        self._restarted = False
        self.anna = Person(server.directory, ANNA)
        server.members = [ANNA]
        self._start(new=True)

    def _start(self, *, new: bool) -> None:
        self.client: HardenedClient = make_client(
            self.server.url,
            BOT,
            "BOTDEV",
            self.server.token,
            self.folder / "crypto",
            KEY,
            replay=self.book.replay,
            new_device=new,
        )
        self.trust = Trust(self.client, self.book.pins)
        chance = random.Random(1)
        our = OurEnd(
            self.client,
            self.trust,
            self.book,
            ROOM,
            self.told,
            self.clock,
            sleep=self._sleep,
            chance=chance,
            reached=self._reached,
        )
        self.sync = Sync(our)
        self.uploader = Uploader(
            self.client,
            self.book,
            paint=self._paint,
            sleep=self._sleep,
            chance=chance,
            reached=self._reached,
        )
        self.sender = Sender(our, sent=self.uploader.wake)

    async def _paint(self, drawing: str) -> bytes:
        return await self.paint(drawing)

    def _reached(self, name: str) -> None:
        self.reached(name)

    async def _sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.while_waiting()

    async def install(self, *people: str) -> None:
        """The first sync of a new bot, in a room with these people; Anna's device has met the bot."""
        await self.client.settle_keys()
        self.server.arrive(sync_body(state=room_state(*(people or (ANNA,)))))
        await self.sync.next()
        await self.anna.device.meet(self.client)
        # The meeting used a one-time key; nothing of it is told to anybody.
        self.told.said.clear()

    async def restart(self) -> None:
        """End the process and start it again with what is on disk."""
        await self.client.close()
        self._start(new=False)
        self._restarted = True

    async def get(
        self,
        *timeline: Json,
        to_device: Sequence[object] = (),
        state: Sequence[Json] | None = None,
        **more: object,
    ) -> None:
        """One sync that brings these events; after a restart with all the state, which else is `state`."""
        given = state if state is not None else room_state() if self._restarted else ()
        self._restarted = False
        self.server.arrive({**sync_body(timeline, given, to_device), **more})
        await self.sync.next()

    async def anna_says(self, *bodies: str) -> list[Json]:
        """Anna writes with a new room key that reaches the bot in the same sync."""
        key = self.anna.device.room_key(self.client)
        events = [self.anna.device.say(body) for body in bodies]
        await self.get(*events, to_device=(key,))
        return events

    def inbox(self) -> list[Incoming]:
        """What waits in the inbox; it is settled by being looked at."""
        found = []
        while item := self.book.inbox.next():
            found.append(item)
            with self.book.transaction():
                self.book.inbox.settle(item.event_id, self.clock.now(), command=False)
        return found

    def bodies(self) -> list[str]:
        return [item.body for item in self.inbox()]

    def queue(self, body: str, cause: str = "", **more: object) -> str:
        """Put an answer into the outbox; returns its transaction id."""
        content: dict[str, object] = {"msgtype": "m.notice", "body": body, "m.mentions": {}}
        with self.book.transaction():
            return self.book.outbox.put(cause or body, 0, content, queued=self.clock.now(), **more)  # type: ignore[arg-type]

    def later(self, **by: float) -> None:
        self.clock.move_to(self.clock.now() + timedelta(**by))

    def wait_in_line(self) -> int:
        return self.book.outbox.count_waiting()

    async def close(self) -> None:
        await self.client.close()
        self.book.close()


def leave(user: str = ANNA, sender: str = ANNA) -> Json:
    """Somebody leaves the room."""
    return event("m.room.member", {"membership": "leave"}, sender, state_key=user)
