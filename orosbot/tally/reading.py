"""From the casebook to a tally."""

from collections import Counter
from datetime import datetime
from zoneinfo import ZoneInfo

from orosbot.casebook import Casebook
from orosbot.casebook.figures import Cell
from orosbot.rules.periods import Period
from orosbot.rules.words import Vocabulary
from orosbot.tally.summary import HEADLINES, Edition, Entry, Headlines, Tally


def tally_of(book: Casebook, period: Period, zone: ZoneInfo, words: Vocabulary, now: datetime) -> Tally:
    """The tally of a period: its snapshot once it is frozen, until then a draft of what stands now."""
    frozen = book.tallies.snapshot(period)
    if frozen is not None:
        return Tally(period, frozen.counts, frozen.slips_living, draft=False, words=words)
    end = min(period.span(zone)[1], now)
    return Tally(
        period, book.figures.of(period, zone), book.figures.slips_living(end), draft=True, words=words
    )


def edition_of(book: Casebook, period: Period, zone: ZoneInfo, words: Vocabulary, now: datetime) -> Edition:
    """The tally of a period with what it is compared with, and how it was corrected since it was frozen."""
    tally = tally_of(book, period, zone, words, now)
    corrections: Counter[Cell] = Counter()
    if not tally.draft:
        corrections = book.figures.of(period, zone)
        corrections.subtract(tally.counts)
    months = _months(book, period, zone)
    return Edition(
        tally,
        before=_headlines(book, period.before, zone),
        year_before=_headlines(book, period.year_before, zone),
        year_to_date=_year_to_date(months),
        corrections={cell: n for cell, n in corrections.items() if n},
        months=tuple(Headlines.of(month.name, counted) for month, counted in months),
        events=_events(book, [month for month, _counted in months], zone),
        lessons=lessons(book, period, zone),
        since=book.figures.first_month(zone),
    )


def lessons(book: Casebook, period: Period, zone: ZoneInfo) -> tuple[Entry, ...]:
    """What was learned in a period, as far as its words still stand."""
    return tuple(
        Entry(one.id, one.at.astimezone(zone).date(), one.text, one.event_id, one.approved)
        for one in book.journal.entries("lesson", *period.span(zone))
        if one.text is not None
    )


def _events(book: Casebook, months: list[Period], zone: ZoneInfo) -> tuple[Entry, ...]:
    found = book.journal.entries("event", months[0].span(zone)[0], months[-1].span(zone)[1])
    return tuple(
        Entry(number, one.at.astimezone(zone).date(), one.text or "", one.event_id)
        for number, one in enumerate(found, 1)
    )


def _headlines(book: Casebook, period: Period, zone: ZoneInfo) -> Headlines:
    return Headlines.of(period.name, _compared(book, period, zone))


def _compared(book: Casebook, period: Period, zone: ZoneInfo) -> Counter[Cell]:
    frozen = book.tallies.snapshot(period)
    if frozen is not None:
        return Counter({cell: n for cell, n in frozen.counts.items() if cell[0] in HEADLINES})
    return book.figures.of(period, zone, only=HEADLINES)


def _months(book: Casebook, period: Period, zone: ZoneInfo) -> list[tuple[Period, Counter[Cell]]]:
    """The months of the year, up to the period's last one."""
    last = period.each_month()[-1]
    return [(month, _compared(book, month, zone)) for month in period.whole_year.each_month()[: last.month]]


def _year_to_date(months: list[tuple[Period, Counter[Cell]]]) -> Headlines:
    counts: Counter[Cell] = Counter()
    for _month, counted in months:
        counts += counted
    first, last = months[0][0], months[-1][0]
    return Headlines.of(f"{first.name}..{last.name}", counts)
