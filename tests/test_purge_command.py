"""`orosbot purge` erases what is due and nothing else, and says what it did."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from orosbot import purge_command
from orosbot.casebook import Casebook
from orosbot.errors import CasebookBusy
from tests.room import Room
from tests.rounds_of import until
from tests.test_forgetting import day

KEY = "a storage key for tests"


@pytest.fixture
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A casebook with one closed case whose last notice was given, and one open case."""
    monkeypatch.setenv("OROSBOT_STORAGE_KEY", KEY)
    path = tmp_path / "casebook.db"
    room = Room(path=path, key=KEY)
    ref = room.open_case().ref
    room.say("anna", f"!case close {ref} agreed")
    room.open_case()
    until(room, day(4, 29))
    room.book.close()
    return path


DUE = datetime(2017, 5, 3, 12, tzinfo=UTC)


def test_a_dry_run_names_what_is_due_and_changes_nothing(
    db: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for _time in range(2):
        assert purge_command.main(["--dry-run", "--db", str(db)], now=DUE) == 0
        assert "1 cases are due" in capsys.readouterr().out


def test_what_is_due_is_erased_once(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert purge_command.main(["--db", str(db)], now=DUE) == 0
    assert "1 cases\n" in capsys.readouterr().out
    assert purge_command.main(["--dry-run", "--db", str(db)], now=DUE) == 0
    assert "0 cases are due" in capsys.readouterr().out
    book = Casebook.open(db, KEY)
    assert [one.what for one in book.destructions.last() if one.what == "cases"] == ["cases"]
    assert book.cases.count_open() == 1
    book.close()


def test_a_casebook_in_use_is_left_alone(db: Path) -> None:
    book = Casebook.open(db, KEY)
    with pytest.raises(CasebookBusy):
        purge_command.main(["--db", str(db)], now=DUE)
    book.close()
