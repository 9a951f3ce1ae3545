"""How the question of a concern report was answered in child cases, and who agreed to it."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from orosbot.casebook.changes import Changes
from orosbot.casebook.moments import from_text, to_text


@dataclass(frozen=True, slots=True)
class Assessment:
    id: int
    at: datetime
    by: str
    answer: str
    agreed_by: str | None
    same_day: bool | None = None


class Assessments:
    """Reads assessments; writes through `Changes`."""

    def __init__(self, db: Database, changes: Changes) -> None:
        self._db = db
        self._changes = changes

    def add(self, case_id: int, *, answer: str, at: datetime, by: str, same_day: bool) -> None:
        """Write down an answer; `same_day`: on the day on which the case was opened."""
        self._changes.insert(
            "assessments",
            {"case_id": case_id, "at": to_text(at), "by": by, "answer": answer, "same_day": int(same_day)},
            case_id=case_id,
        )

    def agree(self, assessment_id: int, case_id: int, *, at: datetime, by: str) -> None:
        self._changes.update(
            "assessments", assessment_id, {"agreed_at": to_text(at), "agreed_by": by}, case_id=case_id
        )

    def last(self, case_id: int) -> Assessment | None:
        row = self._db.execute(
            "SELECT id, at, by, answer, agreed_by, same_day FROM assessments WHERE case_id = ? ORDER BY id DESC LIMIT 1",
            [case_id],
        ).fetchone()
        return (
            None
            if row is None
            else Assessment(
                row[0], from_text(row[1]), row[2], row[3], row[4], None if row[5] is None else bool(row[5])
            )
        )
