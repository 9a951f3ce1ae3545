"""Makes up the rows of a month's cases: what was typed in them, within a hundred days of their opening.

About as many rows of each kind as the routine gives: every case has its first contact, each fourth is about a child
and assessed, six of ten are rung up, nearly all are closed.
"""

import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count

from orosbot.rules.periods import Period
from orosbot.rules.words import Vocabulary

Row = tuple[object, ...]
Rows = dict[str, list[Row]]
"""The rows of each table, in the order of its columns (see loading.py)."""

ACTORS = 300
HOURS = (8, 9, 10, 12, 13, 14, 17, 18, 19, 20)
"""Hours (UTC) at which somebody is there."""

TEXT = "talked about the next step and what {} could mean for them; they will think about it and ring again"
STAFF = tuple(f"@{name}:example.org" for name in ("anna", "bo", "sofia", "lead"))
TRIES = ("no-answer", "no-answer", "not-now", "other")
OUTCOMES = ("helped", "waiting", "denied", "not-contacted", None, None)
LATEST = 60
"""No strand of a case begins later than so many days after its opening."""


class Stories:
    """Tells month after month. Ids go on from one month to the next, so tell the months in order."""

    def __init__(self, words: Vocabulary) -> None:
        self._keys = {facet: [word.key for word in words.words(facet)] for facet in words.by_facet}
        self._ids: dict[str, Iterator[int]] = defaultdict(lambda: count(1))
        self._slip = count(1)

    def month(self, month: Period, refs: list[str]) -> Rows:
        """The rows of all cases that open in a month, one for each reference."""
        chance = random.Random(month.name)
        rows: Rows = defaultdict(list)
        for number, ref in enumerate(sorted(refs, key=lambda _ref: chance.random())):
            day = month.first_day + timedelta(days=28 * number // len(refs))
            self._case(chance, rows, ref, day)
        for _number in range(len(refs) // 8):
            at, who = self._moment(chance, month.first_day, 27)
            self._add(
                rows,
                "noncases",
                at,
                who,
                chance.choice(("silent", "wrong", "hangup")),
                self._one(chance, "channel"),
            )
        for _number in range(20):
            at, who = self._moment(chance, month.first_day, 27)
            self._add(rows, "journal", at, who, "$e", chance.choice(("meeting", "visit", "lesson")), TEXT)
        return rows

    def _case(self, chance: random.Random, rows: Rows, ref: str, day: date) -> None:
        child = chance.random() < 0.23
        opened, who = self._moment(chance, day)
        channel = self._one(chance, "channel")
        age = "under18" if child else chance.choice(self._keys["age"][1:])
        ended = day + timedelta(days=chance.randint(LATEST, LATEST + 35))
        closed = None if chance.random() < 0.04 else self._moment(chance, ended, 0)[0]
        reason = None if closed is None else self._one(chance, "closing")
        region, via = (
            self._one(chance, facet) if chance.random() < 0.6 else None for facet in ("region", "via")
        )
        interpreter = chance.random() < 0.07
        case = self._add(
            rows,
            "cases",
            *(ref, opened, who, channel, self._one(chance, "caller"), self._one(chance, "concern"), age),
            *(int(child), int(child and chance.random() < 0.3), "so" if interpreter else None, region),
            *(int(interpreter), via, who, closed, reason),
        )
        rows["numbers"].append((ref, opened))
        self._add(rows, "contacts", case, opened, who, "new", channel)
        for _number in range(chance.choice((0, 0, 0, 1, 2))):
            self._add(
                rows,
                "contacts",
                case,
                *self._moment(chance, day, LATEST),
                "repeat",
                self._one(chance, "channel"),
            )
        for word in chance.sample(self._keys["support"], chance.choice((0, 0, 1, 2))):
            self._add(rows, "wants", case, word)
        for _number in range(chance.randint(1, 3)):
            self._note(chance, rows, case, day)
        if closed is not None:
            self._add(rows, "closings", case, closed, who, reason)
        if child:
            self._add(
                rows, "assessments", case, opened, who, chance.choice(("report", "consult", "caller", "none"))
            )
        self._agreed(chance, rows, case, day, ended)
        self._referred(chance, rows, case, day, (age, region))

    def _note(self, chance: random.Random, rows: Rows, case: int, day: date) -> None:
        at, who = self._moment(chance, day, LATEST)
        word = self._one(chance, "support")
        note = self._add(rows, "notes", case, at, who, "$e", TEXT.format(word))
        self._add(rows, "supports", case, at, who, word, note)

    def _agreed(self, chance: random.Random, rows: Rows, case: int, day: date, ended: date) -> None:
        """A follow-up with its slip and attempts, or a callback, or neither; a promise."""
        at, who = self._moment(chance, day)
        kind = chance.random()
        if kind < 0.6:
            over, _who = self._moment(chance, ended - timedelta(days=30), 20)
            status = chance.choice(("reached", "reached", "reached", "no-answer", "off"))
            followup = self._add(rows, "followups", case, at, who, over, status, over, who)
            self._add(rows, "slips", case, next(self._slip), at, who, over, who)
            for _number in range(chance.randint(0, 2)):
                tried, _who = self._moment(chance, day + timedelta(days=10), 15)
                self._add(rows, "attempts", case, followup, tried, who, chance.choice(TRIES))
        elif kind < 0.75:
            self._add(rows, "followups", case, at, who, None, "declined", at, who)
        elif kind < 0.9:
            over, _who = self._moment(chance, day + timedelta(days=7), 7)
            self._add(rows, "callbacks", case, at, who, over, chance.choice(("came", "off")), over, who)
        if chance.random() < 0.3:
            over, _who = self._moment(chance, day + timedelta(days=7), 7)
            self._add(rows, "promises", case, at, who, "$e", over, TEXT, "kept", over, who)

    def _referred(
        self, chance: random.Random, rows: Rows, case: int, day: date, place: tuple[str, str | None]
    ) -> None:
        for _number in range(chance.choice((0, 0, 1, 1, 2))):
            at, who = self._moment(chance, day, LATEST)
            kind = chance.choice(("tip", "refer", "mediate"))
            actor = chance.randint(1, ACTORS)
            self._add(rows, "referrals", case, actor, at, who, kind, "made", at, chance.choice(OUTCOMES))
        if chance.random() < 0.1:
            self._add(
                rows, "gaps", case, *self._moment(chance, day, LATEST), self._one(chance, "support"), *place
            )

    def _moment(self, chance: random.Random, day: date, most: int = 0) -> tuple[str, str]:
        """Some minute within so many days, and who typed then."""
        later = day + timedelta(days=chance.randint(0, most)) if most else day
        clock = f"{chance.choice(HOURS):02d}:{chance.randrange(60):02d}:{chance.randrange(60):02d}"
        return f"{later.isoformat()}T{clock}Z", chance.choice(STAFF)

    def _one(self, chance: random.Random, facet: str) -> str:
        return chance.choice(self._keys[facet])

    def _add(self, rows: Rows, table: str, *values: object) -> int:
        row_id = next(self._ids[table])
        rows[table].append((row_id, *values))
        return row_id
