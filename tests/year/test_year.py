"""A year of a line in seconds: what comes up by itself is what an independent count of the commands says."""

from collections import Counter
from datetime import date, timedelta

import pytest

from tests.year import days
from tests.year.expected import Said, count
from tests.year.generator import CASES, Year, year
from tests.year.line import Line
from tests.year.log import script
from tests.year.played import play

SEED = 2017


@pytest.fixture(scope="module")
def made_up() -> Year:
    return year(SEED)


@pytest.fixture(scope="module")
def said(made_up: Year) -> list[Said]:
    return play(script(made_up.log, made_up.end))


@pytest.fixture(scope="module")
def due(made_up: Year) -> list[Said]:
    return count(made_up.log, made_up.end)


def test_a_year_has_108_cases_25_of_them_about_children_and_all_that_happens_in_them(made_up: Year) -> None:
    line = Line()
    answers = Counter(typed.answer for typed in made_up.log if line.do(typed))
    assert len(line.matters) == CASES
    assert sum(matter.about_child for matter in line.matters.values()) == 25
    opened = [
        one.at.date() for one in made_up.log if one.verb == "new" and one.case not in made_up.taken_back
    ]
    assert (min(opened), max(opened)) == (date(2017, 2, 1), date(2017, 11, 30))
    seldom = [answer for answer, times in answers.items() if times < 2]
    assert seldom == []
    assert {typed.verb for typed in made_up.log} >= {
        "undo",
        "set",
        "reopen",
        "later",
        "wrongnumber",
        "other",
        "notnow",
    }
    last_tries = [one for one in made_up.log if one.verb == "noanswer" and one.answer == "case-closed"]
    assert last_tries


def test_the_bot_says_what_is_due_and_nothing_else(said: list[Said], due: list[Said]) -> None:
    """Each thing once at its minute and to whom it belongs, then collected for as long as it is not done."""
    assert sorted((Counter(due) - Counter(said)).elements()) == []
    assert sorted((Counter(said) - Counter(due)).elements()) == []


def test_every_kind_of_message_comes_in_a_year(said: list[Said]) -> None:
    codes = Counter(one.code for one in said)
    kinds = (
        "followup",
        "callback",
        "promise",
        "task",
        "assessment",
        "slip",
        "again",
        "escalated",
        "nextstep",
    )
    assert min(codes[f"reminder-{kind}"] for kind in kinds) >= 3, codes
    assert codes["catch-up"] == 0


def test_each_staffed_day_begins_with_one_briefing(said: list[Said], made_up: Year) -> None:
    first = date(2017, 2, 2)
    every = [first + timedelta(number) for number in range((made_up.end.date() - first).days + 1)]
    staffed = [days.at(day, 9) for day in every if days.parts(day)]
    assert [one.at for one in said if one.code == "briefing-morning"] == staffed


def test_outside_staffed_hours_comes_only_what_staff_set_a_time_for(said: list[Said], made_up: Year) -> None:
    """At that time, or the next try at that time of a later day."""
    outside = [(one.cases, f"{one.at:%H:%M}") for one in said if days.part_of(one.at) is None]
    set_times = [((typed.case,), word[-5:]) for typed in made_up.log for word in typed.words if " " in word]
    assert outside
    assert [one for one in outside if one not in set_times] == []


@pytest.mark.parametrize("seed", [1, 2])
def test_another_year_is_another_one(seed: int) -> None:
    assert year(seed) == year(seed)
    assert year(seed).log != year(SEED).log
