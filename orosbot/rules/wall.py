"""Wall-clock time in the line's own zone: what a day and a time there mean in UTC."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo


def at(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """The moment (aware, UTC) of a wall-clock time on a day.

    A time that the spring night leaves out is as much later as the clocks are put forward (02:30 → 03:30);
    of a time that the autumn night has twice it is the first.

    :raises OverflowError: beyond the first or the last day that there is.
    """
    return datetime.combine(day, clock.replace(fold=0), tzinfo=zone).astimezone(UTC)
