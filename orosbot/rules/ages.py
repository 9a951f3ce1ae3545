"""Ages as people say them: a number, `18 år`, `17-åring`, `over 25`. Only the band is ever kept.

What can mean several bands (`over 20`) is no age: nothing is guessed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from orosbot.rules.parsing import Token
from orosbot.rules.words import Vocabulary, Word, fold

OLDEST = 120

_UNITS = frozenset(
    fold(form)
    for form in (
        *("år", "åring", "åringar", "årig", "årige", "åriga"),
        *("year", "years", "yr", "yrs", "yo", "year-old", "years-old", "year-olds"),
    )
)
_AGED = frozenset({"gammal", "gamla", "gammalt", "old"})
_OVER = frozenset({fold("över"), "over"})
_UNDER = frozenset({"under"})
_RANGE = re.compile(r"(\d{1,3})-(\d{1,3})")
_ATTACHED = re.compile(r"(\d{1,3}(?:-\d{1,3})?)-?([^\W\d_][^\W\d_-]*(?:-[^\W\d_]+)*)")


@dataclass(frozen=True, slots=True)
class Age:
    """The band of an age and how many words it took. `said` tells that it can be nothing but an age, as a
    bare number could."""

    word: Word
    taken: int
    said: bool


@dataclass(frozen=True, slots=True)
class Spread:
    """`over 20`: words that mean an age, but no single band."""

    taken: int


def age_word(folded: str, words: Vocabulary) -> Word | None:
    """The age band of a coded word or of a bare number of years."""
    years = _years(folded)
    return words.find(folded, "age") if years is None else words.band(years)


def part_of_age(folded: str, words: Vocabulary) -> bool:
    """Whether this word can be part of how one says an age."""
    return (
        folded in _UNITS | _AGED | _OVER | _UNDER
        or age_word(folded, words) is not None
        or _attached(folded, words) is not None
    )


def age_at(found: Sequence[Token], at: int, words: Vocabulary) -> Age | Spread | None:
    """The age that begins with this word; `None` if none does."""
    first = found[at].folded
    if first in _OVER | _UNDER and at + 1 < len(found):
        return _beyond(found, at, words)
    if (word := _attached(first, words)) is not None:
        return Age(word, 1 + _aged(found, at + 1), said=True)
    if (word := age_word(first, words)) is None:
        return _range(first, words)
    if first[0].isdigit() and at + 1 < len(found) and found[at + 1].folded in _UNITS:
        return Age(word, 2 + _aged(found, at + 2), said=True)
    return Age(word, 1, said=_years(first) is None)


def _beyond(found: Sequence[Token], at: int, words: Vocabulary) -> Age | Spread | None:
    """`over 25`, `under 18 år`: one band, or several."""
    limit = found[at + 1].folded
    match = _ATTACHED.fullmatch(limit)
    years = _years(match[1] if match is not None and match[2] in _UNITS else limit)
    if years is None:
        return None
    span = range(years + 1, OLDEST + 1) if found[at].folded in _OVER else range(years)
    bands = {band.key: band for year in span if (band := words.band(year)) is not None}
    taken = 2
    if match is None and at + 2 < len(found) and found[at + 2].folded in _UNITS:
        taken = 3
    taken += _aged(found, at + taken)
    return Age(next(iter(bands.values())), taken, said=True) if len(bands) == 1 else Spread(taken)


def _range(folded: str, words: Vocabulary) -> Age | Spread | None:
    """`16-17`: one band, or several."""
    match = _RANGE.fullmatch(folded)
    if match is None or not int(match[1]) < int(match[2]) <= OLDEST:
        return None
    spanned = range(int(match[1]), int(match[2]) + 1)
    bands = {band.key: band for year in spanned if (band := words.band(year)) is not None}
    return Age(next(iter(bands.values())), 1, said=True) if len(bands) == 1 else Spread(1)


def _attached(folded: str, words: Vocabulary) -> Word | None:
    """`18år`, `17-åring`, `17-year-old`."""
    match = _ATTACHED.fullmatch(folded)
    return None if match is None or match[2] not in _UNITS else age_word(match[1], words)


def _aged(found: Sequence[Token], at: int) -> int:
    return int(at < len(found) and found[at].folded in _AGED)


def _years(folded: str) -> int | None:
    if folded.isascii() and folded.isdecimal() and len(folded) <= 3 and int(folded) <= OLDEST:
        return int(folded)
    return None
