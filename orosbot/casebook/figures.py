"""Reads the figures of a period, and keeps those of a case that is about to dissolve.

A figure is what the rows say plus what the counters keep of cases that are gone, so that forgetting
changes none (see definitions.py for what each counts).
"""

from collections import Counter
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TypeAlias
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from orosbot.casebook import definitions
from orosbot.casebook.definitions import DEFINITIONS, PASSES, WORKED, Pass
from orosbot.casebook.figure_tables import SLIPS_LIVING, SOON_SHREDDED
from orosbot.casebook.moments import from_text, to_text
from orosbot.rules.periods import Period
from orosbot.rules.routine import part_of_day

_ROWS_AT_ONCE = 10_000

_MOMENTS_KEPT = 64
"""What a moment is in the line's zone is asked several times of the same row."""

Cell: TypeAlias = tuple[str, str, str]
"""A figure and what it is counted apart by: `("cases.concern", "religious", "")`."""


class Figures:
    """Counts; `zone` is the line's own, by whose days and months everything is counted."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._zone: ZoneInfo | None = None

    def of(self, period: Period, zone: ZoneInfo, *, only: Collection[str] | None = None) -> Counter[Cell]:
        """Every figure of a period, or only those named; what there was none of is missing."""
        self._by(zone)
        start, end = period.span(zone)
        span = {"start": to_text(start), "end": to_text(end)}
        found: Counter[Cell] = Counter()
        for figures in PASSES:
            wanted = [one for one in figures.figures if only is None or one.figure in only]
            if wanted:
                self._count(Pass(tuple(wanted)), span, found)
        if only is None or WORKED in only:
            found[WORKED, "", ""] += self._db.execute(definitions.WORKED_OF_SPAN, span).fetchone()[0]
        for cell, n in self._kept(period):
            if only is None or cell[0] in only:
                found[cell] += n
        return +found

    def keep(self, case_id: int, zone: ZoneInfo) -> None:
        """Add what a case counts for to the counters; its rows must go in the same transaction."""
        self._by(zone)
        for definition in DEFINITIONS:
            if definition.case is None:
                continue
            for month, one, two, n in self._db.execute(definition.of_case, {"case": case_id}).fetchall():
                self._add(month, definition.figure, str(one), two, n)
        months = self._db.execute(definitions.WORKED_OF_CASE, {"case": case_id}).fetchall()
        periods = {Period.read(month) for (month,) in months}
        for period in periods | {p.quarter for p in periods} | {p.whole_year for p in periods}:
            self._add(period.name, WORKED, "", "", 1)

    def slips_living(self, at: datetime) -> int:
        """How many slips there were at a moment."""
        moments = {"at": to_text(at), "earliest": to_text(at - timedelta(days=SOON_SHREDDED))}
        return int(self._db.execute(SLIPS_LIVING, moments).fetchone()[0])

    def first_month(self, zone: ZoneInfo) -> Period | None:
        """The first month that anything was counted in."""
        row = self._db.execute(
            "SELECT (SELECT min(at) FROM (SELECT min(at) AS at FROM contacts UNION ALL"
            " SELECT min(at) FROM noncases UNION ALL SELECT min(opened_at) FROM cases)),"
            " (SELECT period FROM counters WHERE length(period) = 7 AND period NOT LIKE '%Q%' ORDER BY period LIMIT 1)"
        ).fetchone()
        months = [] if row[0] is None else [Period.month_of(from_text(row[0]).astimezone(zone).date())]
        if row[1] is not None:
            months.append(Period.read(row[1]))
        return min(months, default=None)

    def _count(self, figures: Pass, span: dict[str, str], found: Counter[Cell]) -> None:
        """Add up the figures of one pass."""
        cursor = self._db.execute(figures.query, span)
        while rows := cursor.fetchmany(_ROWS_AT_ONCE):
            columns = list(zip(*rows, strict=True))
            twos = iter(columns[len(figures.figures) :])
            for definition, ones in zip(figures.figures, columns, strict=False):
                if not definition.apart:
                    for one, n in Counter(ones).items():
                        if one is not None:
                            found[definition.figure, str(one), ""] += n
                    continue
                for (one, two), n in Counter(zip(ones, next(twos), strict=True)).items():
                    if one is not None:
                        found[definition.figure, str(one), str(two)] += n

    def _kept(self, period: Period) -> list[tuple[Cell, int]]:
        names = [month.name for month in period.each_month()]
        rows = self._db.execute(
            f"SELECT figure, one, two, sum(n) FROM counters WHERE figure <> ? AND period IN ({', '.join('?' * len(names))})"
            " GROUP BY 1, 2, 3 UNION ALL SELECT figure, one, two, n FROM counters WHERE figure = ? AND period = ?",
            [WORKED, *names, WORKED, period.name],
        ).fetchall()
        return [((figure, one, two), int(n)) for figure, one, two, n in rows]

    def _add(self, period: str, figure: str, one: str, two: str, n: int) -> None:
        self._db.execute(
            "INSERT INTO counters (period, figure, one, two, n) VALUES (?1, ?2, ?3, ?4, ?5)"
            " ON CONFLICT (period, figure, one, two) DO UPDATE SET n = n + ?5",
            [period, figure, one, two, n],
        )

    def _by(self, zone: ZoneInfo) -> None:
        """Let SQL know the line's own days and months."""
        if zone == self._zone:
            return

        @lru_cache(maxsize=_MOMENTS_KEPT)
        def local(at: str) -> datetime:
            return from_text(at).astimezone(zone)

        functions: dict[str, tuple[int, Callable[..., str | int]]] = {
            "local_month": (1, lambda at: f"{local(at):%Y-%m}"),
            "local_date": (1, lambda at: local(at).date().isoformat()),
            "weekday": (1, lambda at: str(local(at).isoweekday())),
            "part_of_day": (1, lambda at: part_of_day(local(at).time())),
            "days_between": (2, lambda first, last: (local(last).date() - local(first).date()).days),
        }
        for name, (arguments, function) in functions.items():
            self._db.conn.create_function(name, arguments, function, deterministic=True)
        self._zone = zone
