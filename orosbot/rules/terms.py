"""The words that the team has agreed on, and sentences that ascribe a view or a faith to somebody.

Hints, never refusals. A term is looked for as a word or as the beginning of one (`ending = true`).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from orosbot.rules.words import fold


@dataclass(frozen=True, slots=True)
class Term:
    """A word that the team does not use. `key` names it, `forms` are its spellings in any language, `instead`
    is the agreed word by language; `None` for words that ascribe a view or a faith."""

    key: str
    forms: tuple[str, ...]
    instead: Mapping[str, str] | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Terms:
    """The list. `person` are words for people (`hen`, `sonen`), `being` those between them and a view (`är`)."""

    words: tuple[Term, ...] = ()
    views: tuple[Term, ...] = ()
    person: tuple[str, ...] = ()
    being: tuple[str, ...] = ()

    def found(self, text: str) -> list[Term]:
        """The terms in a text, each once, in the order of the list."""
        folded = " ".join(fold(text).split())
        hits = [term for term in self.words if _pattern(term.forms).search(folded)]
        hits += [
            term for term in self.views if _ascribing(self.person, self.being, term.forms).search(folded)
        ]
        return hits


def _any_of(forms: Iterable[str]) -> str:
    return "|".join(re.escape(" ".join(fold(form).split())) for form in sorted(forms, key=len, reverse=True))


@lru_cache(maxsize=512)
def _pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{_any_of(forms)})(?![\w-])")


@lru_cache(maxsize=512)
def _ascribing(person: tuple[str, ...], being: tuple[str, ...], forms: tuple[str, ...]) -> re.Pattern[str]:
    """Somebody, a word of being within two words, and a view within three more."""
    return re.compile(
        rf"(?<!\w)(?:{_any_of(person)})(?: \w+){{0,2}}? (?:{_any_of(being)})(?: \w+){{0,3}}? (?:{_any_of(forms)})(?!\w)"
    )
