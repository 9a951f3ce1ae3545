"""A published table of small numbers: a row of counts, what of it is taken apart, and what is then shown."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

Counts: TypeAlias = Mapping[str, int]
"""How many of each word; a missing one has none."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """The words of a table in groups of neighbours, and the threshold: 1 up to before it is a small number.
    `minimum` is how many matters a quarter needs for its own detail, if it is more than the least."""

    groups: tuple[tuple[str, ...], ...]
    threshold: int
    minimum: int = 0

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(word for group in self.groups for word in group)

    @property
    def least(self) -> int:
        """How many matters a row needs. It looks at the total alone, so that what is withheld tells nothing."""
        return max(self.threshold, 1) + len(self.words) - 1

    @property
    def enough(self) -> int:
        """How many matters a quarter needs: a larger one keeps more of the year."""
        return max(self.least, self.minimum)

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
class Row:
    """Whatever is counted together, with what of it is taken apart: the whole into groups, and which groups into words."""

    counts: Counts
    whole: bool
    groups: frozenset[int]
    threshold: int
    """By which this was decided."""


def decide(scheme: Scheme, counts: Counts, earlier: Sequence[Row]) -> Row:
    """Take a row apart, but for what one of the earlier rows hides."""
    whole = all(row.whole for row in earlier) and all(scheme.sound(counts, group) for group in scheme.groups)
    apart = frozenset(
        number
        for number, group in enumerate(scheme.groups)
        if whole
        and all(number in row.groups for row in earlier)
        and all(scheme.sound(counts, [word]) for word in group)
    )
    return Row(counts, whole, apart, scheme.threshold)


def hidden_words(scheme: Scheme, row: Row) -> set[str]:
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


def shown_row(scheme: Scheme, row: Row) -> Shown:
    """What is shown of a row."""
    return show(scheme, row.counts, hidden_words(scheme, row), hidden_groups(scheme, row))


def hidden_groups(scheme: Scheme, row: Row) -> set[int]:
    """The groups whose sums a row hides."""
    filled = {n for n, group in enumerate(scheme.groups) if any(row.counts.get(word, 0) for word in group)}
    return filled if not row.whole and len(filled) > 1 else set()


def show(scheme: Scheme, counts: Counts, hidden: set[str], unknown: set[int]) -> Shown:
    """Counts with these words hidden, and the sums of these groups (by number); a hidden word that is alone in its
    block would be known, so it is shown."""
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
