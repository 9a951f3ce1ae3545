"""Follow-ups that we ring, their attempts, and the paper slips with the phone number.

A case has at most one living follow-up (booked or paused) and one living slip. orosbot knows the slip
by its small number alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from orosbot.casebook.changes import Changes
from orosbot.casebook.moments import from_text, to_text
from orosbot.casebook.snoozes import forget_snoozes


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One follow-up; `due_at` is `None` while it is paused. `attempts` counts those without an answer."""

    id: int
    case_id: int
    due_at: datetime | None
    timed: bool
    status: str
    attempts: int


@dataclass(frozen=True, slots=True)
class Attempt:
    at: datetime
    by: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Slip:
    """A living slip and the case it belongs to; neither `case_id` nor `ref` once that is erased."""

    id: int
    number: int
    case_id: int | None
    ref: str | None

    @property
    def item(self) -> str:
        """What it is as a line of a numbered list: its case, or the slip itself as `slip:7`."""
        return f"{SLIP}{self.number}" if self.ref is None else self.ref


SLIP = "slip:"
"""What the item of a line starts with that is a slip without a case."""


class FollowUps:
    """Reads follow-ups and slips; writes through `Changes`."""

    def __init__(self, db: Database, changes: Changes) -> None:
        self._db = db
        self._changes = changes

    def living(self, case_id: int) -> FollowUp | None:
        """The follow-up of a case that is booked or paused."""
        found = self._where("case_id = ? AND ended_at IS NULL", [case_id])
        return found[0] if found else None

    def last(self, case_id: int) -> FollowUp | None:
        """The newest follow-up of a case, ended or not."""
        found = self._where("case_id = ? ORDER BY id DESC LIMIT 1", [case_id])
        return found[0] if found else None

    def book(self, case_id: int, *, due_at: datetime, timed: bool, at: datetime, by: str) -> FollowUp:
        """Book a follow-up, or move the living one; its attempts stay counted."""
        living = self.living(case_id)
        if living is not None:
            forget_snoozes(self._db, self._changes, f"followup:{living.id}", case_id=case_id)
            self._changes.update(
                "followups",
                living.id,
                {"due_at": to_text(due_at), "timed": int(timed), "status": "booked"},
                case_id=case_id,
            )
        else:
            self._changes.insert(
                "followups",
                {
                    "case_id": case_id,
                    "at": to_text(at),
                    "by": by,
                    "due_at": to_text(due_at),
                    "timed": int(timed),
                    "status": "booked",
                },
                case_id=case_id,
            )
        return self._where("case_id = ? AND ended_at IS NULL", [case_id])[0]

    def decline(self, case_id: int, *, at: datetime, by: str) -> None:
        """The caller was asked and does not want to be rung up."""
        self._changes.insert(
            "followups",
            {
                "case_id": case_id,
                "at": to_text(at),
                "by": by,
                "status": "declined",
                "ended_at": to_text(at),
                "ended_by": by,
            },
            case_id=case_id,
        )

    def pause(self, followup: FollowUp) -> None:
        """Nothing more falls due until staff give a new date."""
        self._changes.update(
            "followups", followup.id, {"due_at": None, "status": "paused"}, case_id=followup.case_id
        )

    def end(self, followup: FollowUp, status: str, *, at: datetime, by: str) -> None:
        """End a follow-up: reached, declined, off, wrong-number, no-answer, or closed with its case."""
        self._changes.update(
            "followups",
            followup.id,
            {"status": status, "ended_at": to_text(at), "ended_by": by},
            case_id=followup.case_id,
        )

    def attempt(self, followup: FollowUp, outcome: str, *, at: datetime, by: str) -> None:
        """Write down how we rang."""
        self._changes.insert(
            "attempts",
            {
                "case_id": followup.case_id,
                "followup_id": followup.id,
                "at": to_text(at),
                "by": by,
                "outcome": outcome,
            },
            case_id=followup.case_id,
        )

    def attempts(self, followup_id: int) -> list[Attempt]:
        """Every attempt of a follow-up, the oldest first."""
        rows = self._db.execute(
            "SELECT at, by, outcome FROM attempts WHERE followup_id = ? ORDER BY at, id", [followup_id]
        ).fetchall()
        return [Attempt(from_text(row[0]), row[1], row[2]) for row in rows]

    def booked(self) -> list[tuple[str, FollowUp]]:
        """Every booked follow-up with its case's reference, in the order in which they fall due."""
        return self._with_refs("followups.status = 'booked' ORDER BY followups.due_at, followups.id")

    def paused(self) -> list[tuple[str, FollowUp]]:
        """Every paused follow-up with its case's reference."""
        return self._with_refs("followups.status = 'paused' ORDER BY followups.id")

    def _with_refs(self, where: str) -> list[tuple[str, FollowUp]]:
        rows = self._db.execute(
            "SELECT followups.id, cases.ref FROM followups JOIN cases ON cases.id = case_id WHERE " + where
        ).fetchall()
        return [(str(ref), self._where("id = ?", [row_id])[0]) for row_id, ref in rows]

    def _where(self, where: str, values: Sequence[int]) -> list[FollowUp]:
        rows = self._db.execute(
            "SELECT id, case_id, due_at, timed, status, (SELECT count(*) FROM attempts"
            " WHERE followup_id = followups.id AND outcome = 'no-answer') FROM followups WHERE " + where,
            list(values),
        ).fetchall()
        return [
            FollowUp(
                row[0], row[1], None if row[2] is None else from_text(row[2]), bool(row[3]), row[4], row[5]
            )
            for row in rows
        ]

    def slip(self, case_id: int) -> Slip | None:
        """The living slip of a case."""
        found = self._slips("slips.case_id = ?", [case_id])
        return found[0] if found else None

    def slip_numbered(self, number: int) -> Slip | None:
        """The living slip with this number."""
        found = self._slips("slips.number = ?", [number])
        return found[0] if found else None

    def useless(self, slip: Slip) -> bool:
        """Whether nobody needs a slip any more: no follow-up is booked that it is for."""
        return slip.case_id is None or self.living(slip.case_id) is None

    def living_slips(self) -> list[Slip]:
        """Every living slip, by number."""
        return self._slips("1", [])

    def _slips(self, where: str, values: Sequence[int]) -> list[Slip]:
        rows = self._db.execute(
            "SELECT slips.id, number, case_id, ref FROM slips LEFT JOIN cases ON cases.id = case_id"
            f" WHERE shredded_at IS NULL AND {where} ORDER BY number",
            list(values),
        ).fetchall()
        return [Slip(*row) for row in rows]

    def make_slip(self, case_id: int, *, at: datetime, by: str) -> Slip:
        """The living slip of a case; a new one with the smallest free number if it has none."""
        if (living := self.slip(case_id)) is not None:
            return living
        taken = {slip.number for slip in self.living_slips()}
        number = next(number for number in range(1, len(taken) + 2) if number not in taken)
        self._changes.insert(
            "slips",
            {"case_id": case_id, "number": number, "made_at": to_text(at), "made_by": by},
            case_id=case_id,
        )
        return self._slips("slips.case_id = ?", [case_id])[0]

    def shred(self, slip: Slip, *, at: datetime, by: str) -> None:
        """Somebody attests that the slip is gone."""
        self._changes.update(
            "slips", slip.id, {"shredded_at": to_text(at), "shredded_by": by}, case_id=slip.case_id
        )
