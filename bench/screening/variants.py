"""The same note in other characters: what keyboards and copied documents do by themselves."""

import unicodedata
from collections.abc import Callable

ZERO_WIDTH = "\u200b"


def _zero_width(text: str) -> str:
    return "".join(sign + ZERO_WIDTH if at % 3 == 2 else sign for at, sign in enumerate(text))


def full_width(text: str) -> str:
    """Printable ASCII as the wide forms that stand between Chinese characters."""
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


UNICODE: dict[str, Callable[[str], str]] = {
    "NFD": lambda text: unicodedata.normalize("NFD", text),
    "no-break space": lambda text: text.replace(" ", "\u00a0"),
    "narrow space": lambda text: text.replace(" ", "\u202f"),
    "no-break hyphen": lambda text: text.replace("-", "\u2011"),
    "en dash": lambda text: text.replace("-", "\u2013"),
    "zero width": _zero_width,
    "full width": full_width,
}
"""Each must be refused as surely as what it was made from."""
