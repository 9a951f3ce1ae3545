"""A text as WHEN is looked for in it: folded and with single spaces, each place traced back to the text."""

import re
import unicodedata
from functools import cache

from orosbot.rules.words import fold

LOOKED_AT = 200  # characters; no WHEN is longer

_END = r"(?=$|[ ,;!?)]|\.(?: |$)|:(?!\d))"
_SEPARATOR = re.compile(r",? ")
_ENDED = re.compile(r"[.,]? ?(?:$|:)")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(f"(?:{pattern}){_END}")


class Reader:
    """Reads the start of one text, whole words at a time; `at` is how far it has come in `folded`."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        folded: list[str] = []
        self._starts: list[int] = []
        for place, character in enumerate(text):
            for part in " " if character.isspace() else fold(character):
                if part == " " and (not folded or folded[-1] == " "):
                    continue
                folded.append(part)
                self._starts.append(place)
            if len(folded) >= LOOKED_AT:
                break
        self._starts.append(place + 1 if text else 0)
        self.folded = re.sub(r"(?<=\d)t(?=\d\d:)", " ", "".join(folded))  # 2017-03-24T14:00

    def take(self, *patterns: str) -> re.Match[str] | None:
        """The first of the patterns that stands here, between the ends of words."""
        start = self.at
        if start:
            separator = _SEPARATOR.match(self.folded, start)
            if separator is None:
                return None
            start = separator.end()
        for pattern in patterns:
            match = _compiled(pattern).match(self.folded, start)
            if match is not None:
                self.at = match.end()
                return match
        return None

    def ended(self) -> bool:
        """Whether nothing more or a dividing colon follows."""
        return _ENDED.match(self.folded, self.at) is not None

    def typed(self, start: int, end: int) -> str:
        """How a part of `folded` was typed, in composed form."""
        return unicodedata.normalize("NFC", self.text[self._starts[start] : self._starts[end]])

    def rest(self) -> str:
        """What follows in the text as typed; a dividing colon stays, a comma or full stop does not."""
        following = self.text[self._starts[self.at] :].strip()
        return re.sub(r"\A[.,;](?=\s|\Z)", "", following).strip()
