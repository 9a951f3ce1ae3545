"""The destruction log: what was destroyed on which day, as counts and nothing else."""

from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Destroyed:
    """How many of one kind of thing were destroyed on a day."""

    day: date
    what: str
    n: int


class Destructions:
    """Counts by day."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, day: date, what: str, n: int) -> None:
        """Add to what was destroyed on a day; nothing for none."""
        if n > 0:
            self._db.execute(
                "INSERT INTO destructions (day, what, n) VALUES (?1, ?2, ?3)"
                " ON CONFLICT (day, what) DO UPDATE SET n = n + ?3",
                [day.isoformat(), what, n],
            )

    def last(self) -> list[Destroyed]:
        """What was destroyed on the last day on which anything was; empty if nothing ever was."""
        return self._where("day = (SELECT max(day) FROM destructions)")

    def all(self) -> list[Destroyed]:
        """The whole log, the oldest first."""
        return self._where("1")

    def _where(self, where: str) -> list[Destroyed]:
        rows = self._db.execute(
            f"SELECT day, what, n FROM destructions WHERE {where} ORDER BY day, what"
        ).fetchall()
        return [Destroyed(date.fromisoformat(row[0]), row[1], row[2]) for row in rows]
