"""Words that staff type: folding them to one form, finding them, naming the nearest.

Never guessed: a word is known or it is not. The nearest known ones are only named.
"""

import difflib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣－"), "-")
_QUOTES = dict.fromkeys(map(ord, "’‘‛′＇"), "'") | dict.fromkeys(map(ord, "“”„‟″"), '"')


def fold(text: str) -> str:
    """One form for all spellings of a word: letter case, å ä ö and a a o, composed and decomposed,
    full width, kinds of dashes, digits of any script, characters that nobody sees."""
    if text.isascii() and text.isprintable():
        return text.lower()
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    kept = []
    for character in text.translate(_DASHES).translate(_QUOTES):
        category = unicodedata.category(character)
        if category in ("Mn", "Cf", "Cc", "Me"):
            continue
        kept.append(str(unicodedata.decimal(character)) if category == "Nd" else character)
    return "".join(kept)


@dataclass(frozen=True, slots=True)
class Word:
    """A coded word: its key, how it is typed in each language, what it is called, what it means."""

    facet: str
    key: str
    forms: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, str]
    child: bool = False
    ages: tuple[int, int] | None = None
    automatic: str | None = None
    myself: bool = False

    def label(self, language: str) -> str:
        """What the word is called in a language."""
        return self.labels.get(language) or self.form(language)

    def form(self, language: str) -> str:
        """The word as one types it first in a language."""
        return self.forms[language][0]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All coded words, by facet (channel, caller, concern, age, support, closing, kind, region, via)."""

    by_facet: Mapping[str, tuple[Word, ...]]
    _index: Mapping[str, Mapping[str, Word]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, words: Iterable[Word]) -> "Vocabulary":
        by_facet: dict[str, list[Word]] = {}
        index: dict[str, dict[str, Word]] = {}
        for word in words:
            by_facet.setdefault(word.facet, []).append(word)
            for form in (word.key, *(form for forms in word.forms.values() for form in forms)):
                index.setdefault(word.facet, {})[fold(form)] = word
        return cls({facet: tuple(found) for facet, found in by_facet.items()}, index)

    def words(self, facet: str, *, typed: bool = True) -> tuple[Word, ...]:
        """The words of a facet in their order; with `typed` without those that only the routine sets."""
        return tuple(word for word in self.by_facet.get(facet, ()) if not (typed and word.automatic))

    def find(self, folded: str, *facets: str) -> Word | None:
        """The word with this folded form in one of the facets, an automatic one left out."""
        for facet in facets:
            word = self._index.get(facet, {}).get(folded)
            if word is not None and word.automatic is None:
                return word
        return None

    def get(self, facet: str, key: str) -> Word | None:
        """The word with this key, automatic ones included."""
        return next((word for word in self.by_facet.get(facet, ()) if word.key == key), None)

    def label(self, facet: str, key: str, language: str) -> str:
        """What a stored key is called; the key itself if the word has left the categories since."""
        word = self.get(facet, key)
        return key if word is None else word.label(language)

    def band(self, years: int) -> Word | None:
        """The age band of somebody who is that many years old."""
        return next(
            (
                w
                for w in self.by_facet.get("age", ())
                if w.ages is not None and w.ages[0] <= years <= w.ages[1]
            ),
            None,
        )

    def youngest(self, words: Iterable[Word]) -> Word:
        """Of several ages the one of the youngest; a known age before an unknown one."""
        return min(words, key=lambda word: word.ages[0] if word.ages else 1000)

    def forms(self, facets: Iterable[str], language: str) -> list[str]:
        """What can be typed in these facets, in one language."""
        return [form for facet in facets for word in self.words(facet) for form in word.forms[language]]


def nearest(typed: str, forms: Iterable[str], count: int = 3, *, alike: float = 0.6) -> list[str]:
    """Of `forms` those that look most like what was typed, the nearest first; none if nothing is near.

    Those that are one slip away are all among them, even if they are more than `count`; the others
    are `alike` at least (from 0 to 1, see `difflib`).
    """
    by_folded: dict[str, str] = {}
    for form in forms:
        by_folded.setdefault(fold(form), form)
    folded = fold(typed)[:60]
    slips = [form for form in by_folded if len(form) > 1 and one_slip(folded, form)]
    slips.sort(key=lambda form: (len(form) != len(folded), form[:1] != folded[:1]))
    close = difflib.get_close_matches(folded, list(by_folded), n=count, cutoff=alike)
    found = list(dict.fromkeys([*slips, *close]))
    return [by_folded[form] for form in found[: max(count, len(slips))]]


def one_slip(typed: str, form: str) -> bool:
    """Whether one letter more, less or other, or two letters that changed places, lie between the two."""
    if abs(len(typed) - len(form)) > 1 or typed == form:
        return False
    begin = next((at for at, pair in enumerate(zip(typed, form, strict=False)) if pair[0] != pair[1]), None)
    if begin is None:
        return True
    typed, form = typed[begin:], form[begin:]
    if typed[1:] == form[1:] or typed[1:] == form or typed == form[1:]:
        return True
    return typed[2:] == form[2:] and typed[:2] == form[1::-1]
