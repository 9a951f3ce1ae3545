"""Whom the bot pings: who took the case, those on duty, the leads; never who is off or has left the room."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from orosbot.casebook import RoomState
from orosbot.desk import Desk
from orosbot.settings import Roles
from tests.room import LEAD, Room, Said
from tests.rounds_of import coded, local, until, woken

START = datetime(2017, 6, 13, 8, 0, tzinfo=UTC)
"""A Tuesday, 10:00 in Stockholm."""

ANNA, BO = "@anna:example.org", "@bo:example.org"


@pytest.fixture
def room() -> Iterator[Room]:
    room = Room(start=START)
    joined(room, ANNA, BO, LEAD)
    room.desk.tick(START)
    yield room
    room.book.close()


def joined(room: Room, *users: str) -> None:
    """Who is in the Matrix room now."""
    state = room.book.room.get() or RoomState(encrypted=True)
    with room.book.transaction():
        room.book.room.put(replace(state, joined={user: user for user in users}))


def promised(room: Room, when: str) -> None:
    """Something of a case that anna took, due at a time today."""
    room.say("anna", f"!case promise {room.open_case().ref} 2017-06-13 {when} : look it up")


def reminder(room: Room, hour: int, minute: int = 0) -> Said:
    """What came up at a time today."""
    return coded(until(room, local(2017, 6, 13, hour, minute)), "reminder-promise")[-1]


def test_who_took_the_case_is_pinged(room: Room) -> None:
    promised(room, "11:00")
    assert woken(reminder(room, 11)) == [ANNA]


def test_who_left_the_room_is_not_pinged_but_those_on_duty_are(room: Room) -> None:
    promised(room, "11:00")
    joined(room, BO, LEAD)
    assert woken(reminder(room, 11)) == [BO, LEAD]


def test_when_everybody_is_off_duty_the_leads_are_pinged(room: Room) -> None:
    promised(room, "11:00")
    for who in ("anna", "bo", "lead"):
        room.say(who, "!case off")
    assert woken(reminder(room, 11)) == [LEAD]


def test_a_lead_who_left_the_room_is_not_pinged_either(room: Room) -> None:
    other = "@chief:example.org"
    room.settings = room.settings.model_copy(update={"roles": Roles(leads=[LEAD, other])})
    room.desk = Desk.build(room.settings, room.book, room.clock, "en")
    joined(room, ANNA, other)
    promised(room, "11:00")
    for who in ("anna", "chief"):
        room.say(who, "!case off")
    assert woken(reminder(room, 11)) == [other]


def test_who_is_not_on_the_list_of_staff_is_not_pinged(room: Room) -> None:
    room.settings = room.settings.model_copy(update={"roles": Roles(leads=[LEAD], staff=[ANNA])})
    room.desk = Desk.build(room.settings, room.book, room.clock, "en")
    promised(room, "11:00")
    room.say("anna", "!case off")
    assert woken(reminder(room, 11)) == [LEAD], "bo is in the room but not staff"


def test_off_duty_holds_till_midnight(room: Room) -> None:
    ref = room.open_case().ref
    room.say("anna", "!case off")
    room.say("anna", f"!case promise {ref} 2017-06-13 11:00 : look it up")
    room.say("anna", f"!case promise {ref} 2017-06-14 11:00 : look it up")
    assert woken(reminder(room, 11)) == [BO, LEAD]
    (next_day,) = coded(until(room, local(2017, 6, 14, 11)), "reminder-promise")
    assert woken(next_day) == [ANNA]


def test_on_ends_it_at_once(room: Room) -> None:
    promised(room, "11:00")
    room.say("anna", "!case off")
    room.say("anna", "!case on")
    assert woken(reminder(room, 11)) == [ANNA]


def test_who_is_off_duty_is_known_to_memory_alone(room: Room) -> None:
    """A bot that was started anew pings everybody: better once too often than never."""
    promised(room, "11:00")
    room.say("anna", "!case off")
    room.desk = Desk.build(room.settings, room.book, room.clock, "en")
    assert woken(reminder(room, 11)) == [ANNA]


@pytest.mark.parametrize("emoji", ["✅", "✋", "⏰"])
def test_an_emoji_of_somebody_who_left_does_nothing(room: Room, emoji: str) -> None:
    promised(room, "11:00")
    said = reminder(room, 11)
    joined(room, ANNA, LEAD)
    before = room.rows(["promises", "cases", "snoozes"])
    assert room.react("bo", emoji, said) == []
    assert room.rows(["promises", "cases", "snoozes"]) == before
    assert room.react("anna", "✅", said)[0].code == "promise-kept"


def test_and_who_left_takes_nothing_back_by_taking_an_emoji_away(room: Room) -> None:
    promised(room, "11:00")
    said = reminder(room, 11)
    assert room.react("bo", "✅", said)[0].code == "promise-kept"
    reaction = room.last_event
    joined(room, ANNA, LEAD)
    assert room.delete("bo", reaction) == []
    assert room.one("anna", f"!case done {said.ref}").code == "error-nothing-open"


def test_undoing_that_one_went_off_or_on_brings_back_what_was_before(room: Room) -> None:
    promised(room, "11:00")
    room.say("anna", "!case off")
    assert room.one("anna", "!case undo").code == "undone"
    assert woken(reminder(room, 11)) == [ANNA]
    promised(room, "11:30")
    room.say("anna", "!case off")
    room.say("anna", "!case on")
    assert room.one("anna", "!case undo").code == "undone"
    assert woken(reminder(room, 11, 30)) == [BO, LEAD]


@pytest.mark.parametrize("in_room", [True, False], ids=["in a room", "in a console"])
def test_who_is_staff_no_longer_is_not_pinged_but_the_room_is(in_room: bool) -> None:
    room = Room(start=START)
    if in_room:
        joined(room, ANNA, BO, LEAD)
    room.desk.tick(START)
    promised(room, "11:00")
    room.say("bo", "!case status")
    roles = Roles(leads=[LEAD], staff=[BO])
    room.desk = Desk.build(
        room.settings.model_copy(update={"roles": roles}), room.book, room.clock, language="en"
    )
    assert woken(reminder(room, 11)) == ([BO, LEAD] if in_room else [BO])
    room.book.close()
