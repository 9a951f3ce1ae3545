"""From the text of a message to the parts of a command. Nothing here ever raises on any text."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from orosbot.rules import reference
from orosbot.rules.words import fold

PREFIXES = frozenset(fold(prefix) for prefix in ("!case", "!ärende", "!arende", "!ä", "!a"))

LONGEST_WORD = 200
"""Characters of a word before a dividing colon, lists like `wants:advice,knowledge` included."""

_MARKS = ",:;."
"""What a phone keyboard puts behind a word."""

_FALLBACK = re.compile(r"\A(?:>[^\n]*(?:\n|\Z))+\n?")
_TOKEN = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Token:
    """A word as typed (`raw`), as it is compared (`folded`), and where it stands."""

    raw: str
    folded: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """The words of a text. What nobody sees (zero-width characters alone) is no word."""
    return list(_each_token(text))


def _each_token(text: str) -> Iterator[Token]:
    found = (Token(match[0], fold(match[0]), match.start(), match.end()) for match in _TOKEN.finditer(text))
    return (token for token in found if token.folded)


def strip_fallback(body: str) -> str:
    """The text without the quote that older clients put in front of a reply."""
    return _FALLBACK.sub("", body, count=1)


def after_prefix(body: str) -> str | None:
    """What follows `!case` or another form of it; `None` if the text does not start with one."""
    first = next(_each_token(body), None)
    if first is None or first.folded.rstrip(_MARKS) not in PREFIXES:
        return None
    return body[first.end :].strip()


_MONTH, _DAY = r"(?:0?[1-9]|1[0-2])", r"(?:0?[1-9]|[12][0-9]|3[01])"
_DATE = re.compile(
    rf"20[0-9]{{2}}-{_MONTH}-{_DAY}(?![0-9])"
    rf"|{_DAY}\.{_MONTH}\.(?:20[0-9]{{2}}(?![0-9])|\s+[0-9]{{1,2}}[.:][0-9]{{2}}(?![0-9]))"
    rf"|{_DAY}\.{_MONTH}\s+[0-9]{{1,2}}[.:][0-9]{{2}}(?![0-9])"
)
"""What staff type as a date in a reply that needs no reference; some would pass for one by their digits."""


@dataclass(frozen=True, slots=True)
class FoundReference:
    """Digits at the start of a text that were meant as a reference, and what follows them.

    `good` tells that the check digit holds; `shaped` that they are as many as a reference has.
    """

    digits: str
    rest: str
    good: bool
    shaped: bool


_BEFORE = "#("
_OPENED = re.compile(r"[#(]\s?\d")
"""What may stand before a reference: `#175-3444`, `(175-3444)`."""


def take_reference(text: str, usual: int) -> FoundReference | None:
    """Take a reference from the start of a text: with or without hyphen, spaces or dots.

    Whatever has the usual number of digits is preferred. `None` if the text does not start with
    something that was meant as a reference; a date is none.
    """
    text = text.lstrip()
    if text[:1] in _BEFORE and _OPENED.match(text):
        text = text[1:].replace(")", " ", 1) if text[0] == "(" else text[1:]
    ends = list(_digit_ends(text))
    if not ends or _DATE.match(text):
        return None
    candidates = [count for count in range(reference.SHORTEST, reference.LONGEST + 1) if count <= len(ends)]
    candidates.sort(key=lambda count: (count != usual, count))
    for count in candidates:
        end = ends[count - 1]
        digits = _digits(text[:end])
        if _boundary(text, end) and reference.holds(digits):
            return FoundReference(digits, _after(text, end), good=True, shaped=True)
    if usual <= len(ends) and _boundary(text, ends[usual - 1]):
        end = ends[usual - 1]
        return FoundReference(_digits(text[:end]), _after(text, end), good=False, shaped=True)
    first = next(_each_token(text))
    if re.fullmatch(r"[0-9.\-]+", first.folded) is None:
        return None
    end = ends[-1] if _boundary(text, ends[-1]) else first.end
    return FoundReference(_digits(text[:end]), _after(text, end), good=False, shaped=False)


def _after(text: str, end: int) -> str:
    """What follows a reference; a sentence mark right after it belongs to it, a colon divides."""
    rest = text[end:].lstrip(",;.!?").strip()
    return f": {rest[1:].strip()}" if rest[:1] in (":", "\uff1a") else rest


def _digit_ends(text: str) -> Iterator[int]:
    gap = 0
    for at, character in enumerate(text):
        if unicodedata.category(character) == "Nd":
            gap = 0
            yield at + 1
        elif character.isspace() or unicodedata.category(character) in ("Pd", "Cf") or character in ".·−":
            gap += 1
            if gap > 3:
                return
        else:
            return


def _digits(text: str) -> str:
    return "".join(str(unicodedata.decimal(c)) for c in text if unicodedata.category(c) == "Nd")


def _boundary(text: str, end: int) -> bool:
    return (
        end == len(text)
        or text[end].isspace()
        or text[end] in ":\uff1a"
        or (text[end] in ",;.!?" and (end + 1 == len(text) or text[end + 1].isspace()))
    )


def split_text(text: str, known: Callable[[str], bool]) -> tuple[str, str | None]:
    """Split at the dividing colon into what stands before it and the free text after it.

    The colon divides when it stands between spaces, or follows directly on a word when that word and
    all before it are known. `known` is asked about folded forms; `key:value` is one word. Any other
    colon belongs to the text. `(text, None)` if none divides.
    """
    all_known = True
    for token in _each_token(text):
        if token.folded == ":":
            return text[: token.start].strip(), text[token.end :].strip()
        if not all_known:
            continue
        raw = token.raw[:LONGEST_WORD].replace("\uff1a", ":")
        for at in (at for at, character in enumerate(raw) if character == ":" and at):
            if known(fold(raw[:at])):
                cut = token.start + at
                return text[:cut].strip(), text[cut + 1 :].strip()
        all_known = known(token.folded)
    return text.strip(), None
