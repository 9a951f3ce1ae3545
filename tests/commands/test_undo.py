"""`undo`: one's own last command, all its effects, within fifteen minutes."""

import pytest

from orosbot.settings import Roles, Settings
from tests.room import Room

TEXT = "fjällräven"


@pytest.fixture
def room() -> Room:
    return Room()


@pytest.mark.parametrize("typed", ["undo", "ångra", "ANGRA"])
def test_undo_takes_back_ones_last_command(room: Room, typed: str) -> None:
    ref = room.open_case().ref
    room.say("anna", f"!case note {ref} advice : {TEXT}")
    said = room.one("anna", f"!case {typed}")
    assert (said.code, said.ref) == ("undone", ref)
    assert (room.count("notes"), room.count("supports")) == (0, 0)
    assert TEXT not in room.stored()


def test_a_case_that_is_undone_is_gone_with_all_that_came_with_it(room: Room) -> None:
    room.open_case(f"phone self right 17 advice knowledge wants:råd close:agreed : {TEXT}")
    assert "never given out again" in room.one("anna", "!case undo").text
    for table in ("cases", "wants", "contacts", "notes", "supports", "closings", "effects"):
        assert room.count(table) == 0
    assert room.count("numbers") == 1
    assert TEXT not in room.stored()


def test_undoing_again_takes_back_the_command_before(room: Room) -> None:
    ref = room.open_case().ref
    room.say("anna", f"!case note {ref} : one")
    room.say("anna", f"!case note {ref} : two")
    assert room.one("anna", "!case undo").code == "undone"
    assert room.count("notes") == 1
    assert room.one("anna", "!case undo").code == "undone"
    assert room.one("anna", "!case undo").code == "undone"
    assert room.count("cases") == 0
    assert room.one("anna", "!case undo").code == "error-nothing-to-undo"


def test_what_only_looked_is_no_command_to_undo(room: Room) -> None:
    ref = room.open_case().ref
    for text in ("list", f"show {ref}", "help", "status"):
        room.say("anna", f"!case {text}")
    assert room.one("anna", "!case undo").ref == ref
    assert room.count("cases") == 0


@pytest.mark.parametrize("refused", ["new telfon", "xyzzy", "close {ref}", "later {ref} 10d"])
def test_a_case_is_not_gone_because_a_refused_command_was_to_be_undone(room: Room, refused: str) -> None:
    ref = room.open_case().ref
    room.say("anna", "!case " + refused.format(ref=ref))
    said = room.one("anna", "!case undo")
    assert said.code == "error-nothing-to-undo"
    assert "once more" in said.text
    assert room.one("anna", "!case undo").code == "undone"
    assert room.count("cases") == 0


@pytest.mark.parametrize(
    "before", ["note {ref} : text", "close {ref} agreed", "allow Vallby", "log meeting : text"]
)
def test_after_a_refused_command_undo_always_asks_before_it_takes_back_an_older_one(
    room: Room, before: str
) -> None:
    ref = room.open_case().ref
    room.say("lead", "!case " + before.format(ref=ref))
    room.say("lead", f"!case note {ref}")
    said = room.one("lead", "!case undo")
    assert said.code == "error-nothing-to-undo"
    assert "was refused" in said.text
    assert before.split()[0] in said.text
    assert room.one("lead", "!case undo").code == "undone"


def test_undo_names_the_word_that_was_allowed(room: Room) -> None:
    room.say("lead", "!case allow Vallby")
    assert "allow: Vallby" in room.one("lead", "!case undo").text
    room.say("lead", "!case allow Vallby")
    room.say("lead", "!case allow not Vallby")
    assert "allow: Vallby" in room.one("lead", "!case undo").text
    assert room.book.allowed.words() == ["Vallby"]


def test_undoing_a_question_withdraws_it_and_leaves_the_case_before(room: Room) -> None:
    ref = room.open_case().ref
    room.say("anna", "!case new phone")
    assert room.one("anna", "!case undo").code == "undone"
    assert room.count("questions") == 0
    assert room.book.cases.find(ref) is not None
    assert room.one("anna", "!case undo").ref == ref


def test_going_off_duty_is_not_undone_by_losing_a_case(room: Room) -> None:
    room.open_case()
    room.say("anna", "!case off")
    assert room.one("anna", "!case undo").code == "undone"
    assert room.count("cases") == 1


def test_everybody_undoes_their_own(room: Room) -> None:
    ref = room.open_case(who="anna").ref
    other = room.open_case(who="bert").ref
    assert room.one("anna", "!case undo").ref == ref
    assert room.book.cases.find(other) is not None
    assert room.one("anna", "!case undo").code == "error-nothing-to-undo"


def test_a_command_can_be_undone_for_fifteen_minutes(room: Room) -> None:
    room.open_case()
    room.wait(minutes=15)
    assert room.one("anna", "!case undo").code == "undone"


def test_after_fifteen_minutes_a_command_stands_and_how_to_undo_it_is_forgotten(room: Room) -> None:
    room.open_case(f"phone self right 17 : {TEXT}")
    room.wait(minutes=15, seconds=1)
    assert room.one("anna", "!case undo").code == "error-nothing-to-undo"
    assert room.count("effects") == 0
    assert room.count("cases") == 1
    assert room.desk.next_due() is None or room.desk.next_due() > room.clock.now()  # type: ignore[operator]


def test_the_desk_knows_when_it_has_to_forget(room: Room) -> None:
    room.open_case()
    room.desk.tick(room.clock.now())
    due = room.desk.next_due()
    assert due is not None
    room.wait(seconds=(due - room.clock.now()).total_seconds())
    assert room.count("effects") == 0


def test_a_command_and_its_undo_that_were_typed_during_a_stop_count_as_typed(room: Room) -> None:
    room.wait(hours=3)
    typed = room.clock.now()
    room.wait(hours=3)
    ref = room.one("anna", "!case new phone self right 30", origin=typed).ref
    room.desk.tick(room.clock.now())
    said = room.one("anna", "!case undo", origin=typed.replace(minute=typed.minute + 10))
    assert (said.code, said.ref) == ("undone", ref)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("new phone self right 30", "note {ref} advice"),
        ("new phone self right 30", "call {ref}"),
        ("new phone self right 30", "close {ref} agreed"),
        ("close {ref} agreed", "reopen {ref}"),
        ("close {ref} agreed", "call {ref}"),
        ("child {ref} report", "child {ref} agree"),
        ("child {ref} report", "close {ref} agreed"),
        ("child {ref} none", "close {ref} agreed"),
        ("followup {ref} 10d", "noanswer {ref}"),
        ("followup {ref} 10d", "reached {ref}"),
        ("followup {ref} 10d", "followup {ref} off"),
        ("promise {ref} 3d : text", "done {ref}"),
        ("callback {ref} 2017-02-10 10:00", "call {ref}"),
        ("callback {ref} 2017-02-10 10:00", "callback {ref} off"),
    ],
)
def test_what_somebody_else_has_built_on_cannot_be_undone_and_it_says_who(
    room: Room, first: str, second: str
) -> None:
    ref = room.open_case("phone relative right 17 child-caller ring:yes", who="cleo").ref
    if not first.startswith("child"):
        room.one("cleo", f"!case child {ref} none")
    done = room.one("anna", "!case " + first.format(ref=ref))
    assert not done.code.startswith("error"), done.text
    built = room.one("bert", "!case " + second.format(ref=done.ref))
    assert not built.code.startswith("error"), built.text
    said = room.one("anna", "!case undo")
    assert said.code == "error-nothing-to-undo"
    assert "bert" in said.text
    assert room.one("bert", "!case undo").code == "undone"
    assert room.one("anna", "!case undo").code == "undone"


def test_an_attempt_builds_on_the_one_before_even_where_the_next_date_stays_the_same(room: Room) -> None:
    ref = room.open_case(who="cleo").ref
    room.say("cleo", f"!case followup {ref} 2017-02-01 09:30")
    room.wait(minutes=26)
    room.say("anna", f"!case noanswer {ref}")
    room.say("bert", f"!case noanswer {ref} !")
    said = room.one("anna", "!case undo")
    assert (said.code, "bert" in said.text) == ("error-nothing-to-undo", True)
    assert "attempt 3 of 3" in room.one("anna", f"!case {ref}").text
    assert room.one("bert", "!case undo").code == "undone"
    assert room.one("anna", "!case undo").code == "undone"


def test_two_notes_by_two_people_do_not_build_on_each_other(room: Room) -> None:
    ref = room.open_case(who="cleo").ref
    room.say("anna", f"!case note {ref} : one")
    room.say("bert", f"!case note {ref} : two")
    assert room.one("anna", "!case undo").code == "undone"
    assert "two" in room.one("anna", f"!case {ref}").text


def test_ones_own_later_command_does_not_keep_one_from_undoing_that(room: Room) -> None:
    ref = room.open_case().ref
    room.say("anna", f"!case close {ref} agreed")
    room.say("anna", f"!case reopen {ref}")
    for _ in range(3):
        assert room.one("anna", "!case undo").code == "undone"
    assert room.count("cases") == 0


def test_undoing_a_closing_opens_the_case_again_as_it_was(room: Room) -> None:
    ref = room.open_case().ref
    before = room.one("anna", f"!case {ref}").text
    room.say("anna", f"!case close {ref} agreed")
    room.say("anna", "!case undo")
    assert room.one("anna", f"!case {ref}").text == before
    assert room.count("closings") == 0


def test_undoing_a_guided_opening_takes_the_whole_case_back(room: Room) -> None:
    asked = room.one("anna", f"!case new : {TEXT}")
    ref = room.one("anna", "1 2 3 4", reply_to=asked).ref
    assert room.one("anna", "!case undo").ref == ref
    assert TEXT not in room.stored()


def test_shredding_cannot_be_undone(room: Room) -> None:
    ref = room.open_case().ref
    room.say("anna", f"!case followup {ref} 10d")
    assert room.one("anna", f"!case shredded {ref}").code == "slip-shredded"
    assert room.one("anna", "!case undo").code == "error-nothing-to-undo"


def test_who_is_not_staff_undoes_nothing() -> None:
    room = Room(settings=Settings(roles=Roles(staff=["@anna:example.org"])))
    room.open_case()
    assert room.one("eve", "!case undo").code == "error-not-allowed"
    assert room.count("cases") == 1


@pytest.mark.parametrize(
    "changing_nothing", ["take {ref}", "callback {ref}", "followup {ref} 2017-02-14", "set {ref} relative"]
)
def test_a_command_that_changed_nothing_takes_no_older_one_back(room: Room, changing_nothing: str) -> None:
    ref = room.open_case().ref
    room.say("anna", f"!case callback {ref}")
    room.say("anna", f"!case followup {ref} 2017-02-14")
    room.say("anna", f"!case note {ref} : {TEXT}")
    assert not room.one("anna", "!case " + changing_nothing.format(ref=ref)).code.startswith("error-")
    said = room.one("anna", "!case undo")
    assert (said.code, room.count("notes")) == ("error-nothing-to-undo", 1)
    assert "changed nothing" in said.text
    assert "Do you mean the one before, note" in said.text
    assert (room.one("anna", "!case undo").code, room.count("notes")) == ("undone", 0)


def test_going_off_duty_and_coming_on_again_can_be_undone(room: Room) -> None:
    room.open_case()
    for text in ("off", "on"):
        room.say("anna", f"!case {text}")
    said = [room.one("anna", "!case undo").text for _time in range(3)]
    told = ["Undone: anna is off duty again, till midnight.", "Undone: anna is on duty again."]
    assert said[:2] == told
    assert (room.count("cases"), "is gone" in said[2]) == (0, True)


def test_taking_away_an_emoji_that_had_done_nothing_is_no_talk_about_another_command(room: Room) -> None:
    opened = room.open_case()
    room.react("anna", "✋", opened)
    assert room.delete("anna", room.last_event) == []
