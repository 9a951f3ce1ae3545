"""Ticks: the desk is asked and does what is due; a fault in it is nobody's secret."""

from datetime import UTC, datetime

import pytest

from orosbot.clock import SetClock
from orosbot.reminders import keep_time, tick

NOW = datetime(2017, 6, 13, 8, 0, tzinfo=UTC)


class Desk:
    """Something falls due once."""

    def __init__(self, due: datetime | None, fault: Exception | None = None) -> None:
        self.due = due
        self.fault = fault
        self.ticks: list[datetime] = []

    def tick(self, now: datetime) -> None:
        self.ticks.append(now)
        self.due = None
        if self.fault is not None:
            raise self.fault

    def next_due(self) -> datetime | None:
        return self.due


@pytest.mark.parametrize(
    ("due", "ticks"), [(None, 0), (datetime(2017, 6, 13, 8, 0, 1, tzinfo=UTC), 0), (NOW, 1)]
)
def test_the_desk_is_told_to_tick_when_something_is_due_and_only_then(
    due: datetime | None, ticks: int
) -> None:
    desk, woken = Desk(due), []
    tick(desk, SetClock(NOW), lambda: woken.append(1))
    assert (len(desk.ticks), len(woken)) == (ticks, ticks)


async def test_a_tick_that_fails_ends_the_keeping_of_time_with_its_fault() -> None:
    desk = Desk(NOW, ValueError("a fault"))
    with pytest.raises(ValueError, match="a fault"):
        await keep_time(desk, SetClock(NOW), lambda: None)
    assert desk.ticks == [NOW]
