"""`trust`: a lead vouches for a new identity."""

import pytest

from tests.room import Room

ANNA = "@anna:example.org"


@pytest.fixture
def changed() -> Room:
    room = Room()
    with room.book.transaction():
        room.book.pins.pin(ANNA, "old")
        room.book.pins.note_change(ANNA, "new")
    return room


@pytest.mark.parametrize("typed", [ANNA, "anna", "@anna", "ANNA"])
def test_a_lead_pins_the_new_identity_of_somebody(changed: Room, typed: str) -> None:
    assert changed.one("lead", f"!case trust {typed}").code == "identity-trusted"
    assert changed.book.pins.get(ANNA) == "new"
    assert changed.one("lead", f"!case trust {typed}").code == "error-nothing-open"


def test_nobody_but_a_lead_vouches_for_anybody(changed: Room) -> None:
    assert changed.one("bo", "!case trust anna").code == "error-not-allowed"
    assert changed.book.pins.get(ANNA) == "old"


def test_who_shows_no_identity_at_all_cannot_be_trusted(changed: Room) -> None:
    with changed.book.transaction():
        changed.book.pins.note_change(ANNA, "")
    assert changed.one("lead", "!case trust anna").code == "error-nothing-open"


def test_two_people_of_one_name_are_told_apart(changed: Room) -> None:
    with changed.book.transaction():
        changed.book.pins.pin("@anna:other.example", "old")
        changed.book.pins.note_change("@anna:other.example", "new")
    assert changed.one("lead", "!case trust anna").code == "error-ambiguous"
    assert changed.one("lead", "!case lita @anna:other.example").code == "identity-trusted"
    assert changed.book.pins.get(ANNA) == "old"


def test_without_a_name_it_asks_for_one(changed: Room) -> None:
    assert changed.one("lead", "!case trust").code == "error-missing-word"
