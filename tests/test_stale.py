"""`actor-stale`: whom nobody of us has rung for too long comes up once a month, all of them in one message."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from tests.room import Room
from tests.rounds_of import coded, local, until, woken

START = datetime(2017, 1, 2, 9, 0, tzinfo=UTC)
"""A Monday, 10:00 in Stockholm. What is verified then holds till 1 July."""

JULY = local(2017, 7, 3, 10)
"""The first staffed day of July 2017, a Monday."""


@pytest.fixture
def room() -> Iterator[Room]:
    room = Room(start=START)
    room.desk.tick(START)
    for name in ("Mora", "Leksand", "Borlänge", "Falun"):
        room.say("anna", f"!case actor add {name} municipality")
    for name in ("Mora", "Leksand", "Borlänge"):
        room.say("anna", f"!case actor verify {name}")
    yield room
    room.book.close()


def test_all_of_them_come_in_one_message_on_the_months_first_staffed_day(room: Room) -> None:
    room.say("anna", "!case actor retire Borlänge")
    said = [(at, one) for at, one in until(room, local(2017, 8, 1, 17)) if one.code == "actor-stale"]
    assert [at for at, _one in said] == [JULY, local(2017, 8, 1, 10)]
    for _at, one in said:
        assert "Mora" in one.text
        assert "Leksand" in one.text
        assert "Borlänge" not in one.text, "is retired"
        assert "Falun" not in one.text, "was never rung"
        assert len(one.items) == 2
        assert woken(one) == []


def test_a_lines_number_in_a_reply_verifies_it(room: Room) -> None:
    (july,) = coded(until(room, JULY), "actor-stale")
    second = next(line for line in july.text.splitlines() if line.startswith("2. "))
    verified = room.one("anna", "2 verify", reply_to=july)
    assert verified.code == "actor-verified"
    name = second.removeprefix("2. ").split(" ")[0]
    assert name in verified.text
    assert room.one("anna", "3 retire", reply_to=july).code == "actor-retired"
    (august,) = coded(until(room, local(2017, 8, 1, 17)), "actor-stale")
    assert name not in august.text
    assert len(august.items) == 1


def test_a_month_in_which_all_are_known_is_quiet(room: Room) -> None:
    until(room, local(2017, 6, 30, 12))
    for name in ("Mora", "Leksand", "Borlänge"):
        room.say("anna", f"!case actor verify {name}")
    assert coded(until(room, local(2017, 12, 1, 17)), "actor-stale") == []


def test_who_becomes_stale_within_a_month_waits_for_the_next(room: Room) -> None:
    until(room, local(2017, 1, 10, 12))
    room.say("anna", "!case actor verify Falun")
    (july,) = coded(until(room, local(2017, 7, 31, 17)), "actor-stale")
    assert "Falun" not in july.text
    (august,) = coded(until(room, local(2017, 8, 1, 17)), "actor-stale")
    assert "Falun" in august.text


def test_a_bot_that_was_away_then_makes_up_for_it_at_the_next_staffed_minute(room: Room) -> None:
    until(room, local(2017, 6, 30, 12))
    room.clock.move_to(local(2017, 7, 8, 11))
    room.desk.tick(room.clock.now())
    assert coded([(room.clock.now(), one) for one in room.hear()], "actor-stale") == [], "a Saturday"
    said = [(at, one.code) for at, one in until(room, local(2017, 7, 31, 17)) if one.code == "actor-stale"]
    assert said == [(local(2017, 7, 10, 9), "actor-stale")]


def test_a_bot_that_begins_later_in_the_month_waits_for_the_next(room: Room) -> None:
    other = Room(start=JULY + timedelta(days=2))
    other.desk.tick(other.clock.now())
    assert coded(until(other, local(2017, 7, 31, 17)), "actor-stale") == []
    other.book.close()


def test_the_same_minute_worked_off_twice_says_it_once(room: Room) -> None:
    until(room, JULY - timedelta(minutes=1))
    room.clock.move_to(JULY)
    for _ in range(3):
        room.desk.tick(JULY)
    assert [one.code for one in room.hear()] == ["actor-stale"]


def test_a_directory_too_large_for_one_event_is_cut_and_counted(room: Room) -> None:
    for number in range(400):
        room.say("anna", f'!case actor add "{"å" * 70} {number}" civil')
        room.say("anna", f'!case actor verify "{"å" * 70} {number}"')
    (july,) = coded(until(room, JULY), "actor-stale")
    assert 20 < len(july.items) < 403
    assert f"… and {403 - len(july.items)} more" in july.text
    assert len(str(july.content).encode()) * 4 / 3 < 60_000
