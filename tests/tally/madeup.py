"""A made-up year of a line, in a real casebook, that is frozen, put right, and published in any order."""

import random
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from types import TracebackType
from zoneinfo import ZoneInfo

from orosbot import categories
from orosbot.casebook import Casebook
from orosbot.casebook.figures import Cell
from orosbot.rules.periods import Period
from orosbot.rules.words import Vocabulary
from orosbot.tally import freezing, published
from orosbot.tally.publishing import NotYet, Proposal, Publishing, same

WORDS = categories.load()
YEAR = Period.read("2017")
QUARTERS = tuple(Period.read(f"2017-Q{number}") for number in range(1, 5))
MONTHS = YEAR.each_month()
ZONE = ZoneInfo("Europe/Stockholm")
AFTER = datetime(2018, 2, 1, 9, tzinfo=UTC)

ODDS = {
    "concern": (12, 2, 40, 46),
    "caller": (30, 62, 8),
    "age": (23, 30, 14, 20, 10, 3),
    "channel": (85, 15),
    "closing": (45, 15, 18, 8, 2, 4, 8),
}


def word(draw: random.Random, facet: str) -> str:
    """A word of a facet, some more often than others."""
    keys = [word.key for word in WORDS.words(facet, typed=False)]
    return draw.choices(keys, ODDS[facet], k=1)[0]


def a_case(draw: random.Random, number: int) -> Iterable[tuple[int, Cell]]:
    """What one case of a month (from 0) counts for, and in which months."""
    for facet in ("concern", "caller", "age"):
        yield number, (f"cases.{facet}", word(draw, facet), "")
    yield number, ("cases.all", "", "")
    yield number, ("contacts.kind", "new", "")
    yield number, ("contacts.channel", word(draw, "channel"), "")
    if draw.randrange(2):
        yield number, ("contacts.kind", "repeat", "")
        yield number, ("contacts.channel", word(draw, "channel"), "")
    yield min(number + draw.randrange(3), 11), ("closings.reason", word(draw, "closing"), "")


def a_year(draw: random.Random, cases: int) -> list[Counter[Cell]]:
    """The figures of twelve months: cases from February to November, most about adults."""
    months: list[Counter[Cell]] = [Counter() for _ in range(12)]
    for _ in range(cases):
        for number, cell in a_case(draw, draw.randrange(1, 11)):
            months[number][cell] += 1
    return months


class Line:
    """A casebook that has counted a made-up year."""

    def __init__(self, draw: random.Random, cases: int) -> None:
        self.draw = draw
        self.book = Casebook.open(None)
        self.now = AFTER
        self.counted = a_year(draw, cases)
        self._store()

    def freeze(self) -> None:
        """Make every month final."""
        with self._command():
            freezing.freeze(self.book, YEAR, ZONE, self.now)

    def correct(self) -> None:
        """Put the same fact of cases of a month right, that of one case or of many."""
        figure = self.draw.choice(("cases.concern", "cases.caller", "cases.age", "closings.reason"))
        month = self.draw.choice(self.counted)
        if found := [cell for cell, n in month.items() if cell[0] == figure and n]:
            cell = self.draw.choice(found)
            count = self.draw.randint(1, month[cell])
            month[cell] -= count
            month[figure, word(self.draw, figure.partition(".")[2].replace("reason", "closing")), ""] += count
        self._store()

    def mistake(self, count: int) -> None:
        """Put the same mistake of many cases of a month right: they were about adults of another age."""
        months = [month for month in self.counted if month["cases.age", "18-21", ""] >= count]
        if months:
            month = self.draw.choice(months)
            month["cases.age", "18-21", ""] -= count
            month["cases.age", "over25", ""] += count
        self._store()

    def add(self, cases: int) -> None:
        """Enter cases that were forgotten, all of one month."""
        number = self.draw.randrange(1, 11)
        for _ in range(cases):
            for at, cell in a_case(self.draw, number):
                self.counted[at][cell] += 1
        self._store()

    def publishing(self, threshold: int, words: Vocabulary = WORDS) -> Publishing:
        """What can be published of the line."""
        return Publishing(self.book, ZONE, words, threshold, self.now)

    def publish(self, period: Period, threshold: int, words: Vocabulary = WORDS) -> Proposal | NotYet:
        """Publish a period, if it may be; both people at once."""
        self.now += timedelta(days=1)
        proposal = self.publishing(threshold, words).proposal(period)
        if isinstance(proposal, NotYet):
            return proposal
        editions, basis = published.editions_text(proposal.editions), published.basis_text(proposal.basis)
        with self._command():
            self.book.publications.ask(
                period, editions=editions, basis=basis, at=self.now, by="@a:x", lapses_at=self.now
            )
        (asked,) = self.book.publications.asked()
        assert same(proposal, published.editions_from(asked.editions, words, None))
        with self._command():
            self.book.publications.agree(asked, basis=asked.basis, at=self.now, by="@b:x")
        return proposal

    def _command(self) -> "_Command":
        return _Command(self)

    def _store(self) -> None:
        rows = [
            [month.name, *cell, n]
            for month, counts in zip(MONTHS, self.counted, strict=True)
            for cell, n in counts.items()
            if n
        ]
        db = self.book.store.db
        with self.book.transaction():
            db.execute("DELETE FROM counters")
            for row in rows:
                db.execute("INSERT INTO counters (period, figure, one, two, n) VALUES (?, ?, ?, ?, ?)", row)


class _Command:
    """A transaction in which rows belong to a command."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._transaction = line.book.transaction()

    def __enter__(self) -> None:
        self._transaction.__enter__()
        audit = self._line.book.audit.open(at=self._line.now, by="@a:x", verb="tally", event_id="$1")
        self._line.book.changes.begin(audit)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._transaction.__exit__(kind, error, trace)
