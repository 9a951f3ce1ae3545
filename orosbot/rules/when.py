"""WHEN: a day, or a day and a time, as staff type it at the start of a text.

What may mean two things is never guessed. Nothing here raises on any text.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from orosbot.rules import wall
from orosbot.rules.whenforms import Spoken, read

FURTHEST_YEARS = 10


class Reason(Enum):
    """Why something that was meant as a WHEN is none."""

    PAST = "past"
    NO_SUCH_DAY = "no such day"  # 31 April, 24/13
    NO_SUCH_TIME = "no such time"  # 25:00, a stretch like 9-12, a clock in unknown words
    TOO_FAR = "too far"  # more than ten years


@dataclass(frozen=True, slots=True)
class Reading:
    """One meaning of a WHEN.

    `day` and `time` are those of the line's zone; without a `time` the routine decides the minute.
    `start` (aware, UTC) is that moment; without a time the day's first one, but never before now.
    """

    day: date
    time: time | None
    start: datetime

    @property
    def has_time(self) -> bool:
        return self.time is not None


@dataclass(frozen=True, slots=True)
class Found(Reading):
    """The one meaning, and what follows it in the text: a dividing colon, if any, stands at its start."""

    rest: str


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Two or more meanings, the earliest first."""

    readings: tuple[Reading, ...]
    rest: str


@dataclass(frozen=True, slots=True)
class Bad:
    """A WHEN that cannot be, and what follows it in the text."""

    reason: Reason
    rest: str = ""


When = Found | Ambiguous | Bad


def take_when(text: str, now: datetime, zone: ZoneInfo) -> When | None:
    """Take the longest WHEN from the start of a text; `None` if the text does not start with one.

    :param now: aware; days are counted in `zone`.
    """
    said = read(text)
    if said is None:
        return None
    spoken, rest = said
    calendar = _Calendar(now.astimezone(UTC), zone)
    readings: dict[tuple[date, time | None], Reading] = {}
    faults: list[Reason] = []
    for one in spoken:
        try:
            found = calendar.lay(one)
        except _Impossible as fault:
            faults.append(fault.reason)
        else:
            readings |= {(reading.day, reading.time): reading for reading in found}
    if not readings:
        return Bad(faults[0], rest)
    first, *others = sorted(readings.values(), key=lambda reading: (reading.start, reading.has_time))
    if others:
        return Ambiguous((first, *others), rest)
    return Found(first.day, first.time, first.start, rest)


class _Impossible(Exception):
    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


class _Calendar:
    """Lays what was said into the calendar as it is seen from now."""

    def __init__(self, now: datetime, zone: ZoneInfo) -> None:
        self.now = now
        self.zone = zone
        self.today = now.astimezone(zone).date()

    def lay(self, spoken: Spoken) -> list[Reading]:
        """The meanings of one reading; more than one if a weekday and its date do not agree.

        :raises _Impossible: if there is no such day or time.
        """
        if spoken.impossible:
            raise _Impossible(Reason.NO_SUCH_TIME)
        try:
            if spoken.elapsed is not None:
                return [self._elapsed(spoken, spoken.elapsed)]
            return [self._reading(day, spoken.clock) for day in self._days(spoken)]
        except OverflowError:
            raise _Impossible(Reason.TOO_FAR) from None

    def _elapsed(self, spoken: Spoken, elapsed: timedelta) -> Reading:
        local = self.now.astimezone(self.zone)
        if spoken.ahead is not None:
            day = self._ahead(spoken.ahead)
            moment = wall.at(day, local.time(), self.zone) + elapsed
        else:
            moment = self.now + elapsed
        whole = moment.replace(second=0, microsecond=0)
        return self._checked(whole if whole == moment else whole + timedelta(minutes=1), timed=True)

    def _reading(self, day: date, clock: time | None) -> Reading:
        if day < self.today:
            raise _Impossible(Reason.PAST)
        if clock is None:
            start = max(wall.at(day, time(), self.zone), self.now)
            return self._checked(start, timed=False)
        return self._checked(wall.at(day, clock, self.zone), timed=True)

    def _checked(self, start: datetime, *, timed: bool) -> Reading:
        local = start.astimezone(self.zone)
        if start < self.now:
            raise _Impossible(Reason.PAST)
        if local.year > self.today.year + FURTHEST_YEARS:
            raise _Impossible(Reason.TOO_FAR)
        return Reading(local.date(), local.time() if timed else None, start)

    def _days(self, spoken: Spoken) -> list[date]:
        if spoken.ahead is not None:
            return [self._ahead(spoken.ahead)]
        if spoken.day is not None:
            return self._dated(spoken, spoken.day)
        if spoken.weekday is None:
            return [self.today]
        if spoken.next_week:
            return [self.today + timedelta(7 - self.today.weekday() + spoken.weekday)]
        coming = self._coming(spoken.weekday, spoken.clock)
        return [coming, coming + timedelta(7)] if spoken.following else [coming]

    def _ahead(self, steps: relativedelta) -> date:
        try:
            return self.today + steps
        except ValueError:  # relativedelta: a year beyond 9999
            raise _Impossible(Reason.TOO_FAR) from None

    def _coming(self, weekday: int, clock: time | None) -> date:
        """The next such weekday; today if the time is later today."""
        days = (weekday - self.today.weekday()) % 7
        if days == 0 and (clock is None or wall.at(self.today, clock, self.zone) <= self.now):
            days = 7
        return self.today + timedelta(days)

    def _dated(self, spoken: Spoken, number: int) -> list[date]:
        day = self._date(spoken.year, spoken.month, number)
        if spoken.weekday is None or day.weekday() == spoken.weekday:
            return [day]
        if spoken.if_agreed:
            raise _Impossible(Reason.NO_SUCH_DAY)
        if (
            spoken.year is None
            and spoken.month is not None
            and self._just_was(spoken.weekday, spoken.month, number)
        ):
            raise _Impossible(Reason.PAST)
        if day < self.today:
            raise _Impossible(Reason.PAST)
        nearest = day + timedelta((spoken.weekday - day.weekday() + 3) % 7 - 3)
        return [day, nearest if nearest >= self.today else nearest + timedelta(7)]

    def _just_was(self, weekday: int, month: int, number: int) -> bool:
        """Whether weekday and date agree on a day of the last half year: then that one was meant."""
        for year in (self.today.year, self.today.year - 1):
            day = _date(year, month, number)
            if day is not None and 0 < (self.today - day).days < 183:
                return day.weekday() == weekday
        return False

    def _date(self, year: int | None, month: int | None, number: int) -> date:
        """The date, or the next such one if the year or the month was not said."""
        if year is not None and month is not None:
            years, months = [year], [month]
        else:
            # 29 February comes back within eight years
            years = [self.today.year + more for more in range(9)]
            months = list(range(1, 13)) if month is None else [month]
        for candidate in (_date(y, m, number) for y in years for m in months):
            if candidate is not None and (year is not None or candidate >= self.today):
                return candidate
        raise _Impossible(Reason.NO_SUCH_DAY)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
