"""Kills the bot at every statement, request and named point, and then many times in a row.

What `tests/crash` does for each change, without leaving any point out and with as many seeded runs as asked for.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from tests.crash.ledger import Ledger
from tests.crash.sweeps import runs, seeded, wrong
from tests.crash.world import MORNING, World

AT_A_TIME = 50
NUMBERS = count(1)


def main() -> int:
    """Exit code 1 if a run leaves anything else behind than the undisturbed one."""
    parser = argparse.ArgumentParser(prog="script/bench --crashes", allow_abbrev=False)
    parser.add_argument(
        "--runs", type=int, default=1000, help="how many runs of each story with several deaths (1000)"
    )
    parser.add_argument("--seed", type=int, default=0, help="the seed of the first of them (0)")
    parser.add_argument("--only-seeded", action="store_true", help="leave out the run for every single point")
    parser.add_argument("--only-morning", action="store_true", help="leave out the day: reminders alone")
    asked = parser.parse_args()
    faults = 0
    with tempfile.TemporaryDirectory(prefix="orosbot-crashes-") as name:
        for story in ("morning",) if asked.only_morning else ("day", "morning"):
            bench = _set_up(Path(name) / story, morning=story == "morning")
            if not asked.only_seeded:
                faults += bench.play(f"every point of a {story}", [[point] for point in bench.points])
            plans = [seeded(bench.points, seed) for seed in range(asked.seed, asked.seed + asked.runs)]
            faults += bench.play(f"several deaths in a {story}", plans)
    return 1 if faults else 0


@dataclass(frozen=True, slots=True)
class _Bench:
    """A world, and what an undisturbed run in it passes and leaves behind."""

    world: World
    folder: Path
    points: tuple[str, ...]
    undisturbed: Ledger

    def play(self, what: str, plans: Sequence[Sequence[str]]) -> int:
        """Play runs and print what is wrong with them; how many sentences that were."""
        faults, deaths, start = 0, 0, time.monotonic()
        for first in range(0, len(plans), AT_A_TIME):
            some = plans[first : first + AT_A_TIME]
            part = self.folder / f"part-{next(NUMBERS)}"
            for plan, report in zip(some, runs(self.world, part, some), strict=True):
                deaths += len(report.deaths)
                for fault in wrong(report, plan, self.undisturbed):
                    faults += 1
                    print(fault)
            done, seconds = first + len(some), time.monotonic() - start
            print(
                f"{what}: {done} of {len(plans)} runs, {deaths} deaths, {faults} faults, {seconds:.0f} s",
                flush=True,
            )
        return faults


def _set_up(folder: Path, *, morning: bool = False) -> _Bench:
    (folder / "world").mkdir(parents=True)
    world = World(folder / "world", later=MORNING if morning else None)
    (undisturbed,) = runs(world, folder / "undisturbed", [[]])
    ledger = undisturbed.ledger
    if ledger is None or ledger.faults:
        sys.exit(f"The undisturbed run goes wrong: {undisturbed.trouble or ledger}")
    print(f"{len(undisturbed.points)} points in an undisturbed run")
    return _Bench(world, folder, undisturbed.points, ledger)


if __name__ == "__main__":
    sys.exit(main())
