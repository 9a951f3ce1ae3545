"""How the bot's messages look in the demo's terminal."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from orosbot.demo.rendering import for_terminal, styled
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
