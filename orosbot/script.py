"""Console scripts: what people say and do, when, and what the bot must answer, one thing a line.

    # a comment
    @ 2017-02-01 09:05                  the clock; `@ +10d` moves it on
    anna: !case new phone relative      anna says something
    < case-opened                       the bot's answer has this code
    anna > 1: viringer 10d              a reply to the bot's first message
    anna + ✋ 1                          a reaction to it; `off` at the end takes it away
    anna ~ 3: !case new chat            an edit of what line 3 said
    anna - 3                            line 3 is deleted

The same scripts are played in the terminal, in the tests and in a real room. Here they are only read.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeAlias

from orosbot.errors import ScriptError

EARLIEST, LATEST = 1970, 2999
"""Years to which a script may set the clock."""


@dataclass(frozen=True, slots=True)
class Comment:
    """A line that does nothing: a comment, or an empty one."""

    number: int


@dataclass(frozen=True, slots=True)
class ClockAt:
    """`@ 2017-02-01 09:05`: a local time of the line's zone, without an offset."""

    number: int
    local: datetime


@dataclass(frozen=True, slots=True)
class ClockBy:
    """`@ +10d`: whole days by the calendar (the time of day stays), hours and minutes as they pass."""

    number: int
    days: int
    time: timedelta


@dataclass(frozen=True, slots=True)
class Say:
    """`anna: text`."""

    number: int
    name: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Reply:
    """`anna > 1: text`: `message` is the number of a message of the bot."""

    number: int
    name: str
    message: int
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class React:
    """`anna + ✅ 2`; with `off` at the end the reaction is taken away."""

    number: int
    name: str
    key: str
    message: int
    off: bool


@dataclass(frozen=True, slots=True)
class Edit:
    """`anna ~ 5: text`: `line` is the line of the script whose message gets a new text."""

    number: int
    name: str
    line: int
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Delete:
    """`anna - 7`: the message of that line is deleted."""

    number: int
    name: str
    line: int


@dataclass(frozen=True, slots=True)
class Expect:
    """`< CODE [fragment]`: what the bot must have said."""

    number: int
    code: str
    fragment: str = field(repr=False)


Line: TypeAlias = Comment | ClockAt | ClockBy | Say | Reply | React | Edit | Delete | Expect

FORMS = (
    "`name: text`, `name > 1: text`, `name + ✅ 1`, `name + ✅ 1 off`, `name ~ 5: text`, `name - 5`, "
    "`@ 2017-02-01 09:05`, `@ +10d`, `< code text` or `# comment`"
)

# Letters of any alphabet; a name may be typed with combining accents.
_NAME = r"(?P<name>[^\W\d_][\w.\-\u0300-\u036f]{0,62})"
_NUMBER = r"(?P<number>[0-9]{1,9})"
_SAY = re.compile(rf"{_NAME}\s*:(?P<text>.*)", re.DOTALL)
_REPLY = re.compile(rf"{_NAME}\s*>\s*{_NUMBER}\s*:(?P<text>.*)", re.DOTALL)
_REACT = re.compile(rf"{_NAME}\s*\+\s*(?P<key>\S{{1,64}})\s+{_NUMBER}(?P<off>\s+off)?")
_EDIT = re.compile(rf"{_NAME}\s*~\s*{_NUMBER}\s*:(?P<text>.*)", re.DOTALL)
_DELETE = re.compile(rf"{_NAME}\s+-\s*{_NUMBER}")
_EXPECT = re.compile(r"<\s*(?P<code>[a-z][a-z-]*)(?:\s+(?P<fragment>.*))?", re.DOTALL)
_MOMENT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]\s*([0-9]{2}:[0-9]{2})")
_DURATION = re.compile(r"\+\s*(?:[0-9]{1,6}\s*[wdhm]\s*){1,4}")
_DURATION_PART = re.compile(r"([0-9]+)\s*([wdhm])")
_SIGNS = (">", "+", "~", "-")


def parse_line(number: int, text: str, *, speaker: str | None = None) -> Line:
    """Read one line.

    With a `speaker`, as in a terminal, a line that names nobody is that person's.

    :raises ScriptError: if it has none of the forms; its sentence names the line, not its content.
    """
    text = text.encode("utf-8", "replace").decode("utf-8").removeprefix("\ufeff").strip()
    if not text or text.startswith("#"):
        return Comment(number)
    if text.startswith("@"):
        return _clock(number, text[1:].strip())
    if text.startswith("<"):
        if (match := _EXPECT.fullmatch(text)) is None:
            raise ScriptError(f"line {number}: write what the bot must say as `< code` or `< code text`.")
        return Expect(number, match["code"], (match["fragment"] or "").strip())
    if (line := _spoken(number, text)) is not None:
        return line
    if speaker is not None:
        if text.startswith(_SIGNS) and (line := _spoken(number, f"{speaker} {text}")) is not None:
            return line
        return Say(number, speaker, text)
    raise ScriptError(f"line {number}: no line of a script: write {FORMS}.")


def _spoken(number: int, text: str) -> Line | None:
    if match := _SAY.fullmatch(text):
        return Say(number, _name(match), match["text"].strip())
    if match := _REPLY.fullmatch(text):
        return Reply(number, _name(match), int(match["number"]), match["text"].strip())
    if match := _REACT.fullmatch(text):
        return React(number, _name(match), match["key"], int(match["number"]), match["off"] is not None)
    if match := _EDIT.fullmatch(text):
        return Edit(number, _name(match), int(match["number"]), match["text"].strip())
    if match := _DELETE.fullmatch(text):
        return Delete(number, _name(match), int(match["number"]))
    return None


def _name(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", match["name"])


def _clock(number: int, text: str) -> ClockAt | ClockBy:
    if _DURATION.fullmatch(text):
        amounts = {"w": 0, "d": 0, "h": 0, "m": 0}
        for amount, unit in _DURATION_PART.findall(text):
            amounts[unit] += int(amount)
        time = timedelta(hours=amounts["h"], minutes=amounts["m"])
        return ClockBy(number, days=amounts["d"] + 7 * amounts["w"], time=time)
    try:
        return ClockAt(number, local_time(text))
    except ValueError:
        raise ScriptError(
            f"line {number}: no time: write `@ 2017-02-01 09:05`, or `@ +10d`, `+2w`, `+2h`, `+30m`."
        ) from None


def local_time(text: str) -> datetime:
    """A naive local time from `YYYY-MM-DD HH:MM`, a `T` or a space between.

    :raises ValueError: if it is none, or its year is out of reach.
    """
    if (match := _MOMENT.fullmatch(text)) is None:
        raise ValueError("not of the form YYYY-MM-DD HH:MM")
    moment = datetime.fromisoformat(f"{match[1]}T{match[2]}")
    if not EARLIEST <= moment.year <= LATEST:
        raise ValueError(f"not between {EARLIEST} and {LATEST}")
    return moment


def decode(chunks: Iterable[bytes]) -> Iterator[str]:
    """Lines of text from lines of bytes; what is no UTF-8 becomes `\ufffd`."""
    for chunk in chunks:
        yield chunk.decode("utf-8", "replace").removesuffix("\n").removesuffix("\r")


def parse(lines: Iterable[str]) -> list[Line]:
    """Read a whole script.

    :raises ScriptError: naming every line that cannot be read.
    """
    read: list[Line] = []
    faults: list[str] = []
    for number, text in enumerate(lines, 1):
        try:
            read.append(parse_line(number, text))
        except ScriptError as error:
            faults.append(str(error))
    if faults:
        raise ScriptError("\n".join(faults))
    return read
