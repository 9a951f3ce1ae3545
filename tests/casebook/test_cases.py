"""Cases: numbers that never come twice, and what is written down about one."""

import random
import secrets
from datetime import UTC, datetime
from itertools import pairwise
from typing import cast

import pytest

from orosbot.casebook import Casebook
from orosbot.rules import reference
from orosbot.values import Case, Facts
from tests.room import Room

NOW = datetime(2017, 2, 1, 8, 5, tzinfo=UTC)
FACTS = Facts(channel="phone", caller="self", concern="right", age="over25")


class _Narrow(random.Random):
    """Draws among very few numbers."""

    def __init__(self, choices: int) -> None:
        super().__init__(1)
        self._choices = choices

    def randrange(self, start: int, stop: int | None = None, step: int = 1) -> int:
        low = start if stop is not None else 0
        return low + super().randrange(0, self._choices, step)


def open_case(book: Casebook, rng: random.Random | None = None, digits: int = 7) -> Case:
    with book.transaction():
        book.changes.begin(book.audit.open(at=NOW, by="@a:b", verb="new", event_id="$1"))
        return book.cases.open(
            FACTS,
            about_child=False,
            at=NOW,
            by="@a:b",
            digits=digits,
            rng=cast(secrets.SystemRandom, rng or secrets.SystemRandom()),
        )


def test_a_thousand_references_are_all_different_hold_and_have_no_order() -> None:
    book = Casebook.open(None)
    refs = [open_case(book).ref for _ in range(1000)]
    assert len(set(refs)) == 1000
    assert all(len(ref) == 7 and reference.holds(ref) for ref in refs)
    rising = sum(one < other for one, other in pairwise(refs))
    assert 400 < rising < 600
    assert {ref[0] for ref in refs} == set("123456789")
    assert max(refs[:500]) > min(refs[500:])
    assert max(refs[500:]) > min(refs[:500])


@pytest.mark.parametrize("digits", [7, 9, 12])
def test_references_are_as_long_as_the_config_says(digits: int) -> None:
    assert len(open_case(Casebook.open(None), digits=digits).ref) == digits


def test_when_the_short_numbers_are_all_given_out_longer_ones_follow() -> None:
    book = Casebook.open(None)
    rng = _Narrow(2)
    refs = [open_case(book, rng).ref for _ in range(80)]
    assert len(set(refs)) == 80
    assert {len(ref) for ref in refs} >= {7, 8}
    assert sum(len(ref) == 7 for ref in refs) == 2**6
    assert all(reference.holds(ref) for ref in refs)


def test_a_number_is_never_given_out_twice_even_after_undo() -> None:
    room = Room()
    refs = set()
    for _ in range(50):
        refs.add(room.open_case().ref)
        assert room.one("anna", "!case undo").code == "undone"
    assert len(refs) == 50
    assert room.count("cases") == 0
    assert room.count("numbers") == 50
    assert all(room.book.cases.given_out(ref) for ref in refs)


def test_a_number_that_was_undone_is_unknown() -> None:
    room = Room()
    ref = room.open_case().ref
    room.say("anna", "!case undo")
    assert room.one("anna", f"!case show {ref}").code == "error-unknown-reference"


def test_a_case_comes_out_with_all_its_facts() -> None:
    book = Casebook.open(None)
    facts = Facts(
        "chat", "self", "left", "under18", True, "no", "so", "skane", True, "web", ("advice", "knowledge")
    )
    with book.transaction():
        book.changes.begin(book.audit.open(at=NOW, by="@a:b", verb="new", event_id="$1"))
        case = book.cases.open(
            facts, about_child=True, at=NOW, by="@a:b", digits=7, rng=secrets.SystemRandom()
        )
    assert case.facts == facts
    assert book.cases.find(case.ref) == case
    assert (case.opened_at, case.opened_by, case.taken_by, case.open) == (NOW, "@a:b", "@a:b", True)
    assert [(c.kind, c.channel) for c in book.cases.contacts(case.id)] == [("new", "chat")]


def test_only_rows_of_cases_can_be_changed_in_the_way_that_undo_knows() -> None:
    book = Casebook.open(None)
    for change in (
        lambda: book.changes.insert("inbox", {"seq": 1}),
        lambda: book.changes.update("audit", 1, {"by": "@a:b"}),
        lambda: book.changes.delete("numbers", 1),
    ):
        with book.transaction(), pytest.raises(ValueError, match="no table of cases"):
            change()
