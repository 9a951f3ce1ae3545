"""Numbered lines: each says enough to tell two things of one case apart, and a reply settles exactly its thing."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from orosbot.rules.reference import shown
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


@pytest.fixture
def two(room: Room) -> tuple[str, Said]:
    """A case with two promises that fall due at one time, and the repeat that lists both."""
    ref = room.open_case().ref
    room.say("anna", f"!case promise {ref} 2017-06-14 10:00 : hallon")
    room.say("anna", f"!case promise {ref} 2017-06-14 10:00 : blåbär")
    (again,) = coded(until(room, local(2017, 6, 14, 13)), "reminder-again")
    return ref, again


def numbered_lines(said: Said) -> list[str]:
    """The numbered lines of a message, without their numbers."""
    return re.findall(r"^\d+\. (.*)$", said.text, re.MULTILINE)


def test_a_reply_settles_exactly_the_promise_of_its_line(room: Room, two: tuple[str, Said]) -> None:
    ref, again = two
    assert again.items == (ref, ref)
    kept = room.one("bo", "2 gjort", reply_to=again)
    assert (kept.code, kept.ref) == ("promise-kept", ref)
    assert "blåbär" in kept.text
    card = room.one("bo", f"!case {ref}").text
    assert "hallon" in card
    assert "blåbär" not in card


def test_the_line_of_a_promise_that_is_kept_settles_no_other_one(room: Room, two: tuple[str, Said]) -> None:
    ref, again = two
    room.say("bo", "2 done", reply_to=again)
    refused = room.one("anna", "2 done", reply_to=again)
    assert (refused.code, refused.ref) == ("error-nothing-open", ref)
    assert "hallon" in room.one("bo", f"!case {ref}").text
    assert room.one("bo", "1 later", reply_to=again).code == "reminder-snoozed"


def test_a_day_after_the_line_of_what_is_settled_puts_nothing_else_off(
    room: Room, two: tuple[str, Said]
) -> None:
    """The WHEN is no reason to take the line for another thing of the same case."""
    ref, again = two
    room.say("bo", "2 done", reply_to=again)
    refused = room.one("anna", "2 later fri 14:00", reply_to=again)
    assert (refused.code, refused.ref) == ("error-nothing-open", ref)


def test_a_day_in_reply_to_the_question_for_it_is_about_the_line_that_was_typed(
    room: Room, two: tuple[str, Said]
) -> None:
    _ref, again = two
    asked = room.one("anna", "2 later fri 14", reply_to=again)
    assert asked.code == "error-ambiguous"
    room.say("bo", "2 done", reply_to=again)
    assert room.one("anna", "fri", reply_to=asked).code == "error-nothing-open"
    assert room.say("anna", "fri maybe", reply_to=asked) == []


def test_what_a_referral_led_to_is_not_noted_on_a_follow_up_booked_since(room: Room) -> None:
    ref = room.open_case().ref
    room.say("anna", f"!case followup {ref} 2017-06-14 10:00")
    (asked,) = coded(until(room, local(2017, 6, 14, 10)), "reminder-followup")
    room.say("anna", f"!case reached {ref}")
    room.say("anna", f"!case followup {ref} 2017-06-16 10:00")
    assert room.one("bo", "reached helped", reply_to=asked).code == "error-nothing-open"


def test_lines_tell_two_promises_apart_without_what_was_written(two: tuple[str, Said]) -> None:
    _ref, again = two
    first, second = numbered_lines(again)
    assert first != second
    assert "1 of 2" in first
    assert "2 of 2" in second
    assert "Wednesday 14 June at 10:00" in first
    assert "hallon" not in again.text
    assert "blåbär" not in again.text


@pytest.mark.parametrize("list_of", ["!case due", "!case handover"])
def test_so_do_the_lines_of_due_and_of_the_handover(room: Room, two: tuple[str, Said], list_of: str) -> None:
    _ref, _again = two
    listed = room.one("bo", list_of)
    assert "blåbär" in room.one("bo", "2 done", reply_to=listed).text


def test_so_do_the_lines_of_the_briefing(room: Room, two: tuple[str, Said]) -> None:
    _ref, _again = two
    (briefing,) = coded(until(room, local(2017, 6, 15, 9)), "briefing-morning")
    assert "blåbär" in room.one("bo", "2 done", reply_to=briefing).text


def test_a_line_about_our_ringing_does_not_settle_a_promise(room: Room) -> None:
    ref = room.open_case().ref
    room.say("anna", f"!case followup {ref} 2017-06-14 10:00")
    room.say("anna", f"!case promise {ref} 2017-06-20 : hallon")
    (again,) = coded(until(room, local(2017, 6, 14, 13)), "reminder-again")
    assert room.one("bo", "1 done", reply_to=again).code == "error-nothing-open"
    assert room.one("bo", f"!case done {ref}").code == "promise-kept"


def test_a_line_about_a_follow_up_that_is_done_does_not_settle_the_next_one(room: Room) -> None:
    ref = room.open_case().ref
    room.say("anna", f"!case followup {ref} 2017-06-14 10:00")
    (again,) = coded(until(room, local(2017, 6, 14, 13)), "reminder-again")
    room.say("anna", f"!case reached {ref}")
    room.say("anna", f"!case followup {ref} 10d")
    for typed in ("1 reached", "1 noanswer", "1 notnow", "1 later"):
        assert room.one("bo", typed, reply_to=again).code == "error-nothing-open"
    assert "attempt 1 of 3" in room.one("bo", f"!case {ref}").text


def test_the_attempt_stands_in_the_line(room: Room) -> None:
    ref = room.open_case().ref
    room.say("anna", f"!case followup {ref} 2017-06-14 10:00")
    until(room, local(2017, 6, 14, 11))
    room.say("anna", f"!case noanswer {ref}")
    (again,) = coded(until(room, local(2017, 6, 15, 13)), "reminder-again")
    assert "Thursday 15 June at 10:00, attempt 2 of 3" in again.text


def test_the_examples_name_lines_that_are_of_their_kind(room: Room) -> None:
    first, second = room.open_case().ref, room.open_case().ref
    room.say("anna", f"!case followup {first} 2017-06-14 10:00")
    room.say("anna", f"!case promise {second} 2017-06-14 11:00 : hallon")
    (again,) = coded(until(room, local(2017, 6, 14, 13)), "reminder-again")
    assert "1 reached, 1 noanswer, 2 done, 1 later" in again.text


def test_a_task_says_what_it_is_for_and_not_whom(room: Room) -> None:
    ref = room.open_case().ref
    room.say("anna", '!case actor add "Mora kommun" municipality')
    room.say("anna", f"!case refer {ref} mora")
    said = until(room, local(2017, 6, 14, 13))
    (reminder,) = coded(said, "reminder-task")
    (again,) = coded(said, "reminder-again")
    for one in (reminder, again):
        assert "for a referral" in one.text
        assert "Mora" not in one.text


@pytest.mark.parametrize(
    ("booked", "kind"),
    [
        ("followup {ref} 2017-06-14 10:00", "we ring"),
        ("promise {ref} 2017-06-14 10:00 : hallon", "something was promised"),
    ],
)
def test_what_was_put_off_says_till_when(room: Room, booked: str, kind: str) -> None:
    ref = room.open_case().ref
    room.say("anna", f"!case {booked.format(ref=ref)}")
    until(room, local(2017, 6, 14, 11))
    assert room.one("anna", f"!case later {ref} 2017-06-15 14:00").code == "reminder-snoozed"
    assert room.one("anna", "!case due").text == "Nothing is due today."
    assert ", put off till Thursday 15 June at 14:00" in room.one("anna", f"!case {ref}").text
    (briefing,) = coded(until(room, local(2017, 6, 15, 9)), "briefing-morning")
    due = room.one("anna", "!case due")
    for said in (briefing, due):
        (line,) = numbered_lines(said)
        assert kind in line
        assert "Wednesday 14 June at 10:00, put off till Thursday 15 June at 14:00" in line


def test_an_assessment_that_was_put_off_stays_on_the_list_and_says_till_when(room: Room) -> None:
    ref = room.open_case("phone relative left 15").ref
    (reminder,) = coded(until(room, local(2017, 6, 13, 11, 30)), "reminder-assessment")
    room.say("anna", "later", reply_to=reminder)
    for command in ("!case due", f"!case {ref}", "!case handover"):
        assert ", put off till Wednesday 14 June at 09:00" in room.one("anna", command).text


def test_a_new_time_ends_that_it_was_put_off_and_undo_brings_that_back(room: Room) -> None:
    ref = room.open_case().ref
    room.say("anna", f"!case followup {ref} 2017-06-14 10:00")
    until(room, local(2017, 6, 14, 11))
    room.say("anna", f"!case later {ref} 2017-06-21 10:00")
    room.say("anna", f"!case followup {ref} 2017-06-16 10:00")
    assert "put off" not in room.one("anna", f"!case {ref}").text
    room.say("anna", "!case undo")
    assert "put off till Wednesday 21 June at 10:00" in room.one("anna", f"!case {ref}").text
    room.say("anna", f"!case followup {ref} 2017-06-16 10:00")
    said = until(room, local(2017, 6, 16, 10))
    assert [one.ref for one in coded(said, "reminder-followup")] == [ref]


def test_what_was_overdue_stands_first_and_assessments_are_among_it(room: Room) -> None:
    late, child, today = room.open_case().ref, "", ""
    room.say("anna", f"!case promise {late} 2017-06-13 15:00 : hallon")
    child = room.open_case("phone relative left 15").ref
    today = room.open_case().ref
    room.say("anna", f"!case followup {today} 2017-06-15 10:00")
    until(room, local(2017, 6, 15, 9, 30))
    due = room.one("anna", "!case due")
    assert due.items == (child, late, today)
    assert "assessment is open" in numbered_lines(due)[0]
    assert room.one("anna", "1 child none", reply_to=due).ref == child
    assert room.one("anna", "!case due").items == (late, today)


def test_the_handover_at_the_end_of_a_day_holds_the_next_one(room: Room) -> None:
    tomorrow, later = room.open_case().ref, room.open_case().ref
    room.say("anna", f"!case followup {tomorrow} 2017-06-14 20:00")
    room.say("anna", f"!case followup {later} 2017-06-15 10:00")
    until(room, local(2017, 6, 13, 15, 50))
    said = room.one("anna", "!case handover : nyckeln ligger i lådan")
    assert "nyckeln ligger i lådan" in said.text
    assert said.items == (tomorrow,)


def test_lines_stand_by_time_kind_and_number_and_say_whose_case_it_is(room: Room) -> None:
    refs = [room.open_case(who="bo" if number % 2 else "anna").ref for number in range(11)]
    for ref in refs:
        room.say("anna", f"!case promise {ref} 2017-06-14 10:00 : look it up")
    room.say("anna", f"!case followup {refs[3]} 2017-06-14 10:00")
    (listed,) = [one for at, one in until(room, local(2017, 6, 14, 10)) if at == local(2017, 6, 14, 10)]
    assert listed.items == (refs[3], *refs)
    assert [line.endswith(("anna", "bo")) for line in numbered_lines(listed)] == [True] * 12
    assert numbered_lines(listed)[1].endswith(", anna")
    assert numbered_lines(listed)[2].endswith(", bo")


def test_the_briefing_tells_what_is_overdue_from_what_is_due_today(room: Room) -> None:
    late, today = room.open_case().ref, room.open_case().ref
    room.say("anna", f"!case promise {late} 2017-06-14 10:00 : look it up")
    room.say("anna", f"!case promise {today} 2017-06-15 10:00 : look it up")
    briefing = coded(until(room, local(2017, 6, 15, 9)), "briefing-morning")[-1]
    first, second = numbered_lines(briefing)
    assert (shown(today) in first, "overdue" in first) == (True, False)
    assert (shown(late) in second, "overdue" in second) == (True, True)
    due = numbered_lines(room.one("anna", "!case due"))
    assert ["overdue" in line for line in due] == [True, False]


def test_a_call_that_did_not_come_is_asked_about_each_morning_however_much_else_is_overdue(
    room: Room,
) -> None:
    for _ in range(6):
        room.say("anna", f"!case promise {room.open_case().ref} 2017-06-14 10:00 : look it up")
    ref = room.open_case().ref
    room.say("anna", f"!case callback {ref} 2017-06-15 10:00")
    for briefing in coded(until(room, local(2017, 6, 20, 9)), "briefing-morning")[-2:]:
        assert [line.startswith(shown(ref)) for line in numbered_lines(briefing)] == [True] + [False] * 5
        assert "1 more is overdue" in briefing.text
        assert "1 call" in briefing.text
