"""Which actor is meant: one of several with a like name, and the one that is to be rung."""

import pytest

from tests.room import Room


@pytest.fixture
def room() -> Room:
    """A room with an actor whom somebody has rung, one whom nobody has, and a taken case."""
    room = Room()
    room.one("anna", "!case actor add Brobygget civil")
    room.one("anna", "!case actor verify bro")
    room.one("anna", '!case actor add "Mora socialtjänst" social')
    return room


@pytest.fixture
def ref(room: Room) -> str:
    return room.open_case("phone relative religious 22-25").ref


@pytest.fixture
def twins(room: Room) -> Room:
    """Two actors that a short name can mean."""
    room.one("anna", '!case actor add "Falu kommun" municipality')
    room.one("anna", '!case actor add "Falu skola" school')
    return room


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("tip {ref} falu", "referral-recorded"),
        ("refer {ref} falu", "referral-pending"),
        ("log contacted support falu", "journal-recorded"),
        ("actor verify falu", "actor-verified"),
        ("actor retire falu", "actor-retired"),
        ("actor show falu", "actor-card"),
    ],
)
def test_the_number_of_one_of_several_does_what_was_asked_for(
    twins: Room, ref: str, command: str, code: str
) -> None:
    asked = twins.one("anna", "!case " + command.format(ref=ref))
    assert asked.code == "error-ambiguous"
    assert twins.say("anna", "3", reply_to=asked) == []
    said = twins.one("anna", "2", reply_to=asked)
    assert said.code == code
    assert "Falu skola" in said.text


@pytest.mark.parametrize("reply", ["2 tip", "tip 2", "2 tipsa", "!ä tips 2", "tip {ref} 2", "2 tip {ref}"])
def test_a_verb_with_the_number_of_one_of_several_is_about_the_same_case(
    twins: Room, ref: str, reply: str
) -> None:
    asked = twins.one("anna", f"!case refer {ref} falu")
    said = twins.one("anna", reply.format(ref=ref), reply_to=asked)
    assert (said.code, said.ref) == ("referral-recorded", ref)
    assert "Falu skola" in said.text


@pytest.mark.parametrize("reply", ["2 verify", "verify 2", "2 verifiera"])
def test_one_of_several_can_be_verified_by_its_number(twins: Room, ref: str, reply: str) -> None:
    asked = twins.one("anna", f"!case refer {ref} falu")
    said = twins.one("anna", reply, reply_to=asked)
    assert said.code == "actor-verified"
    assert "Falu skola" in said.text


@pytest.mark.parametrize("reply", ["2", "2 helped", "helped 2"])
def test_whose_outcome_it_is_is_told_by_number(twins: Room, ref: str, reply: str) -> None:
    twins.one("anna", f"!case tip {ref} bro")
    twins.one("anna", f'!case tip {ref} "Falu skola"')
    asked = twins.one("anna", f"!case outcome {ref} helped")
    assert asked.code == "error-ambiguous"
    assert "Falu skola" in (said := twins.one("anna", reply, reply_to=asked)).text
    assert said.code == "outcome-recorded"


def test_what_was_to_be_changed_of_one_of_several_is_typed_with_its_number(twins: Room) -> None:
    asked = twins.one("anna", "!case actor change falu phone:0123-456 78")
    assert asked.code == "error-ambiguous"
    assert "1 change phone:" in asked.text
    assert twins.one("anna", "2 change phone:0123-456 78", reply_to=asked).code == "actor-changed"
    assert "0123-456 78" in twins.one("anna", '!case actor show "falu skola"').text


@pytest.mark.parametrize("reply", ["verify", "verifiera", "verify mora", "!case verify", "!ä verifiera mora"])
@pytest.mark.parametrize("where", ["referral-pending", "reminder-task", "case-card", "actor-card"])
def test_verify_in_a_reply_is_about_the_actor_that_is_to_be_rung(
    room: Room, ref: str, where: str, reply: str
) -> None:
    pending = room.one("anna", f"!case refer {ref} mora")
    messages = {"referral-pending": pending}
    messages["case-card"] = room.one("anna", f"!case show {ref}")
    messages["actor-card"] = room.one("anna", "!case actor show mora")
    room.wait(days=1)
    messages |= {said.code: said for said in room.hear()}
    said = room.one("bo", reply, reply_to=messages[where])
    assert said.code == "actor-verified"
    assert room.book.referrals.pending() == []


@pytest.mark.parametrize("reply", ["2 verify", "verifiera 2", "!case 2 verify"])
def test_verify_with_a_line_s_number_is_about_the_actor_of_that_line(
    room: Room, ref: str, reply: str
) -> None:
    room.one("anna", '!case actor add "Falu kommun" municipality')
    room.one("anna", f"!case refer {ref} falu")
    room.wait(minutes=1)
    room.one("anna", f"!case refer {ref} mora")
    room.wait(days=1)
    room.hear()
    due = room.one("anna", "!case due")
    assert due.text.index("1. ") < due.text.index("Falu") < due.text.index("2. ") < due.text.index("Mora")
    said = room.one("bo", reply, reply_to=due)
    assert said.code == "actor-verified"
    assert "Mora" in said.text


def test_verify_asks_whom_where_several_are_to_be_rung(room: Room, ref: str) -> None:
    room.one("anna", '!case actor add "Falu kommun" municipality')
    room.one("anna", f"!case refer {ref} falu")
    room.one("anna", f"!case refer {ref} mora")
    card = room.one("anna", f"!case show {ref}")
    asked = room.one("anna", "verify", reply_to=card)
    assert asked.code == "error-ambiguous"
    assert room.one("anna", "2", reply_to=asked).text.startswith("Mora")


def test_verify_where_nobody_is_to_be_rung_says_so_and_talk_stays_talk(room: Room, ref: str) -> None:
    card = room.one("anna", f"!case show {ref}")
    assert room.one("anna", "verify", reply_to=card).code == "error-nothing-open"
    assert room.say("anna", "verify that with the lead, please", reply_to=card) == []
    assert room.say("anna", "verify") == []
