"""Words that are nobody's: organisations, places of work, agreed words, and public numbers, as a file lists them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from orosbot.rules.screening.masking import blanked
from orosbot.rules.screening.normal import fold, normalise
from orosbot.rules.screening.tokens import WORD, Token

NUMBER = re.compile(r"\+?\d[\d ().-]*\d")
DOMAIN = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}")


@dataclass(frozen=True, slots=True)
class Allowed:
    """Allowed phrases by their first word, numbers as their digits, and domains."""

    phrases: dict[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    numbers: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()

    @classmethod
    def of(cls, entries: Iterable[str]) -> "Allowed":
        """From entries of a list: a word or several, a number, or a domain."""
        return cls().with_words(entries)

    def with_words(self, entries: Iterable[str]) -> "Allowed":
        """These entries too."""
        phrases = dict(self.phrases)
        numbers, domains = set(self.numbers), set(self.domains)
        for entry in entries:
            text = normalise(entry.strip()).text
            if NUMBER.fullmatch(text):
                numbers.add("".join(filter(str.isdecimal, text)))
            elif DOMAIN.fullmatch(text.casefold()):
                domains.add(text.casefold())
            elif words := tuple(fold(found.group()) for found in WORD.finditer(text)):
                longest = sorted({*phrases.get(words[0], ()), words}, key=len, reverse=True)
                phrases[words[0]] = tuple(longest)
        return Allowed(phrases, frozenset(numbers), frozenset(domains))

    def length_at(self, tokens: Sequence[Token], at: int) -> int:
        """How many tokens from this one on are an allowed phrase: 0 for none. A genitive's s may follow."""
        first = tokens[at].folded
        for head in (first, first.removesuffix("s")):
            for phrase in self.phrases.get(head, ()):
                if self._fits(phrase, tokens[at : at + len(phrase)]):
                    return len(phrase)
        return 0

    def word(self, folded: str) -> bool:
        """Whether this word alone is allowed."""
        return (folded,) in self.phrases.get(folded, ())

    def _fits(self, phrase: tuple[str, ...], tokens: Sequence[Token]) -> bool:
        if len(tokens) < len(phrase):
            return False
        *heads, last = phrase
        found = tokens[-1].folded
        return all(head == token.folded for head, token in zip(heads, tokens, strict=False)) and (
            found in (last, last + "s")
        )

    def domain(self, host: str) -> bool:
        """Whether a host is an allowed domain or stands below one."""
        host = host.casefold().removeprefix("www.")
        return any(host == domain or host.endswith("." + domain) for domain in self.domains)

    def numbers_masked(self, text: str) -> str:
        """The text with allowed numbers blanked."""
        return blanked(text, ((found.start(), found.end()) for found in self._numbers(text)))

    def _numbers(self, text: str) -> Iterable[re.Match[str]]:
        if not self.numbers:
            return ()
        either = "|".join(
            "[ -]?".join(number) for number in sorted(self.numbers, key=lambda number: (-len(number), number))
        )
        return re.finditer(rf"(?<![\d+])(?<!\d[ -])(?:{either})(?!\d|[ -]\d{{2}})", text)
