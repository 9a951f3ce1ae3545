"""The morning's briefing asks about calls of theirs that did not come."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from tests.room import Room, Said
from tests.rounds_of import coded, local, until, woken

START = datetime(2017, 6, 13, 8, 0, tzinfo=UTC)
"""A Tuesday, 10:00 in Stockholm."""


@pytest.fixture
def room() -> Iterator[Room]:
    room = Room(start=START)
    room.desk.tick(START)
    yield room
    room.book.close()


def briefing(room: Room, day: int) -> Said:
    """The briefing of a day in June 2017."""
    return coded(until(room, local(2017, 6, day, 9)), "briefing-morning")[-1]


@pytest.fixture
def missed(room: Room) -> tuple[str, Said]:
    """A case in which they should have rung yesterday, and the briefing of the next morning."""
    other, ref = room.open_case().ref, room.open_case().ref
    room.say("anna", f"!case followup {other} 2017-06-15 10:00")
    room.say("anna", f"!case callback {ref} 2017-06-14 10:00")
    assert "Did they ring?" not in briefing(room, 14).text
    return ref, briefing(room, 15)


def test_the_next_briefing_asks_and_says_what_to_type_with_the_lines_number(missed: tuple[str, Said]) -> None:
    ref, said = missed
    assert said.items[1] == ref
    assert "they were to ring Wednesday 14 June at 10:00 – no call is noted" in said.text
    assert "Did they ring? Reply 2 call." in said.text
    assert "2 callback fri 14:00" in said.text
    assert "2 callback off" in said.text
    assert woken(said) == []


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("2 call", "contact-recorded"),
        ("2 callback 2017-06-20 14:00", "callback-booked"),
        ("2 callback off", "callback-cancelled"),
    ],
)
def test_each_of_the_three_answers_settles_it(
    room: Room, missed: tuple[str, Said], typed: str, code: str
) -> None:
    ref, said = missed
    answer = room.one("bo", typed, reply_to=said)
    assert (answer.code, answer.ref) == (code, ref)
    assert "Did they ring?" not in briefing(room, 16).text


def test_unanswered_it_is_asked_again_stays_open_and_is_no_attempt(
    room: Room, missed: tuple[str, Said]
) -> None:
    ref, _said = missed
    assert "Did they ring?" in briefing(room, 16).text
    assert "open since" in room.one("anna", f"!case {ref}").text
    assert room.count("attempts") == 0


def test_it_comes_in_the_briefing_only(room: Room) -> None:
    ref = room.open_case().ref
    room.say("anna", f"!case callback {ref} 2017-06-14 10:00")
    said = until(room, local(2017, 6, 16, 17))
    codes = [one.code for _at, one in said if ref in (one.ref, *one.items)]
    assert codes == ["briefing-morning", "reminder-callback", "briefing-morning", "briefing-morning"]


def test_a_day_without_a_time_is_asked_about_too(room: Room) -> None:
    ref = room.open_case().ref
    room.say("anna", f"!case callback {ref} 2017-06-14")
    assert "Did they ring?" not in briefing(room, 14).text
    assert "Reply 1 call" in briefing(room, 15).text


def test_however_much_is_overdue_a_call_that_did_not_come_is_asked_about(room: Room) -> None:
    for _ in range(7):
        room.say("anna", f"!case promise {room.open_case().ref} 2017-06-13 15:00 : look it up")
    ref = room.open_case().ref
    room.say("anna", f"!case callback {ref} 2017-06-14 10:00")
    said = briefing(room, 15)
    assert said.items[0] == ref
    assert len(said.items) == 6
    assert "2 more are overdue" in said.text


def test_a_call_that_came_early_is_not_asked_about(room: Room) -> None:
    ref = room.open_case().ref
    room.say("anna", f"!case callback {ref} 2017-06-14 10:00")
    room.say("bo", f"!case call {ref}")
    assert briefing(room, 15).text == "Good morning. Nothing is planned today."


def test_due_says_of_a_call_of_today_that_has_not_come(room: Room) -> None:
    ref = room.open_case().ref
    room.say("anna", f"!case callback {ref} 14:00")
    until(room, local(2017, 6, 13, 14))
    assert "they ring Tuesday 13 June at 14:00" in due(room)
    until(room, local(2017, 6, 13, 14, 30))
    assert "they were to ring Tuesday 13 June at 14:00 – no call is noted" in due(room)


def due(room: Room) -> str:
    return room.one("anna", "!case due").text.replace("\u00a0", " ")
