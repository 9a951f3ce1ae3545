"""Text as the screen reads it: one way of writing each character, with the way back to the text as given."""

import re
import unicodedata
from dataclasses import dataclass

DASHES = frozenset("‐‑‒–—―−﹘﹣－⁃᠆־⸺⸻˗➖")
QUOTES = frozenset("’‘‛ʼʹ`´′＇")
KEPT = frozenset("åäöÅÄÖ")

LOOKALIKE = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеѕіјкморсухцѵԁԛԝһ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορτυχ" + "ıɑɡ" + "ɩ",
    "ABESIJKMHOPCTYXaesijkmopcyxuvdqwh" + "ABEZHIKMNOPTYXaikvoptux" + "iag" + "i",
)
"""Cyrillic, Greek and other letters that look like Latin ones."""

WORD = re.compile(r"[^\W\d_]+")
_ADDRESSED = re.compile(r"[.@_/\d][^\W\d_]|\W?[^\W\d_]+(?:[@_\d]|[./-]\w)")
"""A word that is a part of an address or link, from the character before it on."""


@dataclass(frozen=True, slots=True)
class Normal:
    """A normalised text; `origins[i]` is where its character `i` came from: start and end in the text as given."""

    text: str
    origins: tuple[tuple[int, int], ...]

    def back(self, start: int, end: int) -> tuple[int, int]:
        """A span of the normalised text, not empty, in the text as given."""
        return self.origins[start][0], self.origins[end - 1][1]


def normalise(given: str) -> Normal:
    """NFKC, with digits of every script as 0–9, dashes as `-`, spaces as ` `, and nothing that has no width."""
    out: list[str] = []
    origins: list[tuple[int, int]] = []
    at = 0
    while at < len(given):
        end = at + 1
        character = given[at]
        if (" " <= character < "\x7f" or character in KEPT) and (end == len(given) or given[end] < "\x7f"):
            out.append(character)
            origins.append((at, end))
            at = end
            continue
        while end < len(given) and (unicodedata.category(given[end])[0] == "M" or _invisible(given[end])):
            end += 1
        for plain in _plain(given[at:end]):
            out.append(plain)
            origins.append((at, end))
        at = end
    text = "".join(out)
    return Normal(_latin(text), tuple(origins))


def _invisible(character: str) -> bool:
    return (
        unicodedata.category(character) == "Cf"
        or "\ufe00" <= character <= "\ufe0f"
        or character in ("\u034f", "\u20e3")
    )


def _plain(cluster: str) -> str:
    visible = "".join(character for character in cluster if not _invisible(character))
    if not visible:
        return ""
    return "".join(map(_one, unicodedata.normalize("NFKC", visible)))


def _one(character: str) -> str:
    if character.isascii():
        return " " if character == "\t" else character
    if character in DASHES:
        return "-"
    if character in QUOTES:
        return "'"
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    if character.isspace() and character not in "\n\r\u2028\u2029\x85":
        return " "
    return "\n" if character in "\u2028\u2029\x85" else character


def _latin(text: str) -> str:
    """Words with letters that only look Latin, in Latin ones; words of another script stay, `Сара` as well."""
    if text.isascii():
        return text

    def mend(found: re.Match[str]) -> str:
        word = found.group()
        mended = word.translate(LOOKALIKE)
        if any(ord(letter) >= 0x250 for letter in mended):
            return word
        mixed = any(letter in mended for letter in word)
        return (
            mended if mixed or len(word) == 1 or _ADDRESSED.match(text, max(0, found.start() - 1)) else word
        )

    return WORD.sub(mend, text)


def fold(word: str) -> str:
    """A word as the lists hold it: small letters, accents dropped but those of å, ä and ö."""
    word = word.casefold()
    if word.isascii():
        return word
    out = []
    for character in unicodedata.normalize("NFC", word):
        if character in KEPT or character.isascii():
            out.append(character)
        else:
            plain = unicodedata.normalize("NFD", character)
            out.append("".join(part for part in plain if not unicodedata.combining(part)))
    return (
        "".join(out).replace("ø", "ö").replace("æ", "ä").replace("ı", "i").replace("ł", "l").replace("đ", "d")
    )
