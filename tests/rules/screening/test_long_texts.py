"""However long and odd a text is, looking at it takes no time that anybody would notice."""

import pytest

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
)


@pytest.mark.timeout(60)
@pytest.mark.parametrize("bit", ODD)
def test_a_note_full_of_beginnings_is_looked_at_once(bit: str) -> None:
    screen = screening.load(Settings())
    text = (bit * 2_000)[:2_000]
    assert screen.look(text) == screen.look(text)


@pytest.mark.timeout(120)
def test_a_number_at_the_end_of_a_very_long_message_is_found() -> None:
    room = Room("sv")
    ref = room.open_case().ref
    said = room.one("anna", f"!ä ant {ref} : {'jag ' * 5_000}070-174 06 05")
    assert said.code == "error-too-long"
    assert room.removed == [room.last_event]
