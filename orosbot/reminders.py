"""Lets the desk do in time what falls due by itself. What is due lives in the casebook."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Protocol

from orosbot.clock import Clock

MOST_SECONDS = 10.0
"""What becomes due sooner meanwhile is noticed after so long."""
LEAST_SECONDS = 1.0


class Desk(Protocol):
    """What is needed of a desk (see orosbot.desk)."""

    def tick(self, now: datetime) -> None:
        """Do what is due."""
        ...

    def next_due(self) -> datetime | None:
        """When something falls due next."""
        ...


async def keep_time(
    desk: Desk, clock: Clock, sleep: Callable[[float], Awaitable[None]], done: Callable[[], None]
) -> None:
    """Tick for ever, whenever something is due; `done` after each tick."""
    while True:
        due = desk.next_due()
        if due is not None and due <= clock.now():
            desk.tick(clock.now())
            done()
            due = desk.next_due()
        until = MOST_SECONDS if due is None else (due - clock.now()).total_seconds()
        await sleep(min(max(until, LEAST_SECONDS), MOST_SECONDS))
