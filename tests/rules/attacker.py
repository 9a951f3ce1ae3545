"""Somebody who tries to work out what published tables hide.

They know the rules of the tables: what is hidden is 1 or more, the parts come to the total, the quarters and whatever
was not published of them come to the year, merged words come to what is said of them. Each hidden cell is bounded by
integer programming, from below and from above, over everything that was ever published.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import lil_array

Variable = tuple[str, ...]


@dataclass(slots=True)
class Attacker:
    """Collects equations over unknown whole numbers; a `cell` that was published is a known number."""

    least: dict[Variable, int] = field(default_factory=dict)
    equations: list[tuple[dict[Variable, int], int]] = field(default_factory=list)

    def hidden(self, cell: Variable, *, least: int) -> None:
        """There is such a number, and it is at least `least`."""
        self.least[cell] = max(least, self.least.get(cell, 0))

    def equal(self, terms: Mapping[Variable, int], to: int) -> None:
        """The sum of cells, each times its number, is known."""
        for cell in terms:
            self.least.setdefault(cell, 0)
        self.equations.append((dict(terms), to))

    def table(self, at: str, cells: Mapping[str, int | None], total: int) -> None:
        """A published table of one level."""
        for word, n in cells.items():
            if n is None:
                self.hidden((at, word), least=1)
            else:
                self.equal({(at, word): 1}, n)
        self.equal({(at, word): 1 for word in cells}, total)

    def sums(self, parts: Iterable[str], whole: str, words: Iterable[str]) -> None:
        """Word for word, the parts of a year come to the year."""
        parts = tuple(parts)
        for word in words:
            self.equal({**{(part, word): 1 for part in parts}, (whole, word): -1}, 0)

    def possible(self, cell: Variable) -> int:
        """How many numbers lie between the least and the largest that a cell can be."""
        names = {name: number for number, name in enumerate(self.least)}
        matrix = lil_array((len(self.equations), len(names)))
        for row, (terms, _) in enumerate(self.equations):
            for name, factor in terms.items():
                matrix[row, names[name]] = factor
        right = np.array([to for _, to in self.equations], dtype=float)
        lower = np.array([self.least[name] for name in names], dtype=float)
        ends: list[int] = []
        for sign in (1, -1):
            aim = np.zeros(len(names))
            aim[names[cell]] = sign
            found = milp(
                aim,
                constraints=LinearConstraint(matrix.tocsr(), right, right),
                bounds=Bounds(lower, np.full(len(names), np.inf)),
                integrality=np.ones(len(names)),
            )
            assert found.success, found.message
            ends.append(round(sign * float(found.fun)))
        return ends[1] - ends[0] + 1
