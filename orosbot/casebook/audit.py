"""Who did what when: verb, reference and code of every command, never a word of text."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from orosbot.casebook.moments import from_text, to_text


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One command that changed something."""

    id: int
    at: datetime
    by: str
    verb: str
    code: str
    ref: str | None
    undoable: bool
    event_id: str


READING = (
    *("case-card", "case-list", "due-list", "slip-list", "actor-card", "actor-list", "actor-mailing"),
    *("help", "status", "about", "guide", "handover", "tally", "undone"),
)
"""Codes of commands that only look, and of `undo` itself."""


class Audit:
    """The trace of commands."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def open(self, *, at: datetime, by: str, verb: str, event_id: str) -> int:
        """Start the row of a command; `finish` completes it."""
        cursor = self._db.execute(
            "INSERT INTO audit (at, by, verb, code, event_id) VALUES (?, ?, ?, '', ?)",
            [to_text(at), by, verb, event_id],
        )
        return int(cursor.lastrowid or 0)

    def drop(self, audit_id: int) -> None:
        """The message was no command after all."""
        self._db.execute("DELETE FROM audit WHERE id = ?", [audit_id])

    def finish(self, audit_id: int, *, verb: str, code: str, ref: str | None, undoable: bool) -> None:
        """Say what came of a command. `undoable` tells that it changed something that `undo` can reverse."""
        self._db.execute(
            "UPDATE audit SET verb = ?, code = ?, ref = ?, undoable = ?, case_id = (SELECT id FROM cases WHERE ref = ?) WHERE id = ?",
            [verb, code, ref, int(undoable), ref, audit_id],
        )

    def changed(self, audit_id: int) -> bool:
        """Whether a command changed rows of cases."""
        return (
            self._db.execute("SELECT 1 FROM effects WHERE audit_id = ? LIMIT 1", [audit_id]).fetchone()
            is not None
        )

    def get(self, audit_id: int) -> AuditRow:
        row = self._db.execute(
            "SELECT id, at, by, verb, code, ref, undoable, event_id FROM audit WHERE id = ?", [audit_id]
        ).fetchone()
        return AuditRow(row[0], from_text(row[1]), row[2], row[3], row[4], row[5], bool(row[6]), row[7])

    def last_by(self, who: str, since: datetime) -> AuditRow | None:
        """Somebody's last command that changed something and stands, not older than `since`."""
        row = self._db.execute(
            "SELECT id FROM audit WHERE by = ? AND undone_at IS NULL AND at >= ?"
            " AND EXISTS (SELECT 1 FROM effects WHERE audit_id = audit.id) ORDER BY id DESC LIMIT 1",
            [who, to_text(since)],
        ).fetchone()
        return None if row is None else self.get(row[0])

    def last_typed(self, who: str) -> AuditRow | None:
        """Somebody's last command that was to do something, whatever came of it; not the one at work."""
        marks = ", ".join("?" for _ in READING)
        row = self._db.execute(
            f"SELECT id FROM audit WHERE by = ? AND undone_at IS NULL AND code NOT IN ('', {marks})"
            " ORDER BY id DESC LIMIT 1",
            [who, *READING],
        ).fetchone()
        return None if row is None else self.get(row[0])

    def last_ref_by(self, who: str) -> str | None:
        """The reference of the case that somebody's last command was about, if it still exists."""
        row = self._db.execute(
            "SELECT ref FROM audit WHERE by = ? AND case_id IS NOT NULL ORDER BY id DESC LIMIT 1", [who]
        ).fetchone()
        return None if row is None else str(row[0])

    def by_event(self, event_id: str) -> AuditRow | None:
        """The command that this event was, unless it is undone."""
        row = self._db.execute(
            "SELECT id FROM audit WHERE event_id = ? AND undone_at IS NULL", [event_id]
        ).fetchone()
        return None if row is None else self.get(row[0])

    def people(self) -> list[str]:
        """Everybody who typed a command, as long as that is known."""
        rows = self._db.execute("SELECT DISTINCT by FROM audit WHERE by LIKE '@%' ORDER BY by").fetchall()
        return [str(row[0]) for row in rows]

    def mark_undone(self, audit_id: int, at: datetime) -> None:
        self._db.execute("UPDATE audit SET undone_at = ? WHERE id = ?", [to_text(at), audit_id])

    def forget_effects(self, before: datetime) -> None:
        """Forget how to undo what was settled earlier: it may hold free text.

        Settled, not typed: who typed a command and its undo while the bot was away may undo it.
        """
        self._db.execute(
            f"DELETE FROM effects WHERE audit_id IN (SELECT id FROM ({_SETTLED}) WHERE settled < ?)",
            [to_text(before)],
        )

    def oldest_effects(self) -> datetime | None:
        """When the oldest command was settled whose effects are still kept."""
        row = self._db.execute(
            "SELECT coalesce(inbox.settled_at, audit.at) FROM audit LEFT JOIN inbox USING (event_id)"
            " WHERE audit.id = (SELECT min(audit_id) FROM effects)"
        ).fetchone()
        return None if row is None else from_text(row[0])


_SETTLED = (
    "SELECT audit.id, coalesce(inbox.settled_at, audit.at) AS settled"
    " FROM audit LEFT JOIN inbox USING (event_id) WHERE audit.id IN (SELECT audit_id FROM effects)"
)
"""Commands whose effects are still kept, and when they were settled."""
