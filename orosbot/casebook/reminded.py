"""What was reminded of, so that each thing that falls due comes up once; and what was put off till later.

A subject is a thing that falls due: `followup:12`, `callback:4`, `promise:5`, `assessment:3`. Together with its
case and the moment at which it is due it names one occasion to remind.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from orosbot.casebook.changes import Changes
from orosbot.casebook.moments import from_text, to_text


@dataclass(frozen=True, slots=True)
class Reminded:
    """One occasion on which somebody was reminded. `done` is what its message says of it now."""

    id: int
    subject: str
    ref: str
    due_at: datetime
    at: datetime
    escalated: bool
    txn_id: str | None
    done: bool
    edits: int


@dataclass(frozen=True, slots=True)
class Snooze:
    """Until when a thing was put off. `keeps`: it comes at its own moment all the same, and then once more."""

    until: datetime
    keeps: bool


class Reminders:
    """Claims occasions; each once, however often the same moment is worked off."""

    def __init__(self, db: Database, changes: Changes) -> None:
        self._db = db
        self._changes = changes

    def claim(self, subject: str, ref: str, due_at: datetime, *, at: datetime, txn_id: str | None) -> None:
        """Write down an occasion; `txn_id` is that of the message which is about it alone.

        :raises sqlcipher3.IntegrityError: if it was claimed before.
        """
        self._db.execute(
            "INSERT INTO reminded (subject, ref, due_at, at, txn_id) VALUES (?, ?, ?, ?, ?)",
            [subject, ref, to_text(due_at), to_text(at), txn_id],
        )

    def of(self, subject: str, ref: str, due_at: datetime) -> Reminded | None:
        """What is known of one occasion, if somebody was reminded of it."""
        found = self._where("subject = ? AND ref = ? AND due_at = ?", [subject, ref, to_text(due_at)])
        return found[0] if found else None

    def since(self, subject: str, ref: str, moment: datetime) -> list[Reminded]:
        """What is known of a subject's occasions that were claimed at or after a moment, the oldest first."""
        values = [subject, ref, to_text(moment)]
        return self._where("subject = ? AND ref = ? AND at >= ? ORDER BY id", values)

    def with_message(self, since: datetime) -> list[Reminded]:
        """Occasions that have a message of their own and were claimed at or after a moment."""
        return self._where("txn_id IS NOT NULL AND at >= ? ORDER BY id", [to_text(since)])

    def escalate(self, row: Reminded, at: datetime) -> None:
        """The leads were told of it."""
        self._db.execute("UPDATE reminded SET escalated_at = ? WHERE id = ?", [to_text(at), row.id])

    def mark(self, row: Reminded, *, done: bool) -> int:
        """Its message says from now on that it is done, or that it is not; how many times that changed."""
        self._db.execute("UPDATE reminded SET done = ?, edits = edits + 1 WHERE id = ?", [int(done), row.id])
        return row.edits + 1

    def snooze(
        self,
        case_id: int,
        subject: str,
        until: datetime,
        *,
        timed: bool,
        due_at: datetime | None,
        keeps: bool,
        at: datetime,
        by: str,
    ) -> None:
        """Put off till later what is due at a moment; of an assessment, which has none of its own, `None`."""
        self._changes.insert(
            "snoozes",
            {
                "case_id": case_id,
                "subject": subject,
                "until": to_text(until),
                "timed": int(timed),
                "due_at": None if due_at is None else to_text(due_at),
                "keeps": int(keeps),
                "at": to_text(at),
                "by": by,
            },
            case_id=case_id,
        )

    def snooze_of(self, subject: str, due_at: datetime, *, since: datetime | None = None) -> Snooze | None:
        """Until when a subject was put off last that is due at a moment, if it was; of an assessment only what
        was put off at or after the moment `since` when its case became what it is."""
        row = self._db.execute(
            "SELECT until, keeps FROM snoozes WHERE subject = ?1 AND at >= ?3"
            " AND (due_at = ?2 OR (due_at IS NULL AND until > ?2)) ORDER BY id DESC LIMIT 1",
            [subject, to_text(due_at), "" if since is None else to_text(since)],
        ).fetchone()
        return None if row is None else Snooze(from_text(row[0]), bool(row[1]))

    def _where(self, where: str, values: list[str]) -> list[Reminded]:
        rows = self._db.execute(
            "SELECT id, subject, ref, due_at, at, escalated_at, txn_id, done, edits FROM reminded WHERE "
            + where,
            values,
        ).fetchall()
        return [
            Reminded(
                r[0], r[1], r[2], from_text(r[3]), from_text(r[4]), r[5] is not None, r[6], bool(r[7]), r[8]
            )
            for r in rows
        ]
