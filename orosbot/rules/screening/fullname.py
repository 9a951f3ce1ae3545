"""Whether a few words are, as a whole, what a person is called: given name and surname, as the lists have them.

Narrower than the search for names in sentences: what is told here may be refused where a name of several words is
usually an organisation's, and `Maria Ungdom` or `Röda Korset` is none of these.
"""

from itertools import pairwise

from orosbot.rules.screening.lists import ALSO_WORD, FAMILY, GIVEN, words
from orosbot.rules.screening.normal import fold
from orosbot.rules.screening.reading import Reading
from orosbot.rules.screening.vocabulary import SURNAME_ENDS

LONGEST = 5
"""Words of the longest name of a person."""

_LINKS = words("von van af de da du la le el al ul ben bin bint ibn abu umm der den dos del")
_PLACED = words("house church hall home trust park hill street square school cross field")
"""English words that are surnames as well, but not behind a name: `Victoria House`."""


def is_full_name(reading: Reading) -> bool:
    """Whether the words are a person's given name and surname, in either order, and nothing else."""
    count = len(reading.words)
    if not 2 <= count <= LONGEST or any(reading.listed):
        return False
    for before, word in pairwise(reading.words):
        if word.gap not in (" ", "-", ", ") and not (word.gap == ". " and len(before.text) == 1):
            return False
    inside = all(_part(reading, at) for at in range(1, count - 1))
    return inside and (_named(reading, 0, count - 1) or _named(reading, count - 1, 0))


def is_given_name(reading: Reading) -> bool:
    """Whether the one word is a usual given name and no everyday word."""
    return (
        len(reading.words) == 1
        and all(len(part) > 3 for part in reading.words[0].text.split("-"))
        and not reading.listed[0]
        and bool(reading.marks[0] & GIVEN)
        and not reading.marks[0] & ALSO_WORD
    )


def _named(reading: Reading, given: int, family: int) -> bool:
    if not reading.marks[given] & GIVEN:
        return False
    plain = not reading.marks[given] & ALSO_WORD
    last = reading.words[family].folded
    if last in _PLACED:
        return False
    parts = [reading.lists.name_marks(part) for part in last.split("-")]
    marks = reading.marks[family] if len(parts) == 1 else parts[-1]
    ends = last.removesuffix("s").endswith(SURNAME_ENDS) and not reading.is_word[family]
    if not marks & FAMILY and not (ends and len(last) > 5):
        return False
    # In the other order, or with a given name that is a word too, only a surname that is none will do.
    return (plain and given < family) or not marks & ALSO_WORD


def _part(reading: Reading, at: int) -> bool:
    word = reading.words[at]
    return bool(reading.marks[at] & (GIVEN | FAMILY)) or fold(word.text) in _LINKS or len(word.text) == 1
