"""What a reply to a question may be made of besides words: the choices as they were shown, and numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from orosbot.rules.parsing import Token, tokens
from orosbot.rules.words import Vocabulary, Word

LONGEST = 2
"""Digits of the number of a choice, or of an age: a longer one is no answer."""


@dataclass(frozen=True, slots=True)
class Named:
    """A choice called as the question shows it, and how many words that took."""

    word: Word
    taken: int


def label_at(found: Sequence[Token], at: int, facets: Iterable[str], words: Vocabulary) -> Named | None:
    """The choice whose name of several words (`age unknown`) begins here; the longest, if several do."""
    named = [
        Named(word, len(label))
        for facet in facets
        for word in words.words(facet)
        for text in word.labels.values()
        if len(label := tokens(text)) > 1
        and [one.folded for one in label] == [one.folded for one in found[at : at + len(label)]]
    ]
    return max(named, key=lambda one: one.taken, default=None)


def only_numbers(text: str) -> bool:
    """Whether a reply is nothing but small numbers: choices, though there may be none of that number."""
    found = [token.folded.rstrip(".):") for token in tokens(text.replace(",", " "))]
    return bool(found) and all(one.isascii() and one.isdecimal() and len(one) <= LONGEST for one in found)
