"""call, note, close, reopen, show, list, child, help, about, status."""

import html
import json
import re

import pytest

from orosbot.commands import VERBS
from orosbot.rules.words import fold
from orosbot.settings import Privacy, Settings
from orosbot.values import Case
from tests.room import START, Room, Said


@pytest.fixture
def room() -> Room:
    return Room()


@pytest.fixture
def ref(room: Room) -> str:
    return room.open_case().ref


def case_of(room: Room, ref: str) -> Case:
    case = room.book.cases.find(ref)
    assert case is not None
    return case


def child_case(room: Room) -> str:
    return room.open_case("phone relative right 17").ref


# call


@pytest.mark.parametrize(
    ("typed", "channel"), [("", "phone"), ("chat", "chat"), ("CHATT", "chat"), ("tel", "phone")]
)
def test_a_call_counts_a_repeat_contact_and_brings_the_card(
    room: Room, ref: str, typed: str, channel: str
) -> None:
    room.say("anna", f"!case note {ref} advice : fjällräven")
    said = room.one("bert", f"!case call {ref} {typed}")
    assert said.code == "contact-recorded"
    assert "fjällräven" in said.text
    assert "2 contacts" in said.text
    contacts = room.book.cases.contacts(case_of(room, ref).id)
    assert [(c.kind, c.channel, c.by) for c in contacts] == [
        ("new", "phone", "@anna:example.org"),
        ("repeat", channel, "@bert:example.org"),
    ]


def test_a_call_to_a_closed_case_counts_and_offers_to_reopen_it(room: Room, ref: str) -> None:
    room.say("anna", f"!case close {ref} agreed")
    said = room.one("anna", f"!case call {ref}")
    assert said.code == "contact-recorded"
    assert f"!case reopen {ref[:3]}-{ref[3:]}" in said.text
    assert not case_of(room, ref).open


@pytest.mark.parametrize("typed", ["pigeon", "phone chat", "phone phone"])
def test_a_call_takes_one_channel_and_nothing_else(room: Room, ref: str, typed: str) -> None:
    assert room.one("anna", f"!case call {ref} {typed}").code == "error-unknown-word"
    assert room.count("contacts") == 1


# note


@pytest.mark.parametrize(
    ("typed", "text", "supports"),
    [
        ("advice knowledge : resonerat", "resonerat", ("advice", "knowledge")),
        ("råd: resonerat", "resonerat", ("advice",)),
        ("advice:resonerat", "resonerat", ("advice",)),
        ("råd：resonerat", "resonerat", ("advice",)),
        (": text", "text", ()),
        ("about groups: yes", "about groups: yes", ()),
        ("mamma sa: ring", "mamma sa: ring", ()),
        ("advice", "advice", ()),
        ("råd om skola", "råd om skola", ()),
        ("advice : a : b: c", "a : b: c", ("advice",)),
        ("advice : two\nlines\n  kept", "two\nlines\n  kept", ("advice",)),
        ("advice råd : once", "once", ("advice",)),
        ("kl 14:30 ringde", "kl 14:30 ringde", ()),
        ("advice :", None, ("advice",)),
        ("**not bold** {ref} <b>", "**not bold** {ref} <b>", ()),
    ],
)
def test_a_note_is_support_before_the_colon_and_text_behind_it(
    room: Room, ref: str, typed: str, text: str | None, supports: tuple[str, ...]
) -> None:
    assert room.one("anna", f"!case note {ref} {typed}").code == "note-recorded"
    (note,) = room.book.notes.of(case_of(room, ref).id)
    assert (note.text, note.supports, note.by) == (text, supports, "@anna:example.org")


def test_the_text_may_follow_the_number_with_a_colon(room: Room, ref: str) -> None:
    for form in (f"{ref}: text", f"{ref}:text", f"{ref[:3]}-{ref[3:]} : text"):
        assert room.one("anna", f"!case note {form}").code == "note-recorded"
    assert {note.text for note in room.book.notes.of(case_of(room, ref).id)} == {"text"}


@pytest.mark.parametrize("typed", ["advise : text", "advice xyz : text"])
def test_an_unknown_support_before_the_colon_is_named(room: Room, ref: str, typed: str) -> None:
    said = room.one("anna", f"!case note {ref} {typed}")
    assert said.code == "error-unknown-word"
    assert room.count("notes") == 0


@pytest.mark.parametrize("typed", ["", ":", " : ", "\u200b"])
def test_an_empty_note_is_asked_for_its_words(room: Room, ref: str, typed: str) -> None:
    assert room.one("anna", f"!case note {ref} {typed}").code == "error-missing-word"
    assert room.count("notes") == 0


def test_a_note_has_at_most_2000_characters(room: Room, ref: str) -> None:
    assert room.one("anna", f"!case note {ref} : " + "å" * 2000).code == "note-recorded"
    said = room.one("anna", f"!case note {ref} : " + "å" * 2001)
    assert said.code == "error-too-long"
    assert "2001" in said.text
    assert room.one("anna", f"!case note {ref} : " + "x" * 100_000).code == "error-too-long"
    assert room.count("notes") == 1


def test_the_confirmation_of_a_note_does_not_repeat_its_text(room: Room, ref: str) -> None:
    assert "fjällräven" not in room.one("anna", f"!case note {ref} advice : fjällräven").text


# child


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("report", "report"),
        ("anmäler", "report"),
        ("ANMALER", "report"),
        ("consult", "consult"),
        ("rådgör", "consult"),
        ("caller", "caller"),
        ("inringaren", "caller"),
        ("unknown", "unknown"),
        ("okänt", "unknown"),
        ("none", "none"),
        ("ingen", "none"),
    ],
)
def test_an_assessment_is_recorded_in_both_languages(room: Room, typed: str, answer: str) -> None:
    ref = child_case(room)
    assert room.one("anna", f"!case child {ref} {typed}").code == "assessment-recorded"
    last = room.book.assessments.last(case_of(room, ref).id)
    assert last is not None
    assert (last.answer, last.by, last.agreed_by) == (answer, "@anna:example.org", None)


def test_a_child_case_closes_only_after_its_assessment(room: Room) -> None:
    ref = child_case(room)
    refused = room.one("anna", f"!case close {ref} agreed")
    assert refused.code == "error-assessment-open"
    assert "!case child" in refused.text
    room.say("anna", f"!case child {ref} consult")
    assert room.one("anna", f"!case close {ref} agreed").code == "error-assessment-open"
    room.say("anna", f"!case child {ref} none")
    assert room.one("anna", f"!case close {ref} agreed").code == "case-closed"


def test_consulting_after_a_decision_opens_the_assessment_again(room: Room) -> None:
    ref = child_case(room)
    room.say("anna", f"!case child {ref} none")
    room.say("anna", f"!case child {ref} consult")
    assert room.one("anna", f"!case close {ref} agreed").code == "error-assessment-open"


@pytest.mark.parametrize("typed", ["agree", "instämmer"])
def test_a_second_person_agrees_and_the_first_may_not(room: Room, typed: str) -> None:
    ref = child_case(room)
    assert room.one("bert", f"!case child {ref} {typed}").code == "error-nothing-open"
    room.say("anna", f"!case child {ref} report")
    assert room.one("anna", f"!case child {ref} {typed}").code == "error-not-allowed"
    assert room.one("bert", f"!case child {ref} {typed}").code == "assessment-agreed"
    assert room.one("cleo", f"!case child {ref} {typed}").code == "error-nothing-open"
    assert "agreed by bert" in room.one("anna", f"!case {ref}").text


def test_a_missing_signature_blocks_nothing(room: Room) -> None:
    ref = child_case(room)
    room.say("anna", f"!case child {ref} report")
    assert room.one("anna", f"!case close {ref} agreed").code == "case-closed"


def test_child_works_on_any_open_case(room: Room, ref: str) -> None:
    assert room.one("anna", f"!case child {ref} none").code == "assessment-recorded"


@pytest.mark.parametrize(
    ("typed", "code"),
    [("", "error-missing-word"), ("perhaps", "error-unknown-word"), ("report now", "error-unknown-word")],
)
def test_an_assessment_that_cannot_be_read_is_refused(room: Room, typed: str, code: str) -> None:
    assert room.one("anna", f"!case child {child_case(room)} {typed}").code == code


# close, reopen, closed cases


@pytest.mark.parametrize(
    ("typed", "reason"),
    [("agreed", "agreed"), ("överens", "agreed"), ("OVERLAMNAT", "handed-over"), ("hördes-inte-av", "faded")],
)
def test_a_case_is_closed_with_a_reason(room: Room, ref: str, typed: str, reason: str) -> None:
    assert room.one("anna", f"!case close {ref} {typed}").code == "case-closed"
    case = case_of(room, ref)
    assert (case.open, case.close_reason, case.closed_at) == (False, reason, room.clock.now())


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "error-missing-word"),
        ("no-answer", "error-unknown-word"),
        ("because", "error-unknown-word"),
        ("agreed : text", "error-unknown-word"),
    ],
)
def test_a_closing_without_a_known_reason_is_refused(room: Room, ref: str, typed: str, code: str) -> None:
    assert room.one("anna", f"!case close {ref} {typed}").code == code
    assert case_of(room, ref).open


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("show {ref}", "case-card"),
        ("{ref}", "case-card"),
        ("call {ref}", "contact-recorded"),
        ("child {ref} agree", "assessment-agreed"),
        ("reopen {ref}", "case-reopened"),
        ("undo", "undone"),
        ("note {ref} advice", "error-case-closed"),
        ("child {ref} none", "error-case-closed"),
        ("child {ref} consult", "error-case-closed"),
        ("close {ref} agreed", "error-case-closed"),
    ],
)
def test_a_closed_case_takes_what_the_contract_lists_and_nothing_else(
    room: Room, command: str, code: str
) -> None:
    ref = child_case(room)
    room.say("bert", f"!case child {ref} report")
    room.say("anna", f"!case close {ref} agreed")
    said = room.one("anna", "!case " + command.format(ref=ref))
    assert said.code == code
    if code == "error-case-closed":
        assert f"!case reopen {ref[:3]}-{ref[3:]}" in said.text


def test_a_reopened_case_takes_everything_again(room: Room, ref: str) -> None:
    room.say("anna", f"!case close {ref} agreed")
    room.wait(days=1)
    assert room.one("bert", f"!case reopen {ref}").code == "case-reopened"
    assert room.one("bert", f"!case note {ref} advice").code == "note-recorded"
    assert "reopened on Thursday 2 February" in room.one("bert", f"!case {ref}").text
    (closing,) = room.book.cases.closings(case_of(room, ref).id)
    assert closing.reopened_at == room.clock.now()


def test_an_open_case_cannot_be_reopened(room: Room, ref: str) -> None:
    assert room.one("anna", f"!case reopen {ref}").code == "error-nothing-open"


# show


def test_the_card_says_what_was_given_and_shows_the_newest_notes(room: Room, ref: str) -> None:
    for n in range(5):
        room.say("anna", f"!case note {ref} advice : text number {n}")
    card = room.one("bert", f"!case show {ref}").text
    assert "Support given: advice" in card
    assert [n for n in range(5) if f"text number {n}" in card] == [2, 3, 4]
    assert "2 older notes" in card
    assert card.index("number 4") < card.index("number 2")


def test_the_card_of_a_closed_case_says_when_its_text_is_erased() -> None:
    room = Room(settings=Settings(privacy=Privacy(retention_days=10)))
    ref = room.open_case().ref
    room.say("anna", f"!case close {ref} agreed")
    assert "erased on Saturday 11 February" in room.one("anna", f"!case {ref}").text


def test_the_card_of_an_unassessed_child_case_says_so(room: Room) -> None:
    ref = child_case(room)
    assert "Assessment: open" in room.one("anna", f"!case {ref}").text


def test_a_note_on_the_card_can_neither_mention_nor_link_nor_format(room: Room, ref: str) -> None:
    # The screen keeps such a thing out; the card does not rely on it.
    case = room.book.cases.find(ref)
    assert case is not None
    text = "@bert:example.org https://example.org <b>x</b> **y** `z` {ref}"
    with room.book.transaction():
        room.book.changes.begin(room.book.audit.open(at=START, by="@a:b", verb="note", event_id="$n"))
        room.book.notes.add(case.id, text=text, supports=(), at=START, by="@a:b", event_id="$n")
    card = room.one("anna", f"!case {ref}")
    assert "@bert" not in card.text
    assert "://" not in card.text
    assert "&lt;b&gt;x&lt;/b&gt; **y** `z` {ref}" in card.html
    assert card.content["m.mentions"] == {}


@pytest.mark.parametrize("letters", ["åa", "😀", '"', "<", "€", "\\", "@a", ".aa", "\n"])
def test_the_largest_card_fits_into_an_event(room: Room, ref: str, letters: str) -> None:
    for n in range(4):
        said = room.one("anna", f"!case note {ref} : number {n} " + (letters * 2000)[:1980] + "x")
        assert said.code == "note-recorded"
    card = room.one("anna", f"!case {ref}")
    # 65,536 bytes for the whole event, of which Megolm's base64 takes a quarter and nio writes pure ASCII
    assert len(json_bytes(card)) < 45_000
    assert [n for n in range(4) if f"number {n}" in card.text] == [1, 2, 3]


def test_short_notes_are_shown_whole(room: Room, ref: str) -> None:
    for _ in range(3):
        room.say("anna", f"!case note {ref} : " + "åäö " * 100 + "slut")
    assert "…" not in room.one("anna", f"!case {ref}").text


def json_bytes(said: Said) -> bytes:
    return json.dumps(said.content).encode()


# list


def test_the_list_numbers_open_cases_with_the_newest_first(room: Room) -> None:
    refs = [room.open_case().ref for _ in range(3)]
    room.say("anna", f"!case close {refs[1]} agreed")
    listed = room.one("bert", "!case list")
    assert listed.code == "case-list"
    assert listed.items == (refs[2], refs[0])
    assert f"1. {refs[2][:3]}-{refs[2][3:]}" in listed.text
    assert room.one("bert", "!case list open").items == listed.items


def test_the_list_may_be_of_ones_own_or_of_child_cases(room: Room, ref: str) -> None:
    child = room.open_case("chat relative left 12", who="bert").ref
    assert room.one("anna", "!case list mine").items == (ref,)
    assert room.one("bert", "!ärende lista mina").items == (child,)
    assert room.one("anna", "!case list child").items == (child,)
    assert "not assessed" in room.one("anna", "!case list child").text
    assert room.one("cleo", "!case list mine").items == ()


def test_the_list_is_cut_and_says_how_many_more_there_are(room: Room) -> None:
    for _ in range(23):
        room.open_case()
    listed = room.one("anna", "!case list")
    assert len(listed.items) == 20
    assert "3 older ones" in listed.text
    assert "23 open cases" in listed.text


@pytest.mark.parametrize("typed", ["closed", "open mine"])
def test_a_list_of_something_else_is_refused(room: Room, typed: str) -> None:
    assert room.one("anna", f"!case list {typed}").code == "error-unknown-word"


def test_an_empty_list_says_so(room: Room) -> None:
    for option in ("", "mine", "child"):
        listed = room.one("anna", f"!case list {option}")
        assert (listed.code, listed.items) == ("case-list", ())


# help, about, status


@pytest.mark.parametrize("language", ["en", "sv"])
def test_help_names_every_verb(language: str) -> None:
    text = Room(language).one("anna", "!case help").text
    for verb in VERBS.values():
        name = verb.forms[0] if language == "sv" and verb.forms else verb.name
        assert f"{name} " in text or f"{name}\n" in text, name


@pytest.mark.parametrize("verb", VERBS.values(), ids=lambda verb: verb.name)
@pytest.mark.parametrize("language", ["en", "sv"])
def test_help_on_a_verb_has_its_form_its_words_and_an_example(language: str, verb) -> None:  # type: ignore[no-untyped-def]
    room = Room(language)
    for form in {verb.name, *verb.forms}:
        said = room.one("anna", f"!case help {form}")
        assert said.code == "help"
        for other in (verb.name, *verb.forms):
            assert other in said.text
        assert said.html.count("<code>") >= 2
        assert "{" not in said.text


@pytest.mark.parametrize(
    "verb", [verb for verb in VERBS.values() if verb.name != "trust"], ids=lambda verb: verb.name
)
@pytest.mark.parametrize("language", ["en", "sv"])
def test_the_example_of_a_verb_can_be_typed_as_it_stands(language: str, verb) -> None:  # type: ignore[no-untyped-def]
    room, who = Room(language), "lead" if verb.lead else "anna"
    room.open_case(who=who)
    paragraphs = room.one(who, f"!case help {verb.name}").html.split("<p>")
    for example in re.findall("<code>(![^<]+)</code>", paragraphs[2]):
        said = room.say(who, html.unescape(example))[0]
        fits = said.code in ("error-nothing-open", "error-nothing-to-undo")
        assert fits or not said.code.startswith("error"), (example, said.text)


def test_no_two_verbs_share_a_word() -> None:
    forms = [fold(form) for verb in VERBS.values() for form in {verb.name, *verb.forms}]
    assert sorted(forms) == sorted(set(forms))


@pytest.mark.parametrize("typed", ["xyzzy", "note note"])
def test_help_on_something_else_is_refused(room: Room, typed: str) -> None:
    assert room.one("anna", f"!case help {typed}").code == "error-unknown-word"


def test_about_says_what_it_is_and_its_version(room: Room) -> None:
    from orosbot import __version__

    said = room.one("anna", "!case about")
    assert said.code == "about"
    assert __version__ in said.text


def test_status_counts_open_cases(room: Room, ref: str) -> None:
    assert "1 open case." in room.one("anna", "!case status").text
    room.open_case()
    assert "2 open cases." in room.one("anna", "!ärende läget").text


@pytest.mark.parametrize("verb", ["about", "status", "undo", "om", "läget", "ångra"])
def test_verbs_without_words_take_none(room: Room, verb: str) -> None:
    assert room.one("anna", f"!case {verb} now").code == "error-unknown-word"


@pytest.mark.parametrize(
    "command", ["", "help", "about", "status", "list", "new", "xyzzy", "show 123", "new telfon"]
)
def test_every_answer_is_in_the_language_of_the_line(command: str) -> None:
    english, swedish = Room("en").one("anna", f"!case {command}"), Room("sv").one("anna", f"!case {command}")
    assert english.code == swedish.code
    assert english.text != swedish.text


def test_an_assessment_that_two_had_signed_says_whose_signature_is_void_when_it_is_replaced() -> None:
    room = Room()
    ref = room.open_case("phone relative right 17").ref
    assert "replaces" not in room.one("anna", f"!case child {ref} consult").text
    said = room.one("anna", f"!case child {ref} report")
    assert "replaces" in said.text
    assert "signature" not in said.text.partition("replaces")[2].partition("\n")[0]
    room.one("bert", f"!case child {ref} agree")
    said = room.one("anna", f"!case child {ref} none")
    assert "bert had agreed" in said.text
    assert "we report" in said.text
    assert "agreed by" not in room.one("anna", f"!case {ref}").text
