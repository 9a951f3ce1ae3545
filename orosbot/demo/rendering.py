"""The bot's messages for a terminal: the few HTML tags that they use become bold and coloured text."""

import re
import unicodedata
from html.parser import HTMLParser
from typing import TypeAlias
from zoneinfo import ZoneInfo

from prompt_toolkit.utils import get_cwidth

from orosbot.player import Shown
from orosbot.printing import file_line

Fragments: TypeAlias = list[tuple[str, str]]
"""Style and text, as prompt_toolkit takes them."""

STYLES = {"strong": "bold", "b": "bold", "code": "ansicyan", "em": "italic", "i": "italic"}
INDENT = "    "
"""What further lines of a message begin with."""


def for_terminal(shown: Shown, zone: ZoneInfo) -> Fragments:
    """`[3] 2017-02-01 09:05 text`, as the console prints it, further lines indented; ends with a line end."""
    at = shown.message.at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
    body = styled(shown.message.html) if shown.message.html else [("", printable(shown.message.text))]
    found: Fragments = [("ansigreen bold", f"[{shown.n}]"), ("ansibrightblack", f" {at} ")]
    found += [(style, text.replace("\n", f"\n{INDENT}")) for style, text in body]
    for file in shown.message.attachments:
        found.append(("ansibrightblack", f"\n{INDENT}{printable(file_line(file))}"))
    return [*found, ("", "\n")]


def styled(html: str) -> Fragments:
    """The text of a message's HTML, with the style of each part."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.found


def wrapped(fragments: Fragments, columns: int, indent: str = "") -> Fragments:
    """The same in lines of at most so many columns, broken between words. What a line is continued on is indented as
    the line itself is, or by `indent`. A word that is longer than a line stays whole."""
    lines = _Lines(columns, indent)
    for style, text in fragments:
        for piece in _PIECES.findall(text):
            if piece == "\n":
                lines.end()
            elif piece.isspace():
                lines.space(style, piece)
            else:
                lines.word.append((style, piece))
    lines.put()
    return [*lines.found, *lines.waiting]


def printable(text: str) -> str:
    """A text without what a terminal would obey instead of showing it."""
    return "".join(c if c == "\n" or unicodedata.category(c) != "Cc" else "\ufffd" for c in text)


_PIECES = re.compile(r"\n|[^\S\n]+|\S+")


class _Lines:
    """Lays words in lines. A word waits until it is known where it ends: its parts may have different styles."""

    def __init__(self, columns: int, indent: str) -> None:
        self.found: Fragments = []
        self.waiting: Fragments = []
        self.word: Fragments = []
        self._columns = columns
        self._given = indent
        self._indent: str | None = None
        self._at = 0

    def end(self) -> None:
        """The line ends."""
        self.put()
        self.found += [*self.waiting, ("", "\n")]
        self.waiting, self._indent, self._at = [], None, 0

    def space(self, style: str, text: str) -> None:
        """The word has ended."""
        self.put()
        self.waiting.append((style, text))

    def put(self) -> None:
        """Put the word that waits, with the space before it, on this line or the next."""
        if not self.word:
            return
        space, width = _width(self.waiting), _width(self.word)
        if self._indent is None:  # the first word of its line
            self._indent = "".join(text for _style, text in self.waiting) or self._given
        elif self._at + space + width > self._columns:
            self.found.append(("", f"\n{self._indent}"))
            self.waiting, self._at, space = [], get_cwidth(self._indent), 0
        self.found += [*self.waiting, *self.word]
        self.waiting, self.word = [], []
        self._at += space + width


def _width(fragments: Fragments) -> int:
    return sum(get_cwidth(text) for _style, text in fragments)


class _Reader(HTMLParser):
    """Paragraphs stand apart by an empty line, items of a list are numbered; unknown tags count as nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.found: Fragments = []
        self._open: list[str] = []
        self._item = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in STYLES:
            self._open.append(tag)
        elif tag == "br":
            self._add("\n")
        elif tag in ("p", "ol", "ul"):
            self._item = 0
            self._break("\n\n")
        elif tag == "li":
            self._item += 1
            self._break("\n" if self._item > 1 else "")
            self._add(f"{self._item}. ")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            self._open.remove(tag)

    def handle_data(self, data: str) -> None:
        self._add(printable(data))

    def _break(self, space: str) -> None:
        if self.found:
            self._add(space)

    def _add(self, text: str) -> None:
        if text:
            self.found.append((" ".join(STYLES[tag] for tag in self._open), text))
