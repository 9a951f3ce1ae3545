"""`orosbot purge`: erases now what the bot would erase at nine o'clock, in a casebook that no bot has open."""

import argparse
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from orosbot.clock import SystemClock
from orosbot.erasing import Erased, Eraser, remember, scrub
from orosbot.openbook import open_book
from orosbot.rules.reference import shown
from orosbot.staffed import schedule_of

CALLED = {
    "cases": "cases",
    "texts": "texts of notes and promises in them",
    "messages": "messages to be removed from the room",
    "journal": "texts of the journal and lessons, a year old",
    "handovers": "texts of handovers, 30 days old",
    "reports": "reports, 14 days old, of which only “same day or not” stays",
    "times": "rows with exact times or people, of which the part of the day and the role stay",
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
            return _dry_run(eraser)
        with book.transaction():
            erased = eraser.erase()
            remember(book, erased)
        scrub(book)
    _counts(erased)
    for number in erased.slips:
        print(f"Slip {number} belonged to a case that is erased: shred it.")
    print(
        "Erased for good. The room is told at the next nine o'clock." if erased.counts else "Nothing was due."
    )
    return 0


def _dry_run(eraser: Eraser) -> int:
    """Erase in a copy that is thrown away: what is counted there is what would go."""
    with closing(eraser.book.copied()) as copy, copy.transaction():
        trial = replace(eraser, book=copy)
        trial.let_go()
        due = trial.due()
        erased = trial.erase()
    for case in due:
        print(f"{shown(case.ref)}  is due since {eraser.erased_on(case)}")
    _counts(erased)
    for number in erased.slips:
        print(f"Slip {number} would have to be shredded.")
    print(f"{len(due)} cases are due to be erased. Nothing was changed.")
    return 0


def _counts(erased: Erased) -> None:
    for what, called in CALLED.items():
        if count := erased.counts[what]:
            print(f"{count} {called}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="orosbot purge",
        description="Erases what is due: cases whose time is over, old texts, exact times. A running bot does it "
        "by itself at nine o'clock; stop it before you do it by hand.",
        allow_abbrev=False,
    )
    parser.add_argument("--dry-run", action="store_true", help="list what is due, change nothing")
    parser.add_argument("--config", type=Path, metavar="FILE", help="the line's config")
    parser.add_argument("--db", type=Path, metavar="FILE", help="the casebook, if it is another one")
    return parser
