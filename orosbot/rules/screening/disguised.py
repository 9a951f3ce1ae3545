"""Names that are written so as not to be read: `m0hamm3d`, `V i k t o r`."""

import re
from collections.abc import Iterator

from orosbot.rules.screening.lists import ALSO_WORD, FAMILY, GIVEN, UNUSUAL, WordLists
from orosbot.rules.screening.normal import fold
from orosbot.rules.screening.spans import Span

_DIGITED = re.compile(
    r"(?<![\w@.])(?=\w{0,20}[^\W\d_]{2})(?=\w{0,20}\d)\w{4,24}(?!\w)|(?<![\w@.])[^\W\d_]\d\w{2,20}(?!\w)"
)
_SPACED = re.compile(r"(?<!\w)[A-ZÅÄÖ](?: [a-zåäö]){3,}(?!\w)")
_LINKED = re.compile(r"(?<![\w.-])[^\W\d_](?:([.·*/_-])[^\W\d_])(?:\1[^\W\d_]){1,14}(?![\w-])")
"""Letters with a sign between each two: `E-l-i-n`, `M.a.r.i.a`."""
_CAMEL = re.compile(r"(?<![\w.@#-])([A-ZÅÄÖ][a-zåäöéü]+)([A-ZÅÄÖ][a-zåäöéü]+)(?![\w@])")
"""Two names as one word, as they are when what parted them has no width."""
_LETTERS = str.maketrans("0134578", "oieastb")
"""Digits that stand for letters, as in `m0hamm3d`."""


def disguised(text: str, lists: WordLists) -> Iterator[Span]:
    """Names with digits for letters, with spaces or signs between their letters, or run together."""
    for match in _CAMEL.finditer(text):
        first, last = (lists.name_marks(fold(part)) for part in match.groups())
        if first & GIVEN and last & (GIVEN | FAMILY):
            yield Span("name", *match.span())
    for match in _LINKED.finditer(text):
        spelled = fold("".join(filter(str.isalpha, match.group())))
        marks = lists.name_marks(spelled)
        plain = marks & GIVEN and not marks & (ALSO_WORD | UNUSUAL)
        named = match.group()[0].isupper() and not match.group().isupper()
        if plain or (len(spelled) > 3 and (marks or named) and not lists.is_word(spelled)):
            yield Span("name", *match.span())
    for match in _DIGITED.finditer(text):
        spelled = fold(match.group().translate(_LETTERS))
        marks = lists.name_marks(spelled)
        if spelled.isalpha() and marks & GIVEN and (match.group()[0].isupper() or not marks & ALSO_WORD):
            yield Span("name", *match.span())
    for match in _SPACED.finditer(text):
        joined_up = fold(match.group().replace(" ", ""))
        if lists.name_marks(joined_up) or not lists.is_word(joined_up):
            yield Span("name", *match.span())
