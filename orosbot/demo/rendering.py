"""The bot's messages for a terminal: the few HTML tags that they use become bold and coloured text."""

import unicodedata
from html.parser import HTMLParser
from typing import TypeAlias
from zoneinfo import ZoneInfo

from orosbot.player import Shown
from orosbot.printing import file_line

Fragments: TypeAlias = list[tuple[str, str]]
"""Style and text, as prompt_toolkit takes them."""

STYLES = {"strong": "bold", "b": "bold", "code": "ansicyan", "em": "italic", "i": "italic"}
_INDENT = "    "


def for_terminal(shown: Shown, zone: ZoneInfo) -> Fragments:
    """`[3] 2017-02-01 09:05 text`, as the console prints it, further lines indented; ends with a line end."""
    at = shown.message.at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
    body = styled(shown.message.html) if shown.message.html else [("", printable(shown.message.text))]
    found: Fragments = [("ansigreen bold", f"[{shown.n}]"), ("ansibrightblack", f" {at} ")]
    found += [(style, text.replace("\n", f"\n{_INDENT}")) for style, text in body]
    for file in shown.message.attachments:
        found.append(("ansibrightblack", f"\n{_INDENT}{printable(file_line(file))}"))
    return [*found, ("", "\n")]


def styled(html: str) -> Fragments:
    """The text of a message's HTML, with the style of each part."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.found


def printable(text: str) -> str:
    """A text without what a terminal would obey instead of showing it."""
    return "".join(c if c == "\n" or unicodedata.category(c) != "Cc" else "\ufffd" for c in text)


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
