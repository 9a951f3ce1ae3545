"""Lets the desk do in time what falls due by itself.

APScheduler only ticks: what is due lives in the casebook, and a tick claims it. A scheduler's own jobs
would be lost or doubled by a stop, by a busy loop (its default grace is one second) and by the night when
the clocks go back (docs/decisions/0011-ticks.md).
"""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Protocol

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from orosbot.clock import Clock

SECONDS = 5
"""So late a thing may come up, at most."""


class Desk(Protocol):
    """What is needed of a desk (see orosbot.desk)."""

    def tick(self, now: datetime) -> None:
        """Do what is due."""
        ...

    def next_due(self) -> datetime | None:
        """When something falls due next."""
        ...


def tick(desk: Desk, clock: Clock, done: Callable[[], None]) -> None:
    """Do what is due now, if anything is; `done` after it."""
    due = desk.next_due()
    if due is not None and due <= clock.now():
        desk.tick(clock.now())
        done()


async def keep_time(desk: Desk, clock: Clock, done: Callable[[], None]) -> None:
    """Tick for ever; `done` after each tick that had something to do.

    :raises Exception: whatever a tick raises: nothing may fall due unnoticed.
    """
    failed: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    # A coroutine, so that it runs on this loop and not in a thread: the casebook belongs to one thread.
    async def work() -> None:
        try:
            tick(desk, clock, done)
        except Exception as error:
            if not failed.done():
                failed.set_exception(error)

    scheduler = AsyncIOScheduler(timezone=UTC)
    scheduler.add_job(
        work,
        "interval",
        seconds=SECONDS,
        next_run_time=datetime.now(UTC),
        misfire_grace_time=None,
        coalesce=True,
        max_instances=1,
    )
    scheduler.start()
    try:
        await failed
    finally:
        scheduler.shutdown(wait=False)
