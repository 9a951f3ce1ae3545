"""Words of a normalised text with what the search for names asks about each."""

import re
from dataclasses import dataclass

from orosbot.rules.screening.lists import words
from orosbot.rules.screening.normal import fold

WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
STOP = re.compile(r"[.!?…:;\n•*|\"“”»«]|(?:^|\s)-(?=\s)")
ABBREVIATIONS = words(
    "t ex bl a dvs m fl mfl o d osv kl tel tfn nr ca ang resp f n s k p g pga e i u jfr obs st dr mr mrs "
    "ms fr tis ons tors fre lör sön mån jan feb mar apr aug sept okt nov dec ev inkl exkl mob adr"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word: as written, folded, where it stands, whether a sentence starts with it, what stands before it."""

    text: str
    folded: str
    start: int
    end: int
    first: bool
    gap: str

    @property
    def capital(self) -> bool:
        """Starts with a capital and is not all capitals, unless it is one letter long."""
        return self.text[0].isupper() and (len(self.text) == 1 or not self.text.isupper())

    @property
    def shouted(self) -> bool:
        """All capitals, two letters or more."""
        return len(self.text) > 1 and self.text.isupper()


def tokens(text: str) -> list[Token]:
    """The words of a text, in order."""
    found: list[Token] = []
    at = 0
    for match in WORD.finditer(text):
        gap = text[at : match.start()]
        first = not found or bool(STOP.search(gap))
        if first and found and "." in gap and gap.strip() == "." and found[-1].folded in ABBREVIATIONS:
            first = False
        found.append(Token(match.group(), fold(match.group()), match.start(), match.end(), first, gap))
        at = match.end()
    return found
