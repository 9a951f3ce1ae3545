"""Periods of the figures: a month, a quarter, a year, by the line's own calendar."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Self
from zoneinfo import ZoneInfo

from orosbot.rules import wall

_TYPED = re.compile(r"(?P<year>[12]\d{3})(?:-(?:(?P<month>0[1-9]|1[0-2])|[QqKk](?P<quarter>[1-4])))?")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """`months` months (1, 3 or 12) from the first day of `month` in `year` on."""

    year: int
    month: int
    months: int

    @classmethod
    def read(cls, text: str) -> Self:
        """`2017-02`, `2017-Q1` (or `2017-K1`), `2017`.

        :raises ValueError: for anything else.
        """
        found = _TYPED.fullmatch(text.strip())
        if found is None:
            raise ValueError(f"{text!r} is no period: write it like 2017-02, 2017-Q1 or 2017")
        year = int(found["year"])
        if found["month"]:
            return cls(year, int(found["month"]), 1)
        if found["quarter"]:
            return cls(year, 3 * int(found["quarter"]) - 2, 3)
        return cls(year, 1, 12)

    @classmethod
    def month_of(cls, day: date) -> Self:
        """The month that a day lies in."""
        return cls(day.year, day.month, 1)

    @property
    def name(self) -> str:
        """What `read` understands: `2017-02`, `2017-Q1`, `2017`."""
        if self.months == 1:
            return f"{self.year:04d}-{self.month:02d}"
        return f"{self.year:04d}-Q{(self.month + 2) // 3}" if self.months == 3 else f"{self.year:04d}"

    @property
    def quarter(self) -> "Period":
        """The quarter in which the period begins."""
        return Period(self.year, (self.month - 1) // 3 * 3 + 1, 3)

    @property
    def whole_year(self) -> "Period":
        """The year in which the period lies."""
        return Period(self.year, 1, 12)

    @property
    def first_day(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def following(self) -> "Period":
        """The next period of the same length."""
        return self._moved(self.months)

    @property
    def before(self) -> "Period":
        """The last period of the same length."""
        return self._moved(-self.months)

    @property
    def year_before(self) -> "Period":
        """The same period a year earlier."""
        return self._moved(-12)

    def each_month(self) -> tuple["Period", ...]:
        """Its months, the first one first."""
        first = Period(self.year, self.month, 1)
        return tuple(first._moved(number) for number in range(self.months))

    def span(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Its first moment, and the first one after it (aware, UTC)."""
        after = self.following
        end = (
            datetime.max.replace(microsecond=0, tzinfo=UTC)
            if after.year > 9999
            else wall.at(after.first_day, time(0, 0), zone)
        )
        return wall.at(self.first_day, time(0, 0), zone), end

    def _moved(self, months: int) -> "Period":
        count = self.year * 12 + self.month - 1 + months
        return Period(count // 12, count % 12 + 1, self.months)
