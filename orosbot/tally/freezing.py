"""A period becomes final: month by month, and a quarter or a year with its last month."""

from collections import Counter
from datetime import datetime
from zoneinfo import ZoneInfo

from orosbot.casebook import Casebook
from orosbot.casebook.definitions import WORKED
from orosbot.casebook.figures import Cell
from orosbot.rules.periods import Period


def freeze(book: Casebook, period: Period, zone: ZoneInfo, at: datetime) -> list[Period]:
    """Make every month of a period that is over final, on behalf of the command that runs, and then each
    quarter and year whose months all are. Which became so; months before the line began need not."""
    first = book.figures.first_month(zone)
    found = []
    for month in period.each_month():
        if month.span(zone)[1] > at or book.tallies.snapshot(month) is not None:
            continue
        if period.months > 1 and (first is None or month < first):
            continue
        slips = book.figures.slips_living(month.span(zone)[1])
        book.tallies.freeze(month, book.figures.of(month, zone), slips, at=at)
        found.append(month)
    longer = {month.quarter for month in found} | {month.whole_year for month in found}
    for whole in sorted(longer):
        if _complete(book, whole, first):
            _freeze_whole(book, whole, zone, at)
            found.append(whole)
    return found


def _complete(book: Casebook, whole: Period, first: Period | None) -> bool:
    frozen = book.tallies.frozen()
    return whole.name not in frozen and all(
        month.name in frozen or (first is not None and month < first) for month in whole.each_month()
    )


def _freeze_whole(book: Casebook, whole: Period, zone: ZoneInfo, at: datetime) -> None:
    counts: Counter[Cell] = Counter()
    for month in whole.each_month():
        if (snapshot := book.tallies.snapshot(month)) is not None:
            counts += snapshot.counts
    counts[WORKED, "", ""] = book.figures.of(whole, zone, only=(WORKED,))[WORKED, "", ""]
    book.tallies.freeze(whole, +counts, book.figures.slips_living(whole.span(zone)[1]), at=at)
