"""What is typed in the demo's terminal: lines of a script, a little shorter, and words to the demo itself."""

import re
from dataclasses import dataclass
from typing import TypeAlias

from orosbot.script import ClockAt, ClockBy, Comment, Expect, Line, parse_line


@dataclass(frozen=True, slots=True)
class Help:
    """How does one speak here?"""


@dataclass(frozen=True, slots=True)
class Quit:
    """Enough."""


@dataclass(frozen=True, slots=True)
class Become:
    """From now on lines without a name are this person's."""

    name: str


Typed: TypeAlias = Help | Quit | Become | Line

_HELP = ("help", "?", "hjälp")
_QUIT = ("quit", "exit", "sluta")
_BECOME = re.compile(r"(?:as|som)\s+(?P<name>[^\W\d_][\w.\-]{0,62})")
_REPLY_WITHOUT_COLON = re.compile(r"(?P<to>>\s*[0-9]{1,9})\s+(?P<text>[^:\s].*)", re.DOTALL)


def read(number: int, text: str, speaker: str) -> Typed:
    """Read what `speaker` typed in line `number`.

    :raises ScriptError: for a line that is no message and has no form of a script either.
    """
    stripped = text.strip()
    if stripped.lower() in _HELP:
        return Help()
    if stripped.lower() in _QUIT:
        return Quit()
    if match := _BECOME.fullmatch(stripped):
        return Become(match["name"])
    if match := _REPLY_WITHOUT_COLON.fullmatch(stripped):
        stripped = f"{match['to']}: {match['text']}"
    return parse_line(number, stripped, speaker=speaker)


def speaker_of(line: Line) -> str | None:
    """Whose line it is, if it is somebody's."""
    return None if isinstance(line, Comment | ClockAt | ClockBy | Expect) else line.name
