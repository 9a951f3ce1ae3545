"""Small numbers in published tables: which cells of a year's quarters, and of the year itself, are hidden.

A table counts the same matters apart by words; its words stand in fixed groups of neighbours. Totals are public.

* A quarter with fewer matters than `Scheme.enough` is *withheld*; the withheld ones wait and count together.
* Whatever is counted together (a quarter, or all that waited) is a *row*. A row is first taken apart into groups,
  then each group into words, and each time only if every part is *sound*: none, or so many that each of the `k`
  words in it that has any could have `threshold` different numbers. What is not taken apart is hidden (`None`), its
  sum is given. Zero is shown.
* The year is the sum of its rows, hidden where a row hides. Where an earlier row hides, the last row of the year
  hides the same, whatever its numbers; then the sum of both can be shown, if it leaves those rows free.
* What was decided of a quarter when it was published (`Opened`) is given back in and holds, whatever is decided of
  the others by then.

Why nobody can work out a hidden cell, even who knows these rules, stands in docs/decisions/0014-cell-suppression.md.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from orosbot.rules.cells import (
    Counts,
    Row,
    Scheme,
    Shown,
    decide,
    hidden_groups,
    hidden_words,
    show,
    shown_row,
)


@dataclass(frozen=True, slots=True)
class Opened:
    """What is decided of a quarter: whether it waits for the year; else whether the whole is taken apart into
    groups, and which groups (by number) into words."""

    waits: bool
    whole: bool = True
    groups: frozenset[int] = frozenset()
    threshold: int = 0
    """By which it was decided."""


@dataclass(frozen=True, slots=True)
class YearShown:
    """Four quarters and their year; `None` where the table is withheld. `opened` is what was decided of each quarter."""

    quarters: tuple[Shown | None, ...]
    year: Shown | None
    opened: tuple[Opened, ...]


_NOTHING: Mapping[int, Opened] = {}


def suppressed(
    scheme: Scheme, quarters: Sequence[Counts], fixed: Mapping[int, Opened] = _NOTHING
) -> YearShown:
    """What to show of a year's four quarters. What a quarter shows depends on no later one. `fixed` is what is
    decided already, by the quarter's number from 0; with the last quarter all of them are."""
    opened = _opened(scheme, quarters, fixed)
    every = frozenset(range(len(scheme.groups)))
    rows = [
        Row(counts, decided.whole, decided.groups if any(counts.values()) else every, decided.threshold)
        for counts, decided in zip(quarters, opened, strict=True)
    ]
    shown = tuple(
        None if decided.waits else shown_row(scheme, row) for decided, row in zip(opened, rows, strict=True)
    )
    counted = [
        row
        for decided, row in zip(opened, rows, strict=True)
        if not decided.waits and any(row.counts.values())
    ]
    closing = rows[-1] if rows[-1] in counted else None
    if waiting := [row for decided, row in zip(opened, rows, strict=True) if decided.waits]:
        pool = {word: sum(row.counts.get(word, 0) for row in waiting) for word in scheme.words}
        if sum(pool.values()) < scheme.least:
            return YearShown(shown, None, opened)
        closing = decide(scheme, pool, counted)
        counted.append(closing)
    return YearShown(shown, _shown_year(scheme, counted, closing), opened)


def holds(scheme: Scheme, counts: Counts, opened: Opened) -> bool:
    """Whether a quarter may show with these numbers what was decided of it with others."""
    if opened.waits or not any(counts.values()):
        return True
    if not opened.whole:
        return sum(counts.values()) >= scheme.least
    return all(
        scheme.sound(counts, group)
        and (number not in opened.groups or all(scheme.sound(counts, [word]) for word in group))
        for number, group in enumerate(scheme.groups)
    )


def _opened(scheme: Scheme, quarters: Sequence[Counts], fixed: Mapping[int, Opened]) -> tuple[Opened, ...]:
    found: list[Opened] = []
    totals = [sum(quarter.values()) for quarter in quarters]
    last = len(quarters) - 1
    for number, counts in enumerate(quarters):
        if number in fixed:
            found.append(fixed[number])
            continue
        waiting = [n for earlier, n in zip(found, totals, strict=False) if earlier.waits]
        if number == last and totals[number] and waiting:
            waits = totals[number] < scheme.enough or sum(waiting) < scheme.least
        else:
            waits = 0 < totals[number] < (scheme.least if number == last else scheme.enough)
        before = [
            Row(quarter, earlier.whole, earlier.groups, earlier.threshold)
            for quarter, earlier in zip(quarters, found, strict=False)
            if not earlier.waits and any(quarter.values())
        ]
        # what waits closes the year; else the last quarter does
        row = decide(scheme, counts, before if number == last and not waiting else [])
        found.append(Opened(True) if waits else Opened(False, row.whole, row.groups, row.threshold))
    return tuple(found)


def _shown_year(scheme: Scheme, rows: Sequence[Row], closing: Row | None) -> Shown:
    counts = {word: sum(row.counts.get(word, 0) for row in rows) for word in scheme.words}
    hidden = set[str]().union(*(hidden_words(scheme, row) for row in rows))
    unknown = set[int]().union(*(hidden_groups(scheme, row) for row in rows))
    if all(row.whole for row in rows):
        for number, group in enumerate(scheme.groups):
            closed = [row for row in rows if number not in row.groups]
            if _free(scheme, [(word,) for word in group], closed, closing):
                hidden -= set(group)
    elif _free(scheme, scheme.groups, [row for row in rows if not row.whole], closing):
        unknown = set()
    return show(scheme, counts, hidden, unknown)


def _free(scheme: Scheme, parts: Sequence[Sequence[str]], closed: Sequence[Row], closing: Row | None) -> bool:
    """Whether the parts' sums over all rows that hide them, the closing one among them, may be known: whatever the
    other rows hold, the closing one can make up for it. Then it can have no more numbers than they: a row that was
    decided by a smaller threshold leaves it too few."""
    others = [row for row in closed if row is not closing]
    if closing is None or not others or len(others) == len(closed):
        return False
    if any(row.threshold < closing.threshold for row in others):
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


def _sum(row: Row, words: Iterable[str]) -> int:
    return sum(row.counts.get(word, 0) for word in words)
