"""How the bot's messages look in the demo's terminal."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from orosbot.demo.rendering import Fragments, for_terminal, styled, wrapped
from orosbot.heard import BotMessage
from orosbot.messages import Message, Numbered, Para, para, rich
from orosbot.player import Shown

WORDS = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=12)
LINES = st.lists(WORDS, min_size=1, max_size=3)
BLOCKS = st.tuples(st.sampled_from([Para, Numbered]), LINES)


def plain(html: str) -> str:
    return "".join(text for _, text in styled(html))


@given(st.lists(BLOCKS, min_size=1, max_size=4))
def test_the_html_reads_as_the_plain_text(
    blocks: list[tuple[type[Para] | type[Numbered], list[str]]],
) -> None:
    """Whatever was written: nothing of a message is lost or added by the tags."""
    made = [kind(tuple(rich("**{word}**", word=word) for word in lines)) for kind, lines in blocks]
    message = Message("help", tuple(made))
    assert plain(message.html()) == message.plain()


def test_bold_and_what_is_to_be_typed_stand_out() -> None:
    html = Message("help", (para("Case **{ref}**: `!case show`", ref="482-7391"),)).html()
    assert styled(html) == [("", "Case "), ("bold", "482-7391"), ("", ": "), ("ansicyan", "!case show")]


def test_what_a_terminal_would_obey_is_shown_as_a_question() -> None:
    assert plain("<p>a\x1b[2Jb</p>") == "a\ufffd[2Jb"


def test_a_message_stands_under_its_number_and_local_time() -> None:
    at = datetime(2017, 2, 1, 8, 5, tzinfo=UTC)
    message = BotMessage("$1", at, "help", None, None, (), "one\ntwo", "<p>one<br><strong>two</strong></p>")
    found = for_terminal(Shown(3, message, None, ()), ZoneInfo("Europe/Stockholm"))
    assert "".join(text for _, text in found) == "[3] 2017-02-01 09:05 one\n    two\n"


def laid(text: str, columns: int, indent: str = "") -> list[str]:
    """The lines in which a text is shown."""
    return "".join(text for _style, text in wrapped([("", text)], columns, indent)).split("\n")


def test_lines_are_broken_between_words() -> None:
    text = "Read aloud and let it be repeated: four eight two, seven three nine one."
    assert laid(text, 30) == [
        "Read aloud and let it be",
        "repeated: four eight two,",
        "seven three nine one.",
    ]
    assert " ".join(laid(text, 12)) == text


def test_what_is_continued_is_indented_as_its_line_is() -> None:
    assert laid("[1] one two three\n    four five six", 12, "  ") == [
        "[1] one two",
        "  three",
        "    four",
        "    five six",
    ]


def test_a_word_longer_than_a_line_stays_whole() -> None:
    assert laid("see https://example.org/a/long/way now", 12) == [
        "see",
        "https://example.org/a/long/way",
        "now",
    ]


def test_a_word_in_two_styles_is_one_word_and_wide_characters_count_twice() -> None:
    parts: Fragments = [("", "slip "), ("bold", "482-"), ("", "7391.")]
    assert "".join(text for _style, text in wrapped(parts, 12)) == "slip\n482-7391."
    assert laid("✅✅ ✅✅ ab", 9) == ["✅✅ ✅✅", "ab"]
