"""Opening the casebook's file, and transactions on it.

One SQLite file, encrypted with SQLCipher: pages, WAL and rollback journal alike; temporary tables stay
in memory. One process writes (a lock file beside it); others may read.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlcipher3
from sqlite_utils import Database

from orosbot.casebook.keys import check_key, pragma_value
from orosbot.casebook.migrations import migrations
from orosbot.errors import CasebookBusy, CasebookError, DiskFull, ForeignFile, NewerCasebook, WrongKey

APPLICATION_ID = 0x4F524F53
"""`OROS` in SQLite's header field for the file's owner."""

_SMALLEST = 512
"""Bytes of the smallest page, and so of the smallest database."""

_NOT_A_DATABASE = 26
_FULL = 13
_BUSY = 5
_LOCKED = 6
_IO_ERROR = 10
_READ_ONLY = 8
_CANT_OPEN = 14


class Store:
    """A connection to one casebook. In memory when `path` is `None`, and then not encrypted."""

    def __init__(self, path: Path | None, key: str = "", *, writer: bool = True) -> None:
        self.path = path
        self._lock: int | None = None
        if path is None:
            self.db = Database(sqlcipher3.connect(":memory:", isolation_level=None))
            _prepare(self.db, writer=True)
            migrations.apply(self.db)
            return
        key = check_key(key)
        _check_file(path, writer=writer)
        mode = path.stat().st_mode & 0o777
        try:
            if writer:
                self._lock = _take_lock(path)
                path.chmod(0o600)  # before SQLite makes the WAL, which gets the same mode
            self.db = _open(path, key, writer=writer)
        except BaseException:
            path.chmod(mode)
            self._release()
            raise

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """One short synchronous unit of work: all of it is stored, or nothing.

        :raises DiskFull: if there is no room; :raises CasebookError: if the file cannot be written.
        """
        connection = self.db.conn
        try:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")
        except sqlcipher3.DatabaseError as error:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            if (known := _write_error(error)) is None:
                raise
            raise known from None

    @contextmanager
    def reading(self) -> Iterator[None]:
        """All that is read inside is of one moment; nothing may be written."""
        self.db.conn.execute("BEGIN")
        try:
            yield
        finally:
            self.db.conn.execute("ROLLBACK")

    @contextmanager
    def trial(self) -> Iterator[None]:
        """Inside a transaction: whatever is written here is taken back at the end."""
        self.db.execute("SAVEPOINT trial")
        try:
            yield
        finally:
            self.db.execute("ROLLBACK TO trial")
            self.db.execute("RELEASE trial")

    def copied(self) -> "Store":
        """All rows as they are at one moment, in memory: for seeing what something would do to them."""
        copy = Store(None)
        copy.db.execute("PRAGMA foreign_keys = OFF")
        with self.reading():
            for table in self.db.table_names():
                if table.startswith(("sqlite_", "_sqlite_")):
                    continue
                rows = self.db.execute(f'SELECT * FROM "{table}"').fetchall()
                copy.db.execute(f'DELETE FROM "{table}"')
                if rows:
                    marks = ", ".join("?" for _column in rows[0])
                    copy.db.conn.executemany(f'INSERT INTO "{table}" VALUES ({marks})', rows)
        copy.db.execute("PRAGMA foreign_keys = ON")
        return copy

    def scrub(self) -> bool:
        """Write the file anew, so that nothing of what was erased is left in it or in the WAL; outside a transaction.

        `False` if somebody reads the file just now: then once more later.
        """
        try:
            self.db.execute("VACUUM")
            row = self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except sqlcipher3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF in (_BUSY, _LOCKED):
                return False
            raise _write_error(error) or error from None
        return row is None or row[0] == 0

    def close(self) -> None:
        """Close the file and give the writer's lock back."""
        self.db.conn.close()
        self._release()

    def _release(self) -> None:
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def check_place(path: Path) -> None:
    """Refuse what cannot be a casebook at a glance, before anybody asks for its key. Writes nothing.

    :raises CasebookError: for a missing or closed folder; ForeignFile for a folder or an unencrypted file.
    """
    try:
        if "\x00" in str(path) or not path.parent.is_dir():
            raise CasebookError(
                f"There is no folder {path.parent}: make it, or name another with --db or data_dir."
            )
        if not path.exists():
            return
        if not path.is_file():
            kind = "a folder" if path.is_dir() else "a device or pipe"
            raise ForeignFile(f"{path} is {kind}, not a casebook: name the file.")
        with path.open("rb") as file:
            start = file.read(_SMALLEST)
    except OSError as error:
        raise CasebookError(f"The casebook {path} cannot be opened: {error.strerror}.") from None
    if start.startswith(b"SQLite format 3"):
        raise ForeignFile(f"{path} is an unencrypted SQLite file, not a casebook: name another file.")
    if 0 < len(start) < _SMALLEST:
        # SQLite would take a file of one byte for an empty database and write over it
        raise ForeignFile(f"{path} is no casebook: name another file.")


def _check_file(path: Path, *, writer: bool) -> None:
    check_place(path)
    try:
        if not path.exists():
            if not writer:
                raise CasebookError(f"There is no casebook {path} yet: start the bot or the console once.")
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise CasebookError(f"The casebook {path} cannot be opened: {error.strerror}.") from None


def _take_lock(path: Path) -> int:
    # A file of its own: closing any descriptor of the database would drop SQLite's own locks on it.
    lock = path.with_name(path.name + ".lock")
    try:
        descriptor = os.open(lock, os.O_CREAT | os.O_RDWR, 0o600)
    except OSError as error:
        raise CasebookError(f"The casebook cannot be locked with {lock}: {error.strerror}.") from None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise CasebookBusy(
            f"The casebook {path} is in use by another orosbot: stop that one first."
        ) from None
    return descriptor


def _open(path: Path, key: str, *, writer: bool) -> Database:
    wrong = WrongKey(
        f"The casebook {path} does not open: wrong storage key, or the file is no casebook. "
        "Check key_file or OROSBOT_STORAGE_KEY."
    )
    try:
        connection = sqlcipher3.connect(str(path), isolation_level=None)
    except sqlcipher3.DatabaseError as error:
        raise CasebookError(f"The casebook {path} cannot be opened ({error.sqlite_errorname}).") from None
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")  # SQLCipher would write to stderr itself
        connection.execute(f"PRAGMA key = {pragma_value(key)}")
        try:
            tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        except sqlcipher3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF == _NOT_A_DATABASE:
                raise wrong from None
            raise
        owner = connection.execute("PRAGMA application_id").fetchone()[0]
        if tables and owner != APPLICATION_ID:
            raise ForeignFile(f"{path} belongs to another program: name another file.")
        if writer and not tables:
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db = Database(connection)
        _prepare(db, writer=writer)
        _migrate(db, path, writer=writer)
        return db
    except sqlcipher3.DatabaseError as error:
        connection.close()
        raise _write_error(error) or CasebookError(
            f"The casebook {path} cannot be opened ({error.sqlite_errorname})."
        ) from None
    except BaseException:
        connection.close()
        raise


def _prepare(db: Database, *, writer: bool) -> None:
    for pragma in (
        *("foreign_keys = ON", "temp_store = MEMORY", "busy_timeout = 5000", "trusted_schema = OFF"),
        "cache_size = -16000",  # kB: what is not there is decrypted anew each time
    ):
        db.execute(f"PRAGMA {pragma}")
    if writer:
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON"):
            db.execute(f"PRAGMA {pragma}")
    else:
        db.execute("PRAGMA query_only = ON")


def _migrate(db: Database, path: Path, *, writer: bool) -> None:
    known = {migration.name for migration in migrations._migrations}
    applied = {migration.name for migration in migrations.applied(db)}
    if applied - known:
        raise NewerCasebook(
            f"The casebook {path} was written by a newer orosbot: install that version or a later one."
        )
    if applied == known:
        return
    if not writer:
        raise CasebookError(
            f"The casebook {path} is older than this orosbot: start the bot once to renew it."
        )
    with db.atomic():  # all of them or none: sqlite-utils makes its own table and index in two steps
        migrations.apply(db)


def _write_error(error: Exception) -> CasebookError | None:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == _FULL:
        return DiskFull("The disk is full: nothing more can be stored. Free some room and start again.")
    if code in (_IO_ERROR, _READ_ONLY, _CANT_OPEN):
        return CasebookError(
            "The casebook cannot be written: check the disk and the permissions of data_dir."
        )
    return None
