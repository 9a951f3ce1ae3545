"""How long what is written down lives, and what is left of a moment once its exact time is forgotten.

All of it goes by days of the line's own calendar: what is erased at nine o'clock is erased on the day that the
card named.
"""

from datetime import date, datetime, time, timedelta

from orosbot.rules.hours import Schedule
from orosbot.rules.routine import PARTS, part_of_day

CLOCK = time(9, 0)
"""When the day's erasures are made."""

NOTICES = {"early": 14, "late": 3}
"""So many days before a case is erased each notice is given."""

LAST_NOTICE = 3
"""So many days a case is kept at least after the last notice, however late that came."""

ASKED_FOR = 14
"""So many days an idle case stays open after it was asked about."""

UNDOABLE = timedelta(minutes=15)
"""So long a command can be taken back, and what that needs is kept."""

SETTLED = timedelta(days=30)
"""So long after a matter is settled its times and people are kept exactly."""

REPORTED = timedelta(days=14)
"""So long it is known when a report was made, and by whom."""

HINTED = timedelta(days=7)
"""So long it is known who was given which hint: it is not given again before."""

HANDED_OVER = timedelta(days=30)
"""So long the text of a handover lives."""

WRITTEN = timedelta(days=365)
"""So long the text of the journal lives."""


def erased_on(closed: date, days: int, prolonged: int) -> date:
    """The day from which a case may be erased that was closed on a day: `days` later, and once more so many for
    each time that it was prolonged."""
    return closed + timedelta(days=days * (1 + prolonged))


def staffed_from(schedule: Schedule, day: date) -> date:
    """The day on which something is done that is due on a day: that day, or the next staffed one."""
    return schedule.staffed_day_from(day) or day


def notice_due(schedule: Schedule, today: date, due: date) -> str | None:
    """Which notice (`early`, `late`) of what is erased on a day is to be given by today, on a staffed day: the
    last one of those whose day is here, or would be past on the next staffed day."""
    following = schedule.next_staffed_day(today)
    found = None
    for name, before in NOTICES.items():
        wanted = due - timedelta(days=before)
        if today >= wanted or (following is not None and following > wanted):
            found = name
    return found


def coarse(local: datetime) -> datetime:
    """A local moment as its day and the time that stands for its part of the day."""
    clock = PARTS[part_of_day(local.time())]
    return local.replace(hour=clock.hour, minute=0, second=0, microsecond=0, fold=0)


def month_of(local: datetime) -> datetime:
    """A local moment as the first morning of its month."""
    return local.replace(day=1, hour=PARTS["morning"].hour, minute=0, second=0, microsecond=0, fold=0)
