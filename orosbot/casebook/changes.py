"""The only way by which rows of cases come, change and go: what was before is kept, so that `undo` can
bring it back exactly.

Every change belongs to the audit row of the command that made it. An effect is the table, the row and
the earlier values of the columns that changed (nothing for a new row). Effects live as long as their
command can be undone and are then forgotten (`audit.forget_effects`), for they may hold free text.
"""

import json
from dataclasses import dataclass, field
from typing import TypeAlias

import sqlcipher3
from sqlite_utils import Database

from orosbot.casebook.migrations import DOMAIN_TABLES

Value: TypeAlias = str | int | None

ONE_LIVING = frozenset({"callbacks", "slips"})
"""Tables of which a case has at most one living row: what comes later in one builds on what was before."""

STATUS = frozenset({"closed_at", "close_reason"})
"""Columns of a case which everything that comes later in it builds on."""

RINGING = frozenset({"followups", "attempts"})
"""Tables of a case that build on each other: each attempt counts on those before it and on the date it was for."""

WHOLE_ROW = frozenset({"referrals"})
"""Tables in which any later change of a row builds on every earlier one of it: a referral that was made has
an outcome."""

TRUST = frozenset({"verified_at", "retired_at"})
"""Columns of an actor on which it hangs whether a referral to it is made, pending or refused."""

CHILD = frozenset({"about_child", "child_caller"})
"""Columns of a case on which it depends, like on its assessments, whether it could be closed."""


OF_A_GAP = frozenset({"age", "region"})
"""Columns of a case that a gap carries as they were when it was noted."""


@dataclass(frozen=True, slots=True)
class Touched:
    """A row that a command added or changed, as it stands now; one that it removed, as it was."""

    table: str
    row: dict[str, Value] = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Effect:
    audit_id: int
    table: str
    row_id: int
    case_id: int | None
    before: dict[str, Value] | None


class Changes:
    """Insert, update and delete rows on behalf of one audit row."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._audit_id: int | None = None

    def begin(self, audit_id: int) -> None:
        """Let what follows belong to this audit row."""
        self._audit_id = audit_id

    def insert(self, table: str, row: dict[str, Value], *, case_id: int | None = None) -> int:
        """Add a row and return its id."""
        _check_table(table)
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" for _ in row)
        cursor = self._db.execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', list(row.values()))
        row_id = int(cursor.lastrowid or 0)
        self._keep(table, row_id, row_id if table == "cases" else case_id, None)
        return row_id

    def update(
        self, table: str, row_id: int, values: dict[str, Value], *, case_id: int | None = None
    ) -> None:
        """Change columns of a row; columns that stay as they are leave no trace."""
        _check_table(table)
        before = self._row(table, row_id)
        changed = {name: value for name, value in values.items() if before[name] != value}
        if not changed:
            return
        self._write(table, row_id, changed)
        self._keep(
            table, row_id, row_id if table == "cases" else case_id, {name: before[name] for name in changed}
        )

    def delete(self, table: str, row_id: int, *, case_id: int | None = None) -> None:
        """Remove a row."""
        _check_table(table)
        before = self._row(table, row_id)
        self._db.execute(f'DELETE FROM "{table}" WHERE id = ?', [row_id])
        self._keep(table, row_id, case_id, before)

    def built_on(self, audit_id: int) -> int | None:
        """The first later audit row, not undone, that builds on what this one did."""
        for mine in self._effects("audit_id = ?", [audit_id]):
            if later := self._first_dependent(mine):
                return later
        return None

    def touched(self, audit_id: int) -> list[Touched]:
        """The rows that a command added or changed and that are there now, and those it removed, in that order."""
        effects = self._effects("audit_id = ?", [audit_id])
        before = {(effect.table, effect.row_id): effect.before or {} for effect in effects}
        return [
            Touched(table, self._row(table, row_id) if self._exists(table, row_id) else row)
            for (table, row_id), row in before.items()
            if "id" in row or self._exists(table, row_id)
        ]

    def take_back(self, audit_id: int) -> bool:
        """Reverse every effect of an audit row, the last one first, and forget them.

        `False`, and nothing is changed, if other rows do not let go: what was built on this was typed
        earlier than it by its sender's clock, and its effects are forgotten already.
        """
        self._db.execute("SAVEPOINT take_back")
        try:
            for effect in reversed(self._effects("audit_id = ?", [audit_id])):
                self._reverse(effect)
        except sqlcipher3.IntegrityError:
            self._db.execute("ROLLBACK TO take_back")
            self._db.execute("RELEASE take_back")
            return False
        self._db.execute("DELETE FROM effects WHERE audit_id = ?", [audit_id])
        self._db.execute("RELEASE take_back")
        return True

    def _reverse(self, effect: _Effect) -> None:
        if effect.before is None:
            self._db.execute(f'DELETE FROM "{effect.table}" WHERE id = ?', [effect.row_id])
        elif self._exists(effect.table, effect.row_id):
            self._write(effect.table, effect.row_id, effect.before)
        else:
            self._db.table(effect.table).insert(effect.before)

    def _first_dependent(self, mine: _Effect) -> int | None:
        later = [
            *self._in_the_same(mine),
            *self._closings_after(mine),
            *self._gaps_after(mine),
            *self._on_an_actor(mine),
            *self._of_a_pending(mine),
        ]
        return min((effect.audit_id for effect in later), default=None)

    def _on_an_actor(self, mine: _Effect) -> list[_Effect]:
        """Referrals to an actor build on its being there and verified, having been in touch with it on its being
        there; whoever took over its name on that."""
        if mine.table != "actors":
            return []
        before = {} if mine.before is None else mine.before
        returned = before.get("retired_at") is not None
        later: list[_Effect] = []
        if mine.before is None or TRUST & before.keys():
            # a tip needs no verified actor, only one that is there
            kinds = "" if mine.before is None or returned else " AND kind <> 'tip'"
            later += self._later(mine, "referrals", f"actor_id = ?{kinds}", [mine.row_id])
        if mine.before is None or returned:
            later += self._later(mine, "journal", "actor_id = ?", [mine.row_id])
        if "key" in before:
            later += self._later(mine, "actors", "key = ? AND id <> ?", [before["key"], mine.row_id])
        return later

    def _of_a_pending(self, mine: _Effect) -> list[_Effect]:
        """Before a referral can be pending again, its actor and its case must stand as they did."""
        if mine.table != "referrals" or mine.before is None or mine.before.get("status") != "pending":
            return []
        row = self._row("referrals", mine.row_id)
        return [
            effect
            for table, row_id, columns in (
                ("actors", row["actor_id"], TRUST),
                ("cases", row["case_id"], STATUS),
            )
            for effect in self._later(mine, table, "id = ?", [row_id])
            if columns & (effect.before or {}).keys()
        ]

    def _later(self, mine: _Effect, table: str, where: str, values: list[Value]) -> list[_Effect]:
        """Later effects on the rows of a table for which `where` holds now."""
        return self._effects(
            f'audit_id > ? AND "table" = ? AND row_id IN (SELECT id FROM "{table}" WHERE {where})',
            [mine.audit_id, table, *values],
        )

    def _in_the_same(self, mine: _Effect) -> list[_Effect]:
        whole_case = mine.table == "cases" and (mine.before is None or STATUS & mine.before.keys())
        if mine.table in RINGING:
            return self._effects(
                "audit_id > ? AND case_id = ? AND \"table\" IN ('followups', 'attempts')",
                [mine.audit_id, mine.case_id],
            )
        if mine.table in ONE_LIVING:
            return self._effects(
                'audit_id > ? AND "table" = ? AND case_id = ?', [mine.audit_id, mine.table, mine.case_id]
            )
        if whole_case:
            return self._effects("audit_id > ? AND case_id = ?", [mine.audit_id, mine.row_id])
        later = self._effects(
            'audit_id > ? AND "table" = ? AND row_id = ?', [mine.audit_id, mine.table, mine.row_id]
        )
        if mine.table in WHOLE_ROW or mine.before is None:
            return later
        return [
            effect for effect in later if effect.before is None or mine.before.keys() & effect.before.keys()
        ]

    def _closings_after(self, mine: _Effect) -> list[_Effect]:
        """A case could be closed because of its assessment, or because it was no child case."""
        if mine.table != "assessments" and not (mine.table == "cases" and CHILD & (mine.before or {}).keys()):
            return []
        later = self._effects("audit_id > ? AND case_id = ?", [mine.audit_id, mine.case_id])
        return [
            effect for effect in later if effect.table == "cases" and STATUS & (effect.before or {}).keys()
        ]

    def _gaps_after(self, mine: _Effect) -> list[_Effect]:
        if mine.table != "cases" or not OF_A_GAP & (mine.before or {}).keys():
            return []
        later = self._effects("audit_id > ? AND case_id = ?", [mine.audit_id, mine.row_id])
        return [effect for effect in later if effect.table == "gaps" and effect.before is None]

    def _effects(self, where: str, values: list[Value]) -> list[_Effect]:
        rows = self._db.query(
            f'SELECT audit_id, "table", row_id, case_id, before FROM effects WHERE {where} ORDER BY id',
            values,
        )
        return [
            _Effect(
                row["audit_id"],
                row["table"],
                row["row_id"],
                row["case_id"],
                None if row["before"] is None else json.loads(row["before"]),
            )
            for row in rows
        ]

    def _keep(self, table: str, row_id: int, case_id: int | None, before: dict[str, Value] | None) -> None:
        if self._audit_id is None:
            raise RuntimeError("a change without an audit row")
        self._db.execute(
            'INSERT INTO effects (audit_id, "table", row_id, case_id, before) VALUES (?, ?, ?, ?, ?)',
            [self._audit_id, table, row_id, case_id, None if before is None else json.dumps(before)],
        )

    def _row(self, table: str, row_id: int) -> dict[str, Value]:
        return dict(self._db.table(table).get(row_id))

    def _exists(self, table: str, row_id: int) -> bool:
        return self._db.execute(f'SELECT 1 FROM "{table}" WHERE id = ?', [row_id]).fetchone() is not None

    def _write(self, table: str, row_id: int, values: dict[str, Value]) -> None:
        pairs = ", ".join(f'"{name}" = ?' for name in values)
        self._db.execute(f'UPDATE "{table}" SET {pairs} WHERE id = ?', [*values.values(), row_id])


def _check_table(table: str) -> None:
    if table not in DOMAIN_TABLES:
        raise ValueError(f"{table} is no table of cases")
