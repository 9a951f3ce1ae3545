"""`orosbot purge` erases what is due and nothing else, and says what it did."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from orosbot import purge_command
from orosbot.casebook import Casebook
from orosbot.errors import CasebookBusy
from tests.room import Room
from tests.rounds_of import coded, until
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


def test_what_was_erased_by_hand_is_told_in_the_room(db: Path) -> None:
    assert purge_command.main(["--db", str(db)], now=DUE) == 0
    room = Room(path=db, key=KEY, start=DUE)
    (done,) = coded(until(room, day(5, 4)), "retention-done")
    assert "1 case is erased for good" in done.text
    assert "messages about that" in done.text
    assert coded(until(room, day(5, 6)), "retention-done") == []
    room.book.close()


def test_a_dry_run_counts_everything_that_would_go_and_the_purge_counts_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OROSBOT_STORAGE_KEY", KEY)
    path = tmp_path / "casebook.db"
    room = Room(path=path, key=KEY)
    due = room.open_case().ref
    for line in (f"note {due} : det blev sagt", f"promise {due} 10d : ta reda på", f"close {due} agreed"):
        room.say("anna", f"!case {line}")
    room.say("anna", "!case log lesson : fråga tidigare")
    until(room, day(4, 29))
    room.say("anna", "!case handover : till er andra")
    child = room.open_case("phone relative general under18").ref
    room.say("anna", f"!case child {child} report")
    room.wait(minutes=20)
    room.book.close()
    later = datetime(2018, 2, 5, 12, tzinfo=UTC)
    assert purge_command.main(["--dry-run", "--db", str(path)], now=later) == 0
    told = capsys.readouterr().out
    for line in (
        "1 cases\n",
        "2 texts of notes and promises",
        "1 texts of the journal",
        "1 texts of handovers",
    ):
        assert line in told
    for line in ("1 reports", "messages to be removed", "rows with exact times"):
        assert line in told
    assert f"{due[:3]}-{due[3:]}  is due since" in told
    assert purge_command.main(["--db", str(path)], now=later) == 0
    done = capsys.readouterr().out
    assert [line for line in told.splitlines() if line in done.splitlines()] == done.splitlines()[:-1]
    assert len(done.splitlines()) == 8
    assert purge_command.main(["--dry-run", "--db", str(path)], now=later) == 0
    assert capsys.readouterr().out == "0 cases are due to be erased. Nothing was changed.\n"


def test_what_was_typed_just_before_the_bot_stopped_is_forgotten_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OROSBOT_STORAGE_KEY", KEY)
    path = tmp_path / "casebook.db"
    room = Room(path=path, key=KEY)
    ref = room.open_case().ref
    room.say("anna", f"!case close {ref} agreed")
    room.book.close()
    later = room.clock.now() + timedelta(days=57)
    assert purge_command.main(["--dry-run", "--db", str(path)], now=later) == 0
    assert "rows with exact times" in capsys.readouterr().out
    assert purge_command.main(["--db", str(path)], now=later) == 0
    assert "rows with exact times" in capsys.readouterr().out
    room = Room(path=path, key=KEY, start=later)
    assert room.count("effects") == 0
    assert room.book.store.db.execute("SELECT opened_by, taken_by FROM cases").fetchall() == [("staff", None)]
    room.book.close()


def test_what_can_still_be_undone_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OROSBOT_STORAGE_KEY", KEY)
    path = tmp_path / "casebook.db"
    room = Room(path=path, key=KEY)
    room.open_case()
    room.book.close()
    assert purge_command.main(["--db", str(path)], now=room.clock.now() + timedelta(minutes=14)) == 0
    room = Room(path=path, key=KEY, start=room.clock.now())
    assert room.count("effects") > 0
    room.book.close()
