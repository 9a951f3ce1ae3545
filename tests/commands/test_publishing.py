"""`tally publish` by a lead and `tally agree` by somebody else."""

from collections.abc import Sequence
from datetime import UTC, datetime

from orosbot.rules.periods import Period
from orosbot.settings import Roles, Settings
from tests.room import LEAD, Room, Said

JANUARY = datetime(2018, 1, 9, 9, tzinfo=UTC)


def a_december(language: str = "en") -> Room:
    """A line that began in December, with 14 cases, in the new year."""
    settings = Settings(roles=Roles(leads=[LEAD, "@boss:example.org"]))
    room = Room(language, start=datetime(2017, 12, 28, 9, tzinfo=UTC), settings=settings)
    room.desk.tick(room.clock.now())
    for concern, age in [("religious", 17)] * 5 + [("religious", 20)] * 4 + [("general", 40)] * 5:
        room.open_case(f"phone professional {concern} {age}")
    room.pass_time(JANUARY)
    return room


def asked(room: Room, words: str = "publish 2017") -> Said:
    """A lead freezes and asks; the answer."""
    room.say("lead", "!case tally freeze 2017")
    said = room.one("lead", f"!case tally {words}")
    assert said.code == "tally", said.text
    return said


def public(room: Room, period: str = "2017") -> str:
    return room.one("anna", f"!case tally {period} public").text


def change(room: Room, cases: Sequence[int], words: str) -> None:
    refs = [case.ref for case in room.book.cases.list_open()]
    for number in cases:
        assert room.one("anna", f"!case set {refs[number]} {words}").code == "case-changed"


def test_what_a_lead_asks_for_is_shown_whole_and_published_when_somebody_else_agrees() -> None:
    room = a_december()
    said = asked(room)
    assert "Exactly this would be public" in said.text
    assert "religious 9, general 5" in said.text
    assert "until Tuesday 16 January at 10:00" in said.text
    assert "waits for a second person" in public(room)
    agreed = room.one("anna", "!case tally agree")
    assert agreed.code == "tally-published"
    assert "lead asked for it, anna agreed" in agreed.text
    assert "Published on 9 January 2018." in public(room)
    assert room.one("anna", "!case tally agree").code == "error-nothing-open"


def test_the_first_person_is_never_the_second() -> None:
    room = a_december()
    asked(room)
    assert room.one("lead", "!case tally agree").code == "error-not-allowed"
    assert room.one("lead", "!case tally 2017 agree").code == "error-not-allowed"
    assert "Published on" not in public(room)
    assert room.one("boss", "!case tally agree").code == "tally-published"


def test_a_reply_to_the_question_agrees_to_that_one() -> None:
    room = a_december()
    first = asked(room, "publish 2017-12")
    second = room.one("lead", "!case tally publish 2017-Q4")
    assert room.one("anna", "!case tally agree").code == "error-ambiguous"
    assert room.one("anna", "tally agree", reply_to=second).code == "tally-published"
    assert "Published on" in public(room, "2017-Q4")
    assert "Published on" not in public(room, "2017-12")
    assert room.one("anna", "tally agree", reply_to=second).code == "error-nothing-open"
    assert room.one("anna", "tally agree", reply_to=first).code == "tally-published"


def test_an_emoji_or_a_word_of_assent_publishes_nothing() -> None:
    room = a_december()
    said = asked(room)
    assert room.react("anna", "✅", said) == []
    assert room.say("anna", "ok", reply_to=said) == []
    assert "Published on" not in public(room)


def test_the_period_can_be_named_where_several_wait() -> None:
    room = a_december("sv")
    asked(room, "publish 2017-12")
    room.say("lead", "!ä statistik publicera 2017-Q4")
    said = room.one("anna", "!ä statistik överens")
    assert said.code == "error-ambiguous"
    assert "!ärende statistik 2017-12 överens" in said.text
    assert room.one("anna", "!ä statistik 2017-Q4 överens").code == "tally-published"
    assert room.one("anna", "!ä statistik överens").code == "tally-published"


def test_where_several_wait_the_number_of_one_is_the_answer() -> None:
    room = a_december()
    asked(room, "publish 2017-12")
    room.say("lead", "!case tally publish 2017-Q4")
    said = room.one("anna", "!case tally agree")
    assert "1. December 2017, lead asked for it" in said.text
    assert room.one("anna", "2", reply_to=said).code == "tally-published"
    assert "Published on" in public(room, "2017-Q4")
    assert "Published on" not in public(room, "2017-12")
    assert room.say("anna", "3", reply_to=said) == []


def test_the_number_may_stand_beside_the_word_and_is_none_for_who_asked() -> None:
    room = a_december()
    asked(room, "publish 2017-12")
    room.say("lead", "!case tally publish 2017-Q4")
    said = room.one("anna", "!case tally agree")
    assert room.one("lead", "1", reply_to=said).code == "error-not-allowed"
    assert room.one("anna", "tally agree 1", reply_to=said).code == "tally-published"
    assert "Published on" in public(room, "2017-12")


def test_without_a_second_person_it_lapses_and_says_so() -> None:
    room = a_december()
    asked(room)
    room.pass_time(datetime(2018, 1, 16, 9, tzinfo=UTC))
    said = room.one("anna", "!case tally agree")
    assert said.code == "error-nothing-open"
    assert "lapsed" in said.text
    assert "lapsed" in public(room)
    room.say("lead", "!case tally publish 2017")
    assert room.one("anna", "!case tally agree").code == "tally-published"


def test_only_what_is_frozen_is_published() -> None:
    room = a_december()
    said = room.one("lead", "!case tally publish 2017")
    assert said.code == "error-nothing-open"
    assert "December 2017" in said.text
    assert "!case tally freeze 2017" in said.text
    assert room.one("lead", "!case tally publish 2018-01").code == "error-bad-when"
    assert room.one("lead", "!case tally publish").code == "error-nothing-open"
    assert room.one("anna", "!case tally publish 2017").code == "error-not-allowed"
    assert "It is final, but not published." not in public(room)
    room.say("lead", "!case tally freeze 2017")
    assert "It is final, but not published." in public(room)


def test_without_a_period_it_is_the_last_frozen_one_that_is_not_published() -> None:
    room = a_december()
    for name in ("December 2017", "4th quarter 2017", "2017"):
        said = asked(room, "publish")
        assert said.text.startswith(f"{name} is to be published")
        assert room.one("anna", "!case tally agree").code == "tally-published"
    assert room.one("lead", "!case tally publish").code == "error-nothing-open"


def test_a_month_of_few_contacts_is_published_as_such() -> None:
    room = Room(start=datetime(2017, 12, 28, 9, tzinfo=UTC))
    room.open_case()
    room.pass_time(JANUARY)
    assert "too few: Contacts." in asked(room, "publish 2017-12").text
    assert room.one("anna", "!case tally agree").code == "tally-published"


def test_what_is_published_already_is_not_published_again() -> None:
    room = a_december()
    asked(room)
    room.say("anna", "!case tally agree")
    said = room.one("lead", "!case tally publish 2017")
    assert said.code == "error-nothing-open"
    assert "published already, since 9 January 2018" in said.text


def test_the_question_can_be_withdrawn() -> None:
    room = a_december()
    said = asked(room)
    undone = room.one("lead", "!case undo")
    assert undone.code == "undone"
    assert "whether 2017 is to be published" in undone.text
    assert room.one("anna", "tally agree", reply_to=said).code == "error-nothing-open"
    assert room.one("anna", "!case tally agree").code == "error-nothing-open"
    assert "It is final, but not published." in public(room)


def test_a_question_that_was_asked_anew_stands_as_before_once_the_second_is_withdrawn() -> None:
    room = a_december()
    first = asked(room)
    room.say("boss", "!case tally publish 2017")
    assert room.one("boss", "!case undo").code == "undone"
    assert room.one("anna", "tally agree", reply_to=first).code == "tally-published"


def test_what_is_published_cannot_be_undone_and_undo_does_not_offer_it() -> None:
    room = a_december()
    asked(room)
    room.say("anna", "!case tally agree")
    for who in ("lead", "anna"):
        said = room.one(who, "!case undo")
        assert said.code == "error-nothing-to-undo"
        assert "cannot be undone" in said.text
    for who in ("lead", "anna"):
        room.say(who, "!case find")
        said = room.one(who, "!case undo")
        assert said.code == "error-nothing-to-undo"
        assert "once more" not in said.text


def test_the_figures_under_a_publication_are_not_thawed() -> None:
    room = a_december()
    room.say("boss", "!case tally freeze 2017")
    room.say("lead", "!case tally publish 2017")
    room.say("anna", "!case tally agree")
    assert room.one("boss", "!case undo").code == "error-nothing-to-undo"
    assert room.book.tallies.snapshot(Period.read("2017-12")) is not None


def test_what_is_not_any_more_what_was_shown_is_not_published() -> None:
    room = a_december()
    room.say("boss", "!case tally freeze 2017")
    room.say("lead", "!case tally publish 2017")
    assert room.one("boss", "!case undo").code == "undone"
    said = room.one("anna", "!case tally agree")
    assert said.code == "error-nothing-open"
    assert "not any more what was shown" in said.text
    assert room.one("boss", "!case tally freeze 2017").code == "tally-frozen"
    assert room.one("anna", "!case tally agree").code == "tally-published"


def test_a_small_correction_waits_and_a_large_one_replaces_what_is_public() -> None:
    room = a_december()
    asked(room)
    room.say("anna", "!case tally agree")
    change(room, [0], "general")
    said = room.one("lead", "!case tally publish 2017")
    assert said.code == "error-nothing-open"
    assert "by 5 or more" in said.text
    assert "religious 9, general 5" in public(room)
    change(room, range(1, 9), "general")
    said = asked(room, "publish 2017")
    assert "would replace what is public now" in said.text
    assert "religious 0, general 14" in said.text
    assert "religious 9, general 5" in public(room)
    room.wait(hours=24)
    assert room.one("anna", "!case tally agree").code == "tally-published"
    assert "religious 0, general 14" in public(room)
    assert "Published on 10 January 2018." in public(room)


def test_what_was_put_right_before_it_is_published_is_in_it() -> None:
    room = a_december()
    room.say("lead", "!case tally freeze 2017")
    change(room, [0], "general")
    said = asked(room)
    assert "In it is what was put right since it was final: December 2017." in said.text
    assert "religious 8, general 6" in said.text
    assert room.one("anna", "!case tally agree").code == "tally-published"
    assert "religious 8, general 6" in public(room)
    said = room.one("lead", "!case tally publish 2017")
    assert "is published already, since 9 January 2018. Nothing was changed." in said.text


def test_what_is_put_right_after_the_question_needs_another_one() -> None:
    room = a_december()
    asked(room)
    change(room, [0], "general")
    said = room.one("anna", "!case tally agree")
    assert said.code == "error-nothing-open"
    assert "not any more what was shown" in said.text
    assert "religious 8, general 6" in asked(room).text


def test_what_is_put_right_in_a_month_that_is_public_is_not_in_its_year_and_that_is_said() -> None:
    room = a_december()
    asked(room, "publish 2017-12")
    room.say("anna", "!case tally agree")
    change(room, [0], "general")
    said = asked(room)
    assert "Not in it is what was put right in December 2017" in said.text
    assert "religious 9, general 5" in said.text
    assert "since it was final" not in said.text


def test_a_time_before_the_line_is_neither_frozen_nor_published() -> None:
    room = a_december()
    for words in ("publish 2016-05", "publish 2017-Q3", "freeze 1999", "freeze 2017-11"):
        said = room.one("lead", f"!case tally {words}")
        assert said.code == "error-bad-when"
        assert "the figures begin in December 2017" in said.text
    assert room.one("lead", "!case tally freeze 2017").code == "tally-frozen"


def test_where_nothing_was_counted_nothing_is_frozen() -> None:
    said = Room(start=JANUARY).one("lead", "!case tally freeze 2017")
    assert said.code == "error-bad-when"
    assert "Nothing has been counted yet." in said.text


def test_a_time_that_has_not_begun_is_not_shown() -> None:
    room = a_december()
    for words in ("2019-01", "2018-Q2 public", "2018-02 picture", "2019 commissioner"):
        assert room.one("anna", f"!case tally {words}").code == "error-bad-when"
    for words in ("2018-01", "2018-Q1", "2018 public", "2016"):
        assert room.one("anna", f"!case tally {words}").code == "tally"


def test_nothing_is_compared_with_a_time_before_the_line() -> None:
    room = a_december()
    of_month = room.one("anna", "!case tally 2017-12").text
    assert "November 2017:" not in of_month
    assert "December 2016:" not in of_month
    assert "contacts 14, cases 14, about children 5" in of_month
    assert "December 2017: contacts 14" in room.one("anna", "!case tally 2018-01").text
    assert "2016:" not in room.one("anna", "!case tally 2017").text


def test_a_correction_names_the_command_for_each_edition_that_it_replaces() -> None:
    room = a_december()
    asked(room)
    room.say("anna", "!case tally agree")
    asked(room, "publish 2017-Q4")
    assert "orosbot tally 2017-Q4 --public" in room.one("anna", "!case tally agree").text
    change(room, range(9), "general")
    asked(room, "publish 2017")
    agreed = room.one("anna", "!case tally agree")
    assert agreed.code == "tally-published"
    assert "orosbot tally 2017 --public" in agreed.text
    assert "orosbot tally 2017-Q4 --public" in agreed.text


def test_who_asked_and_agreed_becomes_a_role_like_everywhere() -> None:
    room = a_december()
    asked(room)
    room.say("anna", "!case tally agree")
    room.pass_time(datetime(2018, 3, 1, 9, tzinfo=UTC))
    (row,) = room.book.publications.agreed(Period.read("2017"))
    assert (row.asked_by, row.agreed_by) == ("lead", "staff")
    assert "Published on 9 January 2018." in public(room)
