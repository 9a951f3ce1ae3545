"""What the screen knows of words and names, as values that are handed in: the rules read no files."""

from collections.abc import Callable
from dataclasses import dataclass

GIVEN, FAMILY, RARE, ALSO_WORD, SELDOM_WORD, UNUSUAL = 1, 2, 4, 8, 16, 32
"""Marks of a listed name: given name, family name, seldom one, one that is an everyday word as well, one whose everyday
word hardly ever starts a sentence, and a given name that only the longest list has."""


@dataclass(frozen=True, slots=True)
class WordLists:
    """Look-ups by folded word (see `normal.fold`)."""

    is_word: Callable[[str], bool]
    """A form of a Swedish or English word that is written with a small letter."""
    name_marks: Callable[[str], int]
    """The marks of a name, 0 for what is not listed."""
    is_place: Callable[[str], bool]
    """A town, country, language or the like; may hold spaces."""


def words(text: str) -> frozenset[str]:
    """The words of a text, which spaces part."""
    return frozenset(text.split())
