"""Small numbers in published tables: which cells of a year's quarters, and of the year itself, are hidden.

A table counts the same matters apart by words; its words stand in fixed groups of neighbours. Totals are public.

* A quarter with fewer matters than `Scheme.enough` is *withheld*; the withheld ones wait and count together.
* Whatever is counted together (a quarter, or all that waited) is a *row*. A row is first taken apart into groups,
  then each group into words, and each time only if every part is *sound*: none, or so many that each of the `k`
  words in it that has any could have `threshold` different numbers. What is not taken apart is hidden (`None`), its
  sum is given. Zero is shown.
* The year is the sum of its rows, hidden where a row hides. Where an earlier row hides, the last row of the year
  hides the same, whatever its numbers; then the sum of both can be shown, if it leaves those rows free.

Why nobody can work out a hidden cell, even who knows these rules, stands in docs/decisions/0014-cell-suppression.md.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

Counts: TypeAlias = Mapping[str, int]
"""How many of each word; a missing one has none."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """The words of a table in groups of neighbours, and the threshold: 1 up to before it is a small number."""

    groups: tuple[tuple[str, ...], ...]
    threshold: int

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(word for group in self.groups for word in group)

    @property
    def enough(self) -> int:
        """How many matters a row needs. It looks at the total alone, so that what is withheld tells nothing."""
        return max(self.threshold, 1) + len(self.words) - 1

    def sound(self, counts: Counts, words: Iterable[str]) -> bool:
        """Whether the sum of these words may be known when each of them is hidden."""
        found = [counts.get(word, 0) for word in words]
        return not any(found) or sum(found) >= self.threshold + sum(1 for n in found if n) - 1


@dataclass(frozen=True, slots=True)
class Shown:
    """A table as it is published. `None` is hidden: one at least, and `threshold` numbers are possible."""

    cells: Mapping[str, int | None]
    groups: tuple[int | None, ...]
    """The sums of the groups of the scheme."""
    merged: tuple[tuple[tuple[str, ...], int], ...]
    """Hidden words with what they come to together."""
    total: int


@dataclass(frozen=True, slots=True)
class YearShown:
    """Four quarters and their year; `None` where the table is withheld."""

    quarters: tuple[Shown | None, ...]
    year: Shown | None


@dataclass(frozen=True, slots=True)
class _Row:
    """A row with what of it is taken apart: the whole into groups, and which groups into words."""

    counts: Counts
    whole: bool
    groups: frozenset[int]


def suppressed(scheme: Scheme, quarters: Sequence[Counts]) -> YearShown:
    """What to show of a year's four quarters. What a quarter shows depends on no later one."""
    totals = [sum(quarter.values()) for quarter in quarters]
    waiting = _waiting(scheme, totals)
    rows: dict[int, _Row] = {}
    for number, counts in enumerate(quarters):
        if totals[number] and number not in waiting:
            last = number == len(quarters) - 1 and not waiting
            rows[number] = _row(scheme, counts, list(rows.values()) if last else [])
    closing = rows.get(len(quarters) - 1) if not waiting else None
    pooled = [*rows.values()]
    if waiting:
        pool = {word: sum(quarters[q].get(word, 0) for q in waiting) for word in scheme.words}
        closing = _row(scheme, pool, pooled)
        pooled.append(closing)
    shown = tuple(
        _shown_row(scheme, rows.get(number, _Row({}, True, frozenset(range(len(scheme.groups))))))
        if number not in waiting
        else None
        for number in range(len(quarters))
    )
    if waiting and sum(totals[number] for number in waiting) < scheme.enough:
        return YearShown(shown, None)
    return YearShown(shown, _shown_year(scheme, pooled, closing))


def _waiting(scheme: Scheme, totals: Sequence[int]) -> frozenset[int]:
    """The quarters that are too small; the year's last one waits with them if they are too few without it."""
    small = {number for number, total in enumerate(totals) if 0 < total < scheme.enough}
    last = len(totals) - 1
    if (
        small
        and last not in small
        and totals[last]
        and sum(totals[number] for number in small) < scheme.enough
    ):
        small.add(last)
    return frozenset(small)


def _row(scheme: Scheme, counts: Counts, earlier: Sequence[_Row]) -> _Row:
    """Take a row apart, but for what one of the earlier rows hides."""
    whole = all(row.whole for row in earlier) and all(scheme.sound(counts, group) for group in scheme.groups)
    apart = frozenset(
        number
        for number, group in enumerate(scheme.groups)
        if whole
        and all(number in row.groups for row in earlier)
        and all(scheme.sound(counts, [word]) for word in group)
    )
    return _Row(counts, whole, apart)


def _hidden(scheme: Scheme, row: _Row) -> set[str]:
    """The words that a row hides: what is not taken apart, unless a single word has all of it."""
    if not row.whole:
        words = {word for word in scheme.words if row.counts.get(word, 0)}
        return words if len(words) > 1 else set()
    hidden: set[str] = set()
    for number, group in enumerate(scheme.groups):
        words = {word for word in group if row.counts.get(word, 0)}
        if number not in row.groups and len(words) > 1:
            hidden |= words
    return hidden


def _shown_row(scheme: Scheme, row: _Row) -> Shown:
    return _shown(
        scheme, row.counts, _hidden(scheme, row), set() if row.whole else _unknown_groups(scheme, row)
    )


def _unknown_groups(scheme: Scheme, row: _Row) -> set[int]:
    """The groups whose sums a row hides."""
    filled = {n for n, group in enumerate(scheme.groups) if any(row.counts.get(word, 0) for word in group)}
    return filled if not row.whole and len(filled) > 1 else set()


def _shown_year(scheme: Scheme, rows: Sequence[_Row], closing: _Row | None) -> Shown:
    counts = {word: sum(row.counts.get(word, 0) for row in rows) for word in scheme.words}
    hidden = set[str]().union(*(_hidden(scheme, row) for row in rows))
    unknown = set[int]().union(*(_unknown_groups(scheme, row) for row in rows))
    if all(row.whole for row in rows):
        for number, group in enumerate(scheme.groups):
            closed = [row for row in rows if number not in row.groups]
            if _free(scheme, [(word,) for word in group], closed, closing):
                hidden -= set(group)
    elif _free(scheme, scheme.groups, [row for row in rows if not row.whole], closing):
        unknown = set()
    return _shown(scheme, counts, hidden, unknown)


def _free(
    scheme: Scheme, parts: Sequence[Sequence[str]], closed: Sequence[_Row], closing: _Row | None
) -> bool:
    """Whether the parts' sums over all rows that hide them, the closing one among them, may be known: whatever the
    other rows hold, the closing one can make up for it."""
    others = [row for row in closed if row is not closing]
    if closing is None or not others or len(others) == len(closed):
        return False
    held = sum(_sum(row, part) for row in others for part in parts)
    for part in parts:
        least = sum(1 for word in part if closing.counts.get(word, 0))
        before = sum(_sum(row, part) for row in others)
        if bool(least) != bool(before):
            return False
        if least and before + _sum(closing, part) < held + least:
            return False
    return True


def _sum(row: _Row, words: Iterable[str]) -> int:
    return sum(row.counts.get(word, 0) for word in words)


def _shown(scheme: Scheme, counts: Counts, hidden: set[str], unknown: set[int]) -> Shown:
    sums = tuple(sum(counts.get(word, 0) for word in group) for group in scheme.groups)
    blocks: list[tuple[str, ...]] = []
    if unknown:
        blocks.append(tuple(word for word in scheme.words if word in hidden))
    else:
        blocks += [tuple(word for word in group if word in hidden) for group in scheme.groups]
    kept = [block for block in blocks if len(block) > 1]
    hidden = {word for block in kept for word in block}
    return Shown(
        {word: None if word in hidden else counts.get(word, 0) for word in scheme.words},
        tuple(None if number in unknown else n for number, n in enumerate(sums)),
        tuple((block, sum(counts.get(word, 0) for word in block)) for block in kept),
        sum(counts.get(word, 0) for word in scheme.words),
    )
