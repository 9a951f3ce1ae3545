"""The cap follows the case: once an age is put right, each text says which try of how many it is now."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from tests.room import Room, Said
from tests.rounds_of import coded, local, until

START = datetime(2017, 6, 12, 8, 0, tzinfo=UTC)
"""A Monday, 10:00 in Stockholm."""

DAYS = (13, 14, 15, 16)
"""One try a day, the first on Tuesday, all at ten."""

TRY = re.compile(r"attempt (\d) of (\d)|all (\d) tries are made")


@pytest.fixture
def room() -> Iterator[Room]:
    room = Room(start=START)
    room.desk.tick(START)
    yield room
    room.book.close()


def booked(room: Room, age: str) -> str:
    ref = room.open_case(f"phone relative religious {age}").ref
    room.say("anna", f"!case child {ref} none")
    room.say("anna", f"!case followup {ref} 2017-06-13 10:00")
    return ref


def said_of(said: Said) -> list[str]:
    """Each try that a message names."""
    return [match[0] for match in TRY.finditer(said.text)]


def day_of(room: Room, ref: str, day: int) -> list[str]:
    """What each text says of the next try, from the morning till half past three."""
    said = until(room, local(2017, 6, day, 13))
    texts = [*coded(said, "briefing-morning"), *coded(said, "reminder-again")]
    texts += coded(until(room, local(2017, 6, day, 15, 30)), "reminder-escalated")
    assert len(texts) == 3
    texts += coded(said, "reminder-followup")  # says nothing of tries while there is one
    texts += [room.one("anna", "!case due"), room.one("anna", f"!case {ref}")]
    return [one for text in texts for one in said_of(text)]


def no_answer(room: Room, ref: str) -> Said:
    return room.one("anna", f"!case noanswer {ref}")


@pytest.mark.parametrize("made", [0, 1, 2])
def test_a_case_that_becomes_a_child_case_has_one_try_more(room: Room, made: int) -> None:
    ref = booked(room, "30")
    for number, day in enumerate(DAYS[:made], 1):
        assert day_of(room, ref, day) == [f"attempt {number} of 3"] * 5
        assert said_of(no_answer(room, ref)) == [f"attempt {number} of 3"]
    room.say("anna", f"!case set {ref} 15")
    room.say("anna", f"!case child {ref} none")
    for number, day in list(enumerate(DAYS, 1))[made:]:
        assert day_of(room, ref, day) == [f"attempt {number} of 4"] * 5
        last = no_answer(room, ref)
        assert said_of(last) == [f"attempt {number} of 4"]
    assert last.code == "case-closed"


@pytest.mark.parametrize("made", [0, 1, 2])
def test_a_case_that_is_no_child_case_any_more_has_one_try_less(room: Room, made: int) -> None:
    ref = booked(room, "15")
    for number, day in enumerate(DAYS[:made], 1):
        assert day_of(room, ref, day) == [f"attempt {number} of 4"] * 5
        no_answer(room, ref)
    room.say("anna", f"!case set {ref} 30")
    for number, day in list(enumerate(DAYS[:3], 1))[made:]:
        assert day_of(room, ref, day) == [f"attempt {number} of 3"] * 5
        last = no_answer(room, ref)
        assert said_of(last) == [f"attempt {number} of 3"]
    assert last.code == "case-closed"


def test_where_all_tries_are_made_already_no_text_asks_for_one_more(room: Room) -> None:
    ref = booked(room, "15")
    for day in DAYS[:3]:
        until(room, local(2017, 6, day, 11))
        no_answer(room, ref)
    assert "All 3 tries are made" in room.one("anna", f"!case set {ref} 30").text
    assert day_of(room, ref, 16) == ["all 3 tries are made"] * 6
    last = no_answer(room, ref)
    assert last.code == "case-closed"
    assert "once more after all 3 tries" in last.text


def test_taken_back_the_correction_takes_the_cap_back_with_it(room: Room) -> None:
    ref = booked(room, "15")
    for day in DAYS[:3]:
        until(room, local(2017, 6, day, 11))
        no_answer(room, ref)
    room.say("anna", f"!case set {ref} 30")
    room.say("anna", "!case undo")
    assert day_of(room, ref, 16) == ["attempt 4 of 4"] * 5
