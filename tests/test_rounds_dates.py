"""Reminders on days on which calendars and clocks are odd: changed clocks, leap days, clocks that jump."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.room import Room, Said

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def local(text: str) -> datetime:
    """A moment from a wall-clock time that there is once."""
    return datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM).astimezone(UTC)


def room_at(text: str) -> Room:
    """A room in which the bot begins at a local time."""
    room = Room(start=local(text))
    room.desk.tick(room.clock.now())
    return room


def about(said: list[tuple[datetime, Said]], ref: str) -> list[tuple[str, datetime]]:
    """What names a case, but for briefings."""
    return [
        (one.code, at) for at, one in said if ref in (one.ref, *one.items) and one.code != "briefing-morning"
    ]


@pytest.mark.parametrize(
    ("begin", "typed", "due", "told"),
    [
        ("2017-06-13 10:00", "10d", "2017-06-26 07:00", "Monday 26 June at 09:00"),
        ("2017-03-17 10:00", "10d", "2017-03-27 07:00", "Monday 27 March at 09:00"),
        ("2017-10-20 10:00", "10d", "2017-10-30 08:00", "Monday 30 October at 09:00"),
        ("2017-03-24 10:00", "2017-03-26 01:59", "2017-03-26 00:59", "Sunday 26 March at 01:59"),
        ("2017-03-24 10:00", "2017-03-26 02:30", "2017-03-26 01:30", "Sunday 26 March at 03:30"),
        ("2017-03-24 10:00", "2017-03-26 03:30", "2017-03-26 01:30", "Sunday 26 March at 03:30"),
        ("2017-10-27 10:00", "2017-10-29 02:30", "2017-10-29 00:30", "Sunday 29 October at 02:30"),
        ("2017-10-27 10:00", "2017-10-29 03:00", "2017-10-29 02:00", "Sunday 29 October at 03:00"),
        ("2017-03-26 01:30", "in 2 hours", "2017-03-26 02:30", "Sunday 26 March at 04:30"),
        ("2017-10-29 01:30", "in 2 hours", "2017-10-29 01:30", "Sunday 29 October at 02:30"),
        ("2024-02-19 10:00", "10d", "2024-02-29 08:00", "Thursday 29 February at 09:00"),
        ("2024-02-19 10:00", "29 feb 14:00", "2024-02-29 13:00", "Thursday 29 February at 14:00"),
        ("2020-02-19 10:00", "10d", "2020-03-02 08:00", "Monday 2 March at 09:00"),
        ("2017-12-18 10:00", "2017-12-24", "2017-12-27 08:00", "Wednesday 27 December at 09:00"),
    ],
)
def test_what_is_booked_comes_up_once_at_the_moment_that_was_told(
    begin: str, typed: str, due: str, told: str
) -> None:
    room = room_at(begin)
    ref = room.open_case().ref
    assert told in room.one("anna", f"!case followup {ref} {typed}").text.replace("\u00a0", " ")
    said = about(room.pass_time(utc(due) + timedelta(hours=3)), ref)
    assert [one for one in said if one[0] == "reminder-followup"] == [("reminder-followup", utc(due))]
    room.book.close()


def test_a_29th_of_february_that_there_is_not_is_no_day() -> None:
    room = room_at("2023-02-20 10:00")
    ref = room.open_case().ref
    assert room.one("anna", f"!case followup {ref} 2023-02-29").code == "error-bad-when"
    room.book.close()


@pytest.mark.parametrize(
    ("begin", "days", "monthly"),
    [("2017-03-23 22:00", 6, False), ("2017-10-26 22:00", 6, True), ("2024-02-27 22:00", 4, True)],
)
def test_rounds_are_made_by_the_wall_clock_in_every_week(begin: str, days: int, monthly: bool) -> None:
    """`monthly`: the first staffed day of a month lies in it."""
    room = room_at(begin)
    room.say("anna", f"!case promise {room.open_case().ref} today : look it up")
    said = room.pass_time(room.clock.now() + timedelta(days=days))
    times = {(one.code, f"{at.astimezone(STOCKHOLM):%H:%M}") for at, one in said}
    assert times == {
        ("briefing-morning", "09:00"),
        ("reminder-promise", "09:00"),
        ("reminder-again", "13:00"),
        ("reminder-again", "18:00"),
        ("reminder-escalated", "15:30"),
        *([("monthly-tally", "09:00")] if monthly else []),
    }
    briefings = [at.astimezone(STOCKHOLM).date() for at, one in said if one.code == "briefing-morning"]
    assert len(briefings) == len(set(briefings)) >= 3
    room.book.close()


def test_the_night_that_has_an_hour_twice_brings_nothing_twice() -> None:
    """A line that is staffed around the clock, and a clock that is asked every minute."""
    room = room_at("2017-10-28 23:00")
    ref = room.open_case().ref
    room.say("anna", f"!case promise {ref} 2017-10-29 02:30 : look it up")
    said = []
    for _ in range(8 * 60):
        room.wait(minutes=1)
        said += [one for one in room.hear() if one.ref == ref]
    assert [one.code for one in said] == ["reminder-promise"]
    room.book.close()


@pytest.mark.parametrize("minutes", [1, 10, 60, 24 * 60])
def test_a_clock_that_goes_back_brings_nothing_again(minutes: int) -> None:
    room = room_at("2017-06-13 10:00")
    refs = [room.open_case().ref for _ in range(3)]
    for ref, when in zip(refs, ("2017-06-14 12:45", "2017-06-14 11:00", "2017-06-14 15:25"), strict=True):
        room.say("anna", f"!case promise {ref} {when} : look it up")
    first = room.pass_time(local("2017-06-14 15:31"))
    room.clock.set_to(room.clock.now() - timedelta(minutes=minutes))
    again = room.pass_time(local("2017-06-14 15:31"))
    assert len(first) == 6
    assert [one for _at, one in again] == []
    # and nothing was lost: what was due after noon goes to the leads on the next day
    (leads,) = [
        one for _at, one in room.pass_time(local("2017-06-15 15:31")) if one.code == "reminder-escalated"
    ]
    assert sorted(leads.items) == sorted([refs[0], refs[2]])
    room.book.close()


@pytest.mark.parametrize(
    "awake", ["2017-06-14 09:04", "2017-06-14 09:06", "2017-06-14 11:30", "2017-06-15 09:02"]
)
def test_a_machine_that_sleeps_neither_loses_nor_doubles(awake: str) -> None:
    room = room_at("2017-06-13 10:00")
    refs = [room.open_case().ref for _ in range(4)]
    for ref, when in zip(refs, ("14", "14", "14 10:00", "14 11:29"), strict=True):
        room.say("anna", f"!case promise {ref} 2017-06-{when} : look it up")
    room.pass_time(local("2017-06-13 22:00"))
    room.clock.move_to(local(awake))
    room.desk.tick(room.clock.now())
    said = [(room.clock.now(), one) for one in room.hear()] + room.pass_time(local("2017-06-15 12:00"))
    named = [
        ref
        for _at, one in said
        if one.code in ("reminder-promise", "catch-up")
        for ref in one.items or [one.ref]
    ]
    assert sorted(named) == sorted(refs)
    room.book.close()


def test_a_bot_that_began_by_a_clock_far_ahead_makes_its_rounds_once_that_is_right() -> None:
    room = room_at("2030-06-13 10:00")
    room.clock.set_to(local("2017-06-13 10:00"))
    codes = [one.code for _at, one in room.pass_time(local("2017-06-14 12:00"))]
    assert codes == ["briefing-morning"]
    room.book.close()
