"""From the figures of a year's months to the public edition of each period in it.

Months give totals, quarters and years detail. Everything is added up from the months, so that quarters always come
to their year. What was published of the year earlier is its `Basis`: the numbers and decisions that hold from then on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from orosbot.casebook.figures import Cell
from orosbot.rules.cells import Shown
from orosbot.rules.periods import Period
from orosbot.rules.suppression import Opened, YearShown, holds, suppressed
from orosbot.rules.words import Vocabulary
from orosbot.tally.keys import shown_key
from orosbot.tally.public import ALL, PublicEdition, Table
from orosbot.tally.public_tables import CASES, CONTACTS, DETAIL, FIGURES, OTHER, Groups, groups, scheme
from orosbot.tally.summary import Tally

Counts = Mapping[Cell, int]


@dataclass(frozen=True, slots=True)
class Decided:
    """What holds of a table for the rest of the year: its groups, and what was decided of quarters (from 0)."""

    groups: Groups
    quarters: Mapping[int, Opened]


@dataclass(frozen=True, slots=True)
class Basis:
    """What all that was published of a year rests on: the figures of months (by number), the decisions by table, and
    the largest threshold that was ever used."""

    months: Mapping[int, Counts] = field(default_factory=dict)
    tables: Mapping[str, Decided] = field(default_factory=dict)
    threshold: int = 0


NOTHING = Basis()


class PublicYear:
    """A year's months as they stand now, on the basis of what was published of them."""

    def __init__(
        self, months: Sequence[Tally], words: Vocabulary, threshold: int, basis: Basis = NOTHING
    ) -> None:
        self._drafts = [month.draft for month in months]
        self._months = [
            basis.months.get(month.period.month, public_figures(month.counts)) for month in months
        ]
        self._words = words
        self._threshold = threshold
        self._basis = basis
        self._schemes = {
            name: scheme(
                basis.tables[name].groups if name in basis.tables else groups(name, words), threshold
            )
            for name in DETAIL
        }
        self._years = {name: self._suppressed(name) for name in DETAIL}

    def edition(self, period: Period) -> PublicEdition:
        """The public edition of one of the year's periods; a draft until each of its months is final."""
        own = slice(period.month - 1, period.month - 1 + period.months)
        found: dict[str, Table | None] = {"contacts": self._total("contacts", CONTACTS, own)}
        if period.months > 1:
            found["cases"] = self._total("cases", CASES, own)
            for name, year in self._years.items():
                shown = year.year if period.months == 12 else year.quarters[(period.month - 1) // 3]
                found[name] = None if shown is None else _table(name, shown)
                if name == "age" and (children := {w.key for w in self._words.words("age") if w.child}):
                    known = set(self._schemes[name].groups[0]) == children
                    found["about_child"] = _about_child(shown) if shown is not None and known else None
        return PublicEdition(
            period,
            any(self._drafts[own]),
            tuple(table for table in found.values() if table is not None),
            tuple(name for name, table in found.items() if table is None),
            self._words,
        )

    def resting_on(self, period: Period) -> Basis:
        """The basis once this period is published: its months stay as they are, and what its quarters show. The last
        quarter goes by all the others, so they are decided with it."""
        last = period.month + period.months - 1
        whole = period.months > 1 and last == 12
        months = range(1, 13) if whole else range(period.month, last + 1)
        quarters = (
            range(4) if whole else range((period.month - 1) // 3, last // 3 if period.months > 1 else 0)
        )
        tables = dict(self._basis.tables)
        for name, year in self._years.items() if period.months > 1 else ():
            before = tables[name].quarters if name in tables else {}
            decided = {**before, **{number: year.opened[number] for number in quarters}}
            tables[name] = Decided(self._schemes[name].groups, decided)
        return Basis(
            {**self._basis.months, **{month: self._months[month - 1] for month in months}},
            tables,
            max(self._threshold, self._basis.threshold),
        )

    def holds(self) -> bool:
        """Whether what was decided of quarters would be safe with the numbers as they are now."""
        return all(
            holds(self._schemes[name], self._quarter(name, number), opened)
            for name, decided in self._basis.tables.items()
            if name in DETAIL
            for number, opened in decided.quarters.items()
        )

    def _suppressed(self, name: str) -> YearShown:
        fixed = self._basis.tables[name].quarters if name in self._basis.tables else {}
        return suppressed(self._schemes[name], [self._quarter(name, number) for number in range(4)], fixed)

    def _quarter(self, name: str, number: int) -> dict[str, int]:
        counts = dict.fromkeys(self._schemes[name].words, 0)
        for month in self._months[number * 3 : number * 3 + 3]:
            for (figure, one, _two), n in month.items():
                if figure == DETAIL[name]:
                    key = shown_key(figure, one)
                    counts[key if key in counts else OTHER] += n
        return counts

    def _total(self, name: str, figure: str, own: slice) -> Table | None:
        total = sum(n for month in self._months[own] for cell, n in month.items() if cell[0] == figure)
        return None if 0 < total < self._threshold else Table(name, {ALL: total}, total)


def public_figures(counts: Counts) -> dict[Cell, int]:
    """Of a period's figures, those that the public tables are made of."""
    return {cell: n for cell, n in counts.items() if cell[0] in FIGURES and n}


def _table(name: str, shown: Shown) -> Table:
    cells = {word: n for word, n in shown.cells.items() if word != OTHER or n != 0}
    return Table(name, cells, shown.total, shown.merged)


def _about_child(shown: Shown) -> Table:
    yes = shown.groups[0]
    return Table(
        "about_child",
        {"yes": yes, "no": None if yes is None else shown.total - yes},
        shown.total,
        ((("yes", "no"), shown.total),) if yes is None else (),
    )
