"""An emoji answers the occasion that its message reminds of, once, and no other one."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from tests.room import Room, Said
from tests.rounds_of import coded, local, until

START = datetime(2017, 6, 13, 8, 0, tzinfo=UTC)
"""A Tuesday, 10:00 in Stockholm."""


@pytest.fixture
def room() -> Iterator[Room]:
    room = Room(start=START)
    room.desk.tick(START)
    yield room
    room.book.close()


def reminded(room: Room, what: str) -> tuple[str, Said]:
    """A case in which something was agreed on for ten on Wednesday, and the reminder of it, a minute later."""
    ref = room.open_case().ref
    room.say("anna", f"!case {what.format(ref=ref)}")
    (said,) = [one for _at, one in until(room, local(2017, 6, 14, 10)) if one.ref == ref]
    room.wait(minutes=1)
    return ref, said


@pytest.mark.parametrize("emoji", ["✅", "❌", "⏰"])
def test_on_a_reminder_that_was_answered_the_day_before_an_emoji_does_nothing(room: Room, emoji: str) -> None:
    ref, reminder = reminded(room, "followup {ref} 2017-06-14 10:00")
    (tried,) = room.react("anna", "❌", reminder)
    assert tried.code == "attempt-recorded"
    until(room, local(2017, 6, 15, 9, 30))
    (said,) = room.react("berit", emoji, reminder)
    assert (said.code, said.ref) == ("error-nothing-open", ref)
    assert "Thursday 15 June" in said.text.replace("\u00a0", " ")
    assert "attempt 2 of 3" in room.one("berit", f"!case {ref}").text


def test_on_the_reminder_of_the_next_try_it_counts(room: Room) -> None:
    _ref, reminder = reminded(room, "followup {ref} 2017-06-14 10:00")
    room.react("anna", "❌", reminder)
    (again,) = coded(until(room, local(2017, 6, 15, 10)), "reminder-followup")
    room.wait(minutes=1)
    assert [one.code for one in room.react("berit", "❌", again)] == ["attempt-recorded"]


def test_what_was_put_off_can_still_be_answered_on_its_reminder_but_not_put_off_twice(room: Room) -> None:
    _ref, reminder = reminded(room, "followup {ref} 2017-06-14 10:00")
    assert [one.code for one in room.react("anna", "⏰", reminder)] == ["reminder-snoozed"]
    assert [one.code for one in room.react("berit", "⏰", reminder)] == ["error-nothing-open"]
    assert [one.code for one in room.react("anna", "✅", reminder)] == ["followup-reached"]


def test_what_is_paused_is_not_answered_by_an_emoji(room: Room) -> None:
    ref, reminder = reminded(room, "followup {ref} 2017-06-14 10:00")
    room.say("anna", f"!case notnow {ref}")
    assert [one.code for one in room.react("berit", "❌", reminder)] == ["error-nothing-open"]


@pytest.mark.parametrize("emoji", ["📞", "✅"])
def test_a_call_of_theirs_is_counted_once_on_its_reminder_and_each_time_on_a_card(
    room: Room, emoji: str
) -> None:
    ref, reminder = reminded(room, "callback {ref} 2017-06-14 10:00")
    contacts = room.count("contacts")
    assert [one.code for one in room.react("anna", "📞", reminder)] == ["contact-recorded"]
    assert [one.code for one in room.react("berit", emoji, reminder)] == ["error-nothing-open"]
    assert room.count("contacts") == contacts + 1
    card = room.one("anna", f"!case {ref}")
    for who in ("anna", "berit"):
        assert [one.code for one in room.react(who, "📞", card)] == ["contact-recorded"]


def test_a_call_that_came_late_is_counted_on_the_reminder_of_it(room: Room) -> None:
    _ref, reminder = reminded(room, "callback {ref} 2017-06-14 10:00")
    until(room, local(2017, 6, 16, 11))
    assert [one.code for one in room.react("anna", "📞", reminder)] == ["contact-recorded"]


def test_a_list_of_one_line_is_about_that_line(room: Room) -> None:
    ref, _reminder = reminded(room, "followup {ref} 2017-06-14 10:00")
    (again,) = coded(until(room, local(2017, 6, 14, 13)), "reminder-again")
    assert again.ref == ref
    room.wait(minutes=1)
    assert room.one("berit", "noanswer", reply_to=again).code == "attempt-recorded"
    assert room.one("berit", "!case undo").code == "undone"
    assert [one.code for one in room.react("berit", "✅", again)] == ["followup-reached"]


def test_a_list_about_one_case_needs_no_number_for_what_there_is_one_of(room: Room) -> None:
    ref, _reminder = reminded(room, "followup {ref} 2017-06-14 10:00")
    room.say("anna", f"!case promise {ref} 2017-06-14 10:30 : look it up")
    (again,) = coded(until(room, local(2017, 6, 14, 13)), "reminder-again")
    assert (again.ref, again.items) == (ref, (ref, ref))
    assert room.react("berit", "✅", again) == []
    assert room.one("berit", "done", reply_to=again).code == "promise-kept"


def test_a_list_about_two_cases_is_about_neither(room: Room) -> None:
    for _ in range(2):
        room.say("anna", f"!case followup {room.open_case().ref} 2017-06-14 10:00")
    (again,) = coded(until(room, local(2017, 6, 14, 13)), "reminder-again")
    assert again.ref == ""
    assert room.say("berit", "noanswer", reply_to=again) == []
    assert room.react("berit", "✅", again) == []


def test_a_line_of_the_day_that_is_not_due_yet_is_not_settled_by_an_emoji(room: Room) -> None:
    ref = room.open_case().ref
    room.say("anna", f"!case followup {ref} 2017-06-14 10:00")
    (briefing,) = coded(until(room, local(2017, 6, 14, 9)), "briefing-morning")
    assert room.react("anna", "✅", briefing) == []
    assert room.one("anna", "reached", reply_to=briefing).code == "followup-reached"
