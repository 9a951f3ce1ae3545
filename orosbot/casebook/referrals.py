"""Where callers were pointed, what it led to, and what there was nobody for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from orosbot.casebook.changes import Changes, Value
from orosbot.casebook.moments import from_text, to_text


@dataclass(frozen=True, slots=True)
class Referral:
    """One referral of a case; `kind` is tip, refer or mediate, `status` pending, made or cancelled.

    `due_at` is when somebody has to ring the actor first (`None` when nobody has to).
    """

    id: int
    case_id: int
    ref: str
    actor_id: int
    actor: str
    actor_kind: str | None
    at: datetime
    kind: str
    status: str
    due_at: datetime | None
    outcome: str | None


class Referrals:
    """Reads referrals and gaps; writes through `Changes`."""

    def __init__(self, db: Database, changes: Changes) -> None:
        self._db = db
        self._changes = changes

    def add(
        self,
        case_id: int,
        actor_id: int,
        kind: str,
        *,
        at: datetime,
        by: str,
        pending: bool = False,
        due_at: datetime | None = None,
    ) -> None:
        """Write a referral down; a pending one is made when the actor is verified."""
        self._changes.insert(
            "referrals",
            {
                "case_id": case_id,
                "actor_id": actor_id,
                "at": to_text(at),
                "by": by,
                "kind": kind,
                "status": "pending" if pending else "made",
                "due_at": None if due_at is None else to_text(due_at),
                "made_at": None if pending else to_text(at),
            },
            case_id=case_id,
        )

    def of_case(self, case_id: int) -> list[Referral]:
        """Every referral of a case but the cancelled ones, the oldest first."""
        return self._where("case_id = ? AND status <> 'cancelled'", [case_id], "referrals.id")

    def pending(self, *, case_id: int | None = None, actor_id: int | None = None) -> list[Referral]:
        """Referrals that wait for their actor to be rung, in the order in which that falls due."""
        where, values = "status = 'pending'", list[Value]()
        for column, value in (("case_id", case_id), ("actor_id", actor_id)):
            if value is not None:
                where += f" AND {column} = ?"
                values.append(value)
        return self._where(where, values, "due_at, referrals.id")

    def actor_of(self, referral_id: int) -> int:
        """The actor of a referral, whatever became of it. :raises LookupError: if there is no such referral."""
        row = self._db.execute("SELECT actor_id FROM referrals WHERE id = ?", [referral_id]).fetchone()
        if row is None:
            raise LookupError(referral_id)
        return int(row[0])

    def complete(self, referral: Referral, *, at: datetime) -> None:
        """The actor was rung: the referral is made."""
        self._changes.update(
            "referrals", referral.id, {"status": "made", "made_at": to_text(at)}, case_id=referral.case_id
        )

    def cancel(self, referral: Referral, *, at: datetime) -> None:
        """A pending referral will not be made."""
        self._changes.update(
            "referrals",
            referral.id,
            {"status": "cancelled", "cancelled_at": to_text(at)},
            case_id=referral.case_id,
        )

    def set_outcome(self, referral: Referral, outcome: str, *, at: datetime, by: str) -> None:
        """What a referral led to; a later word replaces an earlier one."""
        self._changes.update(
            "referrals",
            referral.id,
            {"outcome": outcome, "outcome_at": to_text(at), "outcome_by": by},
            case_id=referral.case_id,
        )

    def add_gap(
        self, case_id: int, word: str, *, age: str | None, region: str | None, at: datetime, by: str
    ) -> None:
        """There was nobody to refer to for this kind of support."""
        self._changes.insert(
            "gaps",
            {"case_id": case_id, "at": to_text(at), "by": by, "word": word, "age": age, "region": region},
            case_id=case_id,
        )

    def gaps(self, case_id: int) -> list[str]:
        """The kinds of support for which there was nobody, each once."""
        rows = self._db.execute(
            "SELECT word FROM gaps WHERE case_id = ? GROUP BY word ORDER BY min(id)", [case_id]
        ).fetchall()
        return [str(row[0]) for row in rows]

    def correct_gaps(self, case_id: int, *, age: str | None, region: str | None) -> None:
        """The case's facts were put right: its gaps carry them."""
        rows = self._db.execute("SELECT id FROM gaps WHERE case_id = ?", [case_id]).fetchall()
        for (row_id,) in rows:
            self._changes.update("gaps", row_id, {"age": age, "region": region}, case_id=case_id)

    def _where(self, where: str, values: Sequence[Value], order: str) -> list[Referral]:
        rows = self._db.execute(
            "SELECT referrals.id, case_id, cases.ref, actor_id, actors.name, actors.kind, referrals.at,"
            " referrals.kind, status, due_at, outcome FROM referrals JOIN cases ON cases.id = case_id"
            f" JOIN actors ON actors.id = actor_id WHERE {where} ORDER BY {order}",
            list(values),
        ).fetchall()
        return [
            Referral(
                id=row[0],
                case_id=row[1],
                ref=row[2],
                actor_id=row[3],
                actor=row[4],
                actor_kind=row[5],
                at=from_text(row[6]),
                kind=row[7],
                status=row[8],
                due_at=None if row[9] is None else from_text(row[9]),
                outcome=row[10],
            )
            for row in rows
        ]
