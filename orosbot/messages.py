"""Messages of the bot: their code, their text in plain and in HTML, and what Matrix needs around it.

Sentences are templates with light markup, `**bold**` and `` `to type` ``. What is filled in is never
markup: not HTML, not a mention, not a link, whatever staff wrote.
"""

import html
import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Literal, TypeAlias

from orosbot.values import Written, mark

Style: TypeAlias = Literal["plain", "bold", "code"]

_MARKUP = re.compile(r"\*\*(?P<bold>.+?)\*\*|`(?P<code>[^`]+)`|\{(?P<name>\w+)\}")
# Between these two a client would see a mention, an address or a room; bare domains are links to some.
_LINKED = re.compile(
    r"(?i)(?<=[@#])(?=\S)|(?<=!)(?=\w+:)|(?<=:)(?=//)|(?<=\bwww)(?=\.)|(?<=\w)(?=\.[^\W\d]{2})"
    r"|(?<=\bmatrix)(?=:)|(?<=\bmailto)(?=:)"
)
_WORD_JOINER = "\u2060"


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text in one style."""

    text: str
    style: Style = "plain"
    source: str = ""
    """The event in which staff wrote this, if they could still delete it."""


Rich: TypeAlias = tuple[Segment, ...]


def rich(template: str, **values: "str | int | Rich") -> Rich:
    """Fill a template; its markup counts, that of the values does not."""
    return tuple(_segments(template, values, "plain"))


def _segments(template: str, values: dict[str, "str | int | Rich"], style: Style) -> list[Segment]:
    found: list[Segment] = []
    at = 0
    for match in _MARKUP.finditer(template):
        found.append(Segment(template[at : match.start()], style))
        at = match.end()
        if (bold := match["bold"]) is not None:
            found += _segments(bold, values, "bold")
        elif (code := match["code"]) is not None:
            found += _segments(code, values, "code")
        else:
            value = values[match["name"]]
            found += value if isinstance(value, tuple) else [Segment(str(value), style)]
    found.append(Segment(template[at:], style))
    return [segment for segment in found if segment.text]


def of_staff(text: str, source: str) -> Rich:
    """A text that staff wrote in the event `source`: it can be taken out until the message is sent."""
    return (Segment(text, source=source),) if text else ()


def join(parts: Sequence[Rich], separator: str = " · ") -> Rich:
    """Several runs after each other with something between them."""
    joined: list[Segment] = []
    for part in parts:
        if joined and part:
            joined.append(Segment(separator))
        joined += part
    return tuple(joined)


def written(text: str) -> str:
    """What somebody wrote, so that no client makes a mention or a link of it and it cannot turn the
    direction of what stands around it."""
    kept = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co"))
    return _LINKED.sub(_WORD_JOINER, kept)


def fitting(text: str, most: int) -> str:
    """The beginning of a text that takes at most `most` bytes of an event, in plain and in HTML together.

    An event of Matrix has at most 65,536 bytes, and JSON may write each letter that is not ASCII as six.
    """
    cut = text
    while (bytes_ := len(json.dumps(cut)) + len(json.dumps(html.escape(cut)))) > most:
        cut = cut[: len(cut) * most // (bytes_ + 1)]
    return cut if cut == text else cut.rstrip() + " …"


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph of one or more lines."""

    lines: tuple[Rich, ...]


@dataclass(frozen=True, slots=True)
class Numbered:
    """A numbered list; a reply may name a line by its number. `first` is the number of its first line."""

    lines: tuple[Rich, ...]
    first: int = 1


@dataclass(frozen=True, slots=True)
class Folded:
    """Lines behind a title that one opens; plain text shows the title and all of them."""

    title: str
    lines: tuple[Rich, ...]


Block: TypeAlias = Para | Numbered | Folded


def para(template: str, **values: str | int | Rich) -> Para:
    """A paragraph of one sentence or more."""
    return Para((rich(template, **values),))


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that follows a message as a file of its own: `name` is the file's, `drawing` what is still to be
    painted (see tally.drawing), and `words` tell those who do not see it the same."""

    name: str
    drawing: str = field(repr=False)
    words: tuple[Block, ...]

    def content(self, code: str, *, thread: str | None = None) -> dict[str, object]:
        """The content of its `m.room.message` event, with the words as its caption; what is still missing is
        the file, what is known of it, and the id of the message that it follows."""
        relation: dict[str, object] = {"m.in_reply_to": {}}
        if thread is not None:
            relation |= {"rel_type": "m.thread", "event_id": thread, "is_falling_back": False}
        image = {"msgtype": "m.image", "filename": self.name, "m.relates_to": relation}
        return Message(code, self.words).content() | image


@dataclass(frozen=True, slots=True)
class Message:
    """One message of the bot.

    `ref` is the reference (digits) of the case it is about, `items` those of its numbered lines, `subjects`
    what falls due in each of them, as `followup:12` (empty: none, and none at all: none in any line). Where
    lines are actors, items are `actor:12` and subjects the commands that the lines' numbers stand for.
    `subject` is the one thing that the whole message is about, as `publication:3`: a reply finds it.
    `wakes` are the users it must wake; without any it is a notice. `picture` comes right after it.
    """

    code: str
    blocks: tuple[Block, ...]
    ref: str | None = None
    items: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    wakes: tuple[str, ...] = field(default=())
    picture: Picture | None = None
    subject: str | None = None

    def plain(self) -> str:
        """The text without any formatting."""
        return "\n\n".join(_plain_block(block) for block in self.blocks)

    def html(self) -> str:
        """The text as the HTML that Matrix allows."""
        return "".join(_html_block(block) for block in self.blocks)

    def parted(self) -> "tuple[Message, tuple[Written, ...]]":
        """The message with a mark where each text of staff stands, and those texts in order."""
        found: list[Written] = []

        def marked(segment: Segment) -> Segment:
            if not segment.source:
                return segment
            found.append(Written(segment.source, segment.text, _escaped(segment.text)))
            return Segment(mark(len(found) - 1), segment.style)

        blocks = tuple(
            replace(block, lines=tuple(tuple(marked(segment) for segment in line) for line in block.lines))
            for block in self.blocks
        )
        return (replace(self, blocks=blocks), tuple(found)) if found else (self, ())

    def edit(self, event_id: str) -> dict[str, object]:
        """The content of an event that puts this message in place of an earlier one and wakes nobody."""
        return _edit_of(self.content(), event_id)

    def content(self, *, reply_to: str | None = None, thread: str | None = None) -> dict[str, object]:
        """The content of its `m.room.message` event, as the Matrix specification shapes it."""
        mark: dict[str, object] = {"code": self.code}
        if self.ref is not None:
            mark["ref"] = self.ref
        content: dict[str, object] = {
            "msgtype": "m.text" if self.wakes else "m.notice",
            "body": self.plain(),
            "format": "org.matrix.custom.html",
            "formatted_body": self.html(),
            "m.mentions": {"user_ids": list(self.wakes)} if self.wakes else {},
            "se.orosbot": mark,
        }
        relation: dict[str, object] = {}
        if thread is not None:
            relation = {"rel_type": "m.thread", "event_id": thread, "is_falling_back": reply_to is None}
        if reply_to is not None or thread is not None:
            relation["m.in_reply_to"] = {"event_id": reply_to or thread}
            content["m.relates_to"] = relation
        return content


def _edit_of(content: dict[str, object], event_id: str) -> dict[str, object]:
    return {
        **content,
        "body": f"* {content['body']}",
        "formatted_body": f"* {content['formatted_body']}",
        "m.mentions": {},
        "m.new_content": content,
        "m.relates_to": {"rel_type": "m.replace", "event_id": event_id},
    }


def _plain_block(block: Block) -> str:
    lines = ["".join(segment.text for segment in line) for line in block.lines]
    if isinstance(block, Numbered):
        lines = [f"{number}. {line}" for number, line in enumerate(lines, block.first)]
    elif isinstance(block, Folded):
        lines = [block.title, *lines]
    return "\n".join(lines)


def _html_block(block: Block) -> str:
    lines = ["".join(_html_run(style, run) for style, run in groupby(line, _style)) for line in block.lines]
    if isinstance(block, Numbered):
        start = "" if block.first == 1 else f' start="{block.first}"'
        return f"<ol{start}>" + "".join(f"<li>{line}</li>" for line in lines) + "</ol>"
    if isinstance(block, Folded):
        return f"<details><summary>{_escaped(block.title)}</summary>{'<br>'.join(lines)}</details>"
    return "<p>" + "<br>".join(lines) + "</p>"


def _escaped(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")


def _style(segment: Segment) -> Style:
    return segment.style


def _html_run(style: Style, run: Iterable[Segment]) -> str:
    text = _escaped("".join(segment.text for segment in run))
    tag = {"plain": "", "bold": "strong", "code": "code"}[style]
    return f"<{tag}>{text}</{tag}>" if tag else text
