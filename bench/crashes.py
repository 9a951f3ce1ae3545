"""Kills the bot at every statement, request and named point, and then many times in a row.

What `tests/crash` does for each change, without leaving any point out and with as many seeded runs as asked for.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import count
from pathlib import Path

from tests.crash.ledger import Ledger
from tests.crash.sweeps import runs, seeded, wrong
from tests.crash.world import World

AT_A_TIME = 50
NUMBERS = count(1)


def main() -> int:
    """Exit code 1 if a run leaves anything else behind than the undisturbed one."""
    parser = argparse.ArgumentParser(prog="script/bench --crashes", allow_abbrev=False)
    parser.add_argument("--runs", type=int, default=1000, help="how many runs with several deaths (1000)")
    parser.add_argument("--seed", type=int, default=0, help="the seed of the first of them (0)")
    parser.add_argument("--only-seeded", action="store_true", help="leave out the run for every single point")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="orosbot-crashes-") as name:
        folder = Path(name)
        (folder / "world").mkdir()
        world = World(folder / "world")
        (undisturbed,) = runs(world, folder / "undisturbed", [[]])
        if undisturbed.ledger is None or undisturbed.ledger.faults:
            print(f"The undisturbed run goes wrong: {undisturbed.trouble or undisturbed.ledger}")
            return 1
        points = undisturbed.points
        plans = [] if asked.only_seeded else [[point] for point in points]
        print(f"{len(points)} points in an undisturbed run")
        faults = _play(world, folder, undisturbed.ledger, "every point", plans)
        more = [seeded(points, seed) for seed in range(asked.seed, asked.seed + asked.runs)]
        faults += _play(world, folder, undisturbed.ledger, "several deaths", more)
    return 1 if faults else 0


def _play(world: World, folder: Path, undisturbed: Ledger, what: str, plans: Sequence[Sequence[str]]) -> int:
    """Play runs and print what is wrong with them; how many sentences that were."""
    faults, deaths, start = 0, 0, time.monotonic()
    for first in range(0, len(plans), AT_A_TIME):
        some = plans[first : first + AT_A_TIME]
        for plan, report in zip(some, runs(world, folder / f"part-{next(NUMBERS)}", some), strict=True):
            deaths += len(report.deaths)
            for fault in wrong(report, plan, undisturbed):
                faults += 1
                print(fault)
        done, seconds = first + len(some), time.monotonic() - start
        print(
            f"{what}: {done} of {len(plans)} runs, {deaths} deaths, {faults} faults, {seconds:.0f} s",
            flush=True,
        )
    return faults


if __name__ == "__main__":
    sys.exit(main())
