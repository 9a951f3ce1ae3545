"""`later`: what is put off comes when it was put off to, and holds for that one occasion alone."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from tests.room import Room

START = datetime(2017, 6, 13, 8, 0, tzinfo=UTC)
"""A Tuesday, 10:00 in Stockholm."""


@pytest.fixture
def room() -> Iterator[Room]:
    room = Room(start=START)
    room.desk.tick(START)
    yield room
    room.book.close()


def local(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of June."""
    return datetime(2017, 6, day, hour - 2, minute, tzinfo=UTC)


def reminders(room: Room, until: datetime) -> list[tuple[str, datetime]]:
    kinds = ("reminder-followup", "reminder-promise", "reminder-assessment", "catch-up")
    return [(one.code, at) for at, one in room.pass_time(until) if one.code in kinds]


def test_till_a_time_outside_staffed_hours_it_comes_at_that_time(room: Room) -> None:
    ref = room.open_case().ref
    room.say("anna", f"!case followup {ref} 2017-06-14")
    assert reminders(room, local(14, 9, 5)) == [("reminder-followup", local(14, 9))]
    room.say("anna", f"!case later {ref} 2017-06-15 20:00")
    assert reminders(room, local(16, 9, 5)) == [("reminder-followup", local(15, 20))]


def test_what_is_booked_anew_comes_when_it_is_booked_for(room: Room) -> None:
    ref = room.open_case().ref
    room.say("anna", f"!case followup {ref} 2017-06-14")
    reminders(room, local(14, 9, 5))
    room.say("anna", f"!case later {ref} 2017-06-16 14:00")
    room.say("anna", f"!case followup {ref} 2017-06-15 10:00")
    assert reminders(room, local(17, 9)) == [("reminder-followup", local(15, 10))]


def test_when_the_new_booking_is_taken_back_what_was_put_off_stays_so(room: Room) -> None:
    ref = room.open_case().ref
    room.say("anna", f"!case followup {ref} 2017-06-14")
    reminders(room, local(14, 9, 5))
    room.say("bo", f"!case later {ref} 2017-06-16 14:00")
    room.say("anna", f"!case followup {ref} 2017-06-15 10:00")
    assert room.one("anna", "!case undo").code == "undone"
    assert reminders(room, local(17, 9)) == [("reminder-followup", local(16, 14))]


def test_what_is_due_next_week_is_not_put_off_till_tomorrow(room: Room) -> None:
    ref = room.open_case().ref
    room.say("anna", f"!case followup {ref} 2017-06-20")
    assert "Wednesday 21 June" in room.one("anna", f"!case later {ref}").text.replace("\u00a0", " ")
    assert reminders(room, local(22, 9)) == [("reminder-followup", local(21, 9))]


def test_an_assessment_can_wait_till_a_time(room: Room) -> None:
    ref = room.open_case("phone relative left 15").ref
    assert reminders(room, local(13, 12)) == [("reminder-assessment", local(13, 11, 30))]
    room.say("anna", f"!case later {ref} 2017-06-13 20:00")
    assert reminders(room, local(14, 12)) == [("reminder-assessment", local(13, 20))]


def test_what_was_put_off_in_a_case_that_is_taken_back_holds_for_no_other(room: Room) -> None:
    first, second = room.open_case().ref, room.open_case().ref
    room.say("anna", f"!case followup {first} 2017-06-14 09:30")
    room.say("bo", f"!case later {first} 2017-06-20 14:00")
    assert room.one("anna", "!case undo").code == "undone"
    room.say("anna", f"!case followup {second} 2017-06-14 09:30")
    assert reminders(room, local(14, 10)) == [("reminder-followup", local(14, 9, 30))]


def test_a_reminder_of_what_was_taken_back_is_not_counted_for_another_case(room: Room) -> None:
    first, second = room.open_case().ref, room.open_case().ref
    room.say("anna", f"!case followup {first} today")
    assert reminders(room, room.clock.now()) == [("reminder-followup", START)]
    assert room.one("anna", "!case undo").code == "undone"
    room.say("anna", f"!case followup {second} today")
    assert reminders(room, room.clock.now()) == [("reminder-followup", START)]
