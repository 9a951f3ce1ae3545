"""Tallies that are final: a snapshot of a period's figures, which later changes leave as it is."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from orosbot.casebook.changes import Changes
from orosbot.casebook.figures import Cell
from orosbot.casebook.moments import from_text, to_text
from orosbot.rules.periods import Period


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The figures of a period as they were when they became final."""

    frozen_at: datetime
    slips_living: int
    counts: Counter[Cell]


class Tallies:
    """Reads snapshots; writes through `Changes` what somebody froze."""

    def __init__(self, db: Database, changes: Changes) -> None:
        self._db = db
        self._changes = changes

    def snapshot(self, period: Period) -> Snapshot | None:
        """The snapshot of a period; `None` while it is a draft."""
        row = self._db.execute(
            "SELECT frozen_at, slips_living, snapshot FROM tallies WHERE period = ?", [period.name]
        ).fetchone()
        if row is None:
            return None
        counts = Counter({(figure, one, two): n for figure, one, two, n in json.loads(row[2])})
        return Snapshot(from_text(row[0]), row[1], counts)

    def frozen(self) -> set[str]:
        """The names of all periods that are final."""
        return {row[0] for row in self._db.execute("SELECT period FROM tallies").fetchall()}

    def freeze(self, period: Period, counts: Mapping[Cell, int], slips_living: int, *, at: datetime) -> None:
        """Make a period's figures final, on behalf of the command that runs."""
        self._changes.insert(
            "tallies",
            {
                "period": period.name,
                "frozen_at": to_text(at),
                "slips_living": slips_living,
                "snapshot": json.dumps(sorted([*cell, n] for cell, n in counts.items())),
            },
        )
