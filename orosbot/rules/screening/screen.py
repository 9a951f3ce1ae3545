"""The screen: one text in, what was found out. Fails closed, keeps nothing between two texts."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from orosbot.rules.reference import holds
from orosbot.rules.screening import (
    Find,
    Screening,
    fullname,
    links,
    masking,
    numbers,
    people,
    places,
    posts,
    schools,
    trades,
)
from orosbot.rules.screening.allowed import Allowed
from orosbot.rules.screening.lists import WordLists
from orosbot.rules.screening.normal import normalise
from orosbot.rules.screening.numerals import grown
from orosbot.rules.screening.pieces import LONGEST_PIECE, joined, pieces
from orosbot.rules.screening.reading import read
from orosbot.rules.screening.spans import Span, settled

IsCase = Callable[[str], bool]


class Screen:
    """Looks for personal data, with these word lists and these words that are nobody's."""

    def __init__(self, lists: WordLists, allowed: Iterable[str] = ()) -> None:
        self._lists = lists
        self._allowed = Allowed.of(allowed)

    def with_allowed(self, words: Iterable[str]) -> "Screen":
        """A screen that lets these words pass as well: names of the actor directory, words of the leads."""
        other = Screen(self._lists)
        other._allowed = self._allowed.with_words(words)
        return other

    def look(self, text: str, *, is_case: IsCase = holds) -> Screening:
        """What is found in a text. Never raises: a fault inside refuses the whole text as a `name`.

        :param is_case: whether these digits are a reference of the line, which passes.
        """
        try:
            if len(text) <= LONGEST_PIECE:
                return Screening(self._finds(text, is_case))
            found = [
                replace(find, start=start + find.start, end=start + find.end)
                for start, piece in pieces(text)
                for find in self._finds(piece, is_case)
            ]
            return Screening(joined(found))
        except Exception:
            return Screening((Find("name", 0, len(text)),))

    def is_full_name(self, text: str) -> bool:
        """Whether a text is a person's given name and surname and nothing else; what is allowed is none."""
        return fullname.is_full_name(read(normalise(text).text, self._allowed, self._lists))

    def names_a_person(self, text: str) -> bool:
        """Whether an entry of a list, such as the directory, names somebody; see `fullname.names_a_person`."""
        return fullname.names_a_person(read(normalise(text).text, self._allowed, self._lists))

    def is_given_name(self, word: str) -> bool:
        """Whether a word is a usual given name and no everyday word; what is allowed is none."""
        return fullname.is_given_name(read(normalise(word).text, self._allowed, self._lists))

    def _finds(self, text: str, is_case: IsCase) -> tuple[Find, ...]:
        normal = normalise(text)
        spans: list[Span] = []
        rest = masking.placeholders(normal.text, self._lists)
        rest = _take(rest, spans, links.found(rest, self._allowed, self._lists))
        rest = self._allowed.numbers_masked(rest)
        rest = masking.blanked(rest, masking.cases(rest, is_case))
        rest = _take(rest, spans, numbers.before_masking(rest))
        rest = masking.masked(rest)
        rest = _take(rest, spans, numbers.found(rest))
        rest = _take(rest, spans, posts.found(rest, self._allowed, self._lists))
        rest = _take(rest, spans, trades.found(rest, self._allowed, self._lists))
        rest = _take(rest, spans, places.found(rest, self._allowed, self._lists))
        rest = _take(rest, spans, schools.found(rest, self._allowed, self._lists))
        rest = _take(rest, spans, links.handles(rest, self._allowed, self._lists))
        _take(rest, spans, people.found(rest, self._allowed, self._lists))
        return tuple(
            Find(span.kind, *normal.back(span.start, span.end), span.what or _more_closely(span, normal.text))
            for span in grown(settled(spans, normal.text), normal.text)
        )


def _more_closely(span: Span, text: str) -> str:
    return "reference" if span.kind == "phone" and masking.like_a_case(text, span.start, span.end) else ""


def _take(text: str, spans: list[Span], found: Iterable[Span]) -> str:
    """Remember what was found, and blank it for those who look after."""
    new = list(found)
    spans += new
    return masking.blanked(text, ((span.start, span.end) for span in new))
