"""The reply to what a `new` line left out: the numbers, words and first letters of the choices shown."""

import re
import unicodedata
from dataclasses import dataclass

from orosbot.rules.ages import Spread, age_at
from orosbot.rules.opening import ASKED, FACETS, Clash, Opening, Unknown, is_word, with_fact
from orosbot.rules.parsing import Token, tokens
from orosbot.rules.replies import label_at, only_numbers
from orosbot.rules.words import Vocabulary, Word, fold, nearest


@dataclass(frozen=True, slots=True)
class Several:
    """The beginning of several words of one facet (their keys)."""

    typed: str
    keys: tuple[str, ...]
    facet: str


def answer(
    opening: Opening, text: str, words: Vocabulary, language: str = "en"
) -> Opening | Unknown | Clash | Several | None:
    """Take the reply to a question: numbers of choices, words, or first letters of the words as they were
    shown in this language, in the order asked.

    `None` if it is talk: most of it is no answer, and none of that looks like a mistyped one.
    """
    open_facets = list(opening.missing())
    understood = 0
    failed: list[Unknown] = []
    text = _GLUED.sub(lambda match: re.sub(r"\D", " ", match[0]), text.replace(",", " "))
    found, at = tokens(text), 0
    while at < len(found):
        token = found[at]
        age = age_at(found, at, words)
        named = label_at(found, at, open_facets, words)
        if named is not None and (age is None or named.taken > age.taken):
            understood += 1
            result = with_fact(opening, named.word, words)
            if isinstance(result, Clash):
                return result
            opening, at = result, at + named.taken
            open_facets.remove(named.word.facet)
            continue
        if isinstance(age, Spread):
            failed.append(Unknown(" ".join(one.raw for one in found[at : at + age.taken]), "age"))
            at += age.taken
            continue
        # "3 år" can be nothing but an age; a bare "3" is a choice.
        said = age if age is not None and age.said else None
        word = _choice(token, open_facets, words, language) if said is None else said.word
        at += 1 if said is None else said.taken
        if isinstance(word, Several):
            return word
        if word is None:
            failed.append(Unknown(token.raw, open_facets[0] if open_facets else None))
            continue
        understood += 1
        result = with_fact(opening, word, words)
        if isinstance(result, Clash):
            return result
        opening = result
        if word.facet in open_facets:
            open_facets.remove(word.facet)
    one_letter = len(found) == 1 and len(found[0].folded) == 1 and found[0].folded.isalpha()
    if failed and (understood >= len(failed) or one_letter or only_numbers(text) or _mistyped(failed, words)):
        return failed[0]
    return opening if understood and not failed else None


def is_answer_word(folded: str, words: Vocabulary) -> bool:
    """Whether this can stand before the colon of a reply: a word of `new`, or the number of a choice."""
    return folded.rstrip(".)").isdecimal() or len(folded) == 1 or is_word(folded, words)


_GLUED = re.compile(r"(?<!\S)\d(?:[-/.]\d)+(?!\S)")
"""`1-2-3-1`: choices with something between them. An age like `18-21` has two digits."""


def _mistyped(failed: list[Unknown], words: Vocabulary) -> bool:
    forms = [*words.forms(FACETS, "sv"), *words.forms(FACETS, "en")]
    return len(failed) <= len(ASKED) and any(
        len(unknown.typed) > 3 and nearest(unknown.typed, forms) for unknown in failed
    )


def _choice(token: Token, open_facets: list[str], words: Vocabulary, language: str) -> Word | Several | None:
    folded = token.folded
    typed = folded.rstrip(".):")
    if typed.isascii() and typed.isdecimal() and len(typed) <= 3:
        number = int(typed)
        if open_facets and 1 <= number <= len(choices := words.words(open_facets[0])):
            return choices[number - 1]
        # "3" where two can be chosen is a slip, not somebody three years old.
        most = max((len(words.words(facet)) for facet in open_facets), default=0)
        # Small numbers are choices: one that there is not must not be taken for somebody's age.
        return words.band(number) if number > max(most, 9) and "age" in open_facets else None
    if (word := words.find(folded, *FACETS)) is not None:
        return word
    return _beginning(token, open_facets[0], words, language) if open_facets else None


def _beginning(token: Token, facet: str, words: Vocabulary, language: str) -> Word | Several | None:
    """The word that begins like this: only those that the question shows count, and where none of them does,
    those that it would show in the other language."""
    for spoken in (language, *(other for other in ("sv", "en") if other != language)):
        shown = {word.key: (word.label(spoken), word.form(spoken)) for word in words.words(facet)}
        begins = [key for key, forms in shown.items() if any(fold(f).startswith(token.folded) for f in forms)]
        if len(begins) > 1 and not token.raw.isascii():
            # "ö" is over 25 and not "okänd", though both are the same letter on a keyboard without dots
            typed = unicodedata.normalize("NFC", token.raw).casefold()
            exact = [key for key in begins if any(form.casefold().startswith(typed) for form in shown[key])]
            begins = exact or begins
        if len(begins) == 1:
            return words.get(facet, begins[0])
        if begins:
            return Several(token.raw, tuple(begins), facet)
    return None
