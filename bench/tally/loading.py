"""Puts made-up months into a casebook, straight through SQL: a million commands would take days."""

import random
import sqlite3
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from bench.tally.stories import ACTORS, Rows, Stories
from orosbot import categories
from orosbot.casebook import Casebook
from orosbot.rules import reference
from orosbot.rules.periods import Period
from orosbot.tally import freezing

DIGITS = 10
"""Seven would not do for a million cases."""

COLUMNS = {
    "numbers": "ref, given_at",
    "cases": (
        "id, ref, opened_at, opened_by, channel, caller, concern, age, about_child, child_caller, language, region,"
        " interpreter, via, taken_by, closed_at, close_reason"
    ),
    "contacts": "id, case_id, at, by, kind, channel",
    "wants": "id, case_id, word",
    "notes": "id, case_id, at, by, event_id, text",
    "supports": "id, case_id, at, by, word, note_id",
    "closings": "id, case_id, at, by, reason",
    "assessments": "id, case_id, at, by, answer",
    "followups": "id, case_id, at, by, due_at, status, ended_at, ended_by",
    "slips": "id, case_id, number, made_at, made_by, shredded_at, shredded_by",
    "attempts": "id, case_id, followup_id, at, by, outcome",
    "callbacks": "id, case_id, at, by, due_at, status, ended_at, ended_by",
    "promises": "id, case_id, at, by, event_id, due_at, text, status, ended_at, ended_by",
    "referrals": "id, case_id, actor_id, at, by, kind, status, made_at, outcome",
    "gaps": "id, case_id, at, by, word, age, region",
    "noncases": "id, at, by, kind, channel",
    "journal": "id, at, by, event_id, kind, text",
}
"""The columns that are filled, table by table, each table after those that it points to."""


def load(
    path: Path, key: str, months: Mapping[Period, int], told: Callable[[str], None] = lambda _line: None
) -> float:
    """Make a casebook with so many cases opened in each month; the seconds that took. `told` hears how far it is."""
    start = time.perf_counter()
    book = Casebook.open(path, key)
    db = book.store.db
    # if the machine stops meanwhile, the file is made anew
    for pragma in ("synchronous = OFF", "foreign_keys = OFF", "secure_delete = OFF", "cache_size = -1000000"):
        db.execute(f"PRAGMA {pragma}")
    words = categories.load()
    stories, refs = Stories(words), _references(sum(months.values()))
    with book.transaction():
        _actors(book, [word.key for word in words.words("kind")])
    for number, (month, size) in enumerate(sorted(months.items()), 1):
        with book.transaction():
            _insert(book, stories.month(month, [refs.pop() for _ in range(size)]))
        if number % 12 == 0:
            told(f"{number} of {len(months)} months, {time.perf_counter() - start:.0f} s")
    with book.transaction():
        wrong = db.execute("PRAGMA foreign_key_check").fetchone()
    if wrong is not None:
        raise sqlite3.IntegrityError(str(wrong))
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    book.close()
    return time.perf_counter() - start


def freeze(path: Path, key: str, months: Sequence[Period], zone: ZoneInfo) -> float:
    """Make months final; the seconds that took."""
    start = time.perf_counter()
    book = Casebook.open(path, key)
    for month in months:
        at = month.span(zone)[1]
        with book.transaction():
            audit = book.audit.open(at=at, by="", verb="tally", event_id=f"frozen:{month.name}")
            book.changes.begin(audit)
            freezing.freeze(book, month, zone, at)
            book.audit.finish(audit, verb="tally", code="tally-frozen", ref=None, undoable=False)
    book.close()
    return time.perf_counter() - start


def _references(count: int) -> list[str]:
    chance = random.Random(count)
    found: set[str] = set()
    while len(found) < count:
        found.add(reference.draw(DIGITS, chance))
    return sorted(found)


def _actors(book: Casebook, kinds: list[str]) -> None:
    rows = [
        (number, f"actor {number}", f"actor{number}", kinds[number % len(kinds)], "2010-01-01T08:00:00Z")
        for number in range(1, ACTORS + 1)
    ]
    book.store.db.conn.executemany(
        "INSERT INTO actors (id, name, key, kind, added_at) VALUES (?, ?, ?, ?, ?)", rows
    )


def _insert(book: Casebook, rows: Rows) -> None:
    for table, columns in COLUMNS.items():
        marks = ", ".join("?" * len(columns.split(",")))
        book.store.db.conn.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows[table])
