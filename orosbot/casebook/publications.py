"""What was published: asked for by one, agreed to by another, and from then on as it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from orosbot.casebook.changes import Changes
from orosbot.casebook.moments import from_text, to_text
from orosbot.rules.periods import Period

Columns = Mapping[str, str | int | None]

_COLUMNS = "id, period, asked_at, asked_by, lapses_at, agreed_at, agreed_by, editions, basis"


@dataclass(frozen=True, slots=True)
class Publication:
    """One publication, agreed to or (`agreed_at` is `None`) only asked for. `editions` and `basis` are JSON."""

    id: int
    period: Period
    asked_at: datetime
    asked_by: str
    lapses_at: datetime
    agreed_at: datetime | None
    agreed_by: str | None
    editions: str
    basis: str


class Publications:
    """Reads publications; writes through `Changes`, though nothing of it can be undone."""

    def __init__(self, db: Database, changes: Changes) -> None:
        self._db = db
        self._changes = changes

    def agreed(self, year: Period) -> list[Publication]:
        """All that was published of a year, the first one first."""
        return self._where("substr(period, 1, 4) = ? AND ordinal IS NOT NULL ORDER BY ordinal", year.name)

    def asked(self) -> list[Publication]:
        """All that waits, or has waited in vain, for a second person, the first one first."""
        return self._where("ordinal IS NULL ORDER BY id")

    def ask(
        self, period: Period, *, editions: str, basis: str, at: datetime, by: str, lapses_at: datetime
    ) -> int:
        """Put before a second person what is to be published; what was asked of the period before is void."""
        for earlier in self.asked():
            if earlier.period == period:
                self._changes.delete("publications", earlier.id)
        return self._changes.insert(
            "publications",
            {
                "period": period.name,
                "asked_at": to_text(at),
                "asked_by": by,
                "lapses_at": to_text(lapses_at),
                "editions": editions,
                "basis": basis,
            },
        )

    def agree(self, publication: Publication, *, basis: str, at: datetime, by: str) -> None:
        """It is published. The frozen figures that it rests on can no longer be thawed."""
        (last,) = self._db.execute("SELECT coalesce(max(ordinal), 0) FROM publications").fetchone()
        self._changes.update(
            "publications",
            publication.id,
            {"ordinal": last + 1, "agreed_at": to_text(at), "agreed_by": by, "basis": basis},
        )
        names = [month.name for month in publication.period.whole_year.each_month()]
        rows = self._db.execute(
            f"SELECT id FROM tallies WHERE period = ? OR period IN ({', '.join('?' * 12)})",
            [publication.period.name, *names],
        ).fetchall()
        for (row_id,) in rows:
            self._changes.update("tallies", row_id, {"published_at": to_text(at)})

    def _where(self, where: str, *values: str) -> list[Publication]:
        rows = self._db.execute(f"SELECT {_COLUMNS} FROM publications WHERE {where}", list(values)).fetchall()
        return [
            Publication(
                row[0],
                Period.read(row[1]),
                from_text(row[2]),
                row[3],
                from_text(row[4]),
                None if row[5] is None else from_text(row[5]),
                row[6],
                row[7],
                row[8],
            )
            for row in rows
        ]
