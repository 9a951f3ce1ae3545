"""The text of a file with actors, however the spreadsheet wrote it.

UTF-8 is tried first, for text in another encoding is hardly ever valid UTF-8. What is none is Windows text: “CSV” in Excel
writes that, in Sweden with semicolons. Of older encodings nobody can be sure, so they are refused.
"""

import codecs
import re

from orosbot.errors import UsageError

_HOW = "in Excel choose Save As and “CSV UTF-8 (Comma delimited)”, in Swedish Spara som and “CSV UTF-8 (kommaavgränsad)”."
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_FOREIGN = re.compile(r"[a-zåäöé](?:[†ŒŠ]|[„”][a-zåäöé])")
"""å and ä of “CSV (Macintosh)” and all three of “CSV (MS-DOS)” inside a word, taken for Windows text."""

_SWEDISH, _QUOTES = frozenset("åäöÅÄÖ"), frozenset("„“")


def decoded(data: bytes, suffix: str) -> tuple[str, bool]:
    """The text, and whether it was read as Windows text (then å ä ö want a look).

    :raises UsageError: if nobody can tell what is written, with what to choose in Excel; TOML is UTF-8 by definition.
    """
    wide = suffix == ".csv" and data.startswith(_WIDE)
    try:
        return data.decode("utf-16" if wide else "utf-8-sig"), False
    except UnicodeDecodeError:
        if suffix != ".csv":
            raise UsageError("is not UTF-8 text.") from None
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        raise UsageError(f"is no text that can be read: {_HOW}") from None
    if wide or "\x00" in text or _is_older(text):
        raise UsageError(f"is neither UTF-8 nor Windows text: {_HOW}")
    return text, True


def _is_older(text: str) -> bool:
    """Whether what was read as Windows text is Swedish in an encoding of old Macs or of DOS."""
    letters = set(text)
    mac = "\u0161" in letters and not _SWEDISH & letters  # their ö; else it is the letter of a name
    dos = text.count("”") % 2 == 1 and not _QUOTES & letters  # theirs; else it is a quotation
    return mac or dos or _FOREIGN.search(text) is not None
