"""Plain values that cross the borders between the parts of the house."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What sort of event a staff member sent."""

    MESSAGE = "message"
    EDIT = "edit"
    REACTION = "reaction"
    DELETION = "deletion"


class Role(StrEnum):
    """What somebody in the room may do; a lead may do all that staff may."""

    STAFF = "staff"
    LEAD = "lead"


@dataclass(frozen=True, slots=True)
class Incoming:
    """One authenticated event of a joined member, from the room or from the console.

    `at` is the origin time (aware, UTC). `body` is the message's text or the reaction's key.
    `target` is the event that an edit, a reaction or a deletion is about.
    """

    event_id: str
    sender: str
    at: datetime
    kind: Kind
    body: str = ""
    reply_to: str | None = None
    thread: str | None = None
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """The coded facts of one case; every word is a key of the categories, `None` not (yet) said."""

    channel: str | None = None
    caller: str | None = None
    concern: str | None = None
    age: str | None = None
    child_caller: bool = False
    ring: str | None = None
    language: str | None = None
    region: str | None = None
    interpreter: bool = False
    via: str | None = None
    wants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """One matter as it stands. `closed_at` is `None` while it is open; `prolonged` is how many times more than once
    it is kept for as long as a closed case is kept."""

    id: int
    ref: str
    opened_at: datetime
    opened_by: str
    facts: Facts
    taken_by: str | None
    closed_at: datetime | None
    close_reason: str | None
    prolonged: int = 0

    @property
    def open(self) -> bool:
        return self.closed_at is None


@dataclass(frozen=True, slots=True)
class Written:
    """A text of staff inside a message: the event that it was written in, and how it stands in the message's
    plain text and in its HTML."""

    source: str
    plain: str = field(repr=False)
    html: str = field(repr=False)


def mark(number: int) -> str:
    """What stands in a stored message for the n-th text of staff. Nothing that staff write holds such
    characters: `messages.written` takes them out."""
    return f"\ue000{number}\ue001"


@dataclass(frozen=True, slots=True)
class Undrawn:
    """A picture in the outbox that is not painted yet, and how often that or its upload has failed."""

    txn_id: str
    drawing: str = field(repr=False)
    attempts: int


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """One event that waits to be sent: `content` is the whole content of a message, before encryption,
    `type` the Matrix event type."""

    txn_id: str
    kind: str
    content: dict[str, object] = field(repr=False)
    target: str | None
    attempts: int
    type: str = "m.room.message"
