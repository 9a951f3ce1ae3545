"""The tally in the room as a colleague would say it: periods, beginnings, what an undo has taken back."""

from datetime import UTC, datetime

import pytest

from orosbot import texts
from orosbot.rules.periods import Period
from orosbot.tally import charts, reading, report
from tests.room import Room
from tests.tally.test_public import WORDS


def a_march() -> Room:
    """A line that opened a case in February, in Swedish, in March."""
    room = Room("sv")
    room.open_case()
    room.pass_time(datetime(2017, 3, 1, 9, tzinfo=UTC))
    return room


@pytest.mark.parametrize("typed", ["februari", "2017-2", "feb 2017", "2017 februari"])
def test_a_month_is_read_as_people_say_it(typed: str) -> None:
    assert "Statistik för februari 2017" in a_march().one("anna", f"!ä statistik {typed}").text


@pytest.mark.parametrize("typed", ["K1", "2017 k1", "2017Q1", "q1 2017"])
def test_a_quarter_is_too(typed: str) -> None:
    assert "Statistik för 1:a kvartalet 2017" in a_march().one("anna", f"!ä statistik {typed}").text


def test_what_is_no_period_is_answered_with_the_forms() -> None:
    said = a_march().one("anna", "!ä statistik 2017-13")
    assert said.code == "error-unknown-word"
    assert "statistik 2017-03" in said.text
    assert a_march().one("anna", "!ä statistik januari februari").code == "error-unknown-word"


def test_a_sentence_begins_with_a_capital() -> None:
    room = a_march()
    room.say("lead", "!ä statistik lås februari")
    assert "Februari 2017 ska publiceras." in room.one("lead", "!ä statistik publicera").text
    room.say("anna", "!ä statistik överens")
    assert "Februari 2017 är redan publicerat" in room.one("lead", "!ä statistik publicera 2017-02").text


def test_a_quarter_has_its_article_within_a_sentence() -> None:
    assert "Tally of the 1st quarter 2017 (draft)" in Room().one("anna", "!case tally 2017-Q1").text


def test_the_year_so_far_ends_with_the_period() -> None:
    assert "Året till och med februari: kontakter 1" in a_march().one("anna", "!ä statistik 2017-02").text


def test_the_median_has_a_decimal_comma() -> None:
    room = Room("sv")
    first, second = (room.open_case().ref for _number in range(2))
    room.say("anna", f"!ä avsluta {first} överens")
    room.wait(hours=24)
    room.say("anna", f"!ä avsluta {second} överens")
    tally = reading.tally_of(room.book, Period.read("2017-02"), room.settings.zone, WORDS, room.clock.now())
    assert any("0,5" in line for line in report.further(tally, texts.load("sv")))
    assert any("0.5" in line for line in report.further(tally, texts.load("en")))


def test_help_names_other_words_alone() -> None:
    assert "Går också att skriva: tally\n" in Room("sv").one("anna", "!ä hjälp statistik").text


def test_undo_of_a_freeze_says_what_is_a_draft_again() -> None:
    room = a_march()
    room.say("lead", "!ä statistik lås februari")
    said = room.one("lead", "!ä ångra")
    assert said.code == "undone"
    assert "februari 2017 är utkast igen" in said.text


def test_undo_of_an_approval_says_that_the_lesson_is_not_approved() -> None:
    room = Room("sv")
    room.say("lead", "!ä logg lärdom : fråga två gånger")
    room.say("lead", "!ä logg godkänn 1")
    assert "lärdom 1 är inte godkänd längre" in room.one("lead", "!ä ångra").text
    assert "inte godkänd" not in room.one("lead", "!ä ångra").text


def test_what_stood_so_already_is_not_put_right() -> None:
    room = Room("sv")
    ref = room.open_case("tel ext religiös 20").ref
    said = room.one("anna", f"!ä rätta {ref} religiös")
    assert said.code == "case-changed"
    assert "stod redan så" in said.text
    assert "Rättat" in room.one("anna", f"!ä rätta {ref} allmän").text


def test_events_of_one_day_stand_together_beneath_the_picture() -> None:
    room = Room("sv")
    for _number in range(3):
        room.say("anna", "!ä logg händelse : debatt")
    room.wait(hours=24)
    room.say("anna", "!ä logg händelse : debatt")
    edition = reading.edition_of(
        room.book, Period.read("2017-02"), room.settings.zone, WORDS, room.clock.now()
    )
    months = charts.charts(edition, texts.load("sv"))[0]
    assert months.below.replace("\u00a0", " ") == "Händelser: 1–3 · 1 februari, 4 · 2 februari."
