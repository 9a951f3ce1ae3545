"""What waits to be sent says no more than what stands when it is sent."""

import pytest

from orosbot.settings import Roles, Settings
from tests.room import LEAD, Room, Said

TEXT = "fjällräven <b> sprang"


@pytest.fixture
def room() -> Room:
    return Room()


def back(room: Room) -> list[Said]:
    room.away = False
    return room.hear()


@pytest.mark.parametrize(
    ("writes", "reads"),
    [
        ("note {ref} advice : {text}", "show {ref}"),
        ("note {ref} : {text}", "call {ref} phone"),
        ("promise {ref} 3d : {text}", "show {ref}"),
        ("promise {ref} 3d : {text}", "done {ref}"),
        ("promise {ref} 3d : {text}", "close {ref} agreed"),
        ("handover : {text}", "handover"),
    ],
)
def test_a_text_that_was_deleted_meanwhile_is_not_sent(room: Room, writes: str, reads: str) -> None:
    ref = room.open_case().ref
    room.say("anna", f"!case note {ref} : something else")
    room.away = True
    room.say("anna", "!case " + writes.format(ref=ref, text=TEXT))
    written = room.last_event
    room.say("bert", "!case " + reads.format(ref=ref))
    assert TEXT.split()[0] in room.stored()
    room.delete("anna", written)
    assert TEXT.split()[0] not in room.stored()
    said = back(room)
    assert len(said) == 2
    for one in said:
        assert TEXT.split()[0] not in str(one.content)
        assert "\ue000" not in str(one.content)
    assert "(deleted)" in said[-1].text
    assert "(deleted)" in said[-1].html


def test_other_texts_and_the_rest_of_the_message_are_sent_as_they_were(room: Room) -> None:
    ref = room.open_case().ref
    for text in ("a", f"{TEXT} <one>", "a"):
        room.say("anna", f"!case note {ref} : {text}")
    kept = room.one("bert", f"!case {ref}")
    room.away = True
    room.say("bert", f"!case {ref}")
    room.delete("anna", room.last_event)
    room.delete("anna", "$in2")
    (said,) = back(room)
    lines = [(line, line.replace(": a", ": (deleted)")) for line in kept.text.splitlines()]
    assert sum(line in pair for line, pair in zip(said.text.splitlines(), lines, strict=True)) == len(lines)
    assert said.text.count("(deleted)") == 1
    assert "&lt;one&gt;" in said.html


def test_a_text_that_was_taken_back_is_not_sent(room: Room) -> None:
    ref = room.open_case().ref
    room.away = True
    room.say("anna", f"!case note {ref} : {TEXT}")
    room.say("bert", f"!case {ref}")
    room.say("anna", "!case undo")
    assert TEXT.split()[0] not in room.stored()
    assert all(TEXT.split()[0] not in str(one.content) for one in back(room))


def test_what_is_sent_keeps_no_text(room: Room) -> None:
    ref = room.open_case().ref
    room.say("anna", f"!case note {ref} : {TEXT}")
    assert TEXT.split()[0] in room.one("bert", f"!case {ref}").text
    room.delete("anna", "$in2")
    assert TEXT.split()[0] not in room.stored()


def threat(room: Room) -> list[Said]:
    return room.say("anna", "!case count threat chat")


def test_a_threat_that_is_taken_back_takes_its_alarm_back(room: Room) -> None:
    _answer, alarm = threat(room)
    assert alarm.code == "alert-threat"
    said = room.one("anna", "!case undo")
    assert said.code == "undone"
    assert "alarm" in said.text
    (edit,) = room.edits
    assert edit["m.relates_to"] == {"rel_type": "m.replace", "event_id": alarm.event_id}
    assert edit["m.mentions"] == {}
    new = edit["m.new_content"]
    assert isinstance(new, dict)
    assert "Withdrawn" in str(new["body"])
    assert "anna" in str(new["body"])


def test_an_alarm_that_still_waits_wakes_nobody_when_it_is_taken_back() -> None:
    room = Room(settings=Settings(roles=Roles(leads=[LEAD])))
    room.away = True
    threat(room)
    room.say("anna", "!case undo")
    _answer, alarm, _undone = sorted(back(room), key=lambda said: said.code != "noncase-recorded")
    alarms = [one for one in (_answer, alarm, _undone) if one.code == "alert-threat"]
    assert [one.content["m.mentions"] for one in alarms] == [{}]
    assert "Withdrawn" in alarms[0].text
    # if the first was under way at that moment, the edit puts it right
    assert [edit["m.relates_to"] for edit in room.edits] == [
        {"rel_type": "m.replace", "event_id": alarms[0].event_id}
    ]


def test_an_alarm_that_could_never_be_sent_is_not_edited(room: Room) -> None:
    room.away = True
    threat(room)
    alarm = next(row for row in room.book.outbox.waiting() if "threat" in str(row.content["se.orosbot"]))
    with room.book.transaction():
        room.book.outbox.give_up(alarm.txn_id, "M_TOO_LARGE")
    room.say("anna", "!case undo")
    assert "alert-threat" not in [said.code for said in back(room)]
    assert room.edits == []
    assert room.book.outbox.count_waiting() == 0


def test_other_counts_are_taken_back_without_an_alarm(room: Room) -> None:
    room.say("anna", "!case count silent")
    assert "alarm" not in room.one("anna", "!case undo").text
    assert room.edits == []
