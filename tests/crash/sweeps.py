"""Many runs of one world, what is wrong with them, and which points are worth a run of their own."""

import os
import random
import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from tests.crash.forks import each, warm
from tests.crash.ledger import Ledger
from tests.crash.world import REPORT, Report, World

AT_ONCE = max(2, os.cpu_count() or 2)
MOST_DEATHS = 8


def runs(world: World, folder: Path, plans: Iterable[Sequence[str]]) -> list[Report]:
    """Play a run for each plan, a list of points at which the bot dies."""
    folder.mkdir()
    jobs: list[Callable[[], bytes]] = [
        partial(world.play, folder / f"run-{number}", plan) for number, plan in enumerate(plans)
    ]
    with warm():
        return [REPORT.validate_json(answer) if answer else Report() for answer in each(jobs, AT_ONCE)]


def wrong(report: Report, plan: Sequence[str], undisturbed: Ledger) -> list[str]:
    """What differs from the undisturbed run, a sentence each."""
    found: list[str] = []
    if report.ledger is None:
        found.append(report.trouble)
    else:
        found += [*report.ledger.faults, *_differences(report.ledger, undisturbed)]
    return [f"killed at {' and '.join(report.deaths or plan)}: {fault}" for fault in found]


def _differences(now: Ledger, undisturbed: Ledger) -> list[str]:
    found = [
        f"the answer is {ours}, not {theirs}"
        for theirs, ours in zip(undisturbed.answers, now.answers, strict=True)
        if ours != theirs
    ]
    for table, rows in undisturbed.tables.items():
        more = [row for row in now.tables[table] if row not in rows]
        less = [row for row in rows if row not in now.tables[table]]
        if now.tables[table] != rows:
            found.append(f"{table} has {more} instead of {less}")
    return found


_MANY_KINDS = re.compile(r"(casebook|keys|http) ")
_SENDS = 3
"""After the first three, of which one meets a rate limit, one send is like another."""


def telling(points: Sequence[str]) -> list[str]:
    """Every named point and the commit of every command; of other statements, and of requests, the first that
    does the same. What is left out lies between two of these."""
    chosen = []
    for point, after in zip(points, [*points[1:], ""], strict=True):
        name, _, number = point.partition("#")
        if _MANY_KINDS.match(point):
            commits = name == "casebook COMMIT" and after.startswith("desk.settled")
            wanted = commits or number == "1"
        else:
            wanted = not point.startswith("send.") or int(number) <= _SENDS
        if wanted:
            chosen.append(point)
    return chosen


def seeded(points: Sequence[str], seed: int) -> list[str]:
    """Up to eight deaths in a row. Each life counts from its own start, so most die early in theirs."""
    chance = random.Random(seed)
    deaths = [chance.choice(points)]
    for _ in range(chance.randrange(MOST_DEATHS)):
        name, _, number = chance.choice(points).partition("#")
        deaths.append(f"{name}#{chance.randint(1, min(int(number), 3))}")
    return deaths
