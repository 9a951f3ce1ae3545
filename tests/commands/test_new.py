"""`new`: opening a case, and asking for what is missing."""

import json
import re
from datetime import timedelta

import pytest

from orosbot.settings import Reference, Settings
from tests.room import LEAD, Room, Said


@pytest.fixture
def room() -> Room:
    return Room()


def facts_of(room: Room, said: Said) -> dict[str, object]:
    case = room.book.cases.find(said.ref)
    assert case is not None
    facts = case.facts
    return {
        "channel": facts.channel,
        "caller": facts.caller,
        "concern": facts.concern,
        "age": facts.age,
        "child_caller": facts.child_caller,
    }


def texts_of(room: Room, said: Said) -> list[str | None]:
    case = room.book.cases.find(said.ref)
    assert case is not None
    return [note.text for note in room.book.notes.of(case.id)]


WHOLE = {
    "channel": "phone",
    "caller": "professional",
    "concern": "religious",
    "age": "over25",
    "child_caller": False,
}
CHILD = {**WHOLE, "age": "under18"}


@pytest.mark.parametrize(
    ("language", "spelled"), [("en", "zero|one|two|three|four"), ("sv", "noll|ett|två|tre|fyra")]
)
def test_the_number_is_shown_and_spelled_for_reading_aloud(language: str, spelled: str) -> None:
    said = Room(language).open_case("phone professional religious 30")
    assert f"{said.ref[:3]}-{said.ref[3:]}" in said.text
    digits = {
        "en": "zero one two three four five six seven eight nine",
        "sv": "noll ett två tre fyra fem sex sju åtta nio",
    }
    names = digits[language].split()
    aloud = ", ".join(" ".join(names[int(d)] for d in group) for group in (said.ref[:3], said.ref[3:]))
    assert aloud in said.text
    assert re.search(spelled, " ".join(names))


def test_the_config_makes_references_longer() -> None:
    room = Room(settings=Settings(reference=Reference(digits=10)))
    said = room.open_case()
    assert len(said.ref) == 10
    assert room.one("anna", f"!case {said.ref[:2]}-{said.ref[2:6]}-{said.ref[6:]}").code == "case-card"


def test_who_opens_a_case_has_taken_it(room: Room) -> None:
    case = room.book.cases.find(room.open_case(who="bert").ref)
    assert case is not None
    assert (case.opened_by, case.taken_by) == ("@bert:example.org", "@bert:example.org")


@pytest.mark.parametrize(
    ("typed", "text", "supports"),
    [
        ("advice : resonerat om nästa steg", "resonerat om nästa steg", ["advice"]),
        ("advice: text", "text", ["advice"]),
        ("råd:text", "text", ["advice"]),
        ("råd：text", "text", ["advice"]),
        ("råd kunskap : a : b", "a : b", ["advice", "knowledge"]),
        (": mamma sa: ring", "mamma sa: ring", []),
        ("advice :", None, ["advice"]),
        ("advice", None, ["advice"]),
        ("\n: two\nlines", "two\nlines", []),
    ],
)
def test_what_follows_the_colon_is_text(
    room: Room, typed: str, text: str | None, supports: list[str]
) -> None:
    said = room.open_case(f"phone professional religious 30 {typed}")
    case = room.book.cases.find(said.ref)
    assert case is not None
    (note,) = room.book.notes.of(case.id)
    assert (note.text, list(note.supports)) == (text, supports)


def test_a_colon_after_an_unknown_word_divides_nothing(room: Room) -> None:
    said = room.one("anna", "!case new phone professional religious 30 mamma sa: ring")
    assert said.code == "error-unknown-word"
    assert "mamma" in said.text
    assert room.count("cases") == 0


def test_two_channels_are_asked_back(room: Room) -> None:
    said = room.one("anna", "!case new phone chat relative right 30")
    assert said.code == "error-ambiguous"
    assert "phone" in said.text
    assert "chat" in said.text
    assert (room.count("cases"), room.count("questions")) == (0, 0)


def test_two_words_of_one_fact_are_named_in_the_language_of_the_line() -> None:
    said = Room("sv").one("anna", "!case new phone chat relative right 30")
    assert "telefon" in said.text
    assert "chatt" in said.text
    assert "anhörig”" in Room("sv").one("anna", "!case new relative self").text


@pytest.mark.parametrize("language", ["en", "sv"])
def test_a_mistyped_word_is_named_with_the_nearest_and_nothing_is_stored(language: str) -> None:
    room = Room(language)
    said = room.one("anna", "!case new telfon professional religious 30")
    assert said.code == "error-unknown-word"
    assert "telfon" in said.text
    assert "telefon" in said.text
    assert (room.count("cases"), room.count("questions"), room.count("numbers")) == (0, 0, 0)


@pytest.mark.parametrize(
    "answer",
    [
        "1 2 3 4",
        "1,2,3,4",
        "phone professional religious over25",
        "p 2 3 30",
        "tel ext religiös ö25",
        "4 years?",
    ],
)
def test_what_is_missing_is_asked_in_one_message_and_answered_in_one(room: Room, answer: str) -> None:
    asked = room.one("anna", "!case new")
    assert asked.code == "case-incomplete"
    assert asked.text.count("\n") >= 4
    answers = room.say("anna", answer, reply_to=asked)
    if answer == "4 years?":
        assert [said.code for said in answers] != ["case-opened"]
        return
    (opened,) = answers
    assert opened.code == "case-opened"
    assert facts_of(room, opened) == WHOLE


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("phone", "2 3 30"),
        ("30 religious", "phone professional"),
        ("30 religious", "1 2"),
        ("ext", "religious 30 tel"),
        ("phone ext religious", "41"),
        ("phone ext religious", "over25"),
        ("phone ext religious", "4"),
    ],
)
def test_only_what_is_missing_is_asked_and_in_order(room: Room, typed: str, answer: str) -> None:
    asked = room.one("anna", f"!case new {typed}")
    opened = room.one("anna", answer, reply_to=asked)
    assert opened.code == "case-opened"
    assert facts_of(room, opened) == WHOLE


def test_the_answer_may_carry_the_prefix(room: Room) -> None:
    asked = room.one("anna", "!case new")
    opened = room.one("anna", "!case 1 2 3 1", reply_to=asked)
    assert opened.code == "case-opened"
    assert facts_of(room, opened) == CHILD


def test_half_an_answer_leads_to_the_next_question_with_the_rest(room: Room) -> None:
    asked = room.one("anna", "!case new phone : fjällräven")
    again = room.one("anna", "professional", reply_to=asked)
    assert again.code == "case-incomplete"
    assert "1 right" in again.text
    assert "1 phone" not in again.text
    opened = room.one("anna", "3 4", reply_to=again)
    assert facts_of(room, opened) == WHOLE
    assert texts_of(room, opened) == ["fjällräven"]


def test_a_question_is_answered_once(room: Room) -> None:
    asked = room.one("anna", "!case new")
    assert room.one("anna", "1 2 3 4", reply_to=asked).code == "case-opened"
    again = room.one("anna", "1 2 3 4", reply_to=asked)
    assert again.code == "error-nothing-open"
    assert room.count("cases") == 1


def test_an_unanswered_question_lapses_after_half_an_hour_and_leaves_nothing(room: Room) -> None:
    asked = room.one("anna", "!case new phone : fjällräven")
    room.wait(minutes=29, seconds=59)
    assert room.count("questions") == 1
    assert room.desk.next_due() == room.clock.now() + timedelta(seconds=1)
    room.wait(seconds=1)
    assert room.count("questions") == 0
    assert "fjällräven" not in room.stored()
    assert room.one("anna", "2 3 4", reply_to=asked).code == "error-nothing-open"
    assert (room.count("cases"), room.count("numbers")) == (0, 0)


def test_a_question_can_be_answered_until_the_last_second(room: Room) -> None:
    asked = room.one("anna", "!case new")
    room.wait(minutes=29, seconds=59)
    assert room.one("anna", "1 2 3 4", reply_to=asked).code == "case-opened"


def test_a_question_that_was_asked_late_can_still_be_answered(room: Room) -> None:
    room.wait(hours=2)
    asked = room.one("anna", "!case new", origin=room.clock.now() - timedelta(hours=1))
    assert asked.code == "case-incomplete"
    room.wait(minutes=5)
    assert room.one("anna", "1 2 3 4", reply_to=asked).code == "case-opened"


@pytest.mark.parametrize(
    ("answer", "named"), [("1 2 telfon 4", "telfon"), ("professonal", "professional"), ("3 2 1 1", "3")]
)
def test_a_wrong_word_in_the_answer_is_named_and_the_question_stays(
    room: Room, answer: str, named: str
) -> None:
    asked = room.one("anna", "!case new")
    refused = room.one("anna", answer, reply_to=asked)
    assert refused.code == "error-unknown-word"
    assert named in refused.text
    assert room.count("cases") == 0
    assert room.one("anna", "1 2 3 4", reply_to=asked).code == "case-opened"


@pytest.mark.parametrize(
    "talk", ["svar kommer i morgon", "ok tack", "👍", "väntar på att hon ringer tillbaka"]
)
def test_talk_in_reply_to_a_question_has_no_answer(room: Room, talk: str) -> None:
    asked = room.one("anna", "!case new")
    assert room.say("anna", talk, reply_to=asked) == []
    assert room.one("anna", "1 2 3 4", reply_to=asked).code == "case-opened"


@pytest.mark.parametrize(
    ("text", "code"), [("help", "help"), ("hjälp", "help"), ("lista", "case-list"), ("status", "status")]
)
def test_a_verb_in_reply_to_a_question_is_that_verb(room: Room, text: str, code: str) -> None:
    asked = room.one("anna", "!case new")
    assert room.one("anna", text, reply_to=asked).code == code
    assert room.one("anna", f"!case {text}", reply_to=asked).code == code
    assert room.one("anna", "1 2 3 4", reply_to=asked).code == "case-opened"


def test_somebody_else_may_answer_and_has_then_taken_the_case(room: Room) -> None:
    asked = room.one("anna", "!case new")
    opened = room.one("bert", "1 2 3 4", reply_to=asked)
    case = room.book.cases.find(opened.ref)
    assert case is not None
    assert case.taken_by == "@bert:example.org"


@pytest.mark.parametrize(
    ("words", "case"),
    [
        ("phone relative right 17", "about"),
        ("phone relative right u18", "about"),
        ("phone relative right barn", "about"),
        ("phone self right 17", "caller"),
        ("phone relative right 40 child-caller", "caller"),
        ("phone relative right 40 barn-ringer", "caller"),
    ],
)
def test_a_child_case_demands_an_assessment_at_once(room: Room, words: str, case: str) -> None:
    said = room.open_case(words)
    assert "CHILD CASE" in said.text
    assert f"!case child {said.ref[:3]}-{said.ref[3:]} report" in said.text
    assert ("the caller is a child" in said.text) is (case == "caller")


def test_a_case_about_an_adult_demands_no_assessment(room: Room) -> None:
    assert "child" not in room.open_case("phone self right 18").text.lower()


@pytest.mark.parametrize(("answer", "facts"), [("1", ("under18", True)), ("2", ("over25", False))])
def test_a_child_caller_with_an_adult_age_of_their_own_is_asked_about(
    room: Room, answer: str, facts: tuple[str, bool]
) -> None:
    asked = room.one("anna", "!case new phone self right 30 child-caller : fjällräven")
    assert asked.code == "case-incomplete"
    assert room.count("cases") == 0
    opened = room.one("anna", answer, reply_to=asked)
    assert opened.code == "case-opened"
    case = room.book.cases.find(opened.ref)
    assert case is not None
    assert (case.facts.age, case.facts.child_caller) == facts
    assert texts_of(room, opened) == ["fjällräven"]


def test_the_question_about_the_child_comes_after_that_about_what_is_missing(room: Room) -> None:
    asked = room.one("anna", "!case new child-caller")
    second = room.one("anna", "1 3 1 4", reply_to=asked)
    assert second.code == "case-incomplete"
    assert "over 25" in second.text
    assert room.one("anna", "1", reply_to=second).code == "case-opened"


@pytest.mark.parametrize("answer", ["3", "telefon", "x"])
def test_the_question_about_the_child_takes_nothing_else(room: Room, answer: str) -> None:
    asked = room.one("anna", "!case new phone self right 30 child-caller")
    assert [said.code for said in room.say("anna", answer, reply_to=asked)] in ([], ["error-unknown-word"])
    assert room.count("cases") == 0


@pytest.mark.parametrize("typed", ["close:agreed", "avsluta:överens", "stäng:overens"])
def test_a_case_may_be_closed_as_it_is_opened(room: Room, typed: str) -> None:
    said = room.one("anna", f"!case new phone relative right 30 advice {typed} : text")
    assert said.code == "case-closed"
    case = room.book.cases.find(said.ref)
    assert case is not None
    assert case.close_reason == "agreed"
    assert f"{said.ref[:3]}-{said.ref[3:]}" in said.text


def test_a_child_case_that_should_be_closed_at_once_opens_and_says_why_it_stays(room: Room) -> None:
    said = room.one("anna", "!case new phone relative right 17 close:agreed")
    assert said.code == "case-opened"
    case = room.book.cases.find(said.ref)
    assert case is not None
    assert case.open
    assert "stays open" in said.text
    assert "assessment" in said.text


def test_the_wish_to_close_survives_the_question(room: Room) -> None:
    asked = room.one("anna", "!case new phone close:agreed")
    assert room.one("anna", "1 1 4", reply_to=asked).code == "case-closed"


@pytest.mark.parametrize(
    "typed",
    [
        "child-caller ring:yes wants:advice,knowledge lang:so region:skane via:web interpreter",
        "barn-ringer ringa:ja vill:råd,kunskap språk:somaliska län:skåne genom:webb tolk",
    ],
)
def test_optional_facts_stand_on_the_card(room: Room, typed: str) -> None:
    said = room.open_case(f"phone relative right 17 {typed}")
    card = room.one("anna", f"!case {said.ref}").text
    for part in (
        "the caller is a child",
        "we may ring",
        "wants advice, knowledge",
        "Somali",
        "heard of us through: web",
        "with an interpreter",
        "interpreter",
    ):
        assert part in card
    assert re.search("(?i)sk[aå]ne", card)


def test_optional_facts_survive_the_question(room: Room) -> None:
    asked = room.one("anna", "!case new lang:so wants:råd region:skåne ring:nej barn-ringer via:webb tolk")
    opened = room.one("anna", "1 1 1 1", reply_to=asked)
    case = room.book.cases.find(opened.ref)
    assert case is not None
    facts = case.facts
    assert (
        facts.language,
        facts.wants,
        facts.region,
        facts.ring,
        facts.child_caller,
        facts.via,
        facts.interpreter,
    ) == (
        "so",
        ("advice",),
        "skane",
        "no",
        True,
        "web",
        True,
    )


def test_text_too_long_for_a_note_opens_nothing(room: Room) -> None:
    said = room.one("anna", "!case new phone relative right 30 : " + "x" * 2001)
    assert said.code == "error-too-long"
    assert room.count("cases") == 0
    assert room.one("anna", "!case new phone : " + "x" * 2001).code == "error-too-long"
    assert room.open_case("phone relative right 30 : " + "x" * 2000).code == "case-opened"


def test_nothing_of_a_text_is_kept_in_the_inbox_the_audit_or_the_outbox(room: Room) -> None:
    room.open_case("phone relative right 30 : fjällräven")
    db = room.book.store.db
    for table in ("inbox", "audit", "outbox", "effects", "questions"):
        assert "fjällräven" not in json.dumps(
            db.execute(f"SELECT * FROM {table}").fetchall(), ensure_ascii=False
        )


def test_leads_open_cases_too(room: Room) -> None:
    said = room.open_case(who="lead")
    case = room.book.cases.find(said.ref)
    assert case is not None
    assert case.opened_by == LEAD


def test_the_answer_repeats_the_support_that_was_given(room: Room) -> None:
    said = room.open_case("phone relative right 30 advice wants:contact knowledge : text")
    assert "Support given: advice, knowledge" in said.text
    assert "Support given" not in room.open_case("phone relative right 30 wants:advice").text
    closed = room.one("anna", "!case new phone professional right 30 information close:information")
    assert closed.code == "error-unknown-word"
    closed = room.one("anna", "!case new phone professional right 30 knowledge close:information")
    assert "Support given: knowledge" in closed.text


@pytest.mark.parametrize("said", ["17-åring", "17 år", "under 18", "17-year-old"])
def test_an_age_may_be_said_in_words_wherever_it_is_asked_for(room: Room, said: str) -> None:
    case = room.book.cases.find(room.open_case(f"phone relative right {said} : text").ref)
    assert case is not None
    assert case.facts.age == "under18"
    ref = room.open_case("phone relative right 30").ref
    assert room.one("anna", f"!case set {ref} {said}").code == "case-changed"
    asked = room.one("anna", "!case new phone relative right")
    assert room.one("anna", said, reply_to=asked).code == "case-opened"
