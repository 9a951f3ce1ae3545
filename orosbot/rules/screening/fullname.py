"""Whether a few words are, as a whole, what a person is called: given name and surname, as the lists have them.

Narrower than the search for names in sentences: what is told here may be refused where a name of several words is
usually an organisation's, and `Maria Ungdom` or `Röda Korset` is none of these.
"""

from itertools import pairwise

from orosbot.rules.screening.lists import ALSO_WORD, FAMILY, GIVEN, words
from orosbot.rules.screening.normal import fold
from orosbot.rules.screening.reading import Reading
from orosbot.rules.screening.vocabulary import ORGANISATION_ENDS, PEOPLE, ROLE_ENDS, SURNAME_ENDS, TITLES

LONGEST = 5
"""Words of the longest name of a person."""

_LINKS = words("von van af de da du la le el al ul ben bin bint ibn abu umm der den dos del")
_PLACED = words("house church hall home trust park hill street square school cross field")
"""English words that are surnames as well, but not behind a name: `Victoria House`."""
_CALLED_AFTER = words(
    "församling kyrka skola gymnasium stiftelse fond minnesfond plats hus center centrum ab byrå jour hem mottagning "
    "gård sjukhus förening stadsmission foundation church school house centre trust hospital parish ltd"
)
"""What is called after a person: `Gustav Vasa församling`."""
_WHERE = words("i på vid hos från för in at of from for")


def is_full_name(reading: Reading) -> bool:
    """Whether the words are a person's given name and surname, in either order, and nothing else."""
    count = len(reading.words)
    if not 2 <= count <= LONGEST or any(_in_an_entry(reading, at) for at in range(count)):
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


def full_names(reading: Reading) -> set[int]:
    """Which words are a given name and a surname side by side, though one by one they are allowed."""
    found: set[int] = set()
    for at in range(len(reading.words) - 1):
        beside = reading.alone[at] or reading.alone[at + 1]
        if beside and (_beside(reading, at, at + 1) or _beside(reading, at + 1, at)):
            found |= {at, at + 1}
    return found


def names_a_person(reading: Reading) -> bool:
    """Whether an entry of a list names somebody: a given name with a surname anywhere in it, a title with a name, a
    family, or a mere given name. What is called after a person does not: `Anna Lindhs plats`."""
    if is_full_name(reading):
        return True
    if len(reading.words) == 1 and is_given_name(reading):
        return not reading.lists.is_place(reading.words[0].folded)
    return any(
        _hyphened(reading, at) or _entitled(reading, at) or _full(reading, at)
        for at in range(len(reading.words))
    )


def _full(reading: Reading, at: int) -> bool:
    if at + 1 >= len(reading.words) or not _beside(reading, at, at + 1):
        return False
    after = reading.word(at + 2)
    if after is None or after.gap != " ":
        return True
    if reading.words[at + 1].folded.endswith("s") and not reading.lists.name_marks(
        reading.words[at + 1].folded
    ):
        return after.folded in _WHERE
    return not (after.folded in _CALLED_AFTER or after.folded.endswith(ORGANISATION_ENDS))


def _entitled(reading: Reading, at: int) -> bool:
    """Whether a name follows a title or a role, and nothing that is called after it: `Imam Yusuf`, `Familjen Haddad`."""
    title, word, after = reading.words[at].folded, reading.word(at + 1), reading.word(at + 2)
    if word is None or word.gap not in (" ", ". ") or not (word.capital and len(word.text) > 1):
        return False
    if not (title in TITLES | PEOPLE or title.endswith(ROLE_ENDS)) or _in_an_entry(reading, at + 1):
        return False
    if title == "familjen":
        return bool(reading.marks[at + 1]) or not reading.is_word[at + 1]
    marks = reading.marks[at + 1]
    if not marks & (GIVEN | FAMILY) or reading.is_word[at + 1] or reading.lists.is_place(word.folded):
        return False
    return after is None or after.gap != " " or after.folded in _WHERE


def _hyphened(reading: Reading, at: int) -> bool:
    """Whether one word is a given name and a surname: `Linnea-Sjöberg`."""
    first, *rest = reading.words[at].folded.split("-")
    marks = reading.lists.name_marks(first)
    if not rest or _in_an_entry(reading, at) or not marks & GIVEN or marks & ALSO_WORD:
        return False
    return bool(reading.lists.name_marks(rest[-1]) & FAMILY) or rest[-1].endswith(SURNAME_ENDS)


def _in_an_entry(reading: Reading, at: int) -> bool:
    """Whether a word is part of an allowed entry of several words: `Sankt Lukas`."""
    return reading.listed[at] and not reading.alone[at]


def _beside(reading: Reading, given: int, family: int) -> bool:
    """Whether these two neighbours are a given name and a surname."""
    first, last = reading.words[given], reading.words[family]
    if max(first, last, key=lambda word: word.start).gap != " " or first.capital != last.capital:
        return False
    if _in_an_entry(reading, given) or _in_an_entry(reading, family) or len(last.text) < 2:
        return False
    marks = reading.marks[given]
    if not marks & GIVEN or (marks & ALSO_WORD and (reading.is_word[given] and not first.capital)):
        return False
    if _named(reading, given, family):
        return first.capital or not reading.is_word[family]
    return given < family and _unknown_surname(reading, given, family)


def _unknown_surname(reading: Reading, given: int, family: int) -> bool:
    """Whether a word that only the allow-list knows stands behind a given name, as a surname does."""
    first, last = reading.words[given].folded, reading.words[family]
    known = reading.marks[family] or reading.is_word[family] or reading.lists.is_place(last.folded)
    if known or not last.capital or last.folded.endswith(ORGANISATION_ENDS):
        return False
    return (
        reading.alone[family]
        and bool(reading.lists.name_marks(first))
        and not reading.marks[given] & ALSO_WORD
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
