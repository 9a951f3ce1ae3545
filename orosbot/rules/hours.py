"""When the line is staffed: spans of the week, less holidays and extra closed days.

Moments are aware and UTC, going in and coming out; days are those of the line's own zone.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Self
from zoneinfo import ZoneInfo

from orosbot.rules import wall

if TYPE_CHECKING:
    from holidays import HolidayBase

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
CATEGORIES = ("public", "de_facto")
SEARCH_DAYS = 400  # no line is closed for longer and still a line
EVENING = 17 * 60

_DAY = 24 * 60


def read_span(text: str) -> tuple[int, int]:
    """`09:00-12:00` as minutes of the day; the end may be `24:00`.

    :raises ValueError: with a sentence for whoever wrote the config.
    """
    try:
        start, end = (_minutes(part.strip()) for part in text.split("-"))
    except ValueError:
        raise ValueError(f"{text!r} is no span of hours: write it like 09:00-12:00") from None
    if start >= end:
        raise ValueError(f"{text!r} ends before it starts")
    return start, end


def _minutes(text: str) -> int:
    if text == "24:00":
        return _DAY
    clock = time.fromisoformat(text)
    if clock.second or clock.microsecond or clock.tzinfo is not None:
        raise ValueError("hours and minutes only")
    return clock.hour * 60 + clock.minute


def check_country(code: str) -> str:
    """A country whose holidays are known, or `""` for none.

    :raises ValueError: with a sentence for whoever wrote the config.
    """
    if code not in ("", "SE"):  # the usual ones need not wait 0.3 s for the import
        from holidays import list_supported_countries

        if code not in list_supported_countries(include_aliases=True):
            raise ValueError(
                f'{code!r} is no country whose holidays are known: write it like SE, or "" for none'
            )
    return code


def _holidays(country: str) -> "HolidayBase | None":
    """The public and de-facto holidays of a country; each year is worked out when first asked for."""
    if not country:
        return None
    from holidays import country_holidays

    known = country_holidays(check_country(country)).supported_categories
    return country_holidays(country, categories=[name for name in CATEGORIES if name in known])


def _normalised(texts: Iterable[str]) -> tuple[tuple[int, int], ...]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(read_span(text) for text in texts):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


@dataclass(frozen=True, slots=True)
class Schedule:
    """The staffed hours of one line.

    `weekly` has the minutes of the day for each weekday, Monday first, sorted and without overlaps.
    Whatever searches for a staffed day looks at `SEARCH_DAYS` days and then gives `None`.
    """

    weekly: tuple[tuple[tuple[int, int], ...], ...]
    zone: ZoneInfo
    country: str = ""
    closed: frozenset[date] = frozenset()
    _calendar: "HolidayBase | None" = field(default=None, repr=False, compare=False)

    @classmethod
    def of(
        cls,
        weekly: Mapping[str, Iterable[str]],
        zone: ZoneInfo,
        *,
        country: str = "",
        closed: Iterable[date] = (),
    ) -> Self:
        """From plain values: `{"mon": ["09:00-12:00", …], …}`, a missing weekday is closed.

        :raises ValueError: for a span or a country that is none.
        """
        spans = tuple(_normalised(weekly.get(weekday, ())) for weekday in WEEKDAYS)
        return cls(spans, zone, country, frozenset(closed), _holidays(country))

    def at(self, day: date, clock: time) -> datetime:
        """The moment of a wall-clock time; see `wall.at` for the two nights when clocks are changed."""
        return wall.at(day, clock, self.zone)

    def local_day(self, moment: datetime) -> date:
        """The day of a moment in the line's zone."""
        return moment.astimezone(self.zone).date()

    def _minutes_of(self, day: date) -> tuple[tuple[int, int], ...]:
        if day in self.closed or (self._calendar is not None and day in self._calendar):
            return ()
        return self.weekly[day.weekday()]

    def spans(self, day: date) -> list[tuple[datetime, datetime]]:
        """The staffed parts of a day as moments, `start <= open < end`; none when it is closed."""
        found = ((self._moment(day, start), self._moment(day, end)) for start, end in self._minutes_of(day))
        return [(start, end) for start, end in found if start < end]

    def _moment(self, day: date, minutes: int) -> datetime:
        days, minutes = divmod(minutes, _DAY)
        return self.at(day + timedelta(days), time(minutes // 60, minutes % 60))

    def open_day(self, day: date) -> bool:
        """Whether the line is staffed at all on a day."""
        return bool(self.spans(day))

    def evening_day(self, day: date) -> bool:
        """Whether a day has a part that begins at 17:00 or later."""
        return any(start >= EVENING for start, _ in self._minutes_of(day))

    def part_of(self, moment: datetime) -> tuple[datetime, datetime] | None:
        """The staffed part of the day that a moment lies in."""
        spans = self.spans(self.local_day(moment))
        at = bisect_right(spans, moment, key=lambda span: span[0]) - 1
        return spans[at] if at >= 0 and moment < spans[at][1] else None

    def is_open(self, moment: datetime) -> bool:
        """Whether the line is staffed at a moment."""
        return self.part_of(moment) is not None

    def next_open(self, moment: datetime) -> datetime | None:
        """The moment itself if the line is staffed then, else the first staffed minute after it."""
        for day in _days(self.local_day(moment), 1):
            for start, end in self.spans(day):
                if moment < end:
                    return max(start, moment).astimezone(UTC)
        return None

    def staffed_day_from(self, day: date) -> date | None:
        """The day itself if it is staffed, else the next one that is."""
        return next(filter(self.open_day, _days(day, 1)), None)

    def next_staffed_day(self, day: date) -> date | None:
        """The first staffed day after a day."""
        return next((other for other in _days(day, 1) if other != day and self.open_day(other)), None)

    def staffed_day_before(self, day: date) -> date | None:
        """The last staffed day before a day."""
        return next((other for other in _days(day, -1) if other != day and self.open_day(other)), None)

    def first_staffed_day_of_month(self, year: int, month: int) -> date | None:
        """The first staffed day of a month; `None` if it has none."""
        found = self.staffed_day_from(date(year, month, 1))
        return found if found is not None and (found.year, found.month) == (year, month) else None

    def first_staffed_minute(self, day: date) -> datetime | None:
        """The moment at which a day's first part begins."""
        return next((start for start, _ in self.spans(day)), None)

    def staffed_minute(self, day: date, clock: time) -> datetime | None:
        """The given time of a day if the line is staffed then, else that day's first staffed minute
        after it, else its first one; `None` when the day is closed."""
        wanted, spans = self.at(day, clock), self.spans(day)
        later = (max(start, wanted) for start, end in spans if wanted < end)
        return next(later, spans[0][0] if spans else None)

    def hours_text(self, day: date, separator: str = ":") -> list[str]:
        """The parts of a day as people read them, in local time: `09:00–12:00`; none when it is closed."""

        def clock(minutes: int) -> str:
            return f"{minutes // 60:02d}{separator}{minutes % 60:02d}"

        return [f"{clock(start)}–{clock(end)}" for start, end in self._minutes_of(day)]


def _days(day: date, step: int) -> Iterator[date]:
    """A day and those that follow it (or, with step -1, go before it), up to where the search ends."""
    for number in range(SEARCH_DAYS + 1):
        try:
            yield day + timedelta(step * number)
        except OverflowError:
            return
