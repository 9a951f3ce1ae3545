"""`orosbot purge`: erases now what the bot would erase at nine o'clock, in a casebook that no bot has open."""

import argparse
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

from orosbot.clock import SystemClock
from orosbot.erasing import Eraser, scrub
from orosbot.openbook import open_book
from orosbot.rules.reference import shown
from orosbot.staffed import schedule_of

CALLED = {
    "cases": "cases",
    "texts": "texts of cases",
    "messages": "messages to be removed from the room",
    "journal": "texts of the journal",
    "handovers": "handovers",
    "reports": "reports reduced to same day or not",
    "times": "rows made coarse",
}
"""What is destroyed, as the destruction log counts it."""


def main(arguments: Sequence[str], *, now: datetime | None = None) -> int:
    """Run `orosbot purge` with these arguments and return its exit code.

    :raises OrosbotError: with a sentence for the user and the exit code.
    """
    args = _parser().parse_args(arguments)
    configured, book = open_book(args.config, args.db, writer=not args.dry_run)
    with closing(book):
        eraser = Eraser(book, configured, schedule_of(configured), now or SystemClock().now())
        if args.dry_run:
            due = eraser.due()
            for case in due:
                print(f"{shown(case.ref)}  is due since {eraser.erased_on(case)}")
            print(f"{len(due)} cases are due to be erased. Nothing was changed.")
            return 0
        with book.transaction():
            erased = eraser.erase()
        scrub(book)
    for what, count in erased.counts.items():
        print(f"{count} {CALLED.get(what, what)}")
    for number in erased.slips:
        print(f"Slip {number} belonged to a case that is erased: shred it.")
    print("Erased for good." if erased.counts else "Nothing was due.")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="orosbot purge",
        description="Erases what is due: cases whose time is over, old texts, exact times. A running bot does it "
        "by itself at nine o'clock; stop it before you do it by hand.",
        allow_abbrev=False,
    )
    parser.add_argument("--dry-run", action="store_true", help="list the cases that are due, change nothing")
    parser.add_argument("--config", type=Path, metavar="FILE", help="the line's config")
    parser.add_argument("--db", type=Path, metavar="FILE", help="the casebook, if it is another one")
    return parser
