"""Prints what a month's tally costs; exit code 1 if it is too slow, or slower for what is around the month."""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from bench.tally.loading import freeze, load
from orosbot import categories
from orosbot.casebook import Casebook
from orosbot.casebook.definitions import WORKED
from orosbot.rules.periods import Period
from orosbot.tally import reading
from tests.room import Room

MOST_MS = 100.0
MOST_TIMES = 1.5
TIMES = 20

KEY = "5a" * 32
"""A raw key, as `init` makes it."""

ZONE = ZoneInfo("Europe/Stockholm")
YEARS = range(2010, 2020)
MEASURED = Period.read("2015-06")
EVEN = Period.read("2013-05")
"""A month that holds its hundred-and-twentieth of all cases."""

SAME = [Period(2014, month, 1) for month in (10, 11, 12)] + [Period(2015, month, 1) for month in range(1, 8)]
"""Months whose cases are the same ones in both casebooks; no case of an earlier one reaches into the measured one."""

DRAFTS = (MEASURED, EVEN)
"""All others are final, as they are in life."""

FEW = 10_000
WORDS = categories.load()
NOW = Period(YEARS[-1] + 1, 1, 1).span(ZONE)[0]
TALLY = "a month's tally"


ASKED: dict[str, Callable[[Casebook], object]] = {
    TALLY: lambda book: _tally(book, MEASURED),
    "cases worked on": lambda book: book.figures.of(MEASURED, ZONE, only=(WORKED,)),
    "slips living": lambda book: book.figures.slips_living(MEASURED.span(ZONE)[1]),
}
"""What must be the same in both casebooks, and cost about the same."""


def main() -> int:
    """Run it."""
    parser = argparse.ArgumentParser(prog="script/bench --tally", allow_abbrev=False)
    parser.add_argument("--cases", type=int, default=1_000_000, metavar="N", help="in the large casebook")
    parser.add_argument(
        "--dir", type=Path, metavar="DIR", help="make the casebooks here, use them again and keep them"
    )
    asked = parser.parse_args()
    if asked.cases < 2 * FEW:
        parser.error(f"the large casebook needs at least {2 * FEW} cases")
    with tempfile.TemporaryDirectory(prefix="orosbot-tally-") as made:
        folder = asked.dir or Path(made)
        small, large = folder / f"{FEW}.db", folder / f"{asked.cases}.db"
        for path, size in ((small, FEW), (large, asked.cases)):
            _make(path, size)
        return 0 if _measure(small, large) else 1


def months_of(size: int) -> dict[Period, int]:
    """How many cases open in each month of a casebook with so many: what is over and above the same months is spread
    over all the others."""
    others = [month for year in YEARS for month in Period(year, 1, 12).each_month() if month not in SAME]
    found = dict.fromkeys(SAME, FEW // len(SAME))
    more = size - FEW
    found |= {
        month: more // len(others) + (number < more % len(others)) for number, month in enumerate(others)
    }
    return {month: n for month, n in found.items() if n}


def _make(path: Path, size: int) -> None:
    if path.exists():
        print(f"{size:,} cases: made before, {path.stat().st_size / 1e6:,.0f} MB")
        return
    unfinished, months = path.with_suffix(".part"), months_of(size)
    seconds = load(unfinished, KEY, months, lambda line: print(f"  {line}", flush=True))
    print(f"{size:,} cases loaded in {seconds:,.0f} s, ", end="", flush=True)
    seconds = freeze(unfinished, KEY, [month for month in sorted(months) if month not in DRAFTS], ZONE)
    unfinished.rename(path)
    print(f"their months frozen in {seconds:,.0f} s: {path.stat().st_size / 1e6:,.0f} MB")


def _measure(small: Path, large: Path) -> bool:
    few, many = (Casebook.open(path, KEY, writer=False) for path in (small, large))
    held = True
    for what, ask in ASKED.items():
        if ask(few) != ask(many):
            print(f"{what}: NOT THE SAME in both")
            held = False
        one, other = _took(partial(ask, few), partial(ask, many))
        times = other.ms / one.ms
        slow = what == TALLY and (other.ms > MOST_MS or times > MOST_TIMES)
        print(f"{what}: {one} and {other}, {times:.2f} times{' TOO SLOW' if slow else ''}")
        held = held and not slow
    cases = many.figures.of(EVEN, ZONE)["cases.all", "", ""]
    (took,) = _took(lambda: _tally(many, EVEN))
    print(f"the tally of a month with {cases:,} cases: {took}")
    (took,) = _took(lambda: reading.edition_of(many, MEASURED, ZONE, WORDS, NOW))
    print(f"a month's tally with what it is compared with: {took}")
    few.close()
    many.close()
    _what_people_wait_for(large)
    return held


def _what_people_wait_for(path: Path) -> None:
    """The answer in the room, and the command line."""
    room = Room(path=path, key=KEY, start=NOW)
    room.next_event(room.count("inbox") + 1)  # the casebook may have been measured before
    (took,) = _took(lambda: room.one("anna", f"!case tally {MEASURED.name}"))
    print(f"the answer in the room: {took}")
    room.book.close()
    command = [sys.executable, "-m", "orosbot", "tally", MEASURED.name, "--db", str(path), "--format", "json"]
    environment = {**os.environ, "OROSBOT_STORAGE_KEY": KEY}
    run = partial(subprocess.run, env=environment, check=True, stdout=subprocess.DEVNULL)
    took, empty = _took(partial(run, command), partial(run, [*command[:3], "--version"]))
    print(
        f"`orosbot tally --format json` from start to end: {took.ms:.0f} ms (`orosbot --version`: {empty.ms:.0f} ms)"
    )


def _tally(book: Casebook, month: Period) -> object:
    with book.reading():
        tally = reading.tally_of(book, month, ZONE, WORDS, NOW)
    return tally.counts, tally.slips_living


@dataclass(frozen=True, slots=True)
class Took:
    """The median of some runs, in milliseconds: by the clock, and of the processor alone."""

    ms: float
    own: float

    def __str__(self) -> str:
        return f"{self.ms:.1f} ms ({self.own:.1f} of the processor)"


def _took(*works: Callable[[], object]) -> list[Took]:
    """Each of them warm, in turn: what else the machine does slows all of them."""
    found: list[list[tuple[float, float]]] = [[] for _ in works]
    for _ in range(TIMES + 1):
        for work, taken in zip(works, found, strict=True):
            clock, own = time.perf_counter(), time.process_time()
            work()
            taken.append(((time.perf_counter() - clock) * 1000, (time.process_time() - own) * 1000))
    return [Took(*map(statistics.median, zip(*taken[1:], strict=True))) for taken in found]


if __name__ == "__main__":
    sys.exit(main())
