"""Opening a line's casebook for a command of the command line: by its config, or by the file itself."""

from pathlib import Path

from orosbot import settings
from orosbot.casebook import Casebook
from orosbot.casebook.keys import has_storage_key, key_beside, storage_key
from orosbot.casebook.store import check_place
from orosbot.errors import CasebookError, UsageError
from orosbot.settings import Settings

CASEBOOK = "casebook.db"
"""Its name in `data_dir`."""


def open_book(config: Path | None, db: Path | None, *, writer: bool) -> tuple[Settings, Casebook]:
    """The settings, and the casebook that `--config` or `--db` names, whose key comes from where they say.

    A writer takes the lock; a reader may open the casebook of a running bot.

    :raises UsageError: if neither is given; ConfigError, CasebookError: see orosbot.errors.
    """
    if config is None and db is None:
        raise UsageError("Which casebook? Give --config FILE, or --db FILE.")
    configured = Settings() if config is None else settings.load(config.expanduser().absolute())
    if db is None:
        path = configured.data_dir / CASEBOOK
        if not path.exists():
            raise CasebookError(f"There is no casebook {path} yet: `orosbot init` makes it.")
        return configured, _open(path, storage_key(configured), configured, writer=writer)
    check_place(db)
    if not writer and not db.exists():
        raise CasebookError(f"There is no casebook {db} yet.")
    key = storage_key(configured) if has_storage_key(configured) else key_beside(db)
    return configured, _open(db, key, configured, writer=writer)


def _open(path: Path, key: str, configured: Settings, *, writer: bool) -> Casebook:
    room = "console" if configured.matrix is None else configured.matrix.room
    return Casebook.open(path, key, room=room, writer=writer)
