"""Events are marks on the picture, lessons stand beside the figures, and their words stay in the team."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from orosbot import categories, texts
from orosbot.rules.periods import Period
from orosbot.tally import charts, formats, pictures, reading
from orosbot.tally.summary import Edition, Entry
from tests.room import Room

WORDS = categories.load()
EVENT, LESSON = "a debate in parliament", "say the number twice"


def edition(room: Room, period: str) -> Edition:
    return reading.edition_of(room.book, Period.read(period), room.settings.zone, WORDS, room.clock.now())


@pytest.fixture
def room() -> Room:
    """Two events and two lessons of February, of which a lead approves the first."""
    room = Room(start=datetime(2017, 2, 14, 8, 5, tzinfo=UTC))
    room.say("anna", f"!case log event : {EVENT}")
    lesson = room.one("anna", f"!case log lesson : {LESSON}")
    room.say("anna", "!case log lesson : ask about an interpreter")
    room.say("lead", f"!case log approve {lesson.text.split('number ')[1].split('.')[0]}")
    room.wait(days=10)
    room.say("anna", "!case log event : a demonstration")
    return room


def test_events_are_numbered_in_the_year_and_lessons_belong_to_their_period(room: Room) -> None:
    room.wait(days=20)
    room.say("anna", "!case log event : a book")
    found = edition(room, "2017-03")
    assert [(one.number, one.day) for one in found.events] == [
        (1, date(2017, 2, 14)),
        (2, date(2017, 2, 24)),
        (3, date(2017, 3, 16)),
    ]
    assert found.lessons == ()
    assert [(one.text, one.approved) for one in edition(room, "2017-Q1").lessons] == [
        (LESSON, True),
        ("ask about an interpreter", False),
    ]
    assert len(edition(room, "2017-02").events) == 2


def test_marks_stand_at_their_months_and_their_days_below(room: Room) -> None:
    chart = charts.charts(edition(room, "2017-02"), texts.load("sv"))[0]
    assert chart.labels == ("jan", "feb")
    assert chart.marks == ("", "1–2")
    assert chart.below.replace("\u00a0", " ") == "Händelser: 1 · 14 februari, 2 · 24 februari."
    assert chart.told.endswith(chart.below)


def test_a_picture_with_marks_differs_from_one_without(room: Room) -> None:
    found = edition(room, "2017-02")
    chart = charts.charts(found, texts.load("en"))[0]
    bare = charts.Chart(chart.title, chart.labels, chart.values, chart.series)
    assert pictures.drawn([chart]) != pictures.drawn([bare])


@pytest.mark.parametrize("form", formats.FORMS)
def test_words_of_staff_stand_in_what_the_team_reads_alone(room: Room, form: str) -> None:
    written = formats.write(form, edition(room, "2017-02"), texts.load("en"))
    for words in (EVENT, LESSON):
        assert (words.encode() in written) == (form in ("text", "html"))


def test_words_of_staff_are_in_no_text_of_a_picture(room: Room) -> None:
    found, english = edition(room, "2017-02"), texts.load("en")
    assert EVENT not in pictures.told(found, english)
    page = formats.write("html", found, english).decode()
    assert all(EVENT not in part.partition('"')[2].partition('"')[0] for part in page.split("alt=")[1:])


def test_what_is_deleted_is_gone_and_leaves_the_day_of_its_mark(room: Room) -> None:
    room.say("anna", "!case log event : to be deleted")
    room.delete("anna", room.last_event)
    room.say("anna", "!case log lesson : to be deleted too")
    room.delete("anna", room.last_event)
    found = edition(room, "2017-02")
    assert [one.text for one in found.events] == [EVENT, "a demonstration", ""]
    assert len(found.lessons) == 2
    assert "3 · 24 February\n" in formats.write("text", found, texts.load("en")).decode()


def test_the_message_has_them_folded(room: Room) -> None:
    said = room.one("anna", "!case tally 2017-02")
    folded = said.html.partition("<details>")[2]
    assert "Lesson 2, approved: say the number twice" in folded
    assert "Lesson 3: ask about an interpreter" in folded
    assert "1 · 14 February: a debate in parliament" in folded


def test_what_is_deleted_before_the_tally_is_sent_is_not_in_it(room: Room) -> None:
    room.say("anna", "!case log lesson : a slip of the tongue")
    lesson = room.last_event
    room.away = True
    room.say("anna", "!case tally 2017-02")
    room.delete("anna", lesson)
    room.away = False
    (said,) = room.hear()
    assert "a slip of the tongue" not in said.text + said.html
    assert LESSON in said.text


def test_very_much_fits_into_one_message() -> None:
    room = Room()
    long = "we ask öfter och längre " * 80
    for _number in range(60):
        room.say("anna", f"!case log lesson : {long}")
    said = room.one("anna", "!case tally 2017-02")
    assert len(str(said.content).encode()) < 60_000
    assert "Left out here, as there are so many: 10 older." in said.text


def test_a_lesson_in_several_lines_stays_in_its_line() -> None:
    lesson = Entry(1, date(2017, 2, 1), "one\n two\u202e", "$x")
    found = replace(edition(Room(), "2017-02"), lessons=(lesson,))
    assert "Lesson 1: one two\n" in formats.write("text", found, texts.load("en")).decode()
