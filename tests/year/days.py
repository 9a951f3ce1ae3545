"""The line's hours in 2017 and 2018, told once more: local times without a zone, holidays as a list."""

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

CLOSED = {
    date.fromisoformat(day)
    for day in (
        *("2017-01-06", "2017-04-14", "2017-04-17", "2017-05-01", "2017-05-25", "2017-06-06", "2017-06-23"),
        *("2017-12-25", "2017-12-26", "2018-01-01"),
    )
}
"""Weekdays on which nobody is there."""

EVENINGS = {0, 2, 4}
SATURDAY = 5
Part = tuple[datetime, datetime]


def parts(day: date) -> list[Part]:
    """The staffed parts of a day."""
    if day in CLOSED or day.weekday() >= SATURDAY:
        return []
    hours = [(9, 12), (13, 16), *([(18, 22)] if day.weekday() in EVENINGS else [])]
    return [(at(day, start), at(day, end)) for start, end in hours]


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute))


def part_of(moment: datetime) -> Part | None:
    return next(((start, end) for start, end in parts(moment.date()) if start <= moment < end), None)


def next_part(moment: datetime) -> Part:
    """The part that a moment lies in, or the next one."""
    for day in _from(moment.date()):
        for start, end in parts(day):
            if moment < end:
                return start, end
    raise AssertionError("never staffed again")


def staffed_from(day: date) -> date:
    return next(other for other in _from(day) if parts(other))


def staffed_after(day: date) -> date:
    return staffed_from(day + timedelta(1))


def staffed_before(day: date) -> date:
    return next(other for n in range(1, 30) if parts(other := day - timedelta(n)))


def some_minute(chance: random.Random, day: date) -> datetime:
    """A minute of a staffed day at which somebody is there."""
    start, end = chance.choice(parts(day))
    return start + timedelta(minutes=chance.randrange(int((end - start).total_seconds()) // 60))


def _from(day: date) -> Iterator[date]:
    for number in range(60):
        yield day + timedelta(number)
