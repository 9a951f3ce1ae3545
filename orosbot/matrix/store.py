"""The folder of nio's store: private to the owner, used by one process at a time, never made silently."""

import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from urllib.parse import quote

import peewee
from nio.store import SqliteStore

from orosbot import errors
from orosbot.matrix.faults import KeysNotStored

LEAST_KEY = 16


class StoreFolder:
    """Holds the folder's lock from the moment it is made until `close`.

    Two processes with one device would use one-time keys and ratchets twice.

    :raises Unsafe: if another process holds it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.chmod(0o700)
        self._lock: int | None = os.open(path / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self.close()
            raise errors.Unsafe(
                f"Another orosbot uses the keys in {path}. Stop it first: two at once would break them."
            ) from None

    def file(self, device_id: str) -> Path:
        """Where the store of one device lies."""
        return self.path / f"{quote(device_id, safe='')}.db"

    def prepare(self, device_id: str, *, new_device: bool) -> Path:
        """The device's file, readable by the owner alone; made only if `new_device`.

        nio 0.26 lets SQLite make it 0644, and replaces a lost one by an empty one without a word
        (tests/matrix/test_store.py). SQLite gives its journals the mode of the file.

        :raises Unsafe: if there is none and none may be made.
        """
        path = self.file(device_id)
        if new_device:
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        elif not path.is_file():
            raise errors.Unsafe(
                f"The encryption keys of device {device_id} are missing in {self.path}. "
                "`orosbot init --new-device` makes a new device of the same identity."
            )
        path.chmod(0o600)
        return path

    def close(self) -> None:
        """Let the next process in."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def check_pickle_key(key: str) -> str:
    """The key under which nio stores its keys. :raises Unsafe: if it is weak, or nio's default."""
    if len(key) < LEAST_KEY or key == "DEFAULT_KEY":
        raise errors.Unsafe(f"The key for the encryption keys must have {LEAST_KEY} characters or more.")
    return key


class KeyStore(SqliteStore):  # type: ignore[misc]
    """nio's store on a `BoundDatabase`."""

    def _create_database(self) -> "BoundDatabase":
        return BoundDatabase(self.database_path, pragmas={"foreign_keys": 1, "secure_delete": 1})


class BoundDatabase(peewee.SqliteDatabase):  # type: ignore[misc]
    """Binds nio's tables to itself and leaves them so.

    nio 0.26 binds all of them before each statement and unbinds them after it, a third of the processor
    time that the bot takes for a command (tests/matrix/test_store.py).
    """

    def bind_ctx(
        self, models: Sequence[type[peewee.Model]], bind_refs: bool = True, bind_backrefs: bool = True
    ) -> AbstractContextManager[Sequence[type[peewee.Model]]]:
        if any(model._meta.database is not self for model in models):
            self.bind(models, bind_refs, bind_backrefs)
        return nullcontext(models)

    def execute_sql(self, sql: str, params: Sequence[object] | None = None) -> object:
        """:raises KeysNotStored: in place of what our guards around nio would take for a bad message."""
        with _writable():
            return super().execute_sql(sql, params)

    def commit(self) -> None:
        """:raises KeysNotStored:"""
        with _writable():
            super().commit()


@contextmanager
def _writable() -> Iterator[None]:
    try:
        yield
    except peewee.OperationalError:
        raise KeysNotStored(
            "The encryption keys cannot be stored: the disk is full, or crypto/ in data_dir may not be written to. "
            "Make room, then start again."
        ) from None
