"""What is written down beside the cases: contacts that are none, the journal, handovers."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlite_utils import Database

from orosbot.casebook.changes import Changes
from orosbot.casebook.moments import from_text, to_text


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the journal; `text` is `None` once it is erased."""

    id: int
    at: datetime
    by: str
    kind: str
    text: str | None = field(repr=False)
    approved: bool
    event_id: str


@dataclass(frozen=True, slots=True)
class Handed:
    """What somebody has handed over to the next shift."""

    at: datetime
    by: str
    text: str
    event_id: str


_ENTRY = "id, at, by, kind, text, approved_at, event_id"


def _entry(row: tuple[int, str, str, str, str | None, str | None, str]) -> Entry:
    return Entry(row[0], from_text(row[1]), row[2], row[3], row[4], row[5] is not None, row[6])


class Journal:
    """Reads the journal; writes through `Changes`."""

    def __init__(self, db: Database, changes: Changes) -> None:
        self._db = db
        self._changes = changes

    def count(self, kind: str, channel: str, *, at: datetime, by: str) -> None:
        """Count a contact without a case."""
        self._changes.insert("noncases", {"at": to_text(at), "by": by, "kind": kind, "channel": channel})

    def write(self, kind: str, text: str, *, at: datetime, by: str, event_id: str) -> int:
        """Write an entry and return its number."""
        return self._changes.insert(
            "journal", {"at": to_text(at), "by": by, "event_id": event_id, "kind": kind, "text": text}
        )

    def contact(self, why: str, actor_id: int, *, at: datetime, by: str, event_id: str) -> None:
        """Write down that we were in touch with an actor, for `support` or for `learning`."""
        self._changes.insert(
            "journal",
            {
                "at": to_text(at),
                "by": by,
                "event_id": event_id,
                "kind": f"contacted-{why}",
                "actor_id": actor_id,
            },
        )

    def entry(self, number: int) -> Entry | None:
        """The entry with this number."""
        row = self._db.execute(f"SELECT {_ENTRY} FROM journal WHERE id = ?", [number]).fetchone()
        return None if row is None else _entry(row)

    def entries(self, kind: str, start: datetime, end: datetime) -> list[Entry]:
        """Those of a kind from `start` to before `end`, the oldest first, texts that are erased among them."""
        rows = self._db.execute(
            f"SELECT {_ENTRY} FROM journal WHERE kind = ? AND at >= ? AND at < ? ORDER BY at, id",
            [kind, to_text(start), to_text(end)],
        ).fetchall()
        return [_entry(row) for row in rows]

    def approve(self, entry: Entry, *, at: datetime, by: str) -> None:
        """A lead lets a lesson leave the team."""
        self._changes.update("journal", entry.id, {"approved_at": to_text(at), "approved_by": by})

    def hand_over(self, text: str, *, at: datetime, by: str, event_id: str) -> None:
        """Write down what the next shift must know."""
        self._changes.insert("handovers", {"at": to_text(at), "by": by, "event_id": event_id, "text": text})

    def handed_over(self, since: datetime) -> list[Handed]:
        """What was handed over since a moment, the oldest first."""
        rows = self._db.execute(
            "SELECT at, by, text, event_id FROM handovers WHERE at >= ? AND text IS NOT NULL ORDER BY at, id",
            [to_text(since)],
        ).fetchall()
        return [Handed(from_text(row[0]), row[1], row[2], row[3]) for row in rows]

    def erase_text(self, event_id: str) -> None:
        """Erase for good what was written in the message with this event id."""
        for table in ("journal", "handovers"):
            self._db.execute(f"UPDATE {table} SET text = NULL WHERE event_id = ?", [event_id])
