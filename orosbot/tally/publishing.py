"""What may be published, now and anew: on the basis of all that was published of the same year before.

Whatever is published stays. It is replaced only by figures that were put right so much that the difference gives
nobody away: `renewed`. docs/decisions/0014-cell-suppression.md says why that is enough.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from orosbot.casebook import Casebook
from orosbot.rules.periods import Period
from orosbot.rules.words import Vocabulary
from orosbot.tally import published, reading
from orosbot.tally.public import PublicEdition, Table
from orosbot.tally.public_tables import CONTACTS
from orosbot.tally.public_year import Basis, Counts, PublicYear, public_figures
from orosbot.tally.published import Published
from orosbot.tally.summary import Tally


@dataclass(frozen=True, slots=True)
class Proposal:
    """What would be published: several editions where earlier ones are replaced, for they change together. `corrected`
    are the months that were put right since they were final, and are told so; `settled` those that were put right
    after they had been published, and are told as they are public."""

    period: Period
    editions: tuple[PublicEdition, ...]
    basis: Basis
    again: bool
    corrected: tuple[Period, ...] = ()
    settled: tuple[Period, ...] = ()


@dataclass(frozen=True, slots=True)
class NotYet:
    """Why nothing is published: months that are not final; published as it is; put right, but by so little that the
    difference would tell."""

    why: Literal["unfrozen", "published", "waits"]
    months: tuple[Period, ...] = ()
    published: PublicEdition | None = None


class Publishing:
    """The public editions of one casebook's periods."""

    def __init__(
        self, book: Casebook, zone: ZoneInfo, words: Vocabulary, threshold: int, now: datetime
    ) -> None:
        self._book = book
        self._zone = zone
        self._words = words
        self._threshold = threshold
        self._now = now

    def edition(self, period: Period) -> PublicEdition:
        """A period as it is published; else as it would be, a draft until each of its months is final."""
        known = self.known(period)
        found = known.newest(period)
        if found is not None:
            return found
        return PublicYear(self._months(period), self._words, self._threshold, known.basis).edition(period)

    def known(self, period: Period) -> Published:
        """Everything that was published of the period's year."""
        return published.of_year(self._book, period.whole_year, self._zone, self._words)

    def next_period(self) -> Period | None:
        """The last frozen period that could be published and is not; of those that end together the shortest."""
        frozen = sorted(
            (Period.read(name) for name in self._book.tallies.frozen()),
            key=lambda period: (period.each_month()[-1], -period.months),
        )
        known: dict[Period, Published] = {}
        for period in reversed(frozen):
            year = period.whole_year
            if year not in known:
                known[year] = self.known(year)
            if known[year].newest(period) is None:
                return period
        return None

    def least(self, period: Period) -> int:
        """By how much a published number must change at least."""
        return max(self._threshold, self.known(period).basis.threshold)

    def proposal(self, period: Period) -> Proposal | NotYet:
        """What publishing a period would publish. What was put right until then is in it, but in months that are
        public already."""
        known = self.known(period)
        if (before := known.newest(period)) is not None:
            return self._renewed(period, before, known)
        months = self._months(period)
        ends_year = period.months > 1 and period.each_month()[-1].month == 12
        needed = months if ends_year else [month for month in months if month.period in period.each_month()]
        if unfrozen := tuple(month.period for month in needed if month.draft):
            return NotYet("unfrozen", unfrozen)
        now = [self._as_it_stands(month) for month in months]
        year = PublicYear(now, self._words, self._threshold, known.basis)
        return Proposal(
            *(period, (year.edition(period),), year.resting_on(period), False),
            corrected=tuple(
                month.period
                for month, stands in zip(months, now, strict=True)
                if month.period in period.each_month() and month.period.month not in known.basis.months
                if _told(period, month.counts) != _told(period, stands.counts)
            ),
            settled=tuple(
                stands.period
                for stands in now
                if stands.period in period.each_month() and stands.period.month in known.basis.months
                if _told(period, known.basis.months[stands.period.month]) != _told(period, stands.counts)
            ),
        )

    def _as_it_stands(self, month: Tally) -> Tally:
        """A month with what was put right since it was final."""
        return replace(month, counts=self._book.figures.of(month.period, self._zone))

    def _renewed(self, period: Period, before: PublicEdition, known: Published) -> Proposal | NotYet:
        now = {
            number: public_figures(self._book.figures.of(Period(period.year, number, 1), self._zone))
            for number in known.basis.months
        }
        least = max(self._threshold, known.basis.threshold)
        basis = replace(known.basis, months=now, threshold=least)
        year = PublicYear(self._months(period), self._words, least, basis)
        editions = {one: replace(year.edition(one), draft=False) for one in known.versions}
        changed = tuple(
            edition for one, edition in sorted(editions.items()) if _differ(edition, known.newest(one))
        )
        if not changed:
            return NotYet("published", published=before)
        if not year.holds() or not all(
            may_replace(earlier, editions[one], least)
            for one, versions in known.versions.items()
            for earlier in versions
        ):
            return NotYet("waits", published=before)
        return Proposal(period, changed, basis, again=True)

    def _months(self, period: Period) -> list[Tally]:
        """The months of the period's year. Those before the line began cannot change any more."""
        first = self._book.figures.first_month(self._zone)
        found = []
        for month in period.whole_year.each_month():
            tally = reading.tally_of(self._book, month, self._zone, self._words, self._now)
            none_yet = first is not None and month < first
            found.append(replace(tally, draft=False) if none_yet else tally)
        return found


def _told(period: Period, counts: Counts) -> Counts:
    """Of a month's figures those that the public edition of a period is made of."""
    told = public_figures(counts)
    return told if period.months > 1 else {cell: n for cell, n in told.items() if cell[0] == CONTACTS}


def may_replace(earlier: PublicEdition, later: PublicEdition, least: int) -> bool:
    """Whether nobody learns a small number from an edition that replaces another: the same is hidden, and each number
    that is shown is the same or another by `least` or more, and none or `least` or more itself."""
    if earlier.withheld != later.withheld or len(earlier.tables) != len(later.tables):
        return False
    return all(
        one.name == other.name and _far_enough(one, other, least)
        for one, other in zip(earlier.tables, later.tables, strict=True)
    )


def _far_enough(earlier: Table, later: Table, least: int) -> bool:
    if earlier.hidden != later.hidden or earlier.numbers.keys() != later.numbers.keys():
        return False
    pairs = ((n, later.numbers[of]) for of, n in earlier.numbers.items())
    return all(one == other or (abs(one - other) >= least and not 0 < other < least) for one, other in pairs)


def _differ(later: PublicEdition, earlier: PublicEdition | None) -> bool:
    return earlier is None or (later.tables, later.withheld) != (earlier.tables, earlier.withheld)


def same(proposal: Proposal | NotYet, asked: Iterable[PublicEdition]) -> bool:
    """Whether what would be published now is what a second person was asked about."""
    if isinstance(proposal, NotYet):
        return False
    told = [(one.period, one.tables, one.withheld) for one in asked]
    return told == [(one.period, one.tables, one.withheld) for one in proposal.editions]


def edition_of(
    book: Casebook, period: Period, zone: ZoneInfo, words: Vocabulary, threshold: int, now: datetime
) -> PublicEdition:
    """The public edition of a period: as it is published, else as it would be."""
    return Publishing(book, zone, words, threshold, now).edition(period)
