"""Words with a slip of the finger: two letters swapped, one doubled or left out, dots left off (`bibloitek`, `nasta`).

An honest note is full of them, and none is a name. A wrong letter is not looked for: too many names are one letter
from some word.
"""

from collections.abc import Callable, Iterator
from itertools import product

SHORTEST, SHORTEST_LACKING = 4, 6
"""Letters of a word in which a swapped or doubled letter is seen, and of one in which a missing letter is."""
_LETTERS = "abcdefghijklmnopqrstuvwxyzåäö"
_DOTS = {"a": "aåä", "o": "oö"}
_MOST = 81


def slipped(word: str, known: Callable[[str], bool]) -> bool:
    """Whether a folded word, not known itself, is a known one with a slip.

    At most some 500 look-ups: no word is longer than 32 letters here.
    """
    if not SHORTEST <= len(word) <= 32 or not word.isalpha():
        return False
    return any(known(meant) for meant in _meant(word))


def _meant(word: str) -> Iterator[str]:
    yield from _dotted(word)
    for at in range(len(word) - 1):
        if word[at] == word[at + 1]:
            yield word[:at] + word[at + 1 :]
        else:
            yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if len(word) >= SHORTEST_LACKING:
        for at in range(1, len(word)):
            for letter in _LETTERS:
                yield word[:at] + letter + word[at:]


def _dotted(word: str) -> Iterator[str]:
    """The word with its dots: `nasta` may be `nästa`."""
    choices = [_DOTS.get(letter, letter) for letter in word]
    count = 1
    for choice in choices:
        count *= len(choice)
    if 1 < count <= _MOST:
        yield from map("".join, product(*choices))
