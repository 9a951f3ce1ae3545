"""How often we ring: the cap follows the case, and each end demands the slip by its number."""

import pytest

from orosbot.settings import Settings
from tests.room import Room


@pytest.fixture
def room() -> Room:
    return Room()


def ring(room: Room, ref: str, times: int) -> list[str]:
    """Nobody answers, on so many days; the codes of the answers."""
    codes = []
    for _ in range(times):
        room.wait(days=1)
        room.hear()
        codes.append(room.one("anna", f"!case noanswer {ref}").code)
        room.hear()
    return codes


def followed_up(room: Room, words: str) -> str:
    ref = room.open_case(words).ref
    assert room.one("anna", f"!case followup {ref} 7d").code == "followup-booked"
    return ref


def test_an_adult_s_case_closes_at_the_third_no_answer(room: Room) -> None:
    ref = followed_up(room, "phone relative religious 30")
    assert ring(room, ref, 3) == ["attempt-recorded", "attempt-recorded", "case-closed"]


def test_a_child_s_case_closes_at_the_fourth_no_answer(room: Room) -> None:
    ref = followed_up(room, "phone relative religious 15")
    room.say("anna", f"!case child {ref} none")
    assert ring(room, ref, 4) == ["attempt-recorded"] * 3 + ["case-closed"]


def test_a_child_s_case_without_assessment_stays_open_for_that_alone(room: Room) -> None:
    ref = followed_up(room, "phone relative religious 15")
    assert ring(room, ref, 4) == ["attempt-recorded"] * 4
    assert room.one("anna", f"!case noanswer {ref}").code == "error-nothing-open"
    assert room.one("anna", f"!case close {ref} agreed").code == "error-assessment-open"


@pytest.mark.parametrize(("first", "then", "more"), [("30", "15", 2), ("15", "30", 1)])
def test_an_age_that_is_put_right_between_two_attempts_moves_the_cap(
    room: Room, first: str, then: str, more: int
) -> None:
    ref = followed_up(room, f"phone relative religious {first}")
    ring(room, ref, 2)
    room.say("anna", f"!case set {ref} {then}")
    room.say("anna", f"!case child {ref} none")
    assert ring(room, ref, more)[-1] == "case-closed"


@pytest.mark.parametrize(
    "end",
    ["reached {ref}", "followup {ref} no", "followup {ref} off", "wrongnumber {ref}", "close {ref} agreed"],
)
def test_each_end_of_a_follow_up_demands_the_slip_by_its_number(room: Room, end: str) -> None:
    followed_up(room, "phone relative left 30")
    ref = followed_up(room, "phone relative religious 30")
    text = room.one("anna", "!case " + end.format(ref=ref)).text
    assert "slip 2" in text.lower()
    assert f"!case shredded {ref[:3]}-{ref[3:]}" in text


def test_the_last_attempt_demands_the_slip_by_its_number(room: Room) -> None:
    ref = followed_up(room, "phone relative religious 30")
    ring(room, ref, 2)
    room.wait(days=1)
    room.hear()
    assert "Shred slip 1" in room.one("anna", f"!case noanswer {ref}").text


def test_a_count_of_the_box_that_does_not_tally_says_which_slips_there_should_be(room: Room) -> None:
    for _ in range(3):
        followed_up(room, "phone relative religious 30")
    said = room.one("anna", "!case slips 2")
    assert all(f"slip {number} –" in said.text for number in (1, 2, 3))
    assert "You count 2, not 3" in said.text


def test_a_phone_on_a_card_counts_a_contact_and_taken_away_it_does_not(room: Room) -> None:
    card = room.one("anna", f"!case show {room.open_case().ref}")
    (said,) = room.react("bo", "📞", card)
    assert said.code == "contact-recorded"
    assert said.text.startswith("bo 📞")
    assert room.count("contacts") == 2
    (undone,) = room.delete("bo", room.last_event)
    assert undone.code == "undone"
    assert room.count("contacts") == 1


def test_a_hand_takes_the_case(room: Room) -> None:
    opened = room.open_case()
    assert [said.code for said in room.react("bo", "✋🏽", opened)] == ["case-taken"]
    case = room.book.cases.find(opened.ref)
    assert case is not None
    assert case.taken_by == "@bo:example.org"


def test_emoji_do_nothing_where_the_config_says_so() -> None:
    room = Room(settings=Settings.model_validate({"reminders": {"reactions": False}}))
    assert room.react("bo", "✋", room.open_case()) == []


def test_an_emoji_that_means_nothing_has_no_answer(room: Room) -> None:
    assert room.react("bo", "🎉", room.open_case()) == []
    assert room.react("bo", "✅", room.open_case()) == []
