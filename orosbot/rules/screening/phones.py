"""Telephone numbers: grouped in any way, with letters or words for digits, with words between them."""

import re
from collections.abc import Iterator

import phonenumbers

from orosbot.rules.screening.numerals import NUMERAL, digits_of
from orosbot.rules.screening.spans import Span, digits

_TEL = re.compile(
    r"(?:\btel\w*|\btfn\w*|\bmob(?:il\w*|nr|nummer)?\b|\bnås på|\bring\w*(?: \w+)? på|\bnumret|\bnummer"
    r"|\bnr|\bphone\w*|\bcall \w+ (?:on|at)|\bsms\w*(?: \w+)? (?:till|på)|\bmobile\w*|\bwhatsapp\w*|\bfax)"
    r"(?: är| is| till \w+|:)?\W{0,3}(?<!\d)\+?\d(?:[ ().\-/]{0,2}\d){4,}(?!\d)",
    re.IGNORECASE,
)
_GROUPED = re.compile(r"(?<![\w.,:])\+?\(?\d(?:[ ().\-/_*,·+]{0,3}\d){6,}(?!\w)")
_LETTERED = re.compile(r"(?<![\w])\+?\(?[\dOolI|](?:[ .\-/()]{0,2}[\dOolI|]){6,}(?!\w)")
_SPELLED = re.compile(
    rf"(?<!\w)(?:(?:{NUMERAL}|\d{{1,4}}|dubbel|double|plus)(?:[ ,.\-–]{{1,3}}|(?!\w))){{4,}}",
    re.IGNORECASE,
)
_DISGUISED = re.compile(r"(?<![\w.,:])(?:\+|0|O)(?:[ .\-/()]{0,2}[\dOoIlSB|]){8,11}(?!\w)")
"""A number with more letters for digits than `O` and `I`: `07O I23 4S 67`."""
_ENDING = re.compile(
    r"(?<!\w)(?:(?:telefon|mobil)?(?:numret|nummer)|nr|number)(?: som| that)? "
    r"(?:slutar|slutade|börjar|började|ends?|ended|starts?|started|begins?)(?: \w+)? (?:på|med|in|with)\W{1,2}"
    r"(\d(?:[ -]?\d){1,8})(?!\d)",
    re.IGNORECASE,
)
_THEN = r"(?:och|o|and|sen|sedan|därefter|följt|av|så|then|next|followed|by|streck|bindestreck|mellanslag|punkt|dash|space)"
_PARTED = re.compile(
    rf"(?<![\w.,:])\+?\d{{1,4}}(?:(?:\W{{1,3}}{_THEN}){{0,3}}\W{{1,3}}\d{{1,4}}){{2,12}}(?!\w)", re.IGNORECASE
)
"""Digits with words between them: `070 och sen 174 och sen 06`."""
_ORDERED = re.compile(
    r"\b(?:sen|sedan|därefter|följt|then|next|followed|streck|bindestreck|mellanslag|dash|space)\b",
    re.IGNORECASE,
)


def phones(text: str) -> Iterator[Span]:
    """What may be rung up, in a text in which numbers that are nobody's are blanked."""
    yield from (Span("phone", *match.span(1)) for match in _ENDING.finditer(text))
    if sum(map(str.isdecimal, text)) >= 4:
        for match in _TEL.finditer(text):
            yield Span("phone", *digits(match))
        for pattern in (_GROUPED, _LETTERED):
            for match in pattern.finditer(text):
                if sum(map(str.isdecimal, match.group())) >= 4:
                    yield Span("phone", *match.span())
        for match in _DISGUISED.finditer(text):
            if sum(map(str.isdecimal, match.group())) >= 6:
                yield Span("phone", *match.span())
        for match in _PARTED.finditer(text):
            said = match.group()
            if sum(map(str.isdecimal, said)) >= 7 and _ORDERED.search(said):
                yield Span("phone", *match.span())
        for phone in phonenumbers.PhoneNumberMatcher(text, "SE", leniency=phonenumbers.Leniency.POSSIBLE):
            yield Span("phone", phone.start, phone.end)
    for match in _SPELLED.finditer(text):
        words = re.findall(r"\w+", match.group().casefold())
        said = "".join(map(digits_of, words))
        if len(said) >= 7:
            yield Span(
                "phone", match.start(), match.end() - (len(match.group()) - len(match.group().rstrip(" ,.-")))
            )
