"""The console's stage: a desk in this process, and a clock that scripts may set.

What people do goes into the inbox, what the bot says comes out of the outbox, as with the real room;
only that here every event arrives at once.
"""

import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from orosbot.casebook import Casebook
from orosbot.clock import Clock, SetClock, SystemClock
from orosbot.errors import ScriptError
from orosbot.heard import Heard, heard, removals_first, with_pictures
from orosbot.log import get_logger
from orosbot.script import LATEST, ClockAt, ClockBy
from orosbot.stage import Act
from orosbot.tally import drawing
from orosbot.values import Incoming, OutboxRow, Undrawn

log = get_logger(__name__)


class Desk(Protocol):
    """What the console needs of a desk (see orosbot.desk)."""

    def settle_next(self) -> bool:
        """Settle one pending event of the inbox; `False` when there is none."""
        ...

    def tick(self, now: datetime) -> None:
        """Do what falls due by itself."""
        ...

    def next_due(self) -> datetime | None:
        """When the next thing falls due by itself."""
        ...


class ConsoleClock:
    """The machine's clock until a script sets it; from then on it stands still between moves."""

    def __init__(self, start: datetime | None = None) -> None:
        self.is_set = start is not None
        self._clock: Clock = SystemClock() if start is None else SetClock(start)

    def now(self) -> datetime:
        return self._clock.now()

    def set(self, moment: datetime) -> None:
        """Let it stand at this moment (aware), be it past or to come."""
        self._clock, self.is_set = SetClock(moment), True


class DeskStage:
    """Plays what people do at a desk. Begins with the first line: a script may set the clock before."""

    def __init__(
        self,
        desk: Desk,
        book: Casebook,
        clock: ConsoleClock,
        zone: ZoneInfo,
        user_of: Callable[[str], str],
        *,
        paint: Callable[[str], bytes] = drawing.paint,
    ) -> None:
        """`user_of` gives the user id for a name in a script, `paint` the PNG of a drawing."""
        self._desk = desk
        self._book = book
        self._clock = clock
        self._zone = zone
        self._user_of = user_of
        self._paint = paint
        self._names: dict[str, str] = {}
        self._heard: list[Heard] = []
        self._run = secrets.token_hex(6)
        self._sent = 0
        self._begun = False

    def names(self) -> Mapping[str, str]:
        """The name, as the script spells it, of every user who has done something."""
        return self._names

    def perform(self, act: Act) -> str:
        self._begin()
        event_id = f"$console-{self._run}-line-{act.line}"
        sender = self._user_of(act.name)
        self._names[sender] = act.name
        now = self._clock.now()
        incoming = Incoming(
            event_id, sender, now, act.kind, act.text, reply_to=act.reply_to, target=act.target
        )
        with self._book.transaction():
            self._book.inbox.put(incoming, now)
        self._settle()
        self._fire(now)
        return event_id

    def move_clock(self, line: ClockAt | ClockBy) -> None:
        target = self._target(line)
        now = self._clock.now()
        first = isinstance(line, ClockAt) and not self._begun
        if first and (target < now or not self._clock.is_set):
            self._clock.set(target)
            self._begin()
            return
        if target < now:
            local = now.astimezone(self._zone).strftime("%Y-%m-%d %H:%M")
            raise ScriptError(f"line {line.number}: the clock never goes back: it is {local} already.")
        self._begin()
        self._clock.set(now)
        self._fire(target)
        self._clock.set(target)

    def hear(self, *, wait: bool = False) -> Sequence[Heard]:
        self._begin()
        self._fire(self._clock.now())
        events, self._heard = self._heard, []
        return events

    def _target(self, line: ClockAt | ClockBy) -> datetime:
        try:
            if isinstance(line, ClockAt):
                return to_utc(line.local, self._zone)
            local = self._clock.now().astimezone(self._zone).replace(tzinfo=None) + timedelta(days=line.days)
            target = (to_utc(local, self._zone) if line.days else self._clock.now()) + line.time
        except (OverflowError, ValueError):
            target = datetime.max.replace(tzinfo=UTC)
        if target.year > LATEST:
            raise ScriptError(f"line {line.number}: the clock goes no further than the year {LATEST}.")
        return target

    def _begin(self) -> None:
        if self._begun:
            return
        self._begun = True
        self._settle()
        self._desk.tick(self._clock.now())
        self._drain()

    def _settle(self) -> None:
        while self._desk.settle_next():
            self._drain()
        self._drain()

    def _fire(self, until: datetime) -> None:
        """Let everything fall due that does so until then, each at its own time."""
        ticked: datetime | None = None
        while (due := self._desk.next_due()) is not None and due <= until and due != ticked:
            if due > self._clock.now():
                self._clock.set(due)
            ticked = due
            self._desk.tick(self._clock.now())
            self._drain()

    def _drain(self) -> None:
        events: list[Heard] = []
        while rows := self._book.outbox.waiting() or self._painted():
            now = self._clock.now()
            with self._book.transaction():
                for row in rows:
                    self._sent += 1
                    event_id = f"$console-{self._run}-bot-{self._sent}"
                    self._book.outbox.mark_sent(row.txn_id, event_id)
                    self._book.outbox.confirm(row.txn_id, event_id, now)
                    events.append(heard(row, event_id, now))
        self._heard += removals_first(with_pictures(events))

    def _painted(self) -> list[OutboxRow]:
        """The pictures that wait, painted. Those that cannot be are given up: their messages stand without them."""
        while (undrawn := self._book.outbox.undrawn()) is not None:
            self._paint_one(undrawn)
        return self._book.outbox.waiting()

    def _paint_one(self, undrawn: Undrawn) -> None:
        try:
            png = self._paint(undrawn.drawing)
        except Exception as error:
            log.failure("picture-not-painted", error)
            with self._book.transaction():
                self._book.outbox.give_up(undrawn.txn_id, "not painted")
            return
        with self._book.transaction():
            self._book.outbox.attach(undrawn.txn_id, {"info": drawing.info(png)})


def to_utc(local: datetime, zone: ZoneInfo) -> datetime:
    """The moment of a local time: in the spring gap an hour later, in the autumn fold the first one."""
    return local.replace(tzinfo=zone, fold=0).astimezone(UTC)
