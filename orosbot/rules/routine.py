"""The routine of follow-ups: how often we try, when the next try is, when a slip should be gone."""

from datetime import date, datetime, time, timedelta

from orosbot.rules.hours import Schedule

MORNING, NOON, EVENING = time(9, 0), time(13, 0), time(18, 0)
NOON_FROM, EVENING_FROM = time(12, 0), time(17, 0)
PARTS = {"morning": MORNING, "afternoon": NOON, "evening": EVENING}
"""The parts of a day, each with the time that stands for it once the exact one is forgotten."""
LONGEST = timedelta(days=90)
"""A follow-up lies at most so far ahead."""


def cap(*, child: bool, attempts: int, child_extra: int) -> int:
    """How often a caller is rung up at most."""
    return attempts + (child_extra if child else 0)


def due_on(schedule: Schedule, day: date, now: datetime) -> datetime | None:
    """When something without a time falls due that was set for a day: at nine, or at the first staffed minute,
    of that day or of the next staffed one; today the next staffed minute. `None`: never staffed again."""
    staffed = schedule.staffed_day_from(day)
    first = None if staffed is None else schedule.staffed_minute(staffed, MORNING)
    return first if first is None or first >= now else schedule.next_open(now)


def part_of_day(clock: time) -> str:
    """The part of the day (`morning`, `afternoon`, `evening`) that a wall-clock time lies in."""
    return "morning" if clock < NOON_FROM else "afternoon" if clock < EVENING_FROM else "evening"


def next_try(schedule: Schedule, tried: datetime, set_time: time | None) -> datetime | None:
    """When to ring again after no answer: the next staffed day, at the time that staff set if they set
    one, else at another part of the day than the one at which nobody answered."""
    local = tried.astimezone(schedule.zone)
    day = schedule.next_staffed_day(local.date())
    if day is None:
        return None
    if set_time is not None:
        return schedule.at(day, set_time)
    if local.time() < NOON_FROM:
        wanted = NOON
    elif local.time() < EVENING_FROM and schedule.evening_day(day):
        wanted = EVENING
    else:
        wanted = MORNING
    return schedule.staffed_minute(day, wanted)


def usual(days: int, bounds: tuple[int, int]) -> bool:
    """Whether a follow-up lies within what is the routine."""
    return bounds[0] <= days <= bounds[1]


BEFORE_END = timedelta(minutes=30)
"""So long before a staffed part of the day ends an open assessment is asked about."""


def assessment_due(schedule: Schedule, since: datetime) -> datetime | None:
    """When an open assessment is asked about: 30 minutes before the current staffed part of the day ends,
    at once if less is left, and in the next part if the line is closed. `None`: never staffed again."""
    opening = schedule.next_open(since)
    part = None if opening is None else schedule.part_of(opening)
    return None if part is None else max(part[1] - BEFORE_END, since)
