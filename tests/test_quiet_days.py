"""Twenty things due on one day: how often a support worker's phone rings from 09:00 to 16:00.

The figures stand in docs/decisions/0012-quiet-days.md, which defends them.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from tests.room import LEAD, Room, Said
from tests.rounds_of import local, until, woken

START = datetime(2017, 6, 12, 8, 0, tzinfo=UTC)
"""A Monday, 10:00 in Stockholm; the next day is no evening day."""

ANNA, BO = "@anna:example.org", "@bo:example.org"


@pytest.fixture
def room() -> Iterator[Room]:
    room = Room(start=START)
    room.desk.tick(START)
    for who in ("lead", "bo"):
        room.say(who, "!case status")
    yield room
    room.book.close()


def day_of(room: Room) -> list[tuple[datetime, Said]]:
    """What the bot says of its own accord on Tuesday 13 June from 09:00 to 16:00."""
    until(room, local(2017, 6, 13, 8, 59))
    return until(room, local(2017, 6, 13, 16))


def pings(said: list[tuple[datetime, Said]], who: str) -> list[str]:
    """When somebody is pinged, and by what."""
    return [f"{at + timedelta(hours=2):%H:%M} {one.code}" for at, one in said if who in woken(one)]


def twenty(room: Room, *, at: str = "", who: tuple[str, ...] = ("anna",)) -> list[str]:
    """Twenty follow-ups on Tuesday; `at` is their time, `{}` the number of one."""
    refs = [room.open_case(who=who[number % len(who)]).ref for number in range(20)]
    for number, ref in enumerate(refs):
        room.say(
            "anna", f"!case followup {ref} 2017-06-13 {at.format(9 + number // 4, number % 4 * 15)}".strip()
        )
    return refs


def test_without_times_they_come_as_one_list_and_nobody_doing_any_of_them_makes_three_pings(
    room: Room,
) -> None:
    twenty(room)
    assert pings(day_of(room), ANNA) == [
        "09:00 reminder-followup",
        "13:00 reminder-again",
        "15:30 reminder-escalated",
    ]


def test_done_in_the_morning_they_make_one_ping(room: Room) -> None:
    refs = twenty(room)
    until(room, local(2017, 6, 13, 9))
    for ref in refs:
        room.say("anna", f"!case reached {ref}")
        room.say("anna", f"!case shredded {ref}")
    assert pings(until(room, local(2017, 6, 13, 16)), ANNA) == []


def test_who_took_none_of_them_is_not_pinged_and_a_lead_only_when_they_are_left_undone(room: Room) -> None:
    twenty(room)
    said = day_of(room)
    assert pings(said, BO) == []
    assert pings(said, LEAD) == ["15:30 reminder-escalated"]


def test_at_twenty_times_that_staff_set_there_is_one_ping_for_each_and_two_lists(room: Room) -> None:
    twenty(room, at="{:02}:{:02}", who=("anna", "bo"))
    said = day_of(room)
    for who in (ANNA, BO):
        mine = pings(said, who)
        assert len(mine) == 12
        assert [ping for ping in mine if "reminder-followup" not in ping] == [
            "13:00 reminder-again",
            "15:30 reminder-escalated",
        ]


def test_what_else_the_day_brings_pings_nobody(room: Room) -> None:
    twenty(room)
    silent = [one for _at, one in day_of(room) if not woken(one)]
    assert [one.code for one in silent] == ["briefing-morning"]
    assert {one.content["msgtype"] for one in silent} == {"m.notice"}


def test_slips_that_should_be_gone_add_one_ping(room: Room) -> None:
    refs = twenty(room)
    until(room, local(2017, 6, 13, 9))
    for ref in refs[:10]:
        room.say("anna", f"!case reached {ref}")
    assert pings(until(room, local(2017, 6, 13, 16)), ANNA) == [
        "13:00 reminder-again",
        "15:30 reminder-escalated",
        "15:30 reminder-slip",
    ]
