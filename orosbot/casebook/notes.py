"""Notes: which support was given in a case, and what was written about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from orosbot.casebook.changes import Changes
from orosbot.casebook.moments import from_text, to_text


@dataclass(frozen=True, slots=True)
class Note:
    """A note; `text` is `None` when nothing was written or when it was erased."""

    at: datetime
    by: str
    text: str | None
    supports: tuple[str, ...]
    event_id: str


class Notes:
    """Reads notes; writes through `Changes`, so that every write can be undone."""

    def __init__(self, db: Database, changes: Changes) -> None:
        self._db = db
        self._changes = changes

    def add(
        self, case_id: int, *, text: str | None, supports: Sequence[str], at: datetime, by: str, event_id: str
    ) -> None:
        """Write down which support was given, and a text (or `None`)."""
        note_id = self._changes.insert(
            "notes",
            {"case_id": case_id, "at": to_text(at), "by": by, "event_id": event_id, "text": text},
            case_id=case_id,
        )
        for word in supports:
            self._changes.insert(
                "supports",
                {"case_id": case_id, "at": to_text(at), "by": by, "word": word, "note_id": note_id},
                case_id=case_id,
            )

    def of(self, case_id: int) -> list[Note]:
        """All notes of a case, the oldest first."""
        words: dict[int, list[str]] = {}
        for note_id, word in self._db.execute(
            "SELECT note_id, word FROM supports WHERE case_id = ? AND note_id IS NOT NULL ORDER BY id",
            [case_id],
        ).fetchall():
            words.setdefault(note_id, []).append(word)
        rows = self._db.execute(
            "SELECT id, at, by, text, event_id FROM notes WHERE case_id = ? ORDER BY at, id", [case_id]
        ).fetchall()
        return [Note(from_text(row[1]), row[2], row[3], tuple(words.get(row[0], ())), row[4]) for row in rows]

    def last_text(self, case_id: int, *, since: datetime) -> str | None:
        """The text of a case's newest note, if it has one and was written at or after a moment."""
        row = self._db.execute(
            "SELECT text FROM notes WHERE case_id = ? AND at >= ? ORDER BY id DESC LIMIT 1",
            [case_id, to_text(since)],
        ).fetchone()
        return None if row is None else row[0]

    def erase_text(self, event_id: str) -> int:
        """Erase for good what was written in the message with this event id; the number of notes it hit."""
        cursor = self._db.execute(
            "UPDATE notes SET text = NULL WHERE event_id = ? AND text IS NOT NULL", [event_id]
        )
        return int(cursor.rowcount)

    def supports(self, case_id: int) -> list[str]:
        """The kinds of support given, each once, in the order of their first time."""
        rows = self._db.execute(
            "SELECT word FROM supports WHERE case_id = ? GROUP BY word ORDER BY min(id)", [case_id]
        ).fetchall()
        return [str(row[0]) for row in rows]
