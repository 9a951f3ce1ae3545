"""What the bot does, as those in the room see it: taken from the content of its events."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeAlias

from orosbot.values import OutboxRow

_FILES = ("m.file", "m.image", "m.audio", "m.video")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that a message carries; `size` in bytes."""

    name: str
    mimetype: str
    size: int


@dataclass(frozen=True, slots=True)
class BotMessage:
    """One message of the bot. `answers` is the event it replies to, `mentions` are user ids."""

    event_id: str
    at: datetime
    code: str | None
    ref: str | None
    answers: str | None
    mentions: tuple[str, ...]
    text: str = field(repr=False)
    html: str = field(repr=False)
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class BotEdit:
    """The bot has given its earlier message `target` a new text."""

    target: str
    code: str | None
    text: str = field(repr=False)
    html: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class BotRemoval:
    """The bot has redacted the event `target`, its own or somebody else's."""

    target: str


Heard: TypeAlias = BotMessage | BotEdit | BotRemoval


def heard(row: OutboxRow, event_id: str, at: datetime) -> Heard:
    """What an outbox row is to those in the room once it is sent as `event_id`."""
    if row.kind == "redaction":
        return BotRemoval(row.target or "")
    return from_content(row.content, event_id, at)


def with_pictures(events: Iterable[Heard]) -> list[Heard]:
    """Of what was heard together: make pictures that follow a message of the bot attachments of that message."""
    found: list[Heard] = []
    places: dict[str, int] = {}
    for event in events:
        if isinstance(event, BotMessage):
            place = places.get(event.answers or "") if event.attachments else None
            if place is not None and isinstance(followed := found[place], BotMessage):
                found[place] = replace(followed, attachments=(*followed.attachments, *event.attachments))
                continue
            places[event.event_id] = len(found)
        found.append(event)
    return found


def removals_first(events: list[Heard]) -> list[Heard]:
    """Of what was heard together: put removals that follow the last message before it, they came with it."""
    last = max((at for at, event in enumerate(events) if isinstance(event, BotMessage)), default=None)
    if last is None:
        return events
    behind = [event for event in events[last + 1 :] if isinstance(event, BotRemoval)]
    others = [event for event in events[last + 1 :] if not isinstance(event, BotRemoval)]
    return [*events[:last], *behind, events[last], *others]


def from_content(content: dict[str, object], event_id: str, at: datetime) -> BotMessage | BotEdit:
    """Read the content of an `m.room.message` event (Matrix client-server API, 11.2) of the bot."""
    relation = _table(content.get("m.relates_to"))
    if relation.get("rel_type") == "m.replace":
        new = _table(content.get("m.new_content"))
        mark = _table(new.get("se.orosbot"))
        return BotEdit(_text(relation.get("event_id")), _maybe(mark.get("code")), *_texts(new))
    mark = _table(content.get("se.orosbot"))
    text, html = _texts(content)
    answers = _maybe(_table(relation.get("m.in_reply_to")).get("event_id"))
    if relation.get("rel_type") == "m.thread" and relation.get("is_falling_back") is True:
        answers = None
    mentions = _table(content.get("m.mentions")).get("user_ids")
    return BotMessage(
        event_id=event_id,
        at=at,
        code=_maybe(mark.get("code")),
        ref=_maybe(mark.get("ref")),
        answers=answers,
        mentions=tuple(str(user) for user in mentions) if isinstance(mentions, list) else (),
        text=text,
        html=html,
        attachments=_attachments(content),
    )


def _attachments(content: dict[str, object]) -> tuple[Attachment, ...]:
    if content.get("msgtype") not in _FILES:
        return ()
    info = _table(content.get("info"))
    size = info.get("size")
    name = _text(content.get("filename")) or _text(content.get("body"))
    return (Attachment(name, _text(info.get("mimetype")), size if isinstance(size, int) else 0),)


def _texts(content: dict[str, object]) -> tuple[str, str]:
    return _text(content.get("body")), _text(content.get("formatted_body"))


def _table(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _maybe(value: object) -> str | None:
    return value if isinstance(value, str) else None
