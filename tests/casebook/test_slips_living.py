"""Slips that lived at a moment are found without reading those that did not, however long each lived."""

from datetime import UTC, datetime, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from orosbot.casebook import Casebook
from orosbot.casebook.figure_tables import SOON_SHREDDED
from orosbot.casebook.moments import to_text

FIRST = datetime(2017, 2, 1, tzinfo=UTC)
HOURS = st.integers(0, 24 * 300)
LIVES = st.one_of(st.none(), HOURS, st.integers(24 * SOON_SHREDDED - 1, 24 * SOON_SHREDDED + 1))
"""Hours from a slip's making to its shredding; none: it is still there."""


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(HOURS, LIVES), max_size=12), HOURS)
@example([(0, 24 * SOON_SHREDDED), (0, 24 * SOON_SHREDDED - 1), (5, 0)], 24 * SOON_SHREDDED)
@example([(0, 24 * SOON_SHREDDED)], 24 * SOON_SHREDDED - 1)
def test_slips_are_counted_at_any_moment(slips: list[tuple[int, int | None]], asked: int) -> None:
    book = Casebook.open(None)
    for number, (made, life) in enumerate(slips, 1):
        shredded = None if life is None else to_text(FIRST + timedelta(hours=made + life))
        book.store.db.table("slips").insert(
            {
                "number": number,
                "made_at": to_text(FIRST + timedelta(hours=made)),
                "made_by": "x",
                "shredded_at": shredded,
            }
        )
    lived = [made < asked and (life is None or made + life >= asked) for made, life in slips]
    assert book.figures.slips_living(FIRST + timedelta(hours=asked)) == sum(lived)
    book.close()
