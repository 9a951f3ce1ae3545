"""`orosbot tally PERIOD` and `orosbot merge FILE…`: the figures on paper, read beside a running bot."""

import argparse
import sys
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

from orosbot import categories, settings, texts
from orosbot.clock import SystemClock
from orosbot.errors import UsageError
from orosbot.openbook import open_book
from orosbot.private_files import write_private
from orosbot.rules.periods import Period
from orosbot.settings import Settings
from orosbot.tally import formats, merging, outside, reading
from orosbot.tally.outside import Outside
from orosbot.tally.summary import Edition

MERGE = "merge"


def main(arguments: Sequence[str], *, now: datetime | None = None) -> int:
    """Run `orosbot tally` with these arguments and return its exit code.

    :raises OrosbotError: with a sentence for the user and the exit code.
    """
    args = _parser("tally", "PERIOD").parse_args(arguments)
    if args.words[0] == MERGE:
        return _merge(args, args.words[1:])
    if len(args.words) > 1:
        raise UsageError("Give one period, like 2017-02, 2017-Q1 or 2017.")
    period = _period(args.words[0])
    configured, book = open_book(args.config, args.db, writer=False)
    zone, at = configured.zone, now or SystemClock().now()
    with closing(book), book.reading():
        words = categories.load(configured.categories)
        shown: Edition | Outside
        if args.public or args.commissioner:
            threshold = configured.statistics.threshold
            shown = outside.edition_of(
                book, period, zone, words, threshold, at, commissioner=args.commissioner
            )
        else:
            shown = reading.edition_of(book, period, zone, words, at)
    return _put(args, configured, shown, period.name)


def merge(arguments: Sequence[str]) -> int:
    """Run `orosbot merge` with these arguments and return its exit code.

    :raises OrosbotError: with a sentence for the user and the exit code.
    """
    args = _parser(MERGE, "FILE").parse_args(arguments)
    return _merge(args, args.words)


def _parser(command: str, what: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=f"orosbot {command}",
        description="The figures of a month, a quarter or a year; the bot may be running meanwhile."
        if command == "tally"
        else "Adds up what `orosbot tally PERIOD --format json` has written for several lines.",
        epilog="What each figure counts stands in docs/tally.md.",
        allow_abbrev=False,
    )
    told = "2017-02, 2017-Q1 or 2017; or: merge FILE…" if command == "tally" else "a tally as JSON"
    parser.add_argument("words", nargs="+", metavar=what, help=told)
    parser.add_argument("--config", type=Path, metavar="FILE", help="the line's config")
    if command == "tally":
        parser.add_argument("--db", type=Path, metavar="FILE", help="the casebook, if it is another one")
        leaving = parser.add_mutually_exclusive_group()
        leaving.add_argument(
            "--public", action="store_true", help="small numbers hidden; else written as JSON"
        )
        leaving.add_argument(
            "--commissioner", action="store_true", help="the same with the lessons that a lead has approved"
        )
    parser.add_argument("--format", choices=formats.FORMS, help="else it is text")
    parser.add_argument("--out", type=Path, metavar="FILE", help="into this file instead of to the screen")
    return parser


def _period(text: str) -> Period:
    try:
        return Period.read(text)
    except ValueError as error:
        raise UsageError(f"{error}.") from None


def _merge(args: argparse.Namespace, names: Sequence[str]) -> int:
    if not names:
        raise UsageError("Which files? Give the tallies that are to be added up, each as JSON.")
    configured = Settings() if args.config is None else settings.load(args.config.expanduser().absolute())
    found = merging.merged([Path(name) for name in names], categories.load(configured.categories))
    for note in found.notes:
        print(f"orosbot: {note}", file=sys.stderr)
    return _put(args, configured, found.edition, found.edition.tally.period.name)


def _put(args: argparse.Namespace, configured: Settings, edition: Edition | Outside, name: str) -> int:
    form = args.format or ("json" if getattr(args, "public", False) else "text")
    written = formats.write(form, edition, texts.load(configured.language))
    if form in formats.BINARY and args.out is None and sys.stdout is not None and sys.stdout.isatty():
        raise UsageError(f"A picture cannot be shown in a terminal: name a file, --out tally.{form}.")
    return _write(args, written, name)


def _write(args: argparse.Namespace, written: bytes, name: str) -> int:
    if args.out is not None:
        write_private(args.out, written)
        print(f"The tally of {name} is in {args.out}.")
        return 0
    if sys.stdout is None:
        raise UsageError("The tally has nowhere to go: stdout is closed. Name a file with --out.")
    sys.stdout.buffer.write(written)
    sys.stdout.buffer.flush()
    return 0
