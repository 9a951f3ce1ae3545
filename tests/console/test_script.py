"""Reading console scripts."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orosbot.errors import ScriptError
from orosbot.script import (
    ClockAt,
    ClockBy,
    Comment,
    Delete,
    Edit,
    Expect,
    Line,
    React,
    Reply,
    Say,
    decode,
    parse,
    parse_line,
)

NINE_FIVE = datetime.fromisoformat("2017-02-01T09:05")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("# a comment", Comment(7)),
        ("", Comment(7)),
        ("   \t", Comment(7)),
        ("@ 2017-02-01 09:05", ClockAt(7, NINE_FIVE)),
        ("@ 2017-02-01T09:05", ClockAt(7, NINE_FIVE)),
        ("@2017-02-01 09:05", ClockAt(7, NINE_FIVE)),
        ("@ +10d", ClockBy(7, 10, timedelta(0))),
        ("@ +2w", ClockBy(7, 14, timedelta(0))),
        ("@ +2h", ClockBy(7, 0, timedelta(hours=2))),
        ("@ +30m", ClockBy(7, 0, timedelta(minutes=30))),
        ("@ +1d 2h30m", ClockBy(7, 1, timedelta(hours=2, minutes=30))),
        ("anna: !case new phone", Say(7, "anna", "!case new phone")),
        ("anna:!case", Say(7, "anna", "!case")),
        ("anna:", Say(7, "anna", "")),
        ("anna: note: with: colons", Say(7, "anna", "note: with: colons")),
        (r"anna: one\ntwo", Say(7, "anna", r"one\ntwo")),
        ("anna > 1: viringer 10d", Reply(7, "anna", 1, "viringer 10d")),
        ("anna + ✋ 1", React(7, "anna", "✋", 1, off=False)),
        ("anna + ✅ 2 off", React(7, "anna", "✅", 2, off=True)),
        ("anna ~ 5: !case note $1 : annat", Edit(7, "anna", 5, "!case note $1 : annat")),
        ("anna - 7", Delete(7, "anna", 7)),
        ("anna-lena - 7", Delete(7, "anna-lena", 7)),
        ("< case-opened", Expect(7, "case-opened", "")),
        ("< case-opened read aloud: two", Expect(7, "case-opened", "read aloud: two")),
    ],
)
def test_each_form_is_read(text: str, line: Line) -> None:
    assert parse_line(7, text) == line


@pytest.mark.parametrize(
    "text",
    [
        "!case new phone",
        "just talk",
        "@",
        "@ yesterday",
        "@ 2017-02-30 09:05",
        "@ 2017-02-01 25:05",
        "@ 0001-01-01 00:00",
        "@ -10d",
        "@ +10",
        "@ +10y",
        "<",
        "< Not A Code",
        "anna > one: text",
        "anna > 1 text",
        "anna + ✅",
        "anna + ✅ 2 on",
        "anna ~ 5",
        "anna - ",
        "anna - seven",
        "an na: text",
        "1: text",
        "\x00",
    ],
)
def test_anything_else_is_refused_by_the_number_of_its_line(text: str) -> None:
    with pytest.raises(ScriptError, match=r"^line 7: "):
        parse_line(7, text)


@pytest.mark.parametrize("name", ["Åsa", "örjan", "Zoë", "anna.b", "anna_2", "فاطمة", "A\u030asa"])
def test_a_name_may_be_of_any_letters(name: str) -> None:
    line = parse_line(1, f"{name}: hej")
    assert isinstance(line, Say)
    assert line.text == "hej"


def test_an_accent_typed_apart_is_the_same_name() -> None:
    assert parse_line(1, "A\u030asa: hej") == Say(1, "Åsa", "hej")


def test_a_byte_order_mark_is_no_part_of_the_first_line() -> None:
    assert list(decode([b"\xef\xbb\xbf# comment\r\n"])) == ["\ufeff# comment"]
    assert parse_line(1, "\ufeffanna: hej") == Say(1, "anna", "hej")


def test_line_ends_of_windows_are_no_part_of_a_text() -> None:
    assert parse(decode([b"anna: hej\r\n", b"< help\r\n"])) == [Say(1, "anna", "hej"), Expect(2, "help", "")]


def test_bytes_that_are_no_text_become_a_sign_for_it() -> None:
    assert parse(decode([b"anna: \xff\xfe"])) == [Say(1, "anna", "\ufffd\ufffd")]


def test_every_line_counts_for_the_numbers() -> None:
    assert [line.number for line in parse(["# one", "", "anna: three"])] == [1, 2, 3]


def test_a_script_is_refused_with_every_fault() -> None:
    with pytest.raises(ScriptError, match=r"(?s)line 2: .*line 4: "):
        parse(["anna: hej", "what", "# fine", "@ never"])


def test_a_fault_does_not_repeat_what_somebody_wrote() -> None:
    with pytest.raises(ScriptError) as caught:
        parse_line(1, "a secret without a speaker")
    assert "secret" not in str(caught.value)


def test_in_a_terminal_a_line_without_a_name_is_the_typists() -> None:
    assert parse_line(1, "!case help", speaker="me") == Say(1, "me", "!case help")
    assert parse_line(1, "> 1: close agreed", speaker="me") == Reply(1, "me", 1, "close agreed")
    assert parse_line(1, "+ ✅ 2", speaker="me") == React(1, "me", "✅", 2, off=False)
    assert parse_line(1, "- 7", speaker="me") == Delete(1, "me", 7)
    assert parse_line(1, "anna: hej", speaker="me") == Say(1, "anna", "hej")


def test_a_line_of_a_megabyte_is_read() -> None:
    line = parse_line(1, "anna: " + "x" * 1_000_000)
    assert isinstance(line, Say)
    assert len(line.text) == 1_000_000


@pytest.mark.parametrize("text", ["x" * 1_000_000, "@ +" + "1d" * 500_000, "anna - " + "9" * 1_000_000])
def test_a_senseless_line_of_a_megabyte_is_refused(text: str) -> None:
    with pytest.raises(ScriptError):
        parse_line(1, text)


_PIECES = st.sampled_from(
    [
        "anna",
        ":",
        " ",
        ">",
        "+",
        "~",
        "-",
        "<",
        "@",
        "#",
        "1",
        "99999999999",
        "$1",
        "✅",
        "off",
        "d",
        "\x00",
        "\ud800",
    ]
)


def _read(text: str, speaker: str | None = None) -> Line | str:
    """The line that a text is, or the sentence that refuses it."""
    try:
        return parse_line(1, text, speaker=speaker)
    except ScriptError as error:
        return str(error)


@given(st.text() | st.lists(_PIECES).map("".join))
def test_any_text_is_read_or_refused(text: str) -> None:
    line = _read(text)
    assert line.startswith("line 1: ") if isinstance(line, str) else line.number == 1


@given(st.text() | st.lists(_PIECES).map("".join))
def test_in_a_terminal_every_text_is_read_but_for_the_clock_and_expectations(text: str) -> None:
    line = _read(text, speaker="me")
    assert not isinstance(line, str) or text.removeprefix("\ufeff").strip().startswith(("@", "<"))


@given(st.lists(st.binary()))
def test_any_bytes_become_as_many_lines_without_ends(chunks: list[bytes]) -> None:
    lines = list(decode(chunks))
    assert len(lines) == len(chunks)
    assert all(_read(line) for line in lines)
