"""Talk in a watched room: what is warned of, and what is removed only when somebody agrees."""

import pytest

from orosbot.casebook import RoomState
from orosbot.settings import Matrix, Privacy, Roles, Settings
from tests.room import LEAD, Room

PHONE = "070-174 06 05"
BOT = "@orosbot:example.org"
MATRIX = Matrix(homeserver="http://127.0.0.1:1", user_id=BOT, room="!room")


def test_talk_is_let_alone_unless_the_room_is_watched() -> None:
    assert Room("sv").say("anna", f"ring {PHONE}") == []
    room = Room("sv", settings=Settings(roles=Roles(leads=[LEAD]), privacy=Privacy(watch_room=True)))
    (warned,) = room.say("anna", f"ring {PHONE}")
    talk = room.last_event
    assert warned.code == "error-personal-data"
    assert room.removed == []
    room.wait(minutes=5)
    room.hear()
    assert room.removed == []
    room.react("berit", "✅", warned)
    assert room.removed == [talk]
    (second,) = room.react("anna", "✅", warned)
    assert "redan borttaget" in second.text


def watched() -> Room:
    return Room("sv", settings=Settings(roles=Roles(leads=[LEAD]), privacy=Privacy(watch_room=True)))


@pytest.mark.parametrize("done", ["nothing", "deleted"])
def test_a_late_ok_to_talk_says_whether_the_message_is_still_there(done: str) -> None:
    room = watched()
    (warned,) = room.say("anna", f"ring {PHONE}")
    talk = room.last_event
    room.wait(minutes=10)
    if done == "deleted":
        room.delete("anna", talk)
    late = room.one("anna", "ok", reply_to=warned)
    assert late.code == "error-nothing-open"
    assert ("är redan borttaget" if done == "deleted" else "finns kvar") in late.text
    assert "en gång till" not in late.text
    room.wait(minutes=5)
    room.hear()
    assert room.removed == []


def test_what_colleagues_call_each_other_and_a_cases_number_are_no_find_in_talk() -> None:
    room = watched()
    for who in ("anna", "berit"):
        room.say(who, "!ä status")
    for said in (
        "Tack Anna!",
        "@anna kan du ta den?",
        "Anna och Berit tar 482-7396",
        "Ring 482-7391, Anna Berit",
    ):
        assert room.say("berit", said) == [], said
    for said in (
        "Tack Oskar!",
        "@oskar ringde",
        "Anna Brännström ringde",
        f"482-7396 är {PHONE}",
        "070 482-7396",
    ):
        assert [one.code for one in room.say("berit", said)] == ["error-personal-data"], said


def test_a_colleagues_whole_display_name_is_no_find_in_talk() -> None:
    settings = Settings(roles=Roles(leads=[LEAD]), matrix=MATRIX, privacy=Privacy(watch_room=True))
    room = Room("sv", settings=settings)
    with room.book.transaction():
        room.book.room.put(RoomState(joined={"@al:example.org": "Anna Lindström (jour)", BOT: "oros"}))
    assert room.say("berit", "Anna Lindström (jour): kan du?") == []
    assert room.say("berit", "Tack Anna, säger al") == []
    (warned, alarm) = room.say("berit", "Anna Brännström: kan du?")
    assert (warned.code, alarm.code) == ("error-personal-data", "alert-room")
    assert room.one("berit", "ok", reply_to=warned).code == "error-not-allowed"
    assert room.removed == []
