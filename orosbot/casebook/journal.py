"""What is counted beside the cases."""

from datetime import datetime

from sqlite_utils import Database

from orosbot.casebook.changes import Changes
from orosbot.casebook.moments import to_text


class Journal:
    """Contacts that are no case."""

    def __init__(self, db: Database, changes: Changes) -> None:
        self._db = db
        self._changes = changes

    def count(self, kind: str, channel: str, *, at: datetime, by: str) -> None:
        """Count a contact without a case."""
        self._changes.insert("noncases", {"at": to_text(at), "by": by, "kind": kind, "channel": channel})
