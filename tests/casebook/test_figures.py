"""Figures: what is counted, in which month, and that it stays when a case dissolves into counters."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from orosbot.rules.periods import Period
from tests.room import Room

_OF_CASES = (
    *("snoozes", "corrections", "wants", "contacts", "supports", "notes", "closings", "assessments"),
    *("attempts", "followups", "callbacks", "promises", "slips", "referrals", "gaps"),
)
PERIODS = [*(f"2017-{month:02d}" for month in range(1, 13)), "2017-Q1", "2017-Q2", "2017", "2016", "2018"]


def figures(room: Room, period: str) -> Counter[tuple[str, str, str]]:
    return room.book.figures.of(Period.read(period), room.settings.zone)


def a_winter() -> Room:
    """Two months in which every kind of thing happens in two cases."""
    room = Room()
    room.say("lead", '!case actor add "Mora kommun" municipality')
    room.say("lead", "!case actor verify mora")
    first = room.open_case("phone relative religious 18-21 region:skåne wants:advice advice").ref
    second = room.open_case("chat professional right under18 interpreter lang:so").ref
    for line in (
        f"refer {first} mora",
        f"outcome {first} mora helped",
        f"gap {first} leaving",
        f"followup {first} 10d",
        f"child {second} report",
        f"callback {second} fri 14:00",
        "count silent phone",
        "log meeting : med länet",
    ):
        room.say("anna", f"!case {line}")
    room.wait(days=10)
    room.hear()
    room.say("anna", f"!case noanswer {first}")
    room.wait(days=20)
    room.hear()
    room.say("anna", f"!case reached {first}")
    room.say("anna", f"!case call {second} phone")
    room.say("anna", f"!case shredded {first}")
    room.say("anna", f"!case close {first} agreed")
    room.hear()
    return room


def test_each_thing_counts_in_its_month() -> None:
    room = a_winter()
    february, march = figures(room, "2017-02"), figures(room, "2017-03")
    assert february["contacts.kind", "new", ""] == 2
    assert february["contacts.weekday", "3", ""] == february["contacts.part", "morning", ""] == 2
    assert march["contacts.kind", "repeat", ""] == 1
    assert february["cases.all", "", ""] == 2
    assert february["cases.region", "skane", ""] == february["cases.region", "", ""] == 1
    assert february["cases.about_child", "", ""] == 1
    assert february["cases.interpreter", "so", ""] == 1
    assert february["referrals.kind", "municipality", "refer"] == 1
    assert february["referrals.outcome", "helped", ""] == 1
    assert february["gaps.place", "18-21", "skane"] == 1
    assert february["assessments.answer", "report", ""] == 1
    assert february["assessments.same_day", "yes", ""] == 1
    assert february["noncases.kind", "silent", "phone"] == 1
    assert february["journal.kind", "meeting", ""] == 1
    assert march["closings.reason", "agreed", ""] == march["closings.days", "30", ""] == 1
    assert march["followups.ended", "reached", ""] == march["followups.reached_at", "2", ""] == 1
    assert february["attempts.outcome", "no-answer", ""] == 1
    assert (february["cases.worked", "", ""], march["cases.worked", "", ""]) == (2, 2)


def test_a_year_is_the_sum_of_its_months_but_for_cases_worked_on() -> None:
    room = a_winter()
    months = sum((figures(room, f"2017-{month:02d}") for month in range(1, 13)), Counter())
    year = figures(room, "2017")
    assert year["cases.worked", "", ""] == 2
    assert months.pop(("cases.worked", "", "")) == 4
    del year["cases.worked", "", ""]
    assert year == months


def test_a_closing_that_was_reopened_and_what_was_undone_count_nothing() -> None:
    room = Room()
    ref = room.open_case().ref
    room.say("anna", f"!case close {ref} agreed")
    assert figures(room, "2017-02")["closings.reason", "agreed", ""] == 1
    room.say("anna", f"!case reopen {ref}")
    assert figures(room, "2017-02")["closings.reason", "agreed", ""] == 0
    room.say("anna", "!case undo")
    assert figures(room, "2017-02")["closings.reason", "agreed", ""] == 1


def test_the_last_assessment_of_a_case_is_the_one_that_counts() -> None:
    room = Room()
    ref = room.open_case("phone relative general under18").ref
    room.say("anna", f"!case child {ref} consult")
    room.say("anna", f"!case child {ref} none")
    found = figures(room, "2017-02")
    assert found["assessments.answer", "none", ""] == 1
    assert found["assessments.answer", "consult", ""] == 0


@pytest.mark.parametrize("which", [[1], [2], [1, 2]])
def test_no_figure_changes_when_cases_dissolve_into_counters(which: list[int]) -> None:
    room = a_winter()
    before = {period: figures(room, period) for period in PERIODS}
    db = room.book.store.db
    db.execute("PRAGMA foreign_keys = OFF")
    with room.book.transaction():
        for case_id in which:
            room.book.figures.keep(case_id, room.settings.zone)
            for table in _OF_CASES:
                db.execute(f"DELETE FROM {table} WHERE case_id = ?", [case_id])
            db.execute("DELETE FROM cases WHERE id = ?", [case_id])
    assert {period: figures(room, period) for period in PERIODS} == before
    assert before["2017"]["cases.all", "", ""] == 2


def test_months_are_those_of_the_line_and_not_of_utc() -> None:
    room = Room(start=datetime(2017, 2, 28, 23, 30, tzinfo=UTC))  # half past midnight on 1 March there
    room.open_case()
    assert figures(room, "2017-02")["contacts.kind", "new", ""] == 0
    assert figures(room, "2017-03")["contacts.kind", "new", ""] == 1
    assert figures(room, "2017-03")["contacts.weekday", "3", ""] == 1


def test_living_slips_are_those_of_a_moment() -> None:
    room = Room()
    ref = room.open_case().ref
    room.say("anna", f"!case followup {ref} 10d")
    booked = room.clock.now()
    room.wait(days=1)
    room.say("anna", f"!case shredded {ref}")
    assert room.book.figures.slips_living(booked) == 0
    assert room.book.figures.slips_living(booked + timedelta(hours=1)) == 1
    assert room.book.figures.slips_living(room.clock.now() + timedelta(seconds=1)) == 0
