"""Ids of rows that are forgotten are given out again; what the room was told under one is not mixed up with that."""

import pytest

from tests.room import Room
from tests.rounds_of import local, until


@pytest.mark.parametrize("verb", ["reached", "noanswer", "followup {ref} off :", "close {ref} agreed :"])
def test_what_was_reminded_of_is_settled_after_earlier_reminders_were_forgotten(verb: str) -> None:
    room = Room()
    until(room, local(2017, 6, 5, 9, 15))
    first = room.open_case().ref
    room.say("anna", f"!case followup {first} 2017-06-14 10:00")
    until(room, local(2017, 6, 14, 10, 30))
    for line in ("reached", "shredded", "close agreed"):
        word, *rest = line.split()
        assert not room.one("anna", f"!case {word} {first} {' '.join(rest)}").code.startswith("error-")
    until(room, local(2017, 7, 17, 9, 15))
    assert room.count("reminded") == 0
    second = room.open_case().ref
    room.say("anna", f"!case followup {second} 2017-07-24 10:00")
    until(room, local(2017, 7, 24, 10, 16))
    line = verb.format(ref=second).removesuffix(" :") if "{ref}" in verb else f"{verb} {second}"
    said = room.one("anna", f"!case {line}")
    assert not said.code.startswith("error-"), said.text
