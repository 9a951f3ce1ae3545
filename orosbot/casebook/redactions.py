"""Messages of others and our own that are to be removed from the room, each once, and when."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from orosbot.casebook.moments import from_text, to_text


@dataclass(frozen=True, slots=True)
class Redaction:
    """One event to be removed."""

    event_id: str
    why: str


class Redactions:
    """What is to be removed; the removal itself goes through the outbox."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def plan(self, event_id: str, why: str, due: datetime) -> None:
        """Remove an event when that moment comes; an earlier one holds."""
        self._db.execute(
            "INSERT INTO redactions (event_id, why, due_at) VALUES (?1, ?2, ?3) ON CONFLICT (event_id)"
            " DO UPDATE SET due_at = min(due_at, excluded.due_at) WHERE queued_at IS NULL",
            [event_id, why, to_text(due)],
        )

    def planned(self, event_id: str) -> bool:
        """Whether an event is to be removed, or was."""
        row = self._db.execute("SELECT 1 FROM redactions WHERE event_id = ?", [event_id]).fetchone()
        return row is not None

    def due(self, now: datetime) -> list[Redaction]:
        """What is to be removed by now and was not queued, the oldest first."""
        rows = self._db.execute(
            "SELECT event_id, why FROM redactions WHERE queued_at IS NULL AND due_at <= ? ORDER BY due_at, event_id",
            [to_text(now)],
        ).fetchall()
        return [Redaction(row[0], row[1]) for row in rows]

    def queued(self, event_id: str, at: datetime) -> None:
        """The removal is in the outbox."""
        self._db.execute("UPDATE redactions SET queued_at = ? WHERE event_id = ?", [to_text(at), event_id])

    def next_due(self) -> datetime | None:
        """When the next event is to be removed."""
        row = self._db.execute("SELECT min(due_at) FROM redactions WHERE queued_at IS NULL").fetchone()
        return None if row[0] is None else from_text(row[0])

    def repeating(self, event_id: str) -> list[str]:
        """Events that say what an event says: its edits, and replies that quote it."""
        rows = self._db.execute(
            "SELECT event_id FROM inbox WHERE (target = ?1 AND kind = 'edit') OR (reply_to = ?1 AND quotes = 1)"
            " ORDER BY seq",
            [event_id],
        ).fetchall()
        return [str(row[0]) for row in rows]
