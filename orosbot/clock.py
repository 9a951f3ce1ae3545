"""The clock as a value that is passed in: nothing in the house asks the machine for the time by itself."""

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """The present moment: aware, UTC, whole seconds."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC).replace(microsecond=0)


class SetClock:
    """A clock that stands still until it is moved; it never goes back."""

    def __init__(self, start: datetime) -> None:
        self._now = start.astimezone(UTC).replace(microsecond=0)

    def now(self) -> datetime:
        return self._now

    def move_to(self, moment: datetime) -> None:
        """Move to a later moment (aware).

        :raises ValueError: if it lies before the present one.
        """
        moment = moment.astimezone(UTC).replace(microsecond=0)
        if moment < self._now:
            raise ValueError("the clock never goes back")
        self._now = moment
