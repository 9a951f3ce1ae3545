"""What is left of times and people once a matter is settled: the day, its part, and the role; and texts that have
lived as long as they may.

Figures go by days and parts of days, so they stay. Whoever may still take something back finds it as it was.
"""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from orosbot.casebook.moments import from_text, to_text
from orosbot.casebook.reported import forget_trail
from orosbot.rules.retention import coarse, month_of

ROLES = ("", "staff", "lead")
"""What stands for a person who is forgotten; nobody for the bot itself."""

_OF_CASES = {
    "contacts": ("at by", ""),
    "notes": ("at by", ""),
    "supports": ("at by", ""),
    "closings": ("at by", "reopened_at reopened_by"),
    "assessments": ("at by", "agreed_at agreed_by"),
    "slips": ("made_at made_by", "shredded_at shredded_by"),
    "followups": ("at by", "due_at ended_at ended_by"),
    "attempts": ("at by", ""),
    "callbacks": ("at by", "due_at ended_at ended_by"),
    "promises": ("at by", "due_at ended_at ended_by"),
    "referrals": ("at by", "due_at made_at cancelled_at outcome_at outcome_by"),
    "gaps": ("at by", ""),
    "corrections": ("at by", ""),
    "snoozes": ("at by", "until"),
    "audit": ("at by", "undone_at"),
}
"""Columns with moments and people, table by table; what ends in `by` is a person."""

_BESIDE = {
    "noncases": ("at by", ""),
    "journal": ("at by", "approved_at approved_by"),
    "handovers": ("at by", ""),
    "audit": ("at by", "undone_at"),
    "slips": ("made_at made_by", "shredded_at shredded_by"),
    "publications": ("asked_at asked_by", "agreed_at agreed_by"),
    "allowed": ("at by", ""),
    "inbox": ("settled_at sender", "at received_at"),
    "outbox": ("queued_at", "confirmed_at"),
}
"""The same of what has no case; the first column says how old a row is."""

_WITHOUT_CASE = {"audit": " AND case_id IS NULL", "slips": " AND case_id IS NULL"}

_SETTLED = (
    "SELECT id FROM cases WHERE closed_at < :before"
    " AND id NOT IN (SELECT case_id FROM effects WHERE case_id IS NOT NULL)"
    " AND id NOT IN (SELECT case_id FROM slips WHERE case_id IS NOT NULL AND shredded_at IS NULL)"
)
"""While a slip lives, its case is not settled: who has it is asked for the slip."""


class Coarsening:
    """Forgets exact times, people, and old texts; `role_of` says what somebody is (`staff`, `lead`)."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def by(self, zone: ZoneInfo, role_of: Callable[[str], str]) -> None:
        """Let SQL know the line's own days, and who leads. To be called before anything else."""

        def local(at: str, how: Callable[[datetime], datetime]) -> str:
            return to_text(how(from_text(at).astimezone(zone)))

        def role(who: str | None) -> str | None:
            return who if who is None or who in ROLES else role_of(who)

        make = self._db.conn.create_function
        make("coarse", 1, lambda at: at if not at else local(at, coarse), deterministic=True)
        make("month_of", 1, lambda at: at if not at else local(at, month_of), deterministic=True)
        make("same_date", 2, lambda a, b: int(_date(a, zone) == _date(b, zone)), deterministic=True)
        make("role", 1, role, deterministic=True)

    def settled(self, before: datetime) -> int:
        """Times and people of cases that were closed before a moment, and of what has no case and is older; how
        many rows were coarsened."""
        values = {"before": to_text(before)}
        count = 0
        for table, names in _OF_CASES.items():
            count += self._coarsen(table, names, f"case_id IN ({_SETTLED})", values)
        count += self._coarsen("cases", ("opened_at opened_by", "closed_at"), f"id IN ({_SETTLED})", values)
        self._db.execute(
            f"UPDATE cases SET taken_by = NULL WHERE taken_by IS NOT NULL AND id IN ({_SETTLED})", values
        )
        self._db.execute(
            "DELETE FROM reminded WHERE ref IN (SELECT ref FROM cases WHERE closed_at < :before)", values
        )
        exact = f"SELECT ref FROM cases WHERE id NOT IN ({_SETTLED})"
        older = f"given_at <> '' AND given_at < :before AND ref NOT IN ({exact})"
        count += self._coarsen("numbers", ("given_at", ""), older, values)
        for table, names in _BESIDE.items():
            age = names[0].split()[0]
            where = f"{age} < :before{_WITHOUT_CASE.get(table, '')}"
            count += self._coarsen(table, names, where, values)
        return count

    def reports(self, before: datetime) -> int:
        """Of reports that were decided before a moment, leave nothing but whether it was on the case's first day;
        how many there were."""
        values = {"before": to_text(before)}
        which = "answer = 'report' AND at < :before"
        known = f"{which} AND (at <> month_of(at) OR by <> role(by) OR agreed_at IS NOT NULL)"
        forget_trail(self._db, values["before"])
        cursor = self._db.execute(
            "UPDATE assessments SET same_day = coalesce(same_day, same_date(at, (SELECT opened_at FROM cases WHERE"
            " cases.id = case_id))), at = month_of(at), by = role(by), agreed_at = NULL, agreed_by = role(agreed_by)"
            f" WHERE {known}",
            values,
        )
        return int(cursor.rowcount)

    def texts(self, table: str, before: datetime) -> int:
        """Texts of the journal or of handovers from before a moment; how many there were."""
        if table not in ("journal", "handovers"):
            raise ValueError(table)
        cursor = self._db.execute(
            f"UPDATE {table} SET text = NULL WHERE text IS NOT NULL AND at < ?", [to_text(before)]
        )
        return int(cursor.rowcount)

    def _coarsen(self, table: str, names: tuple[str, str], where: str, values: dict[str, str]) -> int:
        columns = " ".join(names).split()
        after = {
            name: f"role({name})" if name.endswith("by") or name == "sender" else f"coarse({name})"
            for name in columns
        }
        if table == "inbox":
            after["sender"] = "''"
        sets = ", ".join(f"{name} = {value}" for name, value in after.items())
        changed = " OR ".join(f"{name} IS NOT {value}" for name, value in after.items())
        return int(
            self._db.execute(f"UPDATE {table} SET {sets} WHERE {where} AND ({changed})", values).rowcount
        )


def _date(at: str, zone: ZoneInfo) -> str:
    return from_text(at).astimezone(zone).date().isoformat()
