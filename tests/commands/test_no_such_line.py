"""A reply that names a line which the list has not: how many there are; talk stays talk."""

import pytest

from orosbot.casebook.migrations import DOMAIN_TABLES
from tests.room import Room, Said


@pytest.fixture
def room() -> Room:
    return Room()


def listed(room: Room, count: int = 4) -> Said:
    for _ in range(count):
        ref = room.open_case().ref
        room.say("anna", f"!case followup {ref} 10d")
    said = room.one("anna", "!case list")
    assert len(said.items) == count
    return said


@pytest.mark.parametrize(
    "reply",
    [
        "9 sv",
        "sv 9",
        "visa 9",
        "9 visa",
        "5 reached",
        "0 reached",
        "9 note : text",
        "note 9 : text",
        "12 close agreed",
    ],
)
@pytest.mark.parametrize("prefix", ["", "!case "])
def test_a_command_on_no_line_is_told_how_many_there_are(room: Room, prefix: str, reply: str) -> None:
    listing = listed(room)
    before = room.rows(DOMAIN_TABLES)
    said = room.one("bert", prefix + reply, reply_to=listing)
    assert said.code == "error-bad-reference"
    assert "4 lines" in said.text
    assert room.rows(DOMAIN_TABLES) == before
    assert room.one("bert", "!case undo").code == "error-nothing-to-undo"


def test_with_the_prefix_a_mere_number_is_no_talk(room: Room) -> None:
    assert "4 lines" in room.one("bert", "!case 9", reply_to=listed(room)).text


@pytest.mark.parametrize(
    "reply",
    [
        *("9 svar kommer i morgon", "svar 9 kommer", "9 tack", "10 minuter till", "nr 9", "4827396 tack"),
        *("9", "9.", "0", "9 lista nya", "9 on", "2017 var det", "vi är 9 här"),
    ],
)
def test_talk_stays_talk(room: Room, reply: str) -> None:
    assert room.say("bert", reply, reply_to=listed(room)) == []


def test_a_line_that_is_there_is_still_meant(room: Room) -> None:
    listing = listed(room)
    assert room.one("bert", "4 sv", reply_to=listing).ref == listing.items[3]


def test_a_slip_may_have_a_number_beyond_the_last_line(room: Room) -> None:
    refs = [room.open_case().ref for _ in range(3)]
    for ref in refs:
        room.say("anna", f"!case followup {ref} 10d")
    room.say("anna", f"!case close {refs[0]} agreed")
    listing = room.one("anna", "!case list")
    assert len(listing.items) == 2
    assert room.one("anna", "shredded 3", reply_to=listing).code == "slip-shredded"


def test_a_list_of_actors_too_says_how_many_lines_it_has(room: Room) -> None:
    for name in ("mora", "lund"):
        room.one("anna", f"!case actor add {name} municipality")
    listing = room.one("anna", "!case actor find municipality")
    assert len(listing.items) == 2
    said = room.one("anna", "3 verify", reply_to=listing)
    assert said.code == "error-bad-reference"
    assert "2 lines" in said.text
    assert room.one("anna", "2 verify", reply_to=listing).code == "actor-verified"


def test_a_message_without_a_list_has_no_lines(room: Room) -> None:
    card = room.one("anna", f"!case {room.open_case().ref}")
    assert room.say("anna", "9 sv", reply_to=card) == []
