"""The figures of one period as values: totals, tables with every key, shares, the median."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from orosbot.casebook.figures import Cell
from orosbot.rules.periods import Period
from orosbot.rules.words import Vocabulary
from orosbot.tally.keys import AXES, SECOND, UNSAID, Axis, shown_key

HEADLINES = ("contacts.kind", "cases.all", "cases.about_child", "closings.reason")
"""The figures that are compared with other periods."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What was counted in a period. `counts` has no zeros. A `draft` may still change."""

    period: Period
    counts: Mapping[Cell, int]
    slips_living: int
    draft: bool
    words: Vocabulary = field(repr=False)

    def total(self, figure: str, *, one: str | None = None, two: str | None = None) -> int:
        """How many there were in all, or of those with this key."""
        return sum(
            n
            for (name, first, second), n in self.counts.items()
            if name == figure and one in (None, first) and two in (None, second)
        )

    def by(self, figure: str) -> dict[str, int]:
        """A figure apart by what it is counted by: every key, zeros included, and then what is stored
        besides. The parts add up to `total(figure)`."""
        return self._apart(figure, AXES[figure], 1)

    def by_second(self, figure: str) -> dict[str, int]:
        """The same apart by the other thing that it is counted by."""
        return self._apart(figure, SECOND[figure], 2)

    def _apart(self, figure: str, axis: Axis, at: int) -> dict[str, int]:
        found: Counter[str] = Counter()
        for cell, n in self.counts.items():
            if cell[0] == figure:
                found[shown_key(figure if at == 1 else "", cell[at])] += n
        known = axis.keys(self.words)
        more = sorted(found.keys() - set(known), key=lambda key: (key == UNSAID, key))
        return {key: found[key] for key in (*known, *more)}

    def share(self, figure: str, *keys: str) -> float | None:
        """The part of a figure that has one of these keys; `None` if there was none at all."""
        parts = self.by(figure)
        whole = sum(parts.values())
        return round(sum(parts.get(key, 0) for key in keys) / whole, 3) if whole else None

    @property
    def outcomes_known(self) -> float | None:
        """The part of all referrals of which is known what they led to."""
        parts = self.by("referrals.outcome")
        whole = sum(parts.values())
        return round(1 - (parts["unknown"] + parts.get(UNSAID, 0)) / whole, 3) if whole else None

    @property
    def days_open(self) -> float | None:
        """The median of the days from a case's opening to its closing; `None` if none was closed."""
        days = sorted((int(one), n) for (name, one, _), n in self.counts.items() if name == "closings.days")
        spread = [day for day, n in days for _ in range(n)]
        if not spread:
            return None
        middle = len(spread) // 2
        return float(spread[middle]) if len(spread) % 2 else (spread[middle - 1] + spread[middle]) / 2


@dataclass(frozen=True, slots=True)
class Headlines:
    """The few figures that are compared."""

    name: str
    """Of the period: `2017-01`, or `2017-01..2017-03`."""
    new: int
    repeat: int
    cases: int
    about_child: int
    closings: int

    @classmethod
    def of(cls, name: str, counts: Mapping[Cell, int]) -> "Headlines":
        """From the counts of a period."""

        def total(figure: str, one: str | None = None) -> int:
            return sum(
                n for (found, first, _), n in counts.items() if found == figure and one in (None, first)
            )

        return cls(
            name,
            total("contacts.kind", "new"),
            total("contacts.kind", "repeat"),
            total("cases.all"),
            total("cases.about_child"),
            total("closings.reason"),
        )


@dataclass(frozen=True, slots=True)
class Entry:
    """An event or a lesson of the journal. Events are numbered from 1 on in the year, lessons as in the journal.
    `text` is what staff wrote in the message `source`, or empty once it is erased."""

    number: int
    day: date
    text: str = field(repr=False)
    source: str
    approved: bool = False
    """Of a lesson: it may leave the team."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A period's tally with what it is compared with. `corrections` are what has changed since it was
    frozen: more (positive) or fewer."""

    tally: Tally
    before: Headlines
    year_before: Headlines
    year_to_date: Headlines
    corrections: Mapping[Cell, int] = field(default_factory=dict)
    months: tuple[Headlines, ...] = ()
    """Each month of the year so far, for the picture; what is added up from several lines has none."""
    events: tuple[Entry, ...] = ()
    """Those of the same months, which stand on the picture as marks."""
    lessons: tuple[Entry, ...] = ()
    """Those of the period."""
    since: Period | None = None
    """The first month in which the line counted anything: with what was before it nothing is compared. `None`: not known."""
