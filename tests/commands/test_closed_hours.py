"""A time at which the line is closed, set for what we do ourselves: it holds, and that day's hours are said."""

import pytest

from tests.room import Room

TUESDAY_EVENING = "2017-02-07 20:00"
WEDNESDAY_EVENING = "2017-02-08 20:00"
SATURDAY = "2017-02-11 10:00"


@pytest.mark.parametrize("command", ["followup {ref} {when}", "promise {ref} {when} : text"])
@pytest.mark.parametrize(
    ("when", "hours"), [(TUESDAY_EVENING, "That day: 09:00–12:00"), (SATURDAY, "Next: Monday 13 February")]
)
def test_a_time_on_a_closed_line_is_hinted_at_and_holds(command: str, when: str, hours: str) -> None:
    room = Room()
    ref = room.open_case().ref
    said = room.one("anna", "!case " + command.format(ref=ref, when=when))
    assert said.code in ("followup-booked", "promise-recorded")
    assert "The line is closed at that time" in said.text
    assert hours in said.text
    assert when[-5:] in said.text


@pytest.mark.parametrize("when", [WEDNESDAY_EVENING, "2017-02-07 10:00", "2017-02-08"])
def test_a_time_at_which_somebody_is_there_has_no_hint(when: str) -> None:
    room = Room()
    ref = room.open_case().ref
    assert "closed" not in room.one("anna", f"!case followup {ref} {when}").text


@pytest.mark.parametrize(
    ("when", "hint"), [(SATURDAY, "closed at that time"), ("2017-02-11", "next staffed day")]
)
def test_the_hint_comes_too_when_the_child_may_be_rung(when: str, hint: str) -> None:
    room = Room()
    ref = room.open_case("phone self right 15").ref
    asked = room.one("anna", f"!case followup {ref} {when}")
    assert asked.code == "case-incomplete"
    said = room.one("anna", "1", reply_to=asked)
    assert said.code == "followup-booked"
    assert hint in said.text
