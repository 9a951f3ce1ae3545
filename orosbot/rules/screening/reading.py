"""The words of a text with what the lists know of each: name, everyday word, nobody's."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from orosbot.rules.screening.allowed import Allowed
from orosbot.rules.screening.lists import ALSO_WORD, GIVEN, RARE, UNUSUAL, WordLists, words
from orosbot.rules.screening.slips import slipped
from orosbot.rules.screening.things import things
from orosbot.rules.screening.tokens import Token, tokens
from orosbot.rules.screening.vocabulary import COMPANIES, ORGANISATION_ENDS

_DOUBLED = re.compile(r"(\w)\1")
_BEHIND = words("i på till från vid hos in at from near mot genom runt kring över norr söder av")


@dataclass(frozen=True, slots=True)
class Reading:
    """A text's words and what is known of each."""

    words: Sequence[Token]
    marks: Sequence[int]
    is_word: Sequence[bool]
    passes: Sequence[bool]
    listed: Sequence[bool]
    """In the allow-list; `passes` holds these and places and organisations."""
    alone: Sequence[bool]
    """In the allow-list as a word by itself, and not as part of a longer entry."""
    lists: WordLists

    def word(self, at: int) -> Token | None:
        return self.words[at] if 0 <= at < len(self.words) else None


def read(text: str, allowed: Allowed, lists: WordLists) -> Reading:
    """Read a text with these lists."""
    found = tokens(text)
    lengths = _lengths(found, allowed)
    listed = [length > 0 for length in lengths]
    marks = [_marks(word, lists) for word in found]
    is_word = [_is_word(word, lists) for word in found]
    passes = _passing(found, listed, lists)
    for at, word in enumerate(found):
        if not (is_word[at] or passes[at]) and (marks[at] & UNUSUAL or not marks[at] & GIVEN):
            if slipped(word.folded, lists.is_word):
                is_word[at] = True
                marks[at] |= ALSO_WORD if marks[at] else 0
            elif word.capital and not marks[at]:
                passes[at] = slipped(word.folded, lambda meant: lists.is_place(meant) or allowed.word(meant))
    return Reading(found, marks, is_word, passes, listed, [length == 1 for length in lengths], lists)


def _bare(folded: str) -> str:
    return folded.split("'")[0] if "'s" in folded else folded


def _marks(word: Token, lists: WordLists) -> int:
    folded = _bare(word.folded)
    if marks := lists.name_marks(folded):
        return marks
    if "-" in folded:
        parts = [lists.name_marks(part) for part in folded.split("-") if part]
        usual = [mark for mark in parts if mark & GIVEN]
        return (
            GIVEN
            if len(parts) > 1
            and len(usual) == len(parts)
            and (_both_capital(word) or any(not mark & ALSO_WORD for mark in parts))
            else 0
        )
    if len(folded) > 3 and folded.endswith("s") and not lists.is_word(folded):
        return lists.name_marks(folded[:-1])
    return _respelled(folded, lists) if len(folded) > 4 and not lists.is_word(folded) else 0


def _both_capital(word: Token) -> bool:
    """Whether each part of a hyphenated word has a capital: `Mats-Ola`."""
    return all(part[:1].isupper() for part in word.text.split("-"))


def _respelled(folded: str, lists: WordLists) -> int:
    """The marks of a name in another spelling, Somali above all: `nasteexo` for `nasteho`; doubled letters."""
    for spelling in (
        _DOUBLED.sub(r"\1", folded),
        _DOUBLED.sub(r"\1", folded.replace("x", "h").replace("c", "")),
    ):
        if spelling != folded and (marks := lists.name_marks(spelling)) & GIVEN and not marks & ALSO_WORD:
            return RARE
    return 0


def _is_word(word: Token, lists: WordLists) -> bool:
    folded = _bare(word.folded)
    if lists.is_word(folded):
        return True
    if "-" in folded:
        return all(lists.is_word(part) or len(part) < 3 for part in folded.split("-"))
    return folded.endswith("s") and lists.is_word(folded[:-1])


def _lengths(words: Sequence[Token], allowed: Allowed) -> list[int]:
    """For each word how many words the longest allowed entry has that it is part of: 0 for none."""
    lengths = [0] * len(words)
    for at in range(len(words)):
        length = allowed.length_at(words, at)
        for inside in range(at, at + length):
            lengths[inside] = max(lengths[inside], length)
    return lengths


def _passing(words: Sequence[Token], listed: Sequence[bool], lists: WordLists) -> list[bool]:
    passes = [
        known or word.folded in COMPANIES or _organisation(word, lists)
        for word, known in zip(words, listed, strict=True)
    ]
    for at in range(len(words)):
        for length in (3, 2, 1):
            if not any(passes[at : at + length]) and at + length <= len(words):
                phrase = " ".join(word.folded for word in words[at : at + length])
                if lists.is_place(phrase) or (
                    phrase.endswith("s") and len(phrase) > 4 and lists.is_place(phrase[:-1])
                ):
                    known = length == 1 and lists.name_marks(phrase) and not _placed(words, at)
                    if not known:
                        for inside in range(at, at + length):
                            passes[inside] = True
    for at, word in enumerate(words):
        if "-" in word.folded and all(
            len(part) > 2 and lists.is_place(part) for part in word.folded.split("-")
        ):
            passes[at] = True
    for at in things(words, lists):
        passes[at] = True
    return passes


def _placed(words: Sequence[Token], at: int) -> bool:
    """Whether a word that may be a place or a name stands where a place does: `i Lund`."""
    return at > 0 and words[at - 1].folded in _BEHIND and not words[at].first


def _organisation(word: Token, lists: WordLists) -> bool:
    folded = word.folded.removesuffix("s")
    return (
        folded.endswith(ORGANISATION_ENDS)
        and folded not in ORGANISATION_ENDS
        and not lists.name_marks(folded)
    )
