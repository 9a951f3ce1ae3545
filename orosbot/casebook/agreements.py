"""Callbacks (the caller rings us) and promises (we find something out)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from orosbot.casebook.changes import Changes
from orosbot.casebook.moments import from_text, to_text
from orosbot.casebook.snoozes import forget_snoozes


@dataclass(frozen=True, slots=True)
class Callback:
    """A callback that has not come; `due_at` is `None` when the caller was only invited."""

    id: int
    case_id: int
    due_at: datetime | None
    timed: bool
    status: str


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise that is not kept yet; `text` is `None` when nothing was written or it was erased."""

    id: int
    case_id: int
    due_at: datetime
    timed: bool
    text: str | None
    by: str
    event_id: str


class Agreements:
    """Reads callbacks and promises; writes through `Changes`."""

    def __init__(self, db: Database, changes: Changes) -> None:
        self._db = db
        self._changes = changes

    def callback(self, case_id: int) -> Callback | None:
        """The living callback of a case."""
        row = self._db.execute(
            "SELECT id, case_id, due_at, timed, status FROM callbacks WHERE case_id = ? AND ended_at IS NULL",
            [case_id],
        ).fetchone()
        return None if row is None else _callback(row)

    def callbacks(self) -> list[tuple[str, Callback]]:
        """Every booked callback with its case's reference, in the order in which they fall due."""
        rows = self._db.execute(
            "SELECT cases.ref, callbacks.id, case_id, due_at, timed, status FROM callbacks"
            " JOIN cases ON cases.id = case_id WHERE status = 'booked' ORDER BY due_at, callbacks.id"
        ).fetchall()
        return [(str(row[0]), _callback(row[1:])) for row in rows]

    def book(self, case_id: int, *, due_at: datetime | None, timed: bool, at: datetime, by: str) -> None:
        """Book a callback or move the living one; without `due_at` the caller is only invited."""
        values: dict[str, str | int | None] = {
            "due_at": None if due_at is None else to_text(due_at),
            "timed": int(timed),
            "status": "invited" if due_at is None else "booked",
        }
        if (living := self.callback(case_id)) is not None:
            forget_snoozes(self._db, self._changes, f"callback:{living.id}", case_id=case_id)
            self._changes.update("callbacks", living.id, values, case_id=case_id)
            return
        self._changes.insert(
            "callbacks", {"case_id": case_id, "at": to_text(at), "by": by, **values}, case_id=case_id
        )

    def end_callback(self, callback: Callback, status: str, *, at: datetime, by: str) -> None:
        """End a callback: came, off, or closed with its case."""
        self._changes.update(
            "callbacks",
            callback.id,
            {"status": status, "ended_at": to_text(at), "ended_by": by},
            case_id=callback.case_id,
        )

    def promise(
        self,
        case_id: int,
        *,
        due_at: datetime,
        timed: bool,
        text: str | None,
        at: datetime,
        by: str,
        event_id: str,
    ) -> None:
        """Write down what staff promised, and until when."""
        self._changes.insert(
            "promises",
            {
                "case_id": case_id,
                "at": to_text(at),
                "by": by,
                "event_id": event_id,
                "due_at": to_text(due_at),
                "timed": int(timed),
                "text": text,
                "status": "open",
            },
            case_id=case_id,
        )

    def promises(self, case_id: int) -> list[Promise]:
        """The open promises of a case, in the order in which they fall due."""
        return self._promises("case_id = ? AND status = 'open' ORDER BY due_at, id", [case_id])

    def all_promises(self) -> list[tuple[str, Promise]]:
        """Every open promise with its case's reference, in the order in which they fall due."""
        rows = self._db.execute(
            "SELECT cases.ref, promises.id FROM promises JOIN cases ON cases.id = case_id"
            " WHERE status = 'open' ORDER BY due_at, promises.id"
        ).fetchall()
        return [(str(ref), self._promises("id = ?", [row_id])[0]) for ref, row_id in rows]

    def end_promise(self, promise: Promise, status: str, *, at: datetime, by: str) -> None:
        """End a promise: kept, or closed with its case."""
        self._changes.update(
            "promises",
            promise.id,
            {"status": status, "ended_at": to_text(at), "ended_by": by},
            case_id=promise.case_id,
        )

    def erase_promise_text(self, event_id: str) -> None:
        """Erase for good what was promised in the message with this event id."""
        self._db.execute("UPDATE promises SET text = NULL WHERE event_id = ?", [event_id])

    def _promises(self, where: str, values: Sequence[int]) -> list[Promise]:
        rows = self._db.execute(
            f"SELECT id, case_id, due_at, timed, text, by, event_id FROM promises WHERE {where}", list(values)
        ).fetchall()
        return [Promise(r[0], r[1], from_text(r[2]), bool(r[3]), r[4], r[5], r[6]) for r in rows]


def _callback(row: Sequence[object]) -> Callback:
    row_id, case_id, due_at, timed, status = row
    due = None if due_at is None else from_text(str(due_at))
    return Callback(int(str(row_id)), int(str(case_id)), due, bool(timed), str(status))
