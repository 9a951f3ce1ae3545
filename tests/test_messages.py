"""What the bot says: text, HTML, and the content around it."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orosbot.messages import Message, Numbered, Para, join, para, rich, written

MARKUP = "**bold** `code` {ref} {0} <b>x</b> <script>alert(1)</script> &amp; \" '"

LINKS = (
    "@room",
    "@anna:example.org",
    "@.odd:example.org",
    "https://example.org/x",
    "HTTP://example.org",
    "ftp://example.org",
    "www.example.org",
    "example.org",
    "sub.example.co.uk/path",
    "matrix.to/#/@anna:example.org",
    "matrix:u/anna:example.org",
    "mailto:anna@example.org",
    "anna@example.org",
    "#room:example.org",
    "!room:example.org",
    "[text](https://example.org)",
)

_LINK = re.compile(r"(?i)[@#][^\s\u2060]|://|\bwww\.|!\w+:|\w\.[^\W\d]{2}|\bmatrix:|\bmailto:")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[object] = []
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def read_html(message: Message) -> _Reader:
    reader = _Reader()
    reader.feed(message.html())
    reader.close()
    return reader


ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=50)


@settings(deadline=None)
@given(ANY, ANY)
def test_what_is_filled_in_is_never_markup(one: str, other: str) -> None:
    message = Message(
        "status",
        (
            para("**{one}** and `{other}` {one}", one=one, other=other),
            Numbered((rich("{one}", one=one), rich("x {other}", other=other))),
        ),
    )
    reader = read_html(message)
    assert reader.tags <= {"p", "strong", "code", "ol", "li", "br"}
    assert reader.attributes == reader.open == []
    assert message.plain() == f"{one} and {other} {one}\n\n1. {one}\n2. x {other}"


def test_markup_that_staff_wrote_stays_text() -> None:
    message = Message("status", (para("{text}", text=MARKUP),))
    assert message.plain() == MARKUP
    assert read_html(message).tags == {"p"}
    assert read_html(message).text == MARKUP


def test_a_template_has_bold_and_code_in_html_and_nothing_of_it_in_plain() -> None:
    message = Message("status", (para("Type `!case {verb}` **now**.", verb="undo"),))
    assert message.plain() == "Type !case undo now."
    assert message.html() == "<p>Type <code>!case undo</code> <strong>now</strong>.</p>"


def test_lines_paragraphs_and_lists_are_the_same_in_both_forms() -> None:
    message = Message(
        "status",
        (Para((rich("a"), join([rich("b"), rich(""), rich("**c**")]))), Numbered((rich("one"), rich("two")))),
    )
    assert message.plain() == "a\nb · c\n\n1. one\n2. two"
    assert message.html() == "<p>a<br>b · <strong>c</strong></p><ol><li>one</li><li>two</li></ol>"


def test_a_newline_in_a_value_is_a_line_break() -> None:
    assert Message("status", (para("{text}", text="a\nb"),)).html() == "<p>a<br>b</p>"


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize("form", ["{}", "see {} there", "({})", "x\n{}", "Kolla {}."])
def test_nothing_that_staff_wrote_becomes_a_mention_or_a_link(link: str, form: str) -> None:
    text = written(form.format(link))
    assert _LINK.search(text) is None
    assert text.replace("\u2060", "") == form.format(link)


@settings(deadline=None)
@given(st.lists(st.one_of(st.sampled_from(LINKS), ANY), max_size=4).map("".join))
def test_no_text_becomes_a_mention_or_a_link(text: str) -> None:
    assert _LINK.search(written(text)) is None


@pytest.mark.parametrize(
    "character", ["\u202e", "\u2066", "\u200b", "\x00", "\x1b", "\ud800", "\ufeff", "\ue000"]
)
def test_invisible_and_turning_characters_are_left_out_of_what_staff_wrote(character: str) -> None:
    assert written(f"a{character}b") == "ab"


@pytest.mark.parametrize(
    "text", ["Kl. 14.30 den 24.3, t.ex. råd!", "a\tb\nc", "50 % & mer: ja", "سلام", "😀"]
)
def test_ordinary_text_reads_as_it_was_written(text: str) -> None:
    assert written(text).replace("\u2060", "") == text


def content(**places: str) -> dict[str, object]:
    return Message("status", (para("x"),), ref="4827396").content(**places)


def test_an_answer_is_a_notice_that_mentions_nobody() -> None:
    assert content() == {
        "msgtype": "m.notice",
        "body": "x",
        "format": "org.matrix.custom.html",
        "formatted_body": "<p>x</p>",
        "m.mentions": {},
        "se.orosbot": {"code": "status", "ref": "4827396"},
    }


def test_what_must_wake_somebody_is_text_that_mentions_them_and_never_the_room() -> None:
    made = Message("alert-room", (para("x"),), wakes=("@anna:example.org",)).content()
    assert made["msgtype"] == "m.text"
    assert made["m.mentions"] == {"user_ids": ["@anna:example.org"]}
    assert made["se.orosbot"] == {"code": "alert-room"}


def test_a_reply_relates_to_what_it_answers() -> None:
    assert content(reply_to="$a")["m.relates_to"] == {"m.in_reply_to": {"event_id": "$a"}}


def test_a_reply_in_a_thread_is_a_true_reply_there() -> None:
    assert content(reply_to="$a", thread="$root")["m.relates_to"] == {
        "rel_type": "m.thread",
        "event_id": "$root",
        "is_falling_back": False,
        "m.in_reply_to": {"event_id": "$a"},
    }


def test_a_message_in_a_thread_that_replies_to_nothing_falls_back_to_its_root() -> None:
    assert content(thread="$root")["m.relates_to"] == {
        "rel_type": "m.thread",
        "event_id": "$root",
        "is_falling_back": True,
        "m.in_reply_to": {"event_id": "$root"},
    }
