"""Many runs of one world, and what is wrong with them."""

import os
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from tests.crash.forks import each, warm
from tests.crash.ledger import Ledger
from tests.crash.world import REPORT, Report, World

AT_ONCE = max(2, os.cpu_count() or 2)


def runs(world: World, folder: Path, plans: Iterable[Sequence[str]]) -> list[Report]:
    """Play a run for each plan, a list of points at which the bot dies."""
    jobs: list[Callable[[], bytes]] = [
        partial(world.play, folder / f"run-{number}", plan) for number, plan in enumerate(plans)
    ]
    with warm():
        return [REPORT.validate_json(answer) if answer else Report() for answer in each(jobs, AT_ONCE)]


def wrong(report: Report, plan: Sequence[str], undisturbed: Ledger) -> list[str]:
    """What differs from the undisturbed run, a sentence each."""
    name = " and ".join(report.deaths or plan) or "nowhere"
    if report.ledger is None:
        return [f"killed at {name}: {report.trouble}"]
    found = [*report.ledger.faults]
    for was, now in zip(undisturbed.answers, report.ledger.answers, strict=True):
        if was != now:
            found.append(f"the answer is {now}, not {was}")
    for table, rows in undisturbed.tables.items():
        if report.ledger.tables[table] != rows:
            more = [row for row in report.ledger.tables[table] if row not in rows]
            less = [row for row in rows if row not in report.ledger.tables[table]]
            found.append(f"{table} differs: {more} instead of {less}")
    return [f"killed at {name}: {fault}" for fault in found]
