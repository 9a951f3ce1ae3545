"""One case and what is agreed on in it, told once more from the rules as they are written down.

Nothing here knows orosbot: local times without a zone, plain values, and the few rules that a year needs.
"""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import count

from tests.year import days
from tests.year.log import Typed

NUMBERS = count(1)
ADULT = re.compile(r"18-21|22-25|over25|ageunknown|noperson")
AGE = re.compile(rf"{ADULT.pattern}|under18|\d\d")
FINAL = {"report", "caller", "unknown", "none"}
SIMPLE = {"note": "note-recorded", "gap": "gap-recorded", "tip": "referral-recorded", "take": "case-taken"}


@dataclass(slots=True)
class Agreed:
    """One thing that falls due: a number of its own, when, and whether staff set the time."""

    due: datetime | None
    timed: bool = False
    number: int = field(default_factory=lambda: next(NUMBERS))


@dataclass(frozen=True, slots=True)
class Due:
    """A thing as it stands: `kind`, the number of what was agreed on, when it comes up, and when it was due
    before it was put off."""

    kind: str
    number: int
    at: datetime
    timed: bool
    first: datetime


@dataclass(slots=True)
class Matter:
    """A case. `do` changes it as one command does and gives the code of the answer; `None`: it is refused."""

    taken_by: str
    age: str
    child_caller: bool
    child_since: datetime
    is_open: bool = True
    assessed: str | None = None
    assessed_by: str = ""
    agreed: bool = False
    number: int = field(default_factory=lambda: next(NUMBERS))
    followup: Agreed | None = None
    tries: int = 0
    tried: date | None = None
    slip: bool = False
    callback: Agreed | None = None
    promises: list[Agreed] = field(default_factory=list)
    tasks: dict[str, Agreed] = field(default_factory=dict)
    put_off: dict[tuple[int, datetime], tuple[datetime, bool]] = field(default_factory=dict)

    @classmethod
    def of(cls, typed: Typed) -> "Matter":
        """A case as `new` opens it."""
        found = cls(typed.who, typed.words[3], "child-caller" in typed.words, child_since=typed.at)
        found.is_open = "close:information" not in typed.words or found.child
        return found

    @property
    def about_child(self) -> bool:
        return ADULT.fullmatch(self.age) is None

    @property
    def child(self) -> bool:
        return self.about_child or self.child_caller

    @property
    def unassessed(self) -> bool:
        return self.is_open and self.child and self.assessed not in FINAL

    @property
    def has_step(self) -> bool:
        return bool(self.unassessed or self.followup or self.callback or self.promises or self.tasks)

    def things(self) -> list[Due]:
        """What is to come up and not done."""
        found = [] if self.followup is None else [("followup", self.followup)]
        found += [] if self.callback is None or not self.callback.timed else [("callback", self.callback)]
        found += [("promise", one) for one in self.promises]
        found += [("task", one) for one in self.tasks.values()]
        if self.unassessed:
            found.append(("assessment", Agreed(self._assessment_due(), number=self.number)))
        return [self._due(kind, one, one.due) for kind, one in found if one.due is not None]

    def _due(self, kind: str, one: Agreed, due: datetime) -> Due:
        at, timed = self.put_off.get((one.number, due), (due, one.timed))
        return Due(kind, one.number, at, timed, due)

    def _assessment_due(self) -> datetime:
        _, end = days.next_part(self.child_since)
        return max(end - timedelta(minutes=30), self.child_since)

    def do(self, typed: Typed, *, verified: bool = False) -> str | None:
        if not self.is_open and typed.verb not in ("call", "shredded", "child", "reopen"):
            return None
        if typed.verb in SIMPLE:
            self.taken_by = typed.who if typed.verb == "take" else self.taken_by
            return SIMPLE[typed.verb]
        match typed.verb, typed.words:
            case "call", _:
                self.callback = None
                return "contact-recorded"
            case "set", (word, *_):
                if AGE.fullmatch(word):
                    self.age, self.child_since = word, typed.at
                return "case-changed"
            case (("refer" | "mediate"), (actor,)):
                return self._refer(typed.at, actor, verified=verified)
            case "child", (answer,):
                return self._assess(typed.who, answer)
            case (("reached" | "noanswer" | "notnow" | "other" | "wrongnumber"), _):
                return None if self.followup is None else self._rung(typed)
            case (("close" | "reopen" | "shredded"), _):
                return self._turn(typed.verb)
            case "later", words:
                return self._put_off(typed.at, words)
            case (("followup" | "callback" | "promise" | "done"), words):
                return self._agree(typed.verb, typed.at, words)
        raise AssertionError(typed)

    def _refer(self, now: datetime, actor: str, *, verified: bool) -> str:
        if verified:
            return "referral-recorded"
        self.tasks.setdefault(actor, Agreed(days.at(days.staffed_after(now.date()), 9)))
        return "referral-pending"

    def _assess(self, who: str, answer: str) -> str | None:
        if answer == "agree":
            if self.assessed not in FINAL or self.agreed or who == self.assessed_by:
                return None
            self.agreed = True
            return "assessment-agreed"
        if not self.is_open:
            return None
        self.assessed, self.assessed_by, self.agreed = answer, who, False
        return "assessment-recorded"

    def _rung(self, typed: Typed) -> str | None:
        assert self.followup is not None
        if typed.verb in ("notnow", "other"):
            self.followup.due = None
            return "followup-paused"
        if typed.verb != "noanswer":
            self.followup = None
            return "followup-reached" if typed.verb == "reached" else "followup-cancelled"
        if self.tried == typed.at.date():
            return None
        self.tries, self.tried = self.tries + 1, typed.at.date()
        if self.tries < (4 if self.child else 3):
            set_time = self.followup.due.time() if self.followup.timed and self.followup.due else None
            self.followup.due = _next_try(typed.at, set_time)
            self.followup.timed = set_time is not None
            return "attempt-recorded"
        self.followup = None
        if self.unassessed:
            return "attempt-recorded"
        self._close()
        return "case-closed"

    def _turn(self, verb: str) -> str | None:
        if verb == "reopen":
            closed, self.is_open = not self.is_open, True
            return "case-reopened" if closed else None
        if verb == "close":
            if self.unassessed:
                return None
            self._close()
            return "case-closed"
        if not self.slip:
            return None
        self.slip, self.followup = False, None
        return "slip-shredded"

    def _close(self) -> None:
        self.is_open, self.followup, self.callback = False, None, None
        self.promises, self.tasks = [], {}

    def _agree(self, verb: str, now: datetime, words: tuple[str, ...]) -> str | None:
        match verb, words:
            case "done", _:
                if len(self.promises) != 1:
                    return None
                self.promises = []
                return "promise-kept"
            case "followup", ("no",):
                self.followup = None
                return "followup-declined"
            case "followup", ("off",):
                had, self.followup = self.followup, None
                return None if had is None else "followup-cancelled"
            case "callback", ("off",):
                had, self.callback = self.callback, None
                return None if had is None else "callback-cancelled"
            case "callback", ():
                self.callback = Agreed(None)
                return "callback-booked"
            case "promise", ():
                if self.callback is None or self.callback.due is None:
                    return None
                before = days.staffed_before(self.callback.due.date())
                self.promises.append(Agreed(_untimed(before, now)))
                return "promise-recorded"
        due, timed = read(words[0], now)
        if verb == "promise":
            self.promises.append(Agreed(due, timed))
            return "promise-recorded"
        if verb == "callback":
            self.callback = self.callback or Agreed(None)
            self.callback.due, self.callback.timed = due, timed
            return "callback-booked"
        if self.followup is None:
            self.followup, self.tries, self.tried = Agreed(None), 0, None
        self.followup.due, self.followup.timed, self.slip = due, timed, True
        return "followup-booked"

    def _put_off(self, now: datetime, words: tuple[str, ...]) -> str | None:
        things = sorted(self.things(), key=lambda one: (one.at, one.kind))
        if not things:
            return None
        first = things[0]
        until = (
            read(words[0], now)
            if words
            else (days.at(days.staffed_after(max(now, first.at).date()), 9), False)
        )
        due = next(due for due, one in self._plain() if one == first.number)
        self.put_off[first.number, due] = until
        return "reminder-snoozed"

    def _plain(self) -> list[tuple[datetime, int]]:
        """When things were due before they were put off."""
        without = {**self.put_off}
        self.put_off.clear()
        found = [(one.at, one.number) for one in self.things()]
        self.put_off.update(without)
        return found


def read(word: str, now: datetime) -> tuple[datetime, bool]:
    """When `10d`, `2017-03-24` or `2017-03-24 14:00` is, and whether it has a time."""
    if word.endswith("d"):
        return _untimed(now.date() + timedelta(int(word[:-1])), now), False
    if " " in word:
        return datetime.fromisoformat(word), True
    return _untimed(date.fromisoformat(word), now), False


def _untimed(day: date, now: datetime) -> datetime:
    """Nine o'clock on a staffed day; what is past by then, at once or in the next part."""
    due = days.at(days.staffed_from(day), 9)
    return due if due >= now else max(days.next_part(now)[0], now)


def _next_try(tried: datetime, set_time: time | None) -> datetime:
    day = days.staffed_after(tried.date())
    if set_time is not None:
        return datetime.combine(day, set_time)
    if tried.hour < 12:
        return days.at(day, 13)
    evening = tried.hour < 17 and day.weekday() in days.EVENINGS
    return days.at(day, 18 if evening else 9)
