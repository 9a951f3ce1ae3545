"""Which hint was given to whom lately, and the words that leads have allowed."""

from datetime import datetime

from sqlite_utils import Database

from orosbot.casebook.changes import Changes
from orosbot.casebook.moments import to_text


class Hinted:
    """Hints, each once in a while."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def since(self, term: str, who: str, since: datetime) -> bool:
        """Whether somebody was given a hint at or after a moment."""
        row = self._db.execute(
            "SELECT 1 FROM hinted WHERE term = ? AND who = ? AND at >= ?", [term, who, to_text(since)]
        ).fetchone()
        return row is not None

    def give(self, term: str, who: str, at: datetime, *, forget: datetime) -> None:
        """Write a hint down, and forget those from before `forget`."""
        self.forget(forget)
        self._db.execute(
            "INSERT INTO hinted (term, who, at) VALUES (?, ?, ?) ON CONFLICT (term, who) DO UPDATE SET at = excluded.at",
            [term, who, to_text(at)],
        )

    def forget(self, before: datetime) -> None:
        """Forget the hints from before a moment."""
        self._db.execute("DELETE FROM hinted WHERE at < ?", [to_text(before)])


class Allowed:
    """Words of the line's own that the screen lets pass; writes through `Changes`."""

    def __init__(self, db: Database, changes: Changes) -> None:
        self._db = db
        self._changes = changes

    def words(self) -> list[str]:
        """Every allowed word, the first one first."""
        return [str(row[0]) for row in self._db.execute("SELECT word FROM allowed ORDER BY id").fetchall()]

    def allow(self, word: str, *, at: datetime, by: str) -> None:
        """Let a word pass from now on."""
        self._changes.insert("allowed", {"word": word, "at": to_text(at), "by": by})

    def forbid(self, word: str) -> None:
        """Let a word be screened again."""
        row = self._db.execute("SELECT id FROM allowed WHERE word = ?", [word]).fetchone()
        if row is not None:
            self._changes.delete("allowed", row[0])
