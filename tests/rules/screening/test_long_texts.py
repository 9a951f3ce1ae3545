"""However long and odd a text is, looking at it takes no time that anybody would notice."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orosbot import screening
from orosbot.settings import Settings
from tests.room import Room

ODD = (
    "a",
    "1",
    "a.",
    "1.",
    "a-",
    "_a",
    "A.K. ",
    "@",
    "www.",
    "f.",
    "född 1 ",
    "kallas ",
    "+4",
    "åk 9 ",
    "(",
    "'",
    "Aa-Bb-",
    "Ab ",
    "Björn slog ",
    "är läkare på a ",
    "5000-K",
    "SE4",
    "storg 1 ",
    "insta ",
    '"Ab" ',
    "säger Ab till ",
    "noll ",
    "1 000 ",
    "killen, ",
    "går under ",
    "\u200b",
    "e\u0301",
)


SCREEN = screening.load(Settings())


def seconds(text: str) -> float:
    """What a look at a text costs the processor; what else the machine does is not counted."""
    start = time.process_time()
    SCREEN.look(text)
    return time.process_time() - start


@pytest.mark.timeout(60)
@pytest.mark.parametrize("bit", ODD)
def test_ten_thousand_characters_of_beginnings_are_looked_at(bit: str) -> None:
    assert seconds((bit * 10_000)[:10_000]) < 4


@pytest.mark.timeout(120)
@given(st.lists(st.sampled_from(ODD) | st.text(max_size=12), max_size=60))
@settings(max_examples=150, deadline=None)
def test_whatever_is_typed_is_looked_at_in_time(bits: list[str]) -> None:
    assert seconds("".join(bits)) < 0.5


@given(st.integers(min_value=0, max_value=2_200))
@settings(max_examples=40, deadline=None)
def test_a_number_is_found_wherever_a_long_text_is_cut(before: int) -> None:
    text = ("jag " * 800)[:before] + " 070-174 06 05 " + "jag " * 600
    (find,) = SCREEN.look(text).finds
    assert text[find.start : find.end] == "070-174 06 05"


@pytest.mark.timeout(120)
def test_a_number_at_the_end_of_a_very_long_message_is_found() -> None:
    room = Room("sv")
    ref = room.open_case().ref
    said = room.one("anna", f"!ä ant {ref} : {'jag ' * 5_000}070-174 06 05")
    assert said.code == "error-too-long"
    assert room.removed == [room.last_event]
