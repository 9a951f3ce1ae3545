"""Killed while it makes or renews a casebook, the next start finishes the work."""

import os
import shutil
import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import FrameType

import pytest
import sqlcipher3
from sqlite_utils import Database

from orosbot.casebook import Casebook
from orosbot.casebook.keys import key_beside, new_key, pragma_value
from orosbot.casebook.migrations import migrations
from orosbot.casebook.store import APPLICATION_ID
from tests.crash.forks import each, fork

KEY = new_key()
TELLING = frozenset(
    {"execute", "open", "connect", "flock", "write", "fsync", "link", "unlink", "chmod", "close"}
)
"""Calls of functions written in C before which a process may die in another state than before."""
FIRST = "0002_matrix"
"""An old casebook has the migrations before this one."""


class Death:
    """Counts telling calls of this process, and kills it before the n-th."""

    def __init__(self, at: int = 0) -> None:
        self.made = 0
        self._at = at

    def __call__(self, frame: FrameType, event: str, called: object) -> None:
        if event == "c_call" and getattr(called, "__name__", "") in TELLING:
            self.made += 1
            if self.made == self._at:
                os.kill(os.getpid(), signal.SIGKILL)

    def of(self, work: Callable[[], None]) -> int:
        """Do work under its eyes; how many calls it made."""
        sys.setprofile(self)
        work()
        sys.setprofile(None)
        return self.made


def moments(work: Callable[[], None]) -> list[int]:
    """Which calls to die before: each of the first and the last, and here and there one in the long
    transaction between them."""
    (answer,) = each([lambda: str(Death().of(work)).encode()], 1)
    last = int(answer)
    return [number for number in range(1, last + 1) if number < 45 or number % 10 == 0 or number > last - 15]


def dies(at: int, work: Callable[[], None]) -> None:
    """Do work in a process that is killed before its n-th telling call."""
    pid, ended = fork(lambda: min(1, Death(at).of(work)))
    os.close(ended)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == -signal.SIGKILL


def schema(book: Casebook) -> list[tuple[str, ...]]:
    query = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name"
    return [tuple(row) for row in book.store.db.execute(query).fetchall()]


@pytest.fixture(scope="module")
def new() -> list[tuple[str, ...]]:
    """The schema of a new casebook."""
    book = Casebook.open(None)
    found = schema(book)
    book.close()
    return found


def whole(path: Path, key: str, new: list[tuple[str, ...]]) -> str | None:
    """Open the casebook as the next start does: it is sound and complete. The sync token in it."""
    book = Casebook.open(path, key)
    assert book.store.db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert migrations.pending(book.store.db) == []
    assert schema(book) == new
    token = book.state.get("sync_token")
    book.close()
    return token


def make(path: Path) -> None:
    """As `orosbot console --db FILE` does."""
    Casebook.open(path, key_beside(path)).close()


def copy(path: Path, to: Path) -> Path:
    shutil.copy(path, to)
    return to


def renew(path: Path) -> None:
    Casebook.open(path, KEY).close()


def test_killed_anywhere_while_it_makes_key_and_casebook_the_next_start_makes_them(
    tmp_path: Path, new: list[tuple[str, ...]]
) -> None:
    (tmp_path / "undisturbed").mkdir()
    for at in moments(partial(make, tmp_path / "undisturbed" / "casebook.db")):
        folder = tmp_path / str(at)
        folder.mkdir()
        path = folder / "casebook.db"
        dies(at, partial(make, path))
        assert whole(path, key_beside(path), new) is None


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A casebook of the first version, with something in it."""
    path = tmp_path / "old.db"
    db = Database(sqlcipher3.connect(str(path), isolation_level=None))
    db.execute(f"PRAGMA key = {pragma_value(KEY)}")
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute("PRAGMA journal_mode = WAL")
    migrations.apply(db, stop_before=FIRST)
    db.execute("INSERT INTO state (name, value) VALUES ('sync_token', 's17')")
    db.conn.close()
    return path


def test_killed_anywhere_while_it_renews_a_casebook_the_next_start_renews_it(
    old: Path, tmp_path: Path, new: list[tuple[str, ...]]
) -> None:
    for at in moments(partial(renew, copy(old, tmp_path / "undisturbed.db"))):
        path = copy(old, tmp_path / f"{at}.db")
        dies(at, partial(renew, path))
        assert whole(path, KEY, new) == "s17"
