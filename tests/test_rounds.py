"""What falls due by itself: once, at its minute, to the right person, within staffed hours."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from orosbot import reminders
from orosbot.messages import Message
from orosbot.staffed import schedule_of
from tests.room import Room, Said
from tests.rounds_of import local, until, woken

START = datetime(2017, 6, 13, 8, 0, tzinfo=UTC)
"""A Tuesday, 10:00 in Stockholm."""


@pytest.fixture
def room() -> Iterator[Room]:
    room = Room(start=START)
    room.desk.tick(START)
    yield room
    room.book.close()


def codes(said: list[tuple[datetime, Said]]) -> list[str]:
    return [one.code for _at, one in said]


def test_a_new_bot_that_has_had_nothing_to_do_makes_its_first_round() -> None:
    """It looks at the clock now and then, and never before at a moment at which something was due."""
    room = Room(start=START)
    reminders.tick(room.desk, room.clock, lambda: None)
    room.clock.move_to(local(2017, 6, 14, 9) + timedelta(seconds=10))
    reminders.tick(room.desk, room.clock, lambda: None)
    assert [one.code for one in room.hear()] == ["briefing-morning"]
    room.book.close()


def test_a_follow_up_for_a_closed_day_comes_up_on_the_next_staffed_one(room: Room) -> None:
    ref = room.open_case().ref
    room.say("anna", f"!case followup {ref} 10d")
    said = [(at, one) for at, one in until(room, local(2017, 6, 26, 12)) if one.code == "reminder-followup"]
    assert [(at, one.ref) for at, one in said] == [(local(2017, 6, 26, 9), ref)]


def test_a_time_that_staff_set_holds_outside_staffed_hours_too(room: Room) -> None:
    ref = room.open_case().ref
    room.say("anna", f"!case followup {ref} 2017-06-24 20:15")
    said = until(room, local(2017, 6, 25, 12))
    assert ("reminder-followup", local(2017, 6, 24, 20, 15)) in [(one.code, at) for at, one in said]


def test_nothing_else_comes_by_itself_outside_staffed_hours(room: Room) -> None:
    for number in range(8):
        ref = room.open_case().ref
        room.say("anna", f"!case followup {ref} {number + 3}d")
        room.say("anna", f"!case promise {ref} {number + 1}d : look it up")
    room.say("anna", "!case new phone relative left 15")
    schedule = schedule_of(room.settings)
    assert all(schedule.is_open(at) for at, _one in until(room, local(2017, 7, 10, 12)))


def test_more_than_five_things_in_one_minute_come_as_one_list(room: Room) -> None:
    for _ in range(6):
        room.say("anna", f"!case promise {room.open_case().ref} 2017-06-14 10:00 : look it up")
    said = [one for at, one in until(room, local(2017, 6, 14, 12)) if at == local(2017, 6, 14, 10)]
    assert [one.code for one in said] == ["reminder-promise"]
    assert len(said[0].items) == 6


def test_what_stays_undone_comes_again_collected_and_goes_to_the_leads_once(room: Room) -> None:
    room.say("anna", f"!case promise {room.open_case().ref} 2017-06-14 10:00 : look it up")
    said = codes(until(room, local(2017, 6, 15, 17)))
    assert said == [
        "briefing-morning",
        "reminder-promise",
        "reminder-again",
        "reminder-escalated",
        "reminder-again",
        "briefing-morning",
        "reminder-again",
    ]


def test_what_fell_due_while_the_bot_was_off_comes_once_in_one_list(room: Room) -> None:
    refs = [room.open_case().ref for _ in range(12)]
    for number, ref in enumerate(refs):
        room.say("anna", f"!case followup {ref} 2017-06-{16 + number % 3} 10:00")
    room.clock.move_to(local(2017, 6, 21, 11))
    room.desk.tick(room.clock.now())
    (catch_up,) = room.hear()
    assert catch_up.code == "catch-up"
    assert sorted(catch_up.items) == sorted(refs)
    second = catch_up.items[1]
    assert room.one("bo", "2 reached", reply_to=catch_up).ref == second
    again = [one for _at, one in until(room, local(2017, 6, 21, 13)) if one.code == "reminder-again"]
    assert sorted(again[0].items) == sorted(ref for ref in refs if ref != second)


def test_what_was_missed_waits_for_staffed_hours(room: Room) -> None:
    room.say("anna", f"!case followup {room.open_case().ref} 2017-06-16 10:00")
    room.clock.move_to(local(2017, 6, 17, 11))
    room.desk.tick(room.clock.now())
    assert room.hear() == []
    said = until(room, local(2017, 6, 19, 10))
    assert ("catch-up", local(2017, 6, 19, 9)) in [(one.code, at) for at, one in said]


def test_the_same_moment_worked_off_twice_says_nothing_twice(room: Room) -> None:
    room.say("anna", f"!case promise {room.open_case().ref} 2017-06-14 10:00 : look it up")
    until(room, local(2017, 6, 14, 9, 59))
    room.clock.move_to(local(2017, 6, 14, 10))
    for _ in range(3):
        room.desk.tick(room.clock.now())
    assert [one.code for one in room.hear()] == ["reminder-promise"]


def test_a_reminder_wakes_who_took_the_case_and_the_room_when_that_person_is_off_duty(room: Room) -> None:
    room.say("bo", "!case status")
    ref = room.open_case().ref
    room.say("anna", f"!case promise {ref} 2017-06-13 11:00 : look it up")
    room.say("anna", f"!case promise {ref} 2017-06-13 11:30 : look it up")
    first = [one for _at, one in until(room, local(2017, 6, 13, 11)) if one.code == "reminder-promise"]
    room.say("anna", "!case off")
    second = [one for _at, one in until(room, local(2017, 6, 13, 11, 30)) if one.code == "reminder-promise"]
    assert woken(first[0]) == ["@anna:example.org"]
    assert woken(second[0]) == ["@bo:example.org"]


def test_a_reminder_tells_nothing_that_anybody_wrote(room: Room) -> None:
    ref = room.open_case().ref
    room.say("anna", f"!case promise {ref} 2017-06-13 11:00 : fjällräven")
    room.say("anna", f"!case note {ref} : fjällräven")
    said = until(room, local(2017, 6, 20, 12))
    assert len(said) > 10
    assert not [one for _at, one in said if "fjällräven" in str(one.content)]


def test_a_reminder_is_edited_when_it_is_settled_and_when_that_is_undone(room: Room) -> None:
    ref = room.open_case().ref
    room.say("anna", f"!case promise {ref} 2017-06-13 11:00 : look it up")
    until(room, local(2017, 6, 13, 11))
    room.say("anna", f"!case done {ref}")
    assert f"✓ {ref[:3]}-{ref[3:]}: settled." in str(room.edits[-1]["m.new_content"])
    room.say("anna", "!case undo")
    assert "something was promised" in str(room.edits[-1]["m.new_content"])
    assert {edit["se.orosbot"]["code"] for edit in map(new_content, room.edits)} == {"reminder-promise"}


def new_content(edit: dict[str, object]) -> dict[str, dict[str, str]]:
    content = edit["m.new_content"]
    assert isinstance(content, dict)
    return content


def test_the_reminder_of_what_was_moved_or_put_off_says_so_and_keeps_its_code(room: Room) -> None:
    ref = room.open_case().ref
    room.say("anna", f"!case followup {ref} 2017-06-13 11:00")
    until(room, local(2017, 6, 13, 11))
    room.say("anna", f"!case later {ref}")
    assert "moved to another time." in str(room.edits[-1]["m.new_content"])
    assert new_content(room.edits[-1])["se.orosbot"] == {"code": "reminder-followup", "ref": ref}


@pytest.mark.parametrize("quiet", [timedelta(minutes=4), timedelta(hours=3)])
def test_a_clock_that_jumps_neither_loses_nor_doubles(room: Room, quiet: timedelta) -> None:
    ref = room.open_case().ref
    room.say("anna", f"!case promise {ref} 2017-06-13 11:00 : look it up")
    room.clock.move_to(local(2017, 6, 13, 11) + quiet)
    room.desk.tick(room.clock.now())
    said = [one for one in room.hear() if ref in (one.ref, *one.items)]
    assert len(said) == 1


def test_an_edit_wakes_nobody() -> None:
    content = Message("x", (), wakes=("@anna:example.org",)).edit("$1")
    assert content["m.mentions"] == {}


def test_looking_for_what_is_due_costs_no_more_questions_to_the_casebook_for_more_cases(room: Room) -> None:
    def asked() -> int:
        statements: list[str] = []
        room.book.state.set("something", str(room.count("cases")))
        room.book.store.db.conn.set_trace_callback(statements.append)
        room.desk.next_due()
        room.book.store.db.conn.set_trace_callback(None)
        return len(statements)

    few = asked()
    for number in range(12):
        ref = room.open_case("phone relative left 15" if number % 2 else "phone relative left 30").ref
        room.say("anna", f"!case followup {ref} 10d")
        room.say("anna", f"!case promise {ref} 5d : look it up")
    assert asked() <= few + 2


def test_what_was_found_to_be_due_holds_until_something_is_written_or_time_goes_back(room: Room) -> None:
    ref = room.open_case().ref
    room.say("anna", f"!case promise {ref} 2017-06-13 11:00 : look it up")
    room.wait(minutes=20)
    assert room.desk.next_due() == room.desk.next_due() == local(2017, 6, 13, 11)
    room.say("anna", f"!case promise {ref} 2017-06-13 10:30 : look it up")
    until(room, local(2017, 6, 13, 10, 29))
    assert room.desk.next_due() == local(2017, 6, 13, 10, 30)


def test_an_assessment_missed_until_half_past_three_is_caught_up_before_the_leads_hear(room: Room) -> None:
    child, other = room.open_case("phone relative left 15").ref, room.open_case().ref
    room.say("anna", f"!case followup {other} 12:00")
    room.clock.move_to(local(2017, 6, 13, 15, 34))
    room.desk.tick(room.clock.now())
    (catch_up,) = [one for one in room.hear() if one.code != "reminder-slip"]
    assert (catch_up.code, catch_up.items) == ("catch-up", (child, other))
    said = until(room, local(2017, 6, 14, 16))
    told = [(one.code, at) for at, one in said if child in one.items and one.code != "briefing-morning"]
    assert told == [
        ("reminder-again", local(2017, 6, 14, 13)),
        ("reminder-escalated", local(2017, 6, 14, 15, 30)),
    ]
