"""What is left undone goes to the leads: each item once, put off or not."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from tests.room import Room
from tests.rounds_of import local, until

START = datetime(2017, 6, 13, 8, 0, tzinfo=UTC)
"""A Tuesday, 10:00 in Stockholm."""


@pytest.fixture
def room() -> Iterator[Room]:
    room = Room(start=START)
    room.desk.tick(START)
    yield room
    room.book.close()


def to_leads(room: Room, moment: datetime) -> list[datetime]:
    """When the leads are told of something until a moment."""
    return [at for at, one in until(room, moment) if one.code == "reminder-escalated"]


def test_putting_off_makes_no_new_item_for_the_leads(room: Room) -> None:
    ref = room.open_case().ref
    room.say("anna", f"!case promise {ref} 2017-06-14 10:00 : look it up")
    assert to_leads(room, local(2017, 6, 14, 16)) == [local(2017, 6, 14, 15, 30)]
    room.say("anna", f"!case later {ref}")
    assert to_leads(room, local(2017, 6, 15, 16)) == []
    room.say("anna", f"!case later {ref}")
    assert to_leads(room, local(2017, 6, 17, 16)) == []


def test_what_was_put_off_before_the_leads_knew_goes_to_them_when_it_is_left_undone_then(room: Room) -> None:
    ref = room.open_case().ref
    room.say("anna", f"!case promise {ref} 2017-06-14 10:00 : look it up")
    assert to_leads(room, local(2017, 6, 14, 11)) == []
    room.say("anna", f"!case later {ref}")
    assert to_leads(room, local(2017, 6, 16, 16)) == [local(2017, 6, 15, 15, 30)]


def test_a_new_date_makes_a_new_item(room: Room) -> None:
    ref = room.open_case().ref
    room.say("anna", f"!case followup {ref} 2017-06-14 10:00")
    assert to_leads(room, local(2017, 6, 14, 16)) == [local(2017, 6, 14, 15, 30)]
    room.say("anna", f"!case followup {ref} 2017-06-15 10:00")
    assert to_leads(room, local(2017, 6, 16, 16)) == [local(2017, 6, 15, 15, 30)]


@pytest.mark.parametrize(
    "at", [local(2017, 6, 13, 10, 30), local(2017, 6, 13, 11, 35)], ids=["before its reminder", "after it"]
)
def test_an_open_assessment_is_not_kept_from_the_leads_by_putting_it_off(room: Room, at: datetime) -> None:
    ref = room.open_case("phone relative left 15").ref
    until(room, at)
    assert room.one("anna", f"!case later {ref} 2017-06-15 10:00").code == "reminder-snoozed"
    assert to_leads(room, local(2017, 6, 14, 16)) == [local(2017, 6, 13, 15, 30)]
    assert room.one("anna", f"!case later {ref} 2017-06-20 10:00").code == "reminder-snoozed"
    assert to_leads(room, local(2017, 6, 21, 16)) == []


def test_an_assessment_that_is_made_in_time_does_not_reach_the_leads(room: Room) -> None:
    ref = room.open_case("phone relative left 15").ref
    room.say("anna", f"!case later {ref} 2017-06-13 14:00")
    room.wait(minutes=60)
    room.say("anna", f"!case child {ref} none")
    assert to_leads(room, local(2017, 6, 14, 16)) == []
