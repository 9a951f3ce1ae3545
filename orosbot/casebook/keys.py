"""The storage key: where it comes from and how SQLCipher is told."""

import os
import re
import secrets
import tempfile
from pathlib import Path

from orosbot.errors import CasebookError, KeyMissing
from orosbot.settings import Settings

SHORTEST = 16
"""Characters of the shortest passphrase that is accepted."""

_RAW = re.compile(r"[0-9a-fA-F]{64}")


def new_key() -> str:
    """A random raw key: 64 hex digits, 256 bits."""
    return secrets.token_hex(32)


def check_key(key: str) -> str:
    """The key without surrounding white space.

    :raises KeyMissing: if it is shorter than 16 characters.
    """
    key = key.strip()
    if len(key) < SHORTEST:
        raise KeyMissing(
            f"The storage key is too short: give at least {SHORTEST} characters, or 64 hex digits as `orosbot init` makes them."
        )
    if "\x00" in key or not _is_text(key):
        raise KeyMissing("The storage key contains what is no text: give UTF-8 text without NUL characters.")
    return key


def _is_text(key: str) -> bool:
    # Python hands on bytes of the environment that are no UTF-8 as lone surrogates
    return not any(0xD800 <= ord(character) <= 0xDFFF for character in key)


def pragma_value(key: str) -> str:
    """The right-hand side of `PRAGMA key`: raw for 64 hex digits, else a quoted passphrase."""
    if _RAW.fullmatch(key):
        return f"\"x'{key.lower()}'\""
    return "'" + key.replace("'", "''") + "'"


def read_key_file(path: Path) -> str:
    """The key in a file, its permissions narrowed to the owner.

    :raises KeyMissing: if there is no such file or it cannot be read.
    """
    key = _read_key(path)
    try:
        path.chmod(0o600)
    except OSError as error:
        raise KeyMissing(f"The key file {path} cannot be kept to its owner: {error.strerror}.") from None
    return key


def _read_key(path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise KeyMissing(
            f"There is no key file {path}: put it back from your backup, or set OROSBOT_STORAGE_KEY."
        ) from None
    except UnicodeDecodeError:
        raise KeyMissing(f"The key file {path} is not text: put it back from your backup.") from None
    except OSError as error:
        raise KeyMissing(f"The key file {path} cannot be read: {error.strerror}.") from None
    return check_key(text)


def write_key_file(path: Path, key: str) -> None:
    """Write a new key file, readable by its owner only: it is there whole or not at all.

    :raises CasebookError: if it exists already or cannot be written.
    """
    try:
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")  # mode 0600
        draft = Path(name)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(key + "\n")
                file.flush()
                os.fsync(file.fileno())
            path.hardlink_to(draft)  # unlike a move it never replaces a key
        finally:
            draft.unlink()
    except OSError as error:
        raise CasebookError(f"The key file {path} cannot be written: {error.strerror}.") from None


def storage_key(settings: Settings) -> str:
    """The key for the casebook of a config: OROSBOT_STORAGE_KEY, else the systemd credential
    `storage-key`, else `[storage] key_file`.

    :raises KeyMissing: if there is none of them, or it cannot be read.
    """
    if given := os.environ.get("OROSBOT_STORAGE_KEY"):
        return check_key(given)
    if credential := _credential():
        return _read_key(credential)
    if settings.storage.key_file is None:
        raise KeyMissing(
            "No storage key: name its file as `key_file` under `[storage]` in the config, or set OROSBOT_STORAGE_KEY."
        )
    return read_key_file(settings.storage.key_file)


def has_storage_key(settings: Settings) -> bool:
    """Whether the environment or the config names a storage key at all."""
    return bool(os.environ.get("OROSBOT_STORAGE_KEY") or _credential() or settings.storage.key_file)


def _credential() -> Path | None:
    # systemd.exec(5): credentials are read-only files in a folder of the service's own
    folder = os.environ.get("CREDENTIALS_DIRECTORY")
    path = Path(folder) / "storage-key" if folder else None
    return path if path is not None and path.exists() else None


def key_beside(path: Path) -> str:
    """The key for `--db FILE` without a config: OROSBOT_STORAGE_KEY, else `FILE.key`, made once.

    :raises KeyMissing: if FILE exists but its key does not.
    """
    if given := os.environ.get("OROSBOT_STORAGE_KEY"):
        return check_key(given)
    beside = path.with_name(path.name + ".key")
    is_new = not path.exists() or path.stat().st_size == 0
    if is_new and not beside.exists():
        write_key_file(beside, new_key())
    return read_key_file(beside)
