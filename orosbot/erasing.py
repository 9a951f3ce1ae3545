"""What is erased on a day, by the round of nine o'clock or by `orosbot purge`: cases whose time is over dissolve,
old texts go, times and people of what is settled become coarse. Says nothing to anybody.
"""

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from orosbot.casebook import Casebook
from orosbot.rules import retention
from orosbot.rules.hours import Schedule
from orosbot.settings import Settings
from orosbot.values import Case, Role

SCRUB = "scrub"
"""The state under which it stands that the file is to be written anew."""

_UNTOLD = "forgotten"
"""What was erased while nobody was told: on days without staff, or by hand."""


@dataclass(frozen=True, slots=True)
class Erased:
    """What was destroyed, as counts by kind, and the numbers of slips whose case is gone."""

    counts: Counter[str] = field(default_factory=Counter)
    slips: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Eraser:
    """Erases in one casebook, at one moment."""

    book: Casebook
    settings: Settings
    schedule: Schedule
    now: datetime

    @property
    def today(self) -> date:
        return self.schedule.local_day(self.now)

    def erased_on(self, case: Case) -> date:
        """The day on which a closed case is to be erased."""
        return erased_on(case, self.settings, self.schedule)

    def due(self) -> list[Case]:
        """Closed cases whose time is over and of which the last notice was given long enough ago."""
        return [case for case in self._closed() if self._is_due(case)]

    def _closed(self) -> list[Case]:
        found = [self.book.cases.find(ref) for ref in self.book.forgetting.closed()]
        return [case for case in found if case is not None]

    def _is_due(self, case: Case) -> bool:
        day = self.erased_on(case)
        if self.today < day or self.book.forgetting.touched(case.id):
            return False
        noticed = self.book.forgetting.announced(case.id, "late", day)
        kept = min(retention.LAST_NOTICE, self.settings.privacy.retention_days)
        return noticed is not None and self.today >= noticed + timedelta(days=kept)

    def let_go(self) -> None:
        """Forget how to undo what can be undone no more: until then a case counts as just touched."""
        self.book.audit.forget_effects(self.now - retention.UNDOABLE)

    def erase(self) -> Erased:
        """Erase all that is due, inside a transaction, and write the counts into the destruction log."""
        book, counts = self.book, Counter[str]()
        slips: list[int] = []
        self.let_go()
        removal = self.schedule.next_open(self.now) or self.now
        book.hinted.forget(self.now - retention.HINTED)
        book.coarsening.by(self.settings.zone, self._role_of)
        for case in self.due():
            gone = book.forgetting.dissolve(
                case.id, case.ref, day=self.today, removal=removal, zone=self.settings.zone
            )
            counts.update(cases=1, texts=gone.texts, messages=gone.messages)
            slips += gone.slips
        for ref in book.forgetting.leftovers(self._before(retention.SETTLED)):
            counts["messages"] += book.forgetting.detach(ref, removal)
        counts["journal"] = book.coarsening.texts("journal", self._before(retention.WRITTEN))
        counts["handovers"] = book.coarsening.texts("handovers", self._before(retention.HANDED_OVER))
        counts["reports"] = book.coarsening.reports(self._before(retention.REPORTED))
        counts["times"] = book.coarsening.settled(self._before(retention.SETTLED))
        counts = +counts
        for what, n in counts.items():
            book.destructions.add(self.today, what, n)
        if counts:
            book.state.set(SCRUB, "due")
        return Erased(counts, tuple(sorted(slips)))

    def _before(self, span: timedelta) -> datetime:
        """The beginning of the day that lies so long back: what was on that day or later is kept."""
        return self.schedule.at(self.today - span, time(0, 0))

    def _role_of(self, user: str) -> str:
        return (self.settings.roles.role_of(user) or Role.STAFF).value


def erased_on(case: Case, settings: Settings, schedule: Schedule) -> date:
    """The day on which a case is to be erased. :raises ValueError: for an open case."""
    if case.closed_at is None:
        raise ValueError("an open case is not erased")
    closed = schedule.local_day(case.closed_at)
    return retention.erased_on(closed, settings.privacy.retention_days, case.prolonged)


def remember(book: Casebook, erased: Erased) -> None:
    """Keep what was erased till it can be told, inside a transaction."""
    before = untold(book)
    counts = before.counts + erased.counts
    kept = {"cases": counts["cases"], "messages": counts["messages"], "slips": [*before.slips, *erased.slips]}
    book.state.set(_UNTOLD, json.dumps(kept))


def untold(book: Casebook) -> Erased:
    """What was erased and not told of; it counts as told from now on."""
    kept = json.loads(book.state.get(_UNTOLD) or "{}")
    book.state.set(_UNTOLD, "{}")
    return Erased(
        Counter(cases=kept.get("cases", 0), messages=kept.get("messages", 0)), tuple(kept.get("slips", []))
    )


def scrub(book: Casebook) -> None:
    """Write the file anew if something was erased since that was done last; outside a transaction."""
    if book.state.get(SCRUB) == "due" and book.store.scrub():
        with book.transaction():
            book.state.set(SCRUB, "")
