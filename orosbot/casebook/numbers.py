"""Every reference number that was ever given out: the table outlives the cases, so none comes twice."""

import random
from datetime import date, datetime

from sqlite_utils import Database

from orosbot.casebook.moments import to_text
from orosbot.rules.reference import LONGEST, draw

_TRIES = 1000
"""Draws of one length before it counts as used up."""


def give_out(db: Database, at: datetime, digits: int, rng: random.Random) -> str:
    """A new number of `digits` digits.

    When that length is used up, the next one follows: a line that cannot give a caller a number would be
    worse off than with a long one.
    """
    for length in range(digits, LONGEST + 1):
        for _ in range(_TRIES):
            ref = draw(length, rng)
            cursor = db.execute(
                "INSERT OR IGNORE INTO numbers (ref, given_at) VALUES (?, ?)", [ref, to_text(at)]
            )
            if cursor.rowcount == 1:
                return ref
    raise RuntimeError("no reference numbers left")


def given_out(db: Database, ref: str) -> bool:
    """Whether this number was ever given to anybody."""
    return db.execute("SELECT 1 FROM numbers WHERE ref = ?", [ref]).fetchone() is not None


def erased_on(db: Database, ref: str) -> date | None:
    """The day on which the case that had this number was erased; `None` if none was."""
    row = db.execute("SELECT erased_on FROM numbers WHERE ref = ?", [ref]).fetchone()
    return None if row is None or row[0] is None else date.fromisoformat(row[0])
