"""What the pictures of a tally show, as values: bars with their labels and numbers, and the same in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from babel.dates import format_date

from orosbot.rules.periods import Period
from orosbot.tally import beside, outside, report
from orosbot.tally.outside import HIDDEN, Outside
from orosbot.tally.summary import Edition
from orosbot.texts import Texts

SHOWN = ("cases.concern", "cases.caller", "cases.age", "gaps.place")
"""The figures that are drawn beside the contacts; they stand apart by one thing."""


@dataclass(frozen=True, slots=True)
class Chart:
    """What a picture shows: a bar for each label, with one number or, stacked, one for each of `series`.

    A number that is `None` is hidden. `marks` stand above the bars, empty where there is none; `below` says what
    they are, and whatever else there is to say beneath.
    """

    title: str
    labels: tuple[str, ...]
    values: tuple[tuple[int | None, ...], ...]
    series: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    below: str = ""

    @property
    def told(self) -> str:
        """The same in words, for those who do not see the picture."""
        words = f"{self.title}: {'; '.join(self._told(at) for at in range(len(self.labels)))}"
        return f"{words}. {self.below}" if self.below else words

    def _told(self, at: int) -> str:
        if not self.series:
            return f"{self.labels[at]} {shown(self.values[0][at])}"
        parts = ", ".join(
            f"{name} {shown(row[at])}" for name, row in zip(self.series, self.values, strict=True)
        )
        return f"{self.labels[at]}: {parts}"


def shown(n: int | None) -> str:
    """A number as it stands at its bar."""
    return HIDDEN if n is None else str(n)


def charts(edition: Edition, texts: Texts) -> tuple[Chart, ...]:
    """Contacts month by month, then concern, caller, age, and whom there was nobody to refer to."""
    drawn = {table.title: table for table in report.tables(edition.tally, texts) if table.figure in SHOWN}
    firsts = {table.figure: table for table in reversed(drawn.values())}
    found = [_months(edition, texts)] if edition.months else []
    for figure in SHOWN:
        rows = firsts[figure].rows
        found.append(
            Chart(firsts[figure].title, tuple(row.label for row in rows), (tuple(row.n for row in rows),))
        )
    return tuple(found)


def charts_outside(told: Outside, texts: Texts) -> tuple[Chart, ...]:
    """A chart for each table of which more may be told than its total."""
    return tuple(
        Chart(
            table.title,
            tuple(row.label for row in table.rows),
            (tuple(row.n for row in table.rows),),
            below=", ".join(outside.together(table, texts)),
        )
        for table in outside.tables(told, texts)
        if not table.is_total and any(row.n for row in table.rows)
    )


def _months(edition: Edition, texts: Texts) -> Chart:
    _ = texts.get
    days = [
        _unbroken(f"{_numbers([one.number for one in events])} · {beside.short_day(day, texts)}")
        for day, events in groupby(edition.events, key=lambda one: one.day)
    ]
    return Chart(
        _("Contacts month by month, {year}").format(year=edition.tally.period.year),
        tuple(
            format_date(Period.read(one.name).first_day, "LLL", locale=texts.language).rstrip(".")
            for one in edition.months
        ),
        (tuple(one.new for one in edition.months), tuple(one.repeat for one in edition.months)),
        (_("new"), _("repeat")),
        tuple(_mark(edition, month.name) for month in edition.months) if days else (),
        _("Events: {days}.").format(days=", ".join(days)) if days else "",
    )


def _mark(edition: Edition, month: str) -> str:
    """`3`, or `3–5` where a month has several events, which follow each other."""
    return _numbers([one.number for one in edition.events if f"{one.day:%Y-%m}" == month])


def _numbers(following: Sequence[int]) -> str:
    return "\u2013".join(str(n) for n in dict.fromkeys((*following[:1], *following[-1:])))


def _unbroken(text: str) -> str:
    return text.replace(" ", "\u00a0")
