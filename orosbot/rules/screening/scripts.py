"""Words of other scripts than the Latin one: no list says which of them are names, so all count as such."""

import unicodedata
from collections.abc import Iterator

from orosbot.rules.screening.spans import Span
from orosbot.rules.screening.tokens import Token

FIRST_OTHER = 0x370
"""The first character behind the Latin letters that are in use, but for those that stand farther on."""
_LATIN = ((0x1D00, 0x1F00), (0x2C60, 0x2C80), (0xA720, 0xA800), (0xAB30, 0xAB70))
_GREEK = range(0x370, 0x400)
_BETWEEN = frozenset(" '-·・፡")
"""What may stand between two parts of one name."""


def foreign(word: str) -> bool:
    """Whether a word has letters of another script; one Greek letter alone is a sign: `α`, `μg`."""
    letters = [letter for letter in word if _other(letter)]
    return len(letters) > 1 or (len(letters) == 1 and ord(letters[0]) not in _GREEK)


def foreign_names(text: str, passing: list[Token]) -> Iterator[Span]:
    """Words of other scripts, those that adjoin as one; those that hold a word of `passing` are nobody's."""
    if all(ord(character) < FIRST_OTHER for character in text):
        return
    start = end = -1
    for begin, after in _words(text):
        if not foreign(text[begin:after]) or any(
            begin <= word.start and word.end <= after for word in passing
        ):
            continue
        if start >= 0 and set(text[end:begin]) <= _BETWEEN:
            end = after
            continue
        if start >= 0:
            yield Span("name", start, end)
        start, end = begin, after
    if start >= 0:
        yield Span("name", start, end)


def _words(text: str) -> Iterator[tuple[int, int]]:
    """Where letters stand together, with the marks that Indian and other scripts write beside them."""
    start = -1
    for at, character in enumerate(text):
        inside = unicodedata.category(character)[0] in "LM"
        if inside and start < 0:
            start = at
        elif not inside and start >= 0:
            yield start, at
            start = -1
    if start >= 0:
        yield start, len(text)


def _other(letter: str) -> bool:
    code = ord(letter)
    return (
        code >= FIRST_OTHER and letter.isalpha() and not any(first <= code < last for first, last in _LATIN)
    )
