"""A month becomes final: by a lead, or by itself; what changes later shows as a correction."""

from datetime import UTC, datetime

from orosbot import categories
from orosbot.rules.periods import Period
from orosbot.tally import reading
from orosbot.tally.summary import Edition
from tests.room import Room
from tests.rounds_of import coded, until

WORDS = categories.load()


def edition(room: Room, period: str) -> Edition:
    return reading.edition_of(room.book, Period.read(period), room.settings.zone, WORDS, room.clock.now())


def a_february(*, until_day: int = 1) -> Room:
    room = Room()
    room.desk.tick(room.clock.now())
    room.open_case()
    until(room, datetime(2017, 3, until_day, 8, 1, tzinfo=UTC))
    return room


def test_a_frozen_month_stays_and_later_changes_are_corrections() -> None:
    room = a_february()
    case = room.book.cases.list_open()[0]
    assert room.one("lead", "!case tally freeze").code == "tally-frozen"
    room.say("anna", f"!case set {case.ref} general")
    found = edition(room, "2017-02")
    assert not found.tally.draft
    assert found.tally.by("cases.concern")["religious"] == 1
    assert found.corrections == {
        ("cases.concern", "religious", ""): -1,
        ("cases.concern", "general", ""): 1,
    }


def test_a_month_is_final_by_itself_after_ten_staffed_days() -> None:
    room = a_february(until_day=14)
    assert edition(room, "2017-02").tally.draft
    until(room, datetime(2017, 3, 15, 7, 59, tzinfo=UTC))
    assert edition(room, "2017-02").tally.draft
    until(room, datetime(2017, 3, 15, 8, 1, tzinfo=UTC))
    assert not edition(room, "2017-02").tally.draft


def test_freezing_can_be_undone() -> None:
    room = a_february()
    room.say("lead", "!case tally freeze")
    assert room.one("lead", "!case undo").code == "undone"
    assert edition(room, "2017-02").tally.draft


def test_a_quarter_is_final_with_its_last_month() -> None:
    room = a_february()
    until(room, datetime(2017, 4, 3, 8, 1, tzinfo=UTC))
    assert edition(room, "2017-Q1").tally.draft
    room.say("lead", "!case tally freeze 2017-Q1")
    quarter = edition(room, "2017-Q1").tally
    assert not quarter.draft
    assert quarter.counts == room.book.figures.of(Period.read("2017-Q1"), room.settings.zone)
    assert edition(room, "2017").tally.draft


def test_a_year_that_the_line_began_in_is_final_after_its_december() -> None:
    room = a_february()
    until(room, datetime(2018, 2, 1, 8, 1, tzinfo=UTC))
    year = edition(room, "2017").tally
    assert not year.draft
    assert year.counts == room.book.figures.of(Period.read("2017"), room.settings.zone)


def test_the_month_comes_once_after_the_briefing_with_its_tables_folded() -> None:
    room = Room()
    room.desk.tick(room.clock.now())
    room.open_case()
    said = until(room, datetime(2017, 3, 31, 20, 0, tzinfo=UTC))
    (message,) = coded(said, "monthly-tally")
    assert [one.code for at, one in said if at == datetime(2017, 3, 1, 8, tzinfo=UTC)] == [
        "briefing-morning",
        "monthly-tally",
    ]
    assert message.content["msgtype"] == "m.notice"
    assert "<details><summary>All figures</summary>" in message.html
    assert message.html.index("Contacts: 1") < message.html.index("<details>")


def test_a_missed_month_follows_the_catch_up() -> None:
    room = Room()
    room.desk.tick(room.clock.now())
    ref = room.open_case().ref
    room.say("anna", f"!case followup {ref} 2017-02-28 10:00")
    room.clock.move_to(datetime(2017, 3, 4, 9, 0, tzinfo=UTC))  # a Saturday
    room.desk.tick(room.clock.now())
    assert room.hear() == []
    said = until(room, datetime(2017, 3, 6, 8, 0, tzinfo=UTC))
    codes = [one.code for _at, one in said]
    assert codes.index("catch-up") < codes.index("monthly-tally")
    assert codes.count("monthly-tally") == 1


def away(until_moment: datetime) -> Room:
    """A line of which the bot heard the last in December, and then nothing until a moment."""
    room = Room(start=datetime(2017, 12, 1, 9, tzinfo=UTC))
    room.desk.tick(room.clock.now())
    room.open_case()
    until(room, datetime(2018, 1, 2, 8, 30, tzinfo=UTC))
    room.open_case()
    room.clock.move_to(until_moment)
    return room


def test_a_month_that_was_missed_is_a_draft_until_ten_staffed_days_after_it_was_posted() -> None:
    room = away(datetime(2018, 2, 20, 8, 30, tzinfo=UTC))
    room.desk.tick(room.clock.now())
    (message,) = [one for one in room.hear() if one.code == "monthly-tally"]
    assert "Tally of January 2018 (draft)" in message.text
    assert "by itself it is so on Tuesday 6 March" in message.text
    assert not edition(room, "2017-12").tally.draft
    until(room, datetime(2018, 3, 6, 7, 59, tzinfo=UTC))
    assert edition(room, "2018-01").tally.draft
    until(room, datetime(2018, 3, 6, 8, 1, tzinfo=UTC))
    assert not edition(room, "2018-01").tally.draft


def test_it_waits_for_its_summary_while_the_line_is_closed() -> None:
    room = away(datetime(2018, 2, 17, 9, 0, tzinfo=UTC))  # a Saturday
    room.desk.tick(room.clock.now())
    assert edition(room, "2018-01").tally.draft
    assert len(coded(until(room, datetime(2018, 2, 19, 8, 1, tzinfo=UTC)), "monthly-tally")) == 1
    assert edition(room, "2018-01").tally.draft


def test_a_month_whose_summary_never_came_is_final_with_the_one_that_did() -> None:
    room = away(datetime(2018, 3, 20, 8, 30, tzinfo=UTC))
    room.desk.tick(room.clock.now())
    until(room, datetime(2018, 4, 5, 6, 59, tzinfo=UTC))
    assert edition(room, "2018-01").tally.draft
    assert edition(room, "2018-02").tally.draft
    until(room, datetime(2018, 4, 5, 7, 1, tzinfo=UTC))
    assert not edition(room, "2018-01").tally.draft
    assert not edition(room, "2018-02").tally.draft


def test_a_month_that_came_late_is_final_on_the_day_that_was_said_also_when_the_next_has_come() -> None:
    room = away(datetime(2018, 1, 30, 8, 30, tzinfo=UTC))
    until(room, datetime(2018, 2, 28, 18, 0, tzinfo=UTC))
    room.clock.move_to(datetime(2018, 3, 29, 7, 30, tzinfo=UTC))
    room.desk.tick(room.clock.now())
    (message,) = [one for one in room.hear() if one.code == "monthly-tally"]
    assert "by itself it is so on Monday 16 April" in message.text
    until(room, datetime(2018, 4, 16, 6, 59, tzinfo=UTC))
    assert edition(room, "2018-02").tally.draft
    until(room, datetime(2018, 4, 16, 7, 1, tzinfo=UTC))
    assert not edition(room, "2018-02").tally.draft
    assert edition(room, "2018-03").tally.draft


def test_a_new_bot_makes_none_of_the_time_before_it() -> None:
    room = Room(start=datetime(2017, 2, 1, 7, 30, tzinfo=UTC))
    room.desk.tick(room.clock.now())
    assert coded(until(room, datetime(2017, 2, 10, 9, tzinfo=UTC)), "monthly-tally") == []
