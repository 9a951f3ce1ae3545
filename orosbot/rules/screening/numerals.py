"""Numerals as words, however they are joined: `nollsju`, `etthundratjugotre`, `nittonhundranittioåtta`."""

import re
from collections.abc import Sequence

from orosbot.rules.screening.spans import Span
from orosbot.rules.screening.vocabulary import DIGIT_WORDS, UNIT_WORDS

_ONE = "(?:" + "|".join(sorted(DIGIT_WORDS, key=len, reverse=True)) + ")"
_PART = re.compile(rf"({_ONE})?(hundra|tusen)(?:och)?({_ONE})?|({_ONE})", re.IGNORECASE)
NUMERAL = rf"(?:(?:{_ONE})?(?:hundra|tusen)(?:och)?(?:{_ONE})?|{_ONE}){{1,5}}"
"""A pattern for one word that is a numeral, or several."""

_GAP = r"[ ,.-]{1,3}"
_BEFORE = re.compile(rf"(?<!\w)(?:{NUMERAL}{_GAP}){{1,9}}$", re.IGNORECASE)
_AFTER = re.compile(rf"(?:{_GAP}{NUMERAL}(?!\w)){{1,9}}", re.IGNORECASE)
_NEAR = 80
_NUMBERS = frozenset({"personnummer", "phone", "birthdate", "account"})


def digits_of(word: str) -> str:
    """The digits of one small word or group of digits; nothing if it is no numeral."""
    if word.isdecimal():
        return word
    said, at = "", 0
    while at < len(word):
        part = _PART.match(word, at)
        if part is None:
            return ""
        count, times, rest, alone = part.groups()
        if times:
            zeros = 2 if times == "hundra" else 3
            said += DIGIT_WORDS[count or "ett"] + DIGIT_WORDS[rest or "noll"].zfill(zeros)
        else:
            said += DIGIT_WORDS[alone]
        at = part.end()
    return said


def grown(spans: Sequence[Span], text: str) -> list[Span]:
    """Numbers that were found, with the numerals beside them that are part of them: `nollsjuttio 123 45 67`."""
    out: list[Span] = []
    for at, span in enumerate(spans):
        start, end = span.start, span.end
        if span.kind in _NUMBERS:
            least = out[-1].end if out else 0
            most = spans[at + 1].start if at + 1 < len(spans) else len(text)
            before = _BEFORE.search(text[max(least, start - _NEAR) : start])
            if before and _told(before.group()):
                start -= len(before.group())
            after = _AFTER.match(text[end : min(most, end + _NEAR)])
            if after and _told(after.group()):
                end += len(after.group())
        out.append(Span(span.kind, start, end, span.what))
    return out


def _told(said: str) -> bool:
    """Whether these numerals are more than a count: `två` beside a number may be one of something."""
    words = re.findall(r"\w+", said.casefold())
    return len(words) > 1 or words[0] not in UNIT_WORDS | {"en"} or words[0] in ("noll", "zero")
