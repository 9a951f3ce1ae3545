"""Names of people, by how a sentence is built and by lists."""

from collections.abc import Iterator

from orosbot.rules.screening.acting import acts, aged, does, named_relative, related
from orosbot.rules.screening.adjoining import adjoining
from orosbot.rules.screening.allowed import Allowed
from orosbot.rules.screening.disguised import disguised
from orosbot.rules.screening.fullname import full_names
from orosbot.rules.screening.initials import initials
from orosbot.rules.screening.joined import joined
from orosbot.rules.screening.lists import ALSO_WORD, FAMILY, GIVEN, RARE, SELDOM_WORD, UNUSUAL, WordLists
from orosbot.rules.screening.nicknames import nicknames
from orosbot.rules.screening.normal import fold
from orosbot.rules.screening.reading import Reading, read
from orosbot.rules.screening.scripts import foreign, foreign_names
from orosbot.rules.screening.spans import Span
from orosbot.rules.screening.tokens import Token
from orosbot.rules.screening.vocabulary import (
    KIN,
    LINKS,
    NAMING,
    OWNERS,
    PEOPLE,
    PERSONAL,
    PRONOUNS,
    ROLE_ENDS,
    SURNAME_ENDS,
    TITLES,
    TOWARDS,
    VERBS,
)


def found(text: str, allowed: Allowed, lists: WordLists) -> Iterator[Span]:
    """Names, initials and nicknames."""
    reading = read(text, allowed, lists)
    names = _names(reading)
    names |= {at for at in range(len(reading.words)) if aged(at, text, reading)}
    names |= set(adjoining(names, reading))
    yield from nicknames(text, reading)
    yield from initials(text, reading, names)
    yield from disguised(text, lists)
    yield from foreign_names(text, [word for at, word in enumerate(reading.words) if reading.passes[at]])
    for at in sorted(names):
        yield Span("name", reading.words[at].start, reading.words[at].end)


def _names(reading: Reading) -> set[int]:
    names = full_names(reading)
    for at, word in enumerate(reading.words):
        if at in names or reading.passes[at] or len(word.text) < 2:
            continue
        if _is_name(at, word, reading, names):
            names.add(at)
    return names


def _is_name(at: int, word: Token, reading: Reading, names: set[int]) -> bool:
    marks = reading.marks[at]
    if word.capital and related(at, reading) and word.folded not in PRONOUNS:
        return True
    surely = bool(marks & GIVEN) and not marks & ALSO_WORD and not (marks & UNUSUAL and len(word.text) < 5)
    before = reading.word(at - 1) if not word.first else None
    pronoun = word.folded in PRONOUNS
    if foreign(word.text):
        return True
    if "-" in word.text and _with_relative(word, reading):
        return True
    if word.shouted:
        return _shouted(at, word, reading, names, surely)
    if word.capital and before is not None:
        return _capital(at, word, reading, names)
    if word.capital:
        return _sentence_start(at, word, reading, surely, pronoun)
    return _small(at, word, reading, names, surely, before)


def _shouted(at: int, word: Token, reading: Reading, names: set[int], surely: bool) -> bool:
    """All capitals: in a note that is all so, as if it were small; else as a word that is said loudly."""
    if surely:
        return len(word.text) > 2
    if sum(other.shouted for other in reading.words) > len(reading.words) / 2:
        return len(word.text) > 3 and _small(at, word, reading, names, surely, reading.word(at - 1))
    if len(word.text) < 4:
        return False
    if reading.marks[at] & (GIVEN | FAMILY) and (_introduced(at, reading) or _towards(at, reading)):
        return True
    return not reading.is_word[at] and bool(reading.marks[at] & (FAMILY | RARE))


def _towards(at: int, reading: Reading) -> bool:
    before = reading.word(at - 1)
    return before is not None and not reading.words[at].first and before.folded in TOWARDS


def _capital(at: int, word: Token, reading: Reading, names: set[int]) -> bool:
    """A capital inside a sentence."""
    marks, is_word, folded = reading.marks[at], reading.is_word[at], word.folded
    if (
        at - 1 in names
        and reading.words[at - 1].capital
        and word.gap in (" ", "-", "- ")
        and (marks or not is_word)
    ):
        return True
    if folded in PRONOUNS and not _introduced(at, reading):
        return _towards(at, reading) and _nothing_owned(at, reading)
    if marks & ALSO_WORD and is_word and _in_a_title(at, reading) and not _introduced(at, reading):
        return False
    if marks & (GIVEN | FAMILY) and not (
        marks & RARE and not marks & GIVEN and reading.words[at - 1].folded in ("i", "in")
    ):
        return not folded.endswith(("-liknande", "-style"))
    if is_word:
        called = _introduced(at, reading)
        return word.gap == " " and (
            called in ("naming", "title") or (called == "person" and _kin(at, reading))
        )
    if folded.endswith(("-liknande", "-style")) or (
        not marks and reading.words[at - 1].folded in ("i", "in")
    ):
        return False  # a manner, or a place that no list knows
    return not joined(folded, reading.lists)


def _nothing_owned(at: int, reading: Reading) -> bool:
    """Whether `Hans` or `Mina` here owns nothing that is named: `talade med Mina om skolan`."""
    after = reading.word(at + 1)
    return reading.words[at].folded in OWNERS and (
        after is None
        or after.first
        or after.gap != " "
        or after.folded in (VERBS | LINKS)
        or (after.capital and not reading.is_word[at + 1])
    )


def _in_a_title(at: int, reading: Reading) -> bool:
    """Whether a plain word with a capital stands beside this one: `Swedish Church`, `Young Persons Act`."""

    def plain(other: int) -> bool:
        word = reading.word(other)
        return (
            word is not None
            and word.capital
            and not word.first
            and (reading.passes[other] or (reading.is_word[other] and not reading.marks[other]))
        )

    after = reading.word(at + 1)
    return (reading.words[at].gap == " " and plain(at - 1)) or (
        after is not None and after.gap == " " and plain(at + 1)
    )


def _kin(at: int, reading: Reading) -> bool:
    """Whether a relative is said to be called by this word: `pojkvännen Storm`, `kompisen Snobben`."""
    before = reading.words[at - 1].folded
    return (before in KIN or before.endswith("en")) and reading.words[at].folded not in VERBS


def _sentence_start(at: int, word: Token, reading: Reading, surely: bool, pronoun: bool) -> bool:
    if surely:
        return True
    after = reading.word(at + 1)
    if after is None or after.first:
        return (
            not reading.is_word[at]
            and bool(reading.marks[at] & (GIVEN | FAMILY))
            and not reading.marks[at] & ALSO_WORD
        )
    surname = (
        after.capital
        and after.gap == " "
        and not reading.passes[at + 1]
        and (
            bool(reading.marks[at + 1] & FAMILY)
            or (not reading.is_word[at + 1])
            or after.folded.endswith(SURNAME_ENDS)
        )
    )
    if surname and (reading.marks[at] or not reading.is_word[at]):
        return not (pronoun and not reading.marks[at + 1])
    acting = acts(at, reading)
    if pronoun:
        return acting
    if reading.marks[at] & (GIVEN | FAMILY) and (acting or not reading.is_word[at]):
        return True
    if reading.is_word[at]:
        return False
    return (acting and not joined(word.folded, reading.lists)) or (
        word.folded.endswith(SURNAME_ENDS) and len(word.folded) > 6
    )


def _small(
    at: int, word: Token, reading: Reading, names: set[int], surely: bool, before: Token | None
) -> bool:
    marks, is_word, folded = reading.marks[at], reading.is_word[at], word.folded
    if surely:
        return len(folded) > 2
    if is_word and not marks:
        return False
    if marks & SELDOM_WORD and before is None and (acts(at, reading) or does(at + 1, reading)):
        after = reading.word(at + 1)
        return after is not None and (after.folded in PERSONAL or does(at + 1, reading))
    introduced = _introduced(at, reading)
    if at - 1 in names and before is not None and word.gap == " ":
        if marks & FAMILY and (not is_word or not marks & ALSO_WORD):
            return True
        if not is_word and (marks or folded.endswith(SURNAME_ENDS)):
            return True
    if introduced == "naming":
        called = (
            before is not None
            and before.folded in ("heter", "hette")
            and folded in ("per", "hans", "bo", "my", "inga")
        )
        return called or (bool(marks & (GIVEN | FAMILY)) and folded not in PRONOUNS) or not is_word
    if introduced == "person":
        known = bool(marks) and (not is_word or (bool(marks & SELDOM_WORD) and folded not in VERBS))
        unknown = not is_word and _between_commas(at, word, reading)
        return len(folded) > 2 and (known or unknown or named_relative(at, reading))
    if introduced == "title":
        return (
            bool(marks & (FAMILY | GIVEN))
            and folded not in PRONOUNS
            and (not is_word or bool(marks & FAMILY))
        )
    if marks & FAMILY and not marks & RARE and not is_word and not marks & ALSO_WORD and len(folded) > 3:
        return True
    if not is_word and _relative(at, word, reading):
        return True
    if marks and not is_word and _meant(at, word, before, reading):
        return True
    return not is_word and folded.endswith(("sson", "ström", "qvist")) and len(folded) > 6


def _with_relative(word: Token, reading: Reading) -> bool:
    """Whether a name and a relative are one word: `mamma-Elin`, `Lindström-flickan`."""
    head, _, tail = word.text.partition("-")
    for name, relative in ((head, tail), (tail, head)):
        marks = reading.lists.name_marks(fold(name))
        plain = not (marks & ALSO_WORD or reading.lists.is_word(fold(name)))
        inside = name[:1].isupper() and not (word.first and name == head)
        if fold(relative) in KIN and marks & (GIVEN | FAMILY) and (inside or plain):
            return True
    return False


def _between_commas(at: int, word: Token, reading: Reading) -> bool:
    """Whether a word stands as a name does: `killen, sebbe, vill …`."""
    after = reading.word(at + 1)
    return (
        word.gap.strip() in (",", "(")
        and after is not None
        and after.gap.strip() in (",", ")")
        and len(word.folded) > 3
        and not joined(word.folded, reading.lists)
    )


def _meant(at: int, word: Token, before: Token | None, reading: Reading) -> bool:
    """Whether the sentence speaks of a person: `farishta är 16`, `pratade med abrehet`."""
    after = reading.word(at + 1)
    acting = after is not None and not after.first and after.gap == " " and after.folded in VERBS
    if before is None:
        return acting
    return before.folded in TOWARDS and word.gap == " "


def _relative(at: int, word: Token, reading: Reading) -> bool:
    """Whether somebody's relative is spoken of: `mamma till cabdulqaadir`."""
    link, relative = reading.word(at - 1), reading.word(at - 2)
    if link is None or relative is None or word.first or link.first or len(word.folded) < 4:
        return False
    return (
        link.folded in ("till", "of") and relative.folded in PEOPLE and not joined(word.folded, reading.lists)
    )


def _introduced(at: int, reading: Reading) -> str:
    """What stands before says that a name follows: `naming`, `person`, `title`, or nothing."""
    word, before = reading.words[at], reading.word(at - 1)
    if before is None or len(word.gap) > 3 or "." in word.gap.replace(". ", "", 1) or "\n" in word.gap:
        return ""
    if before.folded in NAMING:
        return "naming"
    if word.first and ":" not in word.gap:
        return ""
    if before.folded in TITLES:
        return "title"
    if before.folded in PEOPLE or before.folded.endswith(ROLE_ENDS):
        return "person"
    return ""
