"""No figure reads a table whole: what a month's tally costs does not depend on what is around the month."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from orosbot.rules.periods import Period
from tests.casebook.test_figures import a_winter
from tests.room import Room

SCAN = re.compile(r"SCAN (?P<table>\w+)")
SHORT = {
    "SCAN slips USING INDEX slips_living",  # of those that are not shredded alone
    "SCAN counters",  # in the order of its key, up to the first month
}
"""Steps that end early."""


@contextmanager
def heard(room: Room, statements: list[str]) -> Iterator[None]:
    """Every statement that is run meanwhile, its values put in."""
    room.book.store.db.conn.set_trace_callback(statements.append)
    try:
        yield
    finally:
        room.book.store.db.conn.set_trace_callback(None)


def scanned(room: Room, statement: str) -> list[str]:
    """The steps of its plan in which a table of the casebook is read from one end to the other."""
    db = room.book.store.db
    tables = set(db.table_names())
    steps = [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()]
    return [
        step
        for step in steps
        if (found := SCAN.match(step)) is not None and found["table"] in tables and step not in SHORT
    ]


def whole_month(room: Room) -> None:
    room.book.figures.of(Period.read("2017-02"), room.settings.zone)


def living(room: Room) -> None:
    room.book.figures.slips_living(room.clock.now())


def first(room: Room) -> None:
    room.book.figures.first_month(room.settings.zone)


def kept(room: Room) -> None:
    """What is counted of a case that dissolves."""
    room.book.figures.keep(1, room.settings.zone)


@pytest.mark.parametrize(
    ("read", "least"),
    [(whole_month, 14), (living, 1), (first, 1), (kept, 28)],
    ids=lambda one: getattr(one, "__name__", ""),
)
def test_no_figure_reads_a_table_whole(read: Callable[[Room], None], least: int) -> None:
    room, statements = a_winter(), list[str]()
    with room.book.transaction(), heard(room, statements):
        read(room)
    asked = [statement for statement in statements if statement.lstrip().startswith("SELECT")]
    assert len(asked) >= least
    assert {statement: steps for statement in asked if (steps := scanned(room, statement))} == {}


def test_reading_a_table_whole_would_be_seen() -> None:
    assert scanned(Room(), "SELECT count(*) FROM notes WHERE text = 'x'") == ["SCAN notes"]
