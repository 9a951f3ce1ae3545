"""What somebody could do to get a number or a name past the screen, or does without thinking of it."""

import re
from collections.abc import Callable

from bench.screening.variants import ZERO_WIDTH, full_width

ZERO_TO_NINE_SV = ("noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio")
ZERO_TO_NINE_EN = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS_SV = ("tio", "elva", "tolv", "tretton", "fjorton", "femton", "sexton", "sjutton", "arton", "nitton")
_TENS_SV = ("tjugo", "trettio", "fyrtio", "femtio", "sextio", "sjuttio", "åttio", "nittio")
_CYRILLIC = str.maketrans("aceopxyiABCEHIKMOPTX", "асеорхуіАВСЕНІКМОРТХ")
_LONG = re.compile(r"\+?\d(?:[ ./()-]{0,3}\d){5,}")
"""Six digits or more, however they are grouped."""
_INNER_CAPITAL = re.compile(r"(?<=\s)[A-ZÅÄÖ][^\s,.]+")


def _digits(signs: str) -> Callable[[str], str]:
    table = str.maketrans("0123456789", signs)
    return lambda text: text.translate(table)


def _spelled(words: tuple[str, ...]) -> Callable[[str], str]:
    def spell(found: re.Match[str]) -> str:
        return " ".join(words[int(sign)] for sign in found[0] if sign.isdecimal())

    return lambda text: _LONG.sub(spell, text)


def _pair(pair: str) -> str:
    number = int(pair)
    if len(pair) == 1 or pair[0] == "0":
        return " ".join(ZERO_TO_NINE_SV[int(sign)] for sign in pair)
    if number < 20:
        return _TEENS_SV[number - 10]
    return _TENS_SV[number // 10 - 2] + (ZERO_TO_NINE_SV[number % 10] if number % 10 else "")


def _in_pairs(text: str) -> str:
    """Read aloud as people do: noll sju noll sjutton fyrtio."""

    def spell(found: re.Match[str]) -> str:
        only = re.sub(r"\D", "", found[0])
        return " ".join(_pair(only[at : at + 2]) for at in range(0, len(only), 2))

    return _LONG.sub(spell, text)


def _words_between(text: str) -> str:
    def part(found: re.Match[str]) -> str:
        only = re.sub(r"\D", "", found[0])
        groups = [only[at : at + 3] for at in range(0, len(only), 3)]
        return " och sen ".join(groups)

    return _LONG.sub(part, text)


def _letters_for_digits(text: str) -> str:
    return _LONG.sub(lambda found: found[0].replace("0", "O").replace("1", "l"), text)


def _split(text: str) -> tuple[str, ...]:
    """The note as two, cut in the middle of the number."""
    found = _LONG.search(text)
    if found is None:
        return (text,)
    middle = (found.start() + found.end()) // 2
    return text[:middle], text[middle:]


NUMBERS: dict[str, Callable[[str], str]] = {
    "full-width digits": full_width,
    "Arabic-Indic digits": _digits("٠١٢٣٤٥٦٧٨٩"),
    "Persian digits": _digits("۰۱۲۳۴۵۶۷۸۹"),
    "circled digits": _digits("⓪①②③④⑤⑥⑦⑧⑨"),
    "negative circled digits": _digits("⓿❶❷❸❹❺❻❼❽❾"),
    "keycap digits": lambda text: re.sub(r"\d", lambda found: found[0] + "\ufe0f\u20e3", text),
    "mathematical digits": _digits("𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗"),
    "superscript digits": _digits("⁰¹²³⁴⁵⁶⁷⁸⁹"),
    "zero width after each digit": lambda text: re.sub(r"\d", lambda found: found[0] + ZERO_WIDTH, text),
    "soft hyphen after each digit": lambda text: re.sub(r"\d", lambda found: found[0] + "\u00ad", text),
    "O for 0, l for 1": _letters_for_digits,
    "a space after each digit": lambda text: re.sub(r"\d", lambda found: found[0] + " ", text),
    "a dot after each digit": lambda text: re.sub(r"\d(?=\d)", lambda found: found[0] + ".", text),
    "words between groups of three": _words_between,
    "spelled out, Swedish": _spelled(ZERO_TO_NINE_SV),
    "spelled out, English": _spelled(ZERO_TO_NINE_EN),
    "spelled out in pairs, Swedish": _in_pairs,
}
"""For notes with a personnummer or a telephone number."""

NAMES: dict[str, Callable[[str], str]] = {
    "Cyrillic letters in the name": lambda text: _INNER_CAPITAL.sub(
        lambda found: found[0].translate(_CYRILLIC), text
    ),
    "Cyrillic letters in the whole note": lambda text: text.translate(_CYRILLIC),
    "zero width in the name": lambda text: _INNER_CAPITAL.sub(lambda found: ZERO_WIDTH.join(found[0]), text),
    "the name with spaces": lambda text: _INNER_CAPITAL.sub(lambda found: " ".join(found[0]), text),
    "digits in the name": lambda text: _INNER_CAPITAL.sub(
        lambda found: found[0].translate(str.maketrans("aeio", "4310")), text
    ),
    "the name in capitals": lambda text: _INNER_CAPITAL.sub(lambda found: found[0].upper(), text),
    "the whole note in lower case": str.lower,
    "the whole note in capitals": str.upper,
}
"""For notes with a name that begins with a capital inside the note."""

LINKS: dict[str, Callable[[str], str]] = {
    "full-width signs": full_width,
    "Cyrillic letters": lambda text: text.translate(_CYRILLIC),
    "a space before each dot": lambda text: text.replace(".", " ."),
    "(dot) for the dot": lambda text: text.replace(".", "(dot)"),
    "(at) for @": lambda text: text.replace("@", "(at)"),
}
"""For notes with a mail address or a link."""


def versions(texts: list[str], kind: str) -> dict[str, list[tuple[str, ...]]]:
    """By adversary, the notes that it changes; each as the one or two notes that it makes.

    `kind` is `numbers`, `names` or `links`.
    """
    changes = {"numbers": NUMBERS, "names": NAMES, "links": LINKS}[kind]
    if kind == "names":
        texts = [text for text in texts if _INNER_CAPITAL.search(text)]
    made: dict[str, list[tuple[str, ...]]] = {
        name: [(change(text),) for text in texts if change(text) != text] for name, change in changes.items()
    }
    if kind == "numbers":
        halves = [_split(text) for text in texts if _LONG.search(text)]
        made["split over two notes"] = list(halves)
        made["split over two notes of one case"] = [(*half, " ".join(half)) for half in halves]
    return made
