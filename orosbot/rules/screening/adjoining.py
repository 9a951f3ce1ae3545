"""What belongs to a name beside it and is told by that alone: `Abu Hamza al-Swedi`, `Yusuf bin Omar`."""

import re
from collections.abc import Iterator

from orosbot.rules.screening.lists import words
from orosbot.rules.screening.reading import Reading

_ARTICLE = re.compile(r"(?:al|el|ul|as|ash|ad|ar|an|at|az|abu|umm|bin|ibn|ben)['-]\w{3,}", re.IGNORECASE)
_LINKS = words("al el ul bin bint ibn ben abu umm von van der den de la da di del dos")


def adjoining(names: set[int], reading: Reading) -> Iterator[int]:
    """Further words of the names that these words are: what they link to, and the article that is a part."""
    at = 0
    while at < len(reading.words):
        if at in names:
            for then in range(at + 1, min(at + 5, len(reading.words))):
                if not _continues(then, reading):
                    break
                at = then
                if then not in names and _linked(then, reading):
                    yield then
        at += 1


def _continues(at: int, reading: Reading) -> bool:
    word = reading.words[at]
    return word.gap == " " and _linked(at, reading)


def _linked(at: int, reading: Reading) -> bool:
    word, before, after = reading.words[at], reading.words[at - 1], reading.word(at + 1)
    if _ARTICLE.fullmatch(word.text):
        return True
    if word.folded in _LINKS:
        return after is not None and after.gap == " " and (after.capital or after.folded in _LINKS)
    return before.folded in _LINKS and word.capital and not reading.passes[at]
