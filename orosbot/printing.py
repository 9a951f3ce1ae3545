"""Messages of the bot on paper: as lines for people, or as one JSON object a line for programs."""

import json
import unicodedata
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from orosbot.heard import Attachment
from orosbot.player import Shown

_INDENT = "    "
# Line ends to some programs, though not to JSON.
_LINE_ENDS = {ord(c): f"\\u{ord(c):04x}" for c in "\u0085\u2028\u2029"}


def for_people(shown: Shown, zone: ZoneInfo) -> str:
    """`[3] 2017-02-01 09:05 text`, local time; the further lines of the text are indented."""
    at = shown.message.at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
    first, *further = _printable(shown.message.text).split("\n")
    lines = [f"[{shown.n}] {at} {first}".rstrip(), *(f"{_INDENT}{line}".rstrip() for line in further)]
    lines += [f"{_INDENT}{_printable(file_line(file))}" for file in shown.message.attachments]
    return "\n".join(lines)


def file_line(file: Attachment) -> str:
    """`[tally-2017-02.png, 34 kB]`, rounded up."""
    return f"[{file.name}, {-(-file.size // 1000)} kB]"


def for_programs(shown: Shown, zone: ZoneInfo, names: Mapping[str, str]) -> str:
    """One JSON object in one line. `names` are the names of user ids as the script spells them."""
    message = shown.message
    fields: dict[str, object] = {
        "n": shown.n,
        "at": message.at.astimezone(zone).isoformat(timespec="seconds"),
        "code": message.code,
        "ref": message.ref,
        "to": shown.to,
        "mentions": [names.get(user) or local_part(user) for user in message.mentions],
        "text": message.text,
        "html": message.html,
        "attachments": [
            {"name": file.name, "mimetype": file.mimetype, "bytes": file.size} for file in message.attachments
        ],
        "redacts": list(shown.redacts),
    }
    return json.dumps(fields, ensure_ascii=False).translate(_LINE_ENDS)


def local_part(user_id: str) -> str:
    """`anna` of `@anna:example.org`."""
    return user_id.removeprefix("@").split(":", 1)[0]


def _printable(text: str) -> str:
    # What a terminal would obey instead of showing it.
    return "".join(c if c == "\n" or unicodedata.category(c) != "Cc" else "\ufffd" for c in text)
