"""The casebook's file: encrypted, its owner's alone, one writer, and a clear refusal for everything else."""

import os
import secrets
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlcipher3

from orosbot.casebook import Casebook
from orosbot.casebook.keys import new_key
from orosbot.casebook.migrations import migrations
from orosbot.casebook.store import APPLICATION_ID
from orosbot.errors import (
    CasebookBusy,
    CasebookError,
    DiskFull,
    ForeignFile,
    KeyMissing,
    NewerCasebook,
    WrongKey,
)
from tests.room import Room

KEY = new_key()
PASSPHRASE = 'it\'s a "quoted" pass-phrase; --'
WORDS = ("fjällräven", "grossesse", "ökenräv")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "casebook.db"


@pytest.fixture
def open_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def raw(path: Path, key: str = KEY) -> sqlcipher3.Connection:
    """The file as another program with the key would open it."""
    connection = sqlcipher3.connect(str(path), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{key}'\"")
    return connection


def pragma(book: Casebook, name: str) -> object:
    return book.store.db.execute(f"PRAGMA {name}").fetchone()[0]


def filled(path: Path, key: str = KEY) -> Room:
    room = Room(path=path, key=key)
    ref = room.open_case("phone self right 30 : " + WORDS[0]).ref
    room.say("anna", f"!case note {ref} advice : {WORDS[1]}")
    room.say("anna", f"!case new phone : {WORDS[2]}")
    return room


def test_what_was_written_is_there_after_a_restart(path: Path) -> None:
    room = filled(path)
    room.book.close()
    book = Casebook.open(path, KEY)
    (case,) = book.cases.list_open()
    assert [note.text for note in book.notes.of(case.id)] == list(WORDS[:2])
    book.close()


def test_a_passphrase_with_quotes_opens_what_it_closed(path: Path) -> None:
    filled(path, PASSPHRASE).book.close()
    book = Casebook.open(path, f"  {PASSPHRASE}\n")
    assert book.cases.count_open() == 1
    book.close()


def test_no_word_and_no_name_of_a_table_stands_in_the_files(path: Path) -> None:
    room = filled(path)
    names = [row[0] for row in room.book.store.db.execute("SELECT name FROM sqlite_master").fetchall()]
    files = {file.name: file.read_bytes() for file in path.parent.iterdir()}
    assert set(files) == {"casebook.db", "casebook.db-wal", "casebook.db-shm", "casebook.db.lock"}
    for word in (*WORDS, *names, "SQLite format", "CREATE TABLE", "anna", "case-opened"):
        for spelling in (word.encode(), word.encode("utf-16-le")):
            assert [name for name, held in files.items() if spelling in held] == []
    room.book.close()
    assert WORDS[0].encode() not in path.read_bytes()


def test_every_file_is_its_owners_alone_whatever_the_umask(path: Path, open_umask: None) -> None:
    room = filled(path)
    modes = {file.name: file.stat().st_mode & 0o777 for file in path.parent.iterdir()}
    assert set(modes.values()) == {0o600}, modes
    room.book.close()


def test_a_casebook_that_others_could_read_is_narrowed_when_it_is_opened(path: Path) -> None:
    filled(path).book.close()
    path.chmod(0o644)
    Casebook.open(path, KEY).close()
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "key",
    [
        "",
        " " * 20,
        "short",
        "x" * 15,
        "x" * 16 + "\x00",
        "\udc80" * 16,
    ],
)
def test_a_key_that_is_none_is_refused(path: Path, key: str) -> None:
    with pytest.raises(KeyMissing, match="key"):
        Casebook.open(path, key)
    assert not path.exists()


@pytest.mark.parametrize("key", ["0f" * 32, "another passphrase, long enough"])
@pytest.mark.parametrize("writer", [True, False])
def test_a_wrong_key_is_refused_and_nothing_is_hurt(path: Path, key: str, writer: bool) -> None:
    filled(path).book.close()
    before = path.read_bytes()
    with pytest.raises(WrongKey, match="OROSBOT_STORAGE_KEY"):
        Casebook.open(path, key, writer=writer)
    assert path.read_bytes() == before
    Casebook.open(path, KEY).close()


def test_a_wrong_key_writes_nothing_to_the_terminal(path: Path) -> None:
    filled(path).book.close()
    program = (
        "import sys; from pathlib import Path; from orosbot.casebook import Casebook\n"
        "try: Casebook.open(Path(sys.argv[1]), 'x' * 64)\n"
        "except Exception as error: sys.exit(error.exit_code)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (2, "", "")


def test_a_plain_sqlite_file_is_foreign(path: Path) -> None:
    plain = sqlite3.connect(path)
    plain.execute("CREATE TABLE t (x)")
    plain.commit()
    plain.close()
    before = path.read_bytes()
    with pytest.raises(ForeignFile, match="unencrypted"):
        Casebook.open(path, KEY)
    assert path.read_bytes() == before


@pytest.mark.parametrize("size", [1, 15, 16, 511, 4096, 20_000])
def test_random_bytes_are_refused_and_stay_as_they_are(path: Path, size: int) -> None:
    content = secrets.token_bytes(size)
    path.write_bytes(content)
    path.chmod(0o644)
    with pytest.raises((WrongKey, ForeignFile)):
        Casebook.open(path, KEY)
    assert path.read_bytes() == content
    assert path.stat().st_mode & 0o777 == 0o644


def test_a_text_file_is_refused(path: Path) -> None:
    path.write_text("a shopping list\n" * 1000)
    with pytest.raises(WrongKey, match="no casebook"):
        Casebook.open(path, KEY)


def test_an_encrypted_database_of_another_program_is_foreign(path: Path) -> None:
    other = raw(path)
    other.execute("CREATE TABLE t (x)")
    other.close()
    before = path.read_bytes()
    for writer in (True, False):
        with pytest.raises(ForeignFile, match="another program"):
            Casebook.open(path, KEY, writer=writer)
    assert path.read_bytes() == before


def test_a_pipe_or_device_is_foreign(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ForeignFile, match="pipe"):
        Casebook.open(tmp_path / "pipe", KEY)


def test_a_lock_that_cannot_be_made_is_a_clear_refusal(path: Path) -> None:
    path.with_name(path.name + ".lock").mkdir()
    with pytest.raises(CasebookError, match="cannot be locked"):
        Casebook.open(path, KEY)


def test_a_folder_is_foreign(tmp_path: Path) -> None:
    with pytest.raises(ForeignFile, match="folder"):
        Casebook.open(tmp_path, KEY)


@pytest.mark.parametrize("name", ["none/casebook.db", "x" * 300, "x/" * 3000 + "y", "nul\x00byte"])
def test_a_place_where_no_file_can_be_is_refused_with_a_sentence(tmp_path: Path, name: str) -> None:
    with pytest.raises(CasebookError, match=r"\.$"):
        Casebook.open(tmp_path / name, KEY)


def test_an_empty_file_becomes_a_casebook_to_the_writer(path: Path) -> None:
    path.touch()
    Casebook.open(path, KEY).close()
    reader = Casebook.open(path, KEY, writer=False)
    assert reader.cases.list_open() == []
    reader.close()


@pytest.mark.parametrize("empty", [True, False])
def test_a_reader_without_a_casebook_is_told_to_start_the_bot(path: Path, empty: bool) -> None:
    if empty:
        path.touch()
    with pytest.raises(CasebookError, match="start the bot"):
        Casebook.open(path, KEY, writer=False)
    assert path.exists() is empty


def test_a_casebook_of_a_newer_version_is_refused_to_writer_and_reader(path: Path) -> None:
    filled(path).book.close()
    later = raw(path)
    later.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
        " VALUES ('casebook', '9999_future', '2030-01-01')"
    )
    later.close()
    for writer in (True, False):
        with pytest.raises(NewerCasebook, match="newer orosbot"):
            Casebook.open(path, KEY, writer=writer)


def test_a_casebook_of_an_older_version_is_renewed_by_the_writer_alone(path: Path) -> None:
    older = raw(path)
    older.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    older.execute("CREATE TABLE nothing_yet (x)")
    older.close()
    with pytest.raises(CasebookError, match="older"):
        Casebook.open(path, KEY, writer=False)
    book = Casebook.open(path, KEY)
    assert {m.name for m in migrations.applied(book.store.db)} >= {"0001_first"}
    book.close()


def test_one_process_writes_and_says_so_to_the_second(path: Path) -> None:
    book = Casebook.open(path, KEY)
    with pytest.raises(CasebookBusy, match="in use") as caught:
        Casebook.open(path, KEY)
    assert caught.value.exit_code == 4
    book.close()
    Casebook.open(path, KEY).close()


def test_a_refused_opening_gives_the_lock_back(path: Path) -> None:
    filled(path).book.close()
    with pytest.raises(WrongKey):
        Casebook.open(path, new_key())
    Casebook.open(path, KEY).close()


def test_a_reader_sees_what_the_writer_has_finished_and_can_change_nothing(path: Path) -> None:
    room = filled(path)
    reader = Casebook.open(path, KEY, writer=False)
    assert reader.cases.count_open() == 1
    room.open_case()
    assert reader.cases.count_open() == 2
    with pytest.raises(CasebookError, match="cannot be written"), reader.transaction():
        reader.state.set("name", "value")
    with room.book.transaction():
        room.book.state.set("name", "unfinished")
        assert reader.state.get("name") is None
    assert reader.state.get("name") == "unfinished"
    reader.close()
    room.book.close()


def test_a_transaction_that_fails_leaves_nothing(path: Path) -> None:
    book = Casebook.open(path, KEY)

    def fail(error: type[BaseException]) -> None:
        with book.transaction():
            book.state.set("name", "value")
            raise error

    for error in (ValueError, KeyboardInterrupt):
        with pytest.raises(error):
            fail(error)
    assert book.state.get("name") is None
    with book.transaction():
        book.state.set("name", "value")
    book.close()


def test_a_full_disk_is_a_clear_refusal_and_the_work_goes_on_when_there_is_room(path: Path) -> None:
    room = filled(path)
    pages = pragma(room.book, "page_count")
    room.book.store.db.execute(f"PRAGMA max_page_count = {pages}")

    def write_on() -> None:
        for _ in range(100):
            room.open_case("phone self right 30 : " + "x" * 1900)

    with pytest.raises(DiskFull, match="disk is full") as caught:
        write_on()
    assert caught.value.exit_code == 2
    waiting = room.book.inbox.pending()
    room.book.store.db.execute("PRAGMA max_page_count = 1000000")
    before = room.count("cases")
    while room.desk.settle_next():
        pass
    assert room.count("cases") == before + waiting
    room.book.close()


@pytest.mark.parametrize("memory", [True, False])
def test_the_database_is_set_up_with_care(path: Path, memory: bool) -> None:
    book = Casebook.open(None if memory else path, KEY)
    assert pragma(book, "foreign_keys") == 1
    assert pragma(book, "secure_delete") == 1
    assert pragma(book, "synchronous") == 2
    assert pragma(book, "trusted_schema") == 0
    assert pragma(book, "temp_store") == 2
    assert pragma(book, "journal_mode") == ("memory" if memory else "wal")
    if not memory:
        assert pragma(book, "application_id") == APPLICATION_ID
    assert pragma(book, "integrity_check") == "ok"
    assert book.store.db.execute("PRAGMA foreign_key_check").fetchall() == []
    book.close()


def test_every_table_is_strict() -> None:
    book = Casebook.open(None)
    tables = book.store.db.execute("PRAGMA table_list").fetchall()
    ours = {
        row[1]: row[5] for row in tables if row[0] == "main" and not row[1].startswith(("sqlite_", "_sqlite"))
    }
    assert len(ours) > 10
    assert {name for name, strict in ours.items() if not strict} == set()


def test_the_file_has_pages_that_sqlcipher_has_encrypted(path: Path) -> None:
    book = Casebook.open(path, KEY)
    assert pragma(book, "cipher_version")
    book.close()
    with pytest.raises(sqlcipher3.DatabaseError):
        sqlcipher3.connect(str(path)).execute("SELECT * FROM sqlite_master")
