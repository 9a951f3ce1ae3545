"""Nothing that the bot says is too long to be sent."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orosbot import texts
from orosbot.eventsize import LINES_BYTES, MOST_BYTES, MOST_LINES, fit, pages, size
from orosbot.messages import Block, Folded, Message, Numbered, Para, Rich, para, rich

EN = texts.load("en")


def lines_of(*lengths: int, letter: str = "x") -> tuple[Rich, ...]:
    return tuple(rich("{text}", text=letter * length) for length in lengths)


def listing(lines: tuple[Rich, ...]) -> Message:
    """A list of cases, each with a number of its own."""
    items = tuple(str(number) for number in range(1_000_000, 1_000_000 + len(lines)))
    return Message("due-list", (para("Today:"), Numbered(lines), para("Reply.")), items=items, subjects=items)


def test_what_is_short_enough_is_left_alone() -> None:
    short = listing(lines_of(*[50] * 100))
    assert fit(short, EN) is short


def test_a_list_that_is_too_long_says_how_many_lines_it_leaves_out() -> None:
    fitted = fit(listing(lines_of(*[60] * 2000)), EN)
    assert size(fitted) <= MOST_BYTES
    shown = fitted.blocks[1].lines
    assert len(shown) == len(fitted.items) == len(fitted.subjects) > 100
    assert f"… and {2000 - len(shown)} more lines" in fitted.plain()
    assert fitted.plain().startswith("Today:")
    assert fitted.plain().endswith("Reply.")


def test_long_texts_are_cut_before_a_line_is_left_out() -> None:
    fitted = fit(listing(lines_of(*[2000] * 30, letter="å")), EN)
    assert size(fitted) <= MOST_BYTES
    assert len(fitted.items) == 30


def test_one_endless_text_is_cut() -> None:
    fitted = fit(Message("guide", (para("{text}", text="ö" * 100_000),)), EN)
    assert size(fitted) <= MOST_BYTES
    assert fitted.plain().endswith("…")


_TEXTS = st.tuples(st.integers(1, 40_000), st.sampled_from("xå<\n😀")).map(lambda one: one[1] * one[0])
_LINES = st.lists(_TEXTS.map(lambda text: rich("{text}", text=text)), min_size=1, max_size=8).map(tuple)
_BLOCKS: st.SearchStrategy[Block] = st.one_of(
    _LINES.map(Para), _LINES.map(Numbered), _LINES.map(lambda lines: Folded("title", lines))
)


@settings(deadline=None, max_examples=60)
@given(st.lists(_BLOCKS, min_size=1, max_size=6), st.integers(1, 300))
def test_any_message_fits_afterwards(blocks: list[Block], times: int) -> None:
    more = [Para(block.lines * times) if number == 0 else block for number, block in enumerate(blocks)]
    assert size(fit(Message("guide", tuple(more)), EN)) <= MOST_BYTES


@settings(deadline=None, max_examples=60)
@given(st.lists(st.integers(0, 50_000), max_size=400), st.sampled_from("xå"))
def test_pages_have_each_line_once_and_in_order(lengths: list[int], letter: str) -> None:
    lines = lines_of(*lengths, letter=letter)
    parts = [lines[page] for page in pages(lines)]
    assert [line for part in parts for line in part] == list(lines)
    for part in parts:
        bytes_ = len(json.dumps("".join(segment.text for line in part for segment in line)))
        assert len(part) <= MOST_LINES
        assert len(part) <= 1 or 2 * bytes_ <= LINES_BYTES + 100


@pytest.mark.parametrize("count", [0, 1, MOST_LINES])
def test_a_list_of_so_many_lines_is_one_page(count: int) -> None:
    assert pages(lines_of(*[10] * count)) == [slice(0, count)]
