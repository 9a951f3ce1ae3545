"""Somebody who keeps everything that was ever published and works on it (see `tests.rules.attacker`)."""

from collections import defaultdict
from dataclasses import dataclass, field

from orosbot import categories
from orosbot.rules.periods import Period
from orosbot.tally.public import PublicEdition, Table
from orosbot.tally.public_tables import DETAIL, OTHER
from tests.rules.attacker import Attacker

CHILDREN = tuple(word.key for word in categories.load().words("age") if word.child)
TOTAL_OF = {"concern": "cases", "caller": "cases", "age": "cases", "channel": "contacts"}


@dataclass(slots=True)
class Seen:
    """Editions read one after the other. `time` says which truth they are about: where figures were put right in
    between, nothing links the editions before and after it but what stands in them."""

    attacker: Attacker = field(default_factory=Attacker)
    words: dict[tuple[int, str], set[str]] = field(default_factory=lambda: defaultdict(lambda: {OTHER}))
    hidden: dict[tuple[str, ...], int] = field(default_factory=dict)
    totals: dict[tuple[str, Period, str], int] = field(default_factory=dict)

    def edition(self, edition: PublicEdition, threshold: int, *, time: str = "") -> None:
        """Read one. Hidden cells must keep as many possible numbers as the threshold that it was published with."""
        period = edition.period
        totals = {table.name: table.total for table in edition.tables}
        for table in edition.tables:
            if table.name in DETAIL:
                self._detail(table, period, time, threshold)
            elif table.name == "about_child" and (yes := table.cells["yes"]) is not None:
                self.attacker.equal({(time, period.name, "age", word): 1 for word in CHILDREN}, yes)
        for name, total_of in TOTAL_OF.items():
            if total_of in totals and period.months > 1:
                self.totals[time, period, name] = totals[total_of]

    def _detail(self, table: Table, period: Period, time: str, threshold: int) -> None:
        def cell(word: str) -> tuple[str, ...]:
            return (time, period.name, table.name, word)

        self.words[period.year, table.name].update(table.cells)
        self.totals[time, period, table.name] = table.total
        for word, n in table.cells.items():
            if n is None:
                self.attacker.hidden(cell(word), least=1)
                self.hidden[cell(word)] = threshold
            else:
                self.attacker.equal({cell(word): 1}, n)
        for block, n in table.merged:
            self.attacker.equal({cell(word): 1 for word in block}, n)
        if OTHER not in table.cells:
            self.attacker.equal({cell(OTHER): 1}, 0)

    def attack(self) -> None:
        """Bound every hidden cell; fails at the first one for which too few numbers are possible."""
        for (time, period, name), total in self.totals.items():
            words = self.words[period.year, name]
            self.attacker.equal({(time, period.name, name, word): 1 for word in words}, total)
        for (year, name), words in self.words.items():
            quarters = [Period(year, month, 3).name for month in (1, 4, 7, 10)]
            for time in {time for time, _period, _name in self.totals}:
                for word in words:
                    parts: dict[tuple[str, ...], int] = dict.fromkeys(
                        ((time, quarter, name, word) for quarter in quarters), 1
                    )
                    parts[time, Period(year, 1, 12).name, name, word] = -1
                    self.attacker.equal(parts, 0)
        for hidden, threshold in self.hidden.items():
            assert self.attacker.possible(hidden) >= threshold, hidden
