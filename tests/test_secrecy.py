"""With debug logging on, nothing that staff write gets out of the desk but into its answers and the encrypted file."""

import io
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from orosbot import log
from orosbot.settings import Privacy, Roles, Settings
from tests.room import LEAD, Room

CANARY = "kanariefågelsköld"
NUMBER = "070-174 06 05"


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """Everything that is logged, by orosbot and by every library, to the last detail."""
    stream = io.StringIO()
    log.set_up(stream, debug=True)
    root, handler = logging.getLogger(), logging.StreamHandler(stream)
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    logging.getLogger("tests.secrecy").debug("it would be seen")
    yield stream
    root.removeHandler(handler)
    root.setLevel(before)
    log.set_up()


def type_everything(room: Room) -> list[str]:
    """A canary wherever staff may write; the codes of what came back."""
    opened = room.open_case()
    ref, codes = opened.ref, list[str]()

    def say(text: str, who: str = "anna") -> None:
        codes.extend(one.code for one in room.say(who, text.replace("REF", ref)))

    say(f"!case note REF advice : {CANARY} rang")
    note = room.last_event
    codes.extend(one.code for one in room.edit("anna", note, f"!case note {ref} : {CANARY} igen"))
    say(f"!case promise REF 3d : {CANARY}")
    say(f"!case handover : {CANARY}")
    say("!case handover")
    say(f"!case log lesson : {CANARY}")
    say(f"!case {CANARY}")
    say(f"!case {CANARY} REF")
    say(f"!case new phone {CANARY} religious")
    say(f"!case close REF {CANARY}")
    say(f"!case show {CANARY}")
    say(f"!case guide {CANARY}")
    say(f"!case actor find {CANARY}")
    say(f"!case actor add {CANARY} civil")
    say(f"!case actor change {CANARY} note:{CANARY}")
    say(f"!case note REF : {CANARY} {NUMBER}")
    say("!case note REF : " + f"{CANARY} " * 1000)
    say(f"{CANARY} {NUMBER}")
    asked = room.one("bert", f"!case new : {CANARY}")
    codes.append(asked.code)
    codes.extend(one.code for one in room.say("bert", f"1 {CANARY} 2", reply_to=asked))
    codes.extend(one.code for one in room.say("bert", CANARY, reply_to=opened))
    codes.extend(one.code for one in room.delete("anna", note))
    return codes


def test_nothing_that_staff_write_is_logged_printed_or_names_a_file(
    tmp_path: Path,
    logged: io.StringIO,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    settings = Settings(roles=Roles(leads=[LEAD]), privacy=Privacy(watch_room=True))
    room = Room(settings=settings, path=tmp_path / "casebook.db", key="a passphrase of some length")
    codes = type_everything(room)
    assert {
        *("note-recorded", "error-edit", "promise-recorded", "handover", "journal-recorded"),
        *("error-unknown-command", "error-unknown-word", "case-incomplete", "error-personal-data"),
        *("error-too-long", "actor-added"),
    } <= set(codes)
    assert "error-internal" not in codes
    assert CANARY in room.stored()  # it would be found
    for path in tmp_path.rglob("*"):
        assert CANARY not in path.name
        assert CANARY.encode() not in path.read_bytes()
    out, err = capfd.readouterr()
    assert "it would be seen" in logged.getvalue()
    for told in (logged.getvalue(), out, err, caplog.text):
        assert CANARY not in told.lower()
        assert NUMBER not in told


def test_a_fault_whose_own_message_quotes_staff_is_told_by_class_and_place(
    logged: io.StringIO, capfd: pytest.CaptureFixture[str]
) -> None:
    """SQLite quotes the canary when the note is stored, and so does its exception."""
    room = Room()
    ref = room.open_case().ref
    room.book.store.db.execute(
        f"CREATE TRIGGER fault BEFORE INSERT ON notes BEGIN SELECT RAISE(ABORT, '{CANARY}'); END"
    )
    said = room.one("anna", f"!case note {ref} : {CANARY}")
    assert said.code == "error-internal"
    assert CANARY not in said.text
    out, err = capfd.readouterr()
    assert "command-failed" in logged.getvalue()
    assert [one for one in (logged.getvalue(), out, err) if CANARY in one] == []
