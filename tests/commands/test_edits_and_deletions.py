"""Edits don't count and are answered once; what staff delete is erased; reactions alone do nothing yet."""

import pytest

from orosbot.settings import Roles, Settings
from tests.room import Room

TEXT = "fjällräven"


@pytest.fixture
def room() -> Room:
    return Room()


def test_an_edit_of_a_command_is_answered_once_and_changes_nothing(room: Room) -> None:
    ref = room.open_case().ref
    room.say("anna", f"!case note {ref} advice : one")
    command = room.last_event
    (said,) = room.edit("anna", command, f"!case note {ref} knowledge : two")
    assert said.code == "error-edit"
    assert said.content["m.relates_to"] == {"m.in_reply_to": {"event_id": command}}
    assert "undo" in said.text
    assert room.edit("anna", command, f"!case note {ref} knowledge : three") == []
    assert "one" in room.one("anna", f"!case {ref}").text


def test_each_edited_command_is_answered_for_itself(room: Room) -> None:
    room.say("anna", "!case list")
    first = room.last_event
    room.say("anna", "!case list")
    second = room.last_event
    assert [s.code for s in room.edit("anna", first, "!case help")] == ["error-edit"]
    assert [s.code for s in room.edit("anna", second, "!case help")] == ["error-edit"]


def test_an_edit_that_makes_talk_of_a_command_is_answered_too(room: Room) -> None:
    room.say("anna", "!case list")
    assert [s.code for s in room.edit("anna", room.last_event, "never mind")] == ["error-edit"]


def test_an_edit_that_makes_a_command_of_talk_is_answered_and_not_obeyed(room: Room) -> None:
    room.say("anna", "talk")
    assert [s.code for s in room.edit("anna", room.last_event, "!case new phone self right 30")] == [
        "error-edit"
    ]
    assert room.count("cases") == 0


def test_an_edit_of_talk_is_talk(room: Room) -> None:
    room.say("anna", "talk")
    assert room.edit("anna", room.last_event, "more talk") == []
    assert room.edit("anna", "$never-seen", "more talk") == []


def test_an_edited_answer_to_a_question_is_answered(room: Room) -> None:
    asked = room.one("anna", "!case new")
    room.say("anna", "1 2 3 4", reply_to=asked)
    assert [s.code for s in room.edit("anna", room.last_event, "1 2 3 1")] == ["error-edit"]
    assert room.count("cases") == 1


def test_the_text_of_an_edit_is_kept_nowhere(room: Room) -> None:
    ref = room.open_case().ref
    room.say("anna", f"!case note {ref} : one")
    room.edit("anna", room.last_event, f"!case note {ref} : {TEXT}")
    assert TEXT not in room.stored()


def test_edits_of_who_is_not_staff_are_ignored() -> None:
    room = Room(settings=Settings(roles=Roles(staff=["@anna:example.org"])))
    room.say("eve", "!case list")
    assert room.edit("eve", room.last_event, "!case help") == []


def test_deleting_the_message_of_a_note_erases_its_text_for_good(room: Room) -> None:
    ref = room.open_case().ref
    room.say("anna", f"!case note {ref} advice : {TEXT}")
    assert TEXT in room.stored()
    assert room.delete("anna", room.last_event) == []
    assert TEXT not in room.stored()
    card = room.one("anna", f"!case {ref}").text
    assert TEXT not in card
    assert "Support given: advice" in card


def test_deleting_the_message_that_opened_a_case_erases_its_text(room: Room) -> None:
    said = room.open_case(f"phone self right 30 : {TEXT}")
    room.delete("anna", room.last_event)
    assert TEXT not in room.stored()
    assert room.one("anna", f"!case {said.ref}").code == "case-card"


def test_deleting_a_message_whose_question_is_open_takes_the_text_out_of_it(room: Room) -> None:
    asked = room.one("anna", f"!case new phone advice : {TEXT}")
    room.delete("anna", room.last_event)
    assert TEXT not in room.stored()
    opened = room.one("anna", "2 3 4", reply_to=asked)
    assert opened.code == "case-opened"
    case = room.book.cases.find(opened.ref)
    assert case is not None
    assert [(note.text, note.supports) for note in room.book.notes.of(case.id)] == [(None, ("advice",))]


def test_deleting_the_message_after_its_question_is_answered_erases_the_note(room: Room) -> None:
    asked = room.one("anna", f"!case new phone : {TEXT}")
    command = room.last_event
    room.one("anna", "2 3 4", reply_to=asked)
    room.delete("anna", command)
    assert TEXT not in room.stored()


def test_deleting_the_message_of_a_promise_erases_its_text(room: Room) -> None:
    ref = room.open_case().ref
    assert room.one("anna", f"!case promise {ref} 3d : {TEXT}").code == "promise-recorded"
    room.delete("anna", room.last_event)
    assert TEXT not in room.stored()


def test_deleting_one_note_leaves_the_others(room: Room) -> None:
    ref = room.open_case().ref
    room.say("anna", f"!case note {ref} : {TEXT}")
    first = room.last_event
    room.say("anna", f"!case note {ref} : other")
    room.delete("anna", first)
    assert "other" in room.one("anna", f"!case {ref}").text


def test_a_note_whose_text_was_deleted_can_still_be_undone(room: Room) -> None:
    ref = room.open_case().ref
    room.say("anna", f"!case note {ref} advice : {TEXT}")
    room.delete("anna", room.last_event)
    assert room.one("anna", "!case undo").code == "undone"
    assert room.count("notes") == 0


def test_a_deleted_text_does_not_come_back_by_any_undo(room: Room) -> None:
    ref = room.open_case().ref
    room.say("anna", f"!case promise {ref} 3d : {TEXT}")
    promise = room.last_event
    room.say("anna", f"!case done {ref}")
    room.delete("anna", promise)
    room.say("anna", "!case undo")
    assert TEXT not in room.stored()


@pytest.mark.parametrize("target", ["$never-seen", "$in1"])
def test_deleting_anything_else_says_and_does_nothing(room: Room, target: str) -> None:
    room.open_case()
    assert room.delete("anna", target) == []
    assert room.delete("anna", target) == []


def test_reactions_to_anything_are_stored_without_harm(room: Room) -> None:
    opened = room.open_case()
    before = room.count("cases")
    for key in ("👍", "x", "", "!case undo", "\ud83d", "\x00", "å" * 10_000):
        assert room.react("bert", key, opened) == []
    assert room.count("cases") == before
