"""Which cases may be forgotten, what was announced of them, and how one dissolves: its figures are kept, its rows
go, and nothing that stays behind says which case it was about.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from orosbot.casebook import unsent
from orosbot.casebook.figures import Figures
from orosbot.casebook.moments import from_text, to_text
from orosbot.casebook.redactions import Redactions
from orosbot.rules.reference import shown

_ROWS = (
    *("snoozes", "corrections", "wants", "contacts", "supports", "notes", "closings", "assessments"),
    *("attempts", "followups", "callbacks", "promises", "referrals", "gaps", "notices"),
)
"""Tables with rows of a case, each before those that it points to."""

_TEXTS = ("notes", "promises", "journal", "handovers")
"""Tables with free text, which may name another case."""

_HAPPENED = """
    SELECT id AS case_id, opened_at AS at FROM cases
    UNION ALL SELECT case_id, at FROM contacts
    UNION ALL SELECT case_id, at FROM notes
    UNION ALL SELECT case_id, reopened_at FROM closings
    UNION ALL SELECT case_id, ended_at FROM followups
    UNION ALL SELECT case_id, due_at FROM callbacks WHERE status = 'booked'
    UNION ALL SELECT case_id, ended_at FROM promises
    UNION ALL SELECT case_id, made_at FROM referrals
    UNION ALL SELECT case_id, at FROM audit WHERE undoable = 1 AND undone_at IS NULL
"""
"""When anything was done in a case. A call of theirs that never came was last waited for on its day."""

_BOOKED = """
    EXISTS (SELECT 1 FROM followups WHERE case_id = cases.id AND ended_at IS NULL)
    OR EXISTS (SELECT 1 FROM callbacks WHERE case_id = cases.id AND status = 'booked' AND due_at >= :now)
    OR EXISTS (SELECT 1 FROM promises WHERE case_id = cases.id AND status = 'open')
    OR EXISTS (SELECT 1 FROM referrals WHERE case_id = cases.id AND status = 'pending')
"""

_MENTIONED = "EXISTS (SELECT 1 FROM json_each(outbox.items) WHERE value = :ref OR value LIKE :ref || ' %')"


@dataclass(frozen=True, slots=True)
class Idle:
    """An open case in which nothing is booked, and when something last happened."""

    ref: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Dissolved:
    """What went with a case: how many texts, how many messages are to be removed from the room, and the numbers of
    its slips that are not shredded yet."""

    texts: int
    messages: int
    slips: tuple[int, ...]


class Forgetting:
    """Finds what is to be forgotten, and forgets it."""

    def __init__(self, db: Database, figures: Figures, redactions: Redactions) -> None:
        self._db = db
        self._figures = figures
        self._redactions = redactions

    def idle(self, now: datetime) -> list[Idle]:
        """Open cases in which nothing is booked, those first in which nothing has happened for longest."""
        rows = self._db.execute(
            f"SELECT cases.ref, max(happened.at) FROM cases JOIN ({_HAPPENED}) AS happened"
            f" ON happened.case_id = cases.id WHERE closed_at IS NULL AND NOT ({_BOOKED})"
            " GROUP BY cases.id ORDER BY 2, cases.id",
            {"now": to_text(now)},
        ).fetchall()
        return [Idle(row[0], from_text(row[1])) for row in rows]

    def closed(self) -> list[str]:
        """The references of all closed cases, the one closed first at the beginning."""
        rows = self._db.execute(
            "SELECT ref FROM cases WHERE closed_at IS NOT NULL ORDER BY closed_at, id"
        ).fetchall()
        return [str(row[0]) for row in rows]

    def announce(self, case_id: int, kind: str, due: date, day: date) -> None:
        """Write down that a notice was given on `day` of what is due on another; once for each such day."""
        self._db.execute(
            "INSERT INTO notices (case_id, kind, due, day) VALUES (?, ?, ?, ?)",
            [case_id, kind, due.isoformat(), day.isoformat()],
        )

    def announced(self, case_id: int, kind: str, due: date) -> date | None:
        """When this notice was given; `None` if it was not."""
        row = self._db.execute(
            "SELECT day FROM notices WHERE case_id = ? AND kind = ? AND due = ?",
            [case_id, kind, due.isoformat()],
        ).fetchone()
        return None if row is None else date.fromisoformat(row[0])

    def touched(self, case_id: int) -> bool:
        """Whether somebody has just changed something in a case and may still take it back."""
        row = self._db.execute("SELECT 1 FROM effects WHERE case_id = ? LIMIT 1", [case_id]).fetchone()
        return row is not None

    def dissolve(self, case_id: int, ref: str, *, day: date, removal: datetime, zone: ZoneInfo) -> Dissolved:
        """Turn a case into counters, in the transaction that is open: all its rows go, its number remembers only
        that it existed and was erased on `day`, and what was said of it is removed from the room at `removal`."""
        texts = self._count("notes", case_id) + self._count("promises", case_id)
        self._figures.keep(case_id, zone)
        living = self._db.execute(
            "SELECT number FROM slips WHERE case_id = ? AND shredded_at IS NULL ORDER BY number", [case_id]
        ).fetchall()
        self._db.execute("UPDATE slips SET case_id = NULL WHERE case_id = ?", [case_id])
        messages = self.detach(ref, removal)
        for table in _ROWS:
            self._db.execute(f"DELETE FROM {table} WHERE case_id = ?", [case_id])
        self._db.execute("DELETE FROM cases WHERE id = ?", [case_id])
        self._db.execute(
            "UPDATE numbers SET erased_on = ?, given_at = '' WHERE ref = ?",
            [day.isoformat(), ref],
        )
        for table in _TEXTS:
            for form in (ref, shown(ref)):
                self._db.execute(
                    f"UPDATE {table} SET text = replace(text, ?1, '…') WHERE instr(text, ?1) > 0", [form]
                )
        return Dissolved(texts, messages, tuple(int(row[0]) for row in living))

    def leftovers(self, before: datetime) -> list[str]:
        """Numbers without a case which something still names that is older than a moment."""
        rows = self._db.execute(
            "SELECT ref FROM audit WHERE at < ?1 AND ref IS NOT NULL UNION"
            " SELECT ref FROM outbox WHERE queued_at < ?1 AND ref IS NOT NULL"
            " EXCEPT SELECT ref FROM cases ORDER BY 1",
            [to_text(before)],
        ).fetchall()
        return [str(row[0]) for row in rows]

    def detach(self, ref: str, removal: datetime) -> int:
        """Let nothing say any more that it was about this number, and have all that was said of it removed from
        the room at a moment; the number of such messages."""
        named = {"ref": ref}
        events = self._events(ref)
        for event_id in events:
            self._redactions.plan(event_id, "dissolved", removal)
        self._db.execute(
            "UPDATE inbox SET sender = '' WHERE event_id IN (SELECT event_id FROM audit WHERE ref = :ref)",
            named,
        )
        self._db.execute(
            "UPDATE audit SET case_id = NULL, ref = NULL, event_id = '' WHERE ref = :ref"
            " OR case_id = (SELECT id FROM cases WHERE ref = :ref)",
            named,
        )
        self._db.execute("DELETE FROM reminded WHERE ref = :ref", named)
        self._db.execute(
            f"DELETE FROM questions WHERE txn_id IN (SELECT txn_id FROM outbox WHERE ref = :ref OR {_MENTIONED})",
            named,
        )
        unsent.let_go(self._db, ref)
        self._db.execute(
            "UPDATE outbox SET items = (SELECT json_group_array(CASE WHEN value = :ref OR value LIKE :ref || ' %'"
            f" THEN '' ELSE value END) FROM json_each(outbox.items)) WHERE {_MENTIONED}",
            named,
        )
        self._db.execute("UPDATE outbox SET ref = NULL, subject = NULL WHERE ref = :ref", named)
        return len(events)

    def _events(self, ref: str) -> list[str]:
        """What stands in the room about a case: commands, the bot's messages with their edits, and replies."""
        named = {"ref": ref}
        typed = self._ids("SELECT event_id FROM audit WHERE ref = :ref", named)
        said = self._ids(
            f"SELECT event_id FROM outbox WHERE kind = 'message' AND (ref = :ref OR {_MENTIONED})", named
        )
        replies = self._ids(
            "SELECT event_id FROM inbox WHERE kind = 'message' AND reply_to IN"
            " (SELECT event_id FROM outbox WHERE kind = 'message' AND ref = :ref)",
            named,
        )
        found = dict.fromkeys([*typed, *said, *replies])
        for event_id in list(found):
            edits = self._ids(
                "SELECT event_id FROM outbox WHERE kind = 'edit' AND target = :target", {"target": event_id}
            )
            found.update(dict.fromkeys([*edits, *self._redactions.repeating(event_id)]))
        gone = set(
            self._ids(
                "SELECT target FROM inbox WHERE kind = 'deletion' UNION"
                " SELECT event_id FROM inbox WHERE kind = 'deletion'",
                {},
            )
        )
        return [event_id for event_id in found if event_id.startswith("$") and event_id not in gone]

    def _ids(self, query: str, values: dict[str, str]) -> Iterable[str]:
        return [str(row[0]) for row in self._db.execute(query, values).fetchall() if row[0] is not None]

    def _count(self, table: str, case_id: int) -> int:
        row = self._db.execute(
            f"SELECT count(*) FROM {table} WHERE case_id = ? AND text IS NOT NULL", [case_id]
        ).fetchone()
        return int(row[0])
