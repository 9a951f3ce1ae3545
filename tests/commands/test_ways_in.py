"""How a message becomes a command: prefix, reply, reference, numbered line, thread; and what stays talk."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from orosbot.settings import Reference, Roles, Settings
from tests.room import Room, Said


@pytest.fixture
def room() -> Room:
    return Room()


@pytest.fixture
def opened(room: Room) -> Said:
    return room.open_case()


def wrong(ref: str) -> str:
    """The reference with its check digit mistyped."""
    return ref[:-1] + str((int(ref[-1]) + 1) % 10)


@pytest.mark.parametrize(
    "prefix", ["!case", "!CASE", "!ärende", "!Arende", "!ä", "!a", "！Ä", "> quoted\n> more\n\n!case"]
)
def test_every_form_of_the_prefix_is_one(room: Room, opened: Said, prefix: str) -> None:
    assert room.one("anna", f"{prefix} show {opened.ref}").code == "case-card"
    assert room.one("anna", f"{prefix}\nshow\n{opened.ref}").code == "case-card"


def test_the_prefix_alone_means_help(room: Room) -> None:
    assert room.one("anna", "!case").code == "help"


@pytest.mark.parametrize("verb", ["show", "SHOW", "visa", "Visa"])
def test_a_verb_may_be_typed_in_both_languages_and_any_letter_case(
    room: Room, opened: Said, verb: str
) -> None:
    assert room.one("anna", f"!case {verb} {opened.ref}").code == "case-card"


def test_a_reference_alone_shows_the_card(room: Room, opened: Said) -> None:
    for typed in (
        opened.ref,
        f"{opened.ref[:3]}-{opened.ref[3:]}",
        f"{opened.ref[:3]} {opened.ref[3:]}",
        f"{opened.ref}.",
    ):
        assert room.one("anna", f"!case {typed}").code == "case-card"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("show {wrong}", "error-bad-reference"),
        ("{wrong}", "error-bad-reference"),
        ("show 123", "error-bad-reference"),
        ("show {ref}1", "error-bad-reference"),
        ("note {wrong} : text", "error-bad-reference"),
        ("show {unknown}", "error-unknown-reference"),
        ("{unknown}", "error-unknown-reference"),
        ("show", "error-missing-word"),
        ("show {ref} now", "error-unknown-word"),
        ("shw {ref}", "error-unknown-command"),
        ("xyzzy", "error-unknown-command"),
        ("?", "error-unknown-command"),
    ],
)
def test_what_cannot_be_read_is_refused_by_its_code(room: Room, opened: Said, typed: str, code: str) -> None:
    unknown = "4827396" if opened.ref != "4827396" else "1234564"
    text = typed.format(ref=opened.ref, wrong=wrong(opened.ref), unknown=unknown)
    assert room.one("anna", f"!case {text}").code == code


def test_a_mistyped_verb_is_never_guessed_but_the_nearest_is_named(room: Room, opened: Said) -> None:
    said = room.one("anna", f"!case clse {opened.ref} agreed")
    assert said.code == "error-unknown-command"
    assert "close" in said.text
    case = room.book.cases.find(opened.ref)
    assert case is not None
    assert case.open


@pytest.mark.parametrize(
    "text", ["show", "visa", "note advice : text", "anteckna text", "igen", "call chat", "avsluta överens"]
)
def test_in_a_reply_prefix_and_reference_may_be_left_out(room: Room, opened: Said, text: str) -> None:
    said = room.one("bert", text, reply_to=opened)
    assert not said.code.startswith("error")
    assert said.ref == opened.ref


def test_in_a_reply_the_prefix_may_stand_and_the_reference_be_left_out(room: Room, opened: Said) -> None:
    assert room.one("anna", "!case note råd: text", reply_to=opened).ref == opened.ref


def test_in_a_reply_a_typed_reference_comes_before_that_of_the_message(room: Room, opened: Said) -> None:
    other = room.open_case()
    assert room.one("anna", f"show {other.ref}", reply_to=opened).ref == other.ref


@pytest.mark.parametrize("form", ["{0}", "{1}-{2}", "{1} {2}", "{1}.{2}", "{0}:", "{0}: text"])
@pytest.mark.parametrize("digits", [7, 10])
def test_a_mistyped_reference_in_a_reply_is_never_taken_for_text_about_the_case_replied_to(
    form: str, digits: int
) -> None:
    room = Room(settings=Settings(reference=Reference(digits=digits)))
    opened = room.open_case()
    ref = wrong(opened.ref)
    typed = form.format(ref, ref[:-4], ref[-4:])
    said = room.one("anna", f"!case note {typed} advice : text", reply_to=opened)
    assert said.code == "error-bad-reference"
    assert room.count("notes") == 0


@pytest.mark.parametrize(
    "talk",
    [
        "svar kommer i morgon",
        "i",
        "g",
        "i morgon",
        "ja",
        "ok",
        "tack!",
        "om vi hinner",
        "igen ringde hon inte",
        "visa mig",
        "show me",
        "close it",
        "call her",
        "list of things",
        "hjälp mig",
        "2",
        "12",
        "482-7396",
        "status?!",
        "barn är det inte",
        "undo that",
        "",
        "   ",
        "\u200b",
    ],
)
def test_a_reply_that_does_not_parse_as_a_whole_is_talk(room: Room, opened: Said, talk: str) -> None:
    before = room.count("audit")
    assert room.say("bert", talk, reply_to=opened) == []
    assert room.count("audit") == before


@pytest.mark.parametrize(
    "talk", ["show", "list", "hello", "note : text", "1", "482-7396", "case new", "!cas new", "help"]
)
def test_without_prefix_and_reply_everything_is_talk(room: Room, opened: Said, talk: str) -> None:
    assert room.say("anna", talk) == []


def test_a_reply_to_a_message_of_somebody_else_is_talk(room: Room, opened: Said) -> None:
    theirs = Said("$theirs", "", "", opened.ref, "", "", (), {})
    assert room.say("anna", "show", reply_to=theirs) == []
    assert room.one("anna", f"!case show {opened.ref}", reply_to=theirs).code == "case-card"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1", "case-card"),
        ("2", "case-card"),
        ("2 visa", "case-card"),
        ("visa 2", "case-card"),
        ("2. show", "case-card"),
        ("2) show", "case-card"),
        ("２ visa", "case-card"),
        ("!case 2", "case-card"),
        ("!case 2 visa", "case-card"),
        ("!case visa 2", "case-card"),
        ("2 note advice : text", "note-recorded"),
        ("note 2 advice : text", "note-recorded"),
        ("2 igen chatt", "contact-recorded"),
        ("igen 2 chatt", "contact-recorded"),
        ("2 avsluta överens", "case-closed"),
        ("avsluta 2 överens", "case-closed"),
    ],
)
def test_in_a_reply_to_a_list_a_number_stands_for_the_case_of_that_line(
    room: Room, text: str, code: str
) -> None:
    refs = [room.open_case().ref for _ in range(3)]
    listed = room.one("anna", "!case list")
    assert listed.items == tuple(reversed(refs))
    said = room.one("bert", text, reply_to=listed)
    assert said.code == code
    assert said.ref == listed.items[0 if text == "1" else 1]


@pytest.mark.parametrize(
    "text", ["4", "0", "visa 4 mig", "4 kommer", "2 kommer", "visa", "2 visa mig", "2 2", "-1", "1 till"]
)
def test_a_reply_to_a_list_that_names_no_line_is_talk(room: Room, text: str) -> None:
    for _ in range(3):
        room.open_case()
    listed = room.one("anna", "!case list")
    assert room.say("anna", text, reply_to=listed) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("!case visa 4", "error-bad-reference"),
        ("!case visa", "error-missing-word"),
        ("!case 2 shw", "error-unknown-command"),
    ],
)
def test_with_the_prefix_a_reply_to_a_list_is_refused_with_a_sentence(
    room: Room, text: str, code: str
) -> None:
    for _ in range(3):
        room.open_case()
    listed = room.one("anna", "!case list")
    assert room.one("anna", text, reply_to=listed).code == code


def test_a_full_reference_works_in_a_reply_to_a_list(room: Room) -> None:
    refs = [room.open_case().ref for _ in range(3)]
    listed = room.one("anna", "!case list mine")
    assert room.one("anna", f"visa {refs[0]}", reply_to=listed).ref == refs[0]


def test_an_answer_is_a_reply_and_stands_in_a_thread_only_if_the_command_did(
    room: Room, opened: Said
) -> None:
    plain = room.one("anna", f"!case show {opened.ref}")
    assert plain.content["m.relates_to"] == {"m.in_reply_to": {"event_id": room.last_event}}
    threaded = room.one("anna", f"!case show {opened.ref}", thread="$root")
    assert threaded.content["m.relates_to"] == {
        "rel_type": "m.thread",
        "event_id": "$root",
        "is_falling_back": False,
        "m.in_reply_to": {"event_id": room.last_event},
    }


def test_in_a_thread_about_one_case_the_reference_may_be_left_out(room: Room) -> None:
    opened = room.open_case()
    root = room.last_event
    for thread in (root, opened.event_id):
        assert room.one("anna", "!case note råd: text", thread=thread).ref == opened.ref


def test_in_a_thread_about_two_cases_the_reference_is_asked_for(room: Room, opened: Said) -> None:
    other = room.open_case()
    for ref in (opened.ref, other.ref):
        room.one("anna", f"!case show {ref}", thread="$root")
    assert room.one("anna", "!case show", thread="$root").code == "error-missing-word"


def test_in_a_thread_a_reply_to_the_bot_needs_no_prefix(room: Room, opened: Said) -> None:
    assert room.one("anna", "visa", reply_to=opened, thread="$root").code == "case-card"
    assert room.say("anna", "visa", thread="$root") == []


def test_answers_are_notices_that_mention_nobody(room: Room, opened: Said) -> None:
    for said in (opened, room.one("anna", "!case xyzzy"), room.one("anna", "!case list")):
        assert said.content["msgtype"] == "m.notice"
        assert said.content["m.mentions"] == {}
        assert said.html


def test_who_is_not_on_the_list_of_staff_is_told_so_and_obeyed_in_nothing() -> None:
    room = Room(settings=Settings(roles=Roles(leads=["@lead:example.org"], staff=["@anna:example.org"])))
    opened = room.open_case()
    assert room.one("eve", f"!case show {opened.ref}").code == "error-not-allowed"
    assert room.say("eve", "show", reply_to=opened) == []
    assert room.say("eve", "talk") == []
    assert room.one("lead", f"!case show {opened.ref}").code == "case-card"
    assert opened.ref[:3] not in room.one("eve", f"!case show {opened.ref}").text


@pytest.mark.parametrize(
    "word", ["@anna:example.org", "https://example.org", "<b>x</b>", "a\u202eb", "`x`", "**x**"]
)
@pytest.mark.parametrize(
    "form", ["!case {}", "!case new {}", "!case help {}", "!case close {ref} {}", "!case show {ref} {}"]
)
def test_a_mistyped_word_is_repeated_without_becoming_a_link_or_markup(
    room: Room, opened: Said, form: str, word: str
) -> None:
    said = room.one("anna", form.replace("{ref}", opened.ref).replace("{}", word))
    assert said.code.startswith("error")
    assert "\u202e" not in said.text
    assert "@anna" not in said.text
    assert "://" not in said.text
    assert "<b>" not in said.html


def test_the_desk_knows_what_a_reply_is_about_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "casebook.db"
    room = Room(path=path, key="x" * 16)
    opened = room.open_case()
    asked = room.one("anna", "!case new")
    room.book.close()
    again = Room(path=path, key="x" * 16, start=room.clock.now())
    again.continue_after(room)
    assert again.one("anna", "visa", reply_to=opened).ref == opened.ref
    assert again.one("anna", "1 2 3 4", reply_to=asked).code == "case-opened"
    again.book.close()


@pytest.mark.parametrize("when", ["2017-07-12 15:30", "2017-07-12", "12.7.2017", "12.7 15.30"])
def test_in_a_reply_a_date_is_when_and_not_a_reference(when: str) -> None:
    room = Room(start=datetime(2017, 6, 13, 8, 0, tzinfo=UTC))
    opened = room.open_case()
    assert room.one("anna", f"promise {when} find an address", reply_to=opened).code == "promise-recorded"
    room.book.close()
