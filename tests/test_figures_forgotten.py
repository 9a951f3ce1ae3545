"""No figure changes by forgetting: not when times and people become coarse, not when every case dissolves."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from orosbot.casebook import Casebook
from orosbot.rules.periods import Period
from tests.commands.test_undo_property import OPENINGS, STEPS, Line, Step
from tests.year.generator import year
from tests.year.log import script
from tests.year.played import play

ZONE = ZoneInfo("Europe/Stockholm")
PERIODS = (
    *(f"2017-{month:02d}" for month in range(1, 13)),
    *(f"2017-Q{quarter}" for quarter in range(1, 5)),
    "2017",
    "2018",
)
Figures = Mapping[str, Counter[tuple[str, str, str]]]

LATER = st.builds(Step, st.just("anna"), st.sampled_from(("+1", "+9", "+40")))
"""Instead of something typed: so many days pass."""


def figures(book: Casebook) -> Figures:
    with book.transaction():
        return {name: book.figures.of(Period.read(name), ZONE) for name in PERIODS}


def coarsen(book: Casebook, now: datetime) -> int:
    """Forget the exact times of all that is settled by a moment; how many rows that were."""
    with book.transaction():
        book.audit.forget_effects(now)
        book.coarsening.by(ZONE, lambda _who: "staff")
        return book.coarsening.reports(now) + book.coarsening.settled(now)


def dissolve(book: Casebook, now: datetime) -> int:
    """Dissolve every case, open or closed; how many there were."""
    with book.transaction():
        found = book.store.db.execute("SELECT id, ref FROM cases").fetchall()
        for case_id, ref in found:
            book.forgetting.dissolve(case_id, ref, day=date(2018, 6, 1), removal=now, zone=ZONE)
    assert book.store.db.execute("PRAGMA foreign_key_check").fetchall() == []
    return len(found)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(STEPS, STEPS, STEPS, LATER), min_size=4, max_size=25))
def test_whatever_staff_do_the_figures_outlive_every_case(steps: list[Step]) -> None:
    steps = [Step("anna", "actor add mora municipality"), Step("bert", OPENINGS[1]), *steps]
    line = Line()
    refs: list[int] = []
    for number, step in enumerate(steps):
        if step.text.startswith("+"):
            line.room.wait(days=int(step.text[1:]))
            line.room.hear()
        elif line.play(number, step, refs) in ("case-opened", "case-closed") and step.text.startswith("new"):
            refs.append(number)
    book, now = line.room.book, line.room.clock.now() + timedelta(days=60)
    before = figures(book)
    if coarsen(book, now):
        event("coarsened")
    assert figures(book) == before
    if dissolve(book, now):
        event("dissolved")
    assert figures(book) == before


def test_a_whole_year_counts_the_same_when_nothing_of_it_is_left_but_counters() -> None:
    made_up = year(2017)

    def forget(book: Casebook) -> None:
        before = figures(book)
        now = datetime(2018, 6, 1, 7, tzinfo=ZONE)
        assert before["2017"]["cases.all", "", ""] > 50
        assert coarsen(book, now) > 100
        assert figures(book) == before
        assert dissolve(book, now) > 50
        assert figures(book) == before
        (cases,) = book.store.db.execute("SELECT count(*) FROM cases").fetchone()
        assert cases == 0

    play(script(made_up.log, made_up.end), then=forget)
