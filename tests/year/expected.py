"""What the bot must say by itself in a year, counted from what was typed and from the rules as written down."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.year import days
from tests.year.line import Line
from tests.year.log import Typed
from tests.year.matter import Due, Matter

REPEATED = {"followup", "promise", "task", "assessment"}
COUNTED = {
    *(f"reminder-{kind}" for kind in (*REPEATED, "callback", "slip", "again", "escalated", "nextstep")),
    *("briefing-morning", "catch-up"),
}
"""Codes that are counted here."""


@dataclass(frozen=True, slots=True, order=True)
class Said:
    """One message: when (local time), its code, the numbers of the cases it names (a list names one as often
    as it has lines about it), and who is woken."""

    at: datetime
    code: str
    cases: tuple[int, ...]
    wakes: tuple[str, ...]


@dataclass(slots=True)
class _Claim:
    at: datetime


@dataclass(slots=True)
class Count:
    """Works off commands in order; `said` is what must have been said so far."""

    now: datetime
    line: Line = field(default_factory=Line)
    said: list[Said] = field(default_factory=list)
    _claims: dict[tuple[int, datetime], _Claim] = field(default_factory=dict)
    _leads_know: set[tuple[int, datetime]] = field(default_factory=set)

    def type(self, typed: Typed) -> None:
        self.pass_time(typed.at)
        self.line.do(typed)
        self._tick()

    def pass_time(self, until: datetime) -> None:
        """Let everything fall due up to a moment, that included."""
        while (due := self._next()) is not None and due <= until:
            rounds, self.now = due > self.now, due
            if rounds:
                self._rounds()
            self._tick()
        self.now = until

    def _next(self) -> datetime | None:
        """The next moment after now at which something may happen."""
        rounds = (moment for moment in _rounds_of(self.now) if moment > self.now)
        things = (due.at for _, _, due in self._open() if due.at > self.now)
        return min([*rounds, *things], default=None)

    def _open(self) -> list[tuple[int, Matter, Due]]:
        """What nobody was reminded of."""
        return [one for one in self._things() if (one[2].number, one[2].at) not in self._claims]

    def _things(self) -> list[tuple[int, Matter, Due]]:
        return [(case, matter, due) for case, matter in self.line.matters.items() for due in matter.things()]

    def _tick(self) -> None:
        due = [one for one in self._open() if one[2].at <= self.now]
        for _, _, thing in due:
            self._claims[thing.number, thing.at] = _Claim(self.now)
        if len(due) > 5:
            self._say(f"reminder-{min(thing.kind for *_, thing in due)}", due)
        else:
            for one in due:
                self._say(f"reminder-{one[2].kind}", [one])

    def _rounds(self) -> None:
        clock = f"{self.now:%H:%M}"
        if self.now not in _rounds_of(self.now):
            return
        if clock == "09:00":
            self.said.append(Said(self.now, "briefing-morning", (), ()))
        if clock in ("13:00", "18:00"):
            self._say("reminder-again", self._undone())
        if clock == "13:00" and self.now.weekday() == 0:
            idle = [
                case for case, matter in self.line.matters.items() if matter.is_open and not matter.has_step
            ]
            self._name("reminder-nextstep", idle, ())
        if clock == "15:30":
            self._escalate()
            slips = [(n, m) for n, m in self.line.matters.items() if m.slip and m.followup is None]
            self._name("reminder-slip", [case for case, _ in slips], [matter.taken_by for _, matter in slips])

    def _undone(self) -> list[tuple[int, Matter, Due]]:
        claims = ((one, self._claims.get((one[2].number, one[2].at))) for one in self._things())
        return [one for one, claim in claims if claim and claim.at < self.now and one[2].kind in REPEATED]

    def _escalate(self) -> None:
        noon = days.at(self.now.date(), 12)
        waits = [one for one in self._open() if one[2].kind == "assessment" and one[2].first < noon]
        late = [*waits, *(one for one in self._undone() if one[2].at < noon)]
        new = [one for one in late if (one[2].number, one[2].first) not in self._leads_know]
        self._leads_know |= {(due.number, due.first) for *_, due in new}
        self._say("reminder-escalated", new, "lead")

    def _say(self, code: str, things: Iterable[tuple[int, Matter, Due]], *also: str) -> None:
        found = list(things)
        self._name(code, [case for case, *_ in found], [matter.taken_by for _, matter, _ in found], *also)

    def _name(self, code: str, cases: list[int], takers: Iterable[str], *also: str) -> None:
        if cases:
            self.said.append(Said(self.now, code, tuple(sorted(cases)), tuple(sorted({*takers, *also}))))


def _rounds_of(moment: datetime) -> list[datetime]:
    """When rounds are made, of that day and of the next staffed one."""
    found = []
    for day in (moment.date(), days.staffed_after(moment.date())):
        if days.parts(day):
            evening = [18] if day.weekday() in days.EVENINGS else []
            found += [days.at(day, hour) for hour in (9, 13, *evening)] + [days.at(day, 15, 30)]
    return found


def count(log: Iterable[Typed], end: datetime) -> list[Said]:
    """What must have been said by `end`, the earliest first; what begins now has no rounds of the past."""
    counting: Count | None = None
    for typed in log:
        counting = counting or Count(typed.at - timedelta(minutes=1))
        counting.type(typed)
    assert counting is not None
    counting.pass_time(end)
    return counting.said
