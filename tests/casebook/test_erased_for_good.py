"""What is erased is gone from the file, byte by byte: proved on a casebook without encryption, which only this test opens."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlcipher3
from sqlite_utils import Database

from orosbot.casebook import Casebook
from orosbot.casebook.migrations import migrations
from orosbot.casebook.store import Store, _prepare
from orosbot.rules.reference import shown
from tests.room import Room
from tests.rounds_of import until

CANARIES = ("Kanariefågel", "Sparvhök")
STAFF = "@anna:example.org"


class PlainStore(Store):
    """A store on a file that SQLite alone can read; `without` switches one safeguard off."""

    def __init__(self, path: Path, without: str = "") -> None:
        super().__init__(None)
        self.db.conn.close()
        self.path = path
        self._without = without
        self.db = Database(sqlcipher3.connect(str(path), isolation_level=None))
        _prepare(self.db, writer=True)
        if without == "secure_delete":
            self.db.execute("PRAGMA secure_delete = OFF")
        migrations.apply(self.db)

    def scrub(self) -> bool:
        if self._without == "scrub":
            return True
        return super().scrub()


def bytes_of(path: Path) -> bytes:
    """The file with its WAL and rollback journal."""
    return b"".join(one.read_bytes() for one in sorted(path.parent.glob(f"{path.name}*")))


def found(path: Path, *words: str) -> set[str]:
    """Those of the words that stand in the file."""
    stored = bytes_of(path)
    return {word for word in words if word.encode() in stored}


def a_room(path: Path, without: str) -> tuple[Room, str]:
    """A case full of canaries, closed, among others that stay open."""
    room = Room()
    room.book = Casebook(PlainStore(path, without), "console")
    room.desk = type(room.desk).build(room.settings, room.book, room.clock, "en")
    others = [room.open_case(who="bert").ref for _ in range(20)]
    ref = room.open_case().ref
    for n in range(40):
        room.say("bert", f"!case note {others[n % 20]} : {'x' * (37 * n)}")
        room.say("anna", f"!case note {ref} : {CANARIES[0]} {n} {'y' * (41 * n)}")
        room.wait(minutes=1)
    room.say("anna", f"!case promise {ref} 10d : {CANARIES[1]} {'z' * 1900}")
    room.say("anna", f"!case close {ref} agreed")
    for other in others:
        room.say("bert", f"!case followup {other} 80d")
    return room, ref


def erase(path: Path, without: str = "") -> tuple[Room, str]:
    room, ref = a_room(path, without)
    assert found(path, *CANARIES, ref, STAFF) == {*CANARIES, ref, STAFF}  # they would be found
    until(room, datetime(2017, 5, 2, 12, tzinfo=UTC))
    assert room.book.cases.find(ref) is None
    return room, ref


def test_nothing_of_an_erased_case_is_left_in_file_wal_or_journal(tmp_path: Path) -> None:
    path = tmp_path / "plain.db"
    _room, ref = erase(path)
    assert found(path, *CANARIES, STAFF, shown(ref)) == set()
    assert bytes_of(path).count(ref.encode()) == 1  # the number itself, so that it is never given out again


@pytest.mark.parametrize("without", ["scrub"])
def test_without_the_safeguard_something_would_be_left(tmp_path: Path, without: str) -> None:
    path = tmp_path / "plain.db"
    _room, ref = erase(path, without)
    assert found(path, *CANARIES, STAFF) or bytes_of(path).count(ref.encode()) > 1


def test_deleted_rows_are_overwritten_even_before_the_file_is_written_anew(tmp_path: Path) -> None:
    left = {}
    for without in ("", "secure_delete"):
        path = tmp_path / f"{without or 'both'}.db"
        room, _ref = a_room(path, without)
        room.wait(minutes=20)
        room.book.store.db.execute("UPDATE notes SET text = NULL")
        room.book.store.db.execute("UPDATE promises SET text = NULL")
        room.book.store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        left[without] = found(path, *CANARIES)
    assert left["secure_delete"]
    assert left[""] == set()
