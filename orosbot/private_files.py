"""Files that the owner alone may read, written whole or not at all."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from orosbot.errors import Unsafe, UsageError


def write_private(path: Path, content: str | bytes) -> None:
    """Write a file with mode 0600, in place of an earlier one; text as UTF-8.

    :raises UsageError: if it cannot be written.
    """
    try:
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")  # mode 0600
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content.encode("utf-8") if isinstance(content, str) else content)
                file.flush()
                os.fsync(file.fileno())
            Path(draft).replace(path)
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.") from None


def private_folder(path: Path) -> None:
    """Make a folder that the owner alone may enter; one that exists is narrowed.

    :raises UsageError: if that is not possible.
    """
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if path.stat().st_mode & 0o077:
            path.chmod(0o700)
    except OSError as error:
        raise UsageError(f"The folder {path} cannot be made or narrowed: {error.strerror}.") from None


def open_to_others(*paths: Path) -> list[Path]:
    """Those of these files and folders, and of what the folders hold, that anybody but the owner may use."""
    everything = [
        each for path in paths for each in (path, *(sorted(path.rglob("*")) if path.is_dir() else ()))
    ]
    return [path for path in everything if _others_may(path)]


def _others_may(path: Path) -> bool:
    try:
        return path.stat().st_mode & 0o077 != 0
    except OSError:  # gone meanwhile, or a link to nothing
        return False


def close_to_others(*paths: Path) -> list[Path]:
    """Take the rights of everybody but the owner from files and folders; those that had given any.

    :raises Unsafe: if that is not possible, naming them all.
    """
    found = open_to_others(*paths)
    for path in found:
        with suppress(OSError):
            path.chmod(path.stat().st_mode & 0o700)
    if left := open_to_others(*found):
        names = " ".join(str(path) for path in left)
        raise Unsafe(f"Others may read {names}. Let their owner run: chmod go-rwx {names}")
    return found


def read_secret(path: Path, what: str) -> str:
    """The first line of a file, without the line's end.

    :raises UsageError: if there is none; `what` says what it should hold.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        raise UsageError(f"The file {path} with {what} is not text.") from None
    except OSError as error:
        raise UsageError(f"The file {path} with {what} cannot be read: {error.strerror}.") from None
    if not lines or not lines[0].strip():
        raise UsageError(f"The file {path} should hold {what} in its first line, but it is empty.")
    return lines[0]
