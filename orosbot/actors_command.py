"""`orosbot actors import|export FILE`: the directory into a file, and back. Nothing is ever deleted."""

import argparse
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

from orosbot import actorexport, actorfile, actortext, categories, screening
from orosbot.actorfile import Row
from orosbot.casebook import Casebook
from orosbot.clock import SystemClock
from orosbot.errors import UsageError
from orosbot.openbook import open_book
from orosbot.private_files import write_private
from orosbot.rules.actors import Entry

SUFFIXES = (".csv", ".toml")


def main(arguments: Sequence[str]) -> int:
    """Run `orosbot actors` with these arguments and return its exit code.

    :raises OrosbotError: with a sentence for the user and the exit code.
    """
    args = _parser().parse_args(arguments)
    suffix = args.file.suffix.lower()
    if suffix not in SUFFIXES:
        raise UsageError(f"{args.file}: the file must be called something.csv or something.toml.")
    if args.action == "export":
        return _export(args.file, suffix, args.config, args.db)
    return _import(args.file, suffix, args.config, args.db)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="orosbot actors",
        description="The directory of those whom callers are pointed to, as a file. Import adds and changes, "
        "by name; it deletes nothing, and an empty cell changes nothing.",
        allow_abbrev=False,
    )
    parser.add_argument("action", choices=("import", "export"))
    parser.add_argument("file", type=Path, metavar="FILE", help="CSV or TOML, by its suffix")
    parser.add_argument("--config", type=Path, metavar="FILE", help="the line's config")
    parser.add_argument("--db", type=Path, metavar="FILE", help="the casebook, if it is another one")
    return parser


def _export(file: Path, suffix: str, config: Path | None, db: Path | None) -> int:
    _settings, book = open_book(config, db, writer=False)
    with closing(book):
        actors = book.actors.all()
    write_private(file, actorexport.write(actors, suffix))
    print(f"{len(actors)} actors are in {file}.")
    return 0


def _import(file: Path, suffix: str, config: Path | None, db: Path | None) -> int:
    text = _text(file, suffix)
    settings, book = open_book(config, db, writer=True)
    words, screen = categories.load(settings.categories), screening.load(settings)
    with closing(book):
        rows, faults = actorfile.read(text, suffix, words, book.actors.names())
        new = [row for row in rows if book.actors.named(row.name) is None]
        faults += [
            f"line {row.line}: the name is a person's; an actor is an organisation, or what somebody does there."
            for row in new
            if screen.names_a_person(row.name)
        ]
        if faults:
            raise UsageError("\n".join(f"{file}: {fault}" for fault in faults))
        with book.transaction():
            added, changed, retired = take(book, rows, SystemClock().now())
    print(f"{added} added, {changed} changed, {len(rows) - added - changed} as they were.")
    if added:
        print("Nobody has rung the new ones yet: ring them, then type `!case actor verify NAME` in the room.")
    if retired:
        print("Retired ones stay so: " + ", ".join(retired) + ".")
    return 0


def take(book: Casebook, rows: Sequence[Row], at: datetime) -> tuple[int, int, list[str]]:
    """Add and change actors, inside a transaction: how many were added, how many changed, and the names of
    those that are retired, and stay it: here, or where the file comes from."""
    audit_id = book.audit.open(at=at, by="import", verb="actor", event_id="import")
    book.changes.begin(audit_id)
    added = changed = 0
    retired = []
    for row in rows:
        before = book.actors.named(row.name)
        if before is None:
            kind = row.values.get("kind")
            actor = book.actors.add(Entry(row.name, kind if isinstance(kind, str) else None), at=at)
            actor = book.actors.change(actor, row.values)
            added += 1
            if row.retired:
                book.actors.retire(actor, at=at)
                retired.append(actor.name)
            continue
        if before.retired_at is not None:
            retired.append(before.name)
        changed += book.actors.change(before, row.values) != before
    if book.audit.changed(audit_id):
        book.audit.finish(audit_id, verb="actor", code="actor-changed", ref=None, undoable=False)
    else:
        book.audit.drop(audit_id)
    return added, changed, retired


def _text(file: Path, suffix: str) -> str:
    try:
        text, guessed = actortext.decoded(file.read_bytes(), suffix)
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}.") from None
    except ValueError:
        raise UsageError(f"{file} cannot be read: no file name.") from None
    except UsageError as error:
        raise UsageError(f"{file} {error}") from None
    if guessed:
        print(
            f"{file} is no UTF-8; it was read as Excel on Windows writes it. See whether å, ä and ö came in right."
        )
    return text
