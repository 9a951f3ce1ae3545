"""Cleaned texts that wait for somebody to say `ok`: in memory alone, and for ten minutes."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

LASTS = timedelta(minutes=10)
"""How long a cleaned text waits."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What is done when somebody keeps a cleaned text: `verb` with `rest`, in the case `ref`.

    `event_id` is the message that held the personal data, and `by` who wrote it: what is kept is theirs, whoever
    says `ok`. Without a verb it is to be removed, and no more.
    """

    verb: str | None
    rest: str = field(repr=False)
    ref: str | None
    event_id: str
    until: datetime
    by: str = field(default="", repr=False)
    closed: bool = False
    """Whether the case was closed by the very command whose text it is."""


class Waiting:
    """Cleaned texts by the bot's message (its transaction id) that shows them."""

    def __init__(self) -> None:
        self._texts: dict[str, Cleaned] = {}
        self._settled: dict[str, str] = {}
        self._empty: set[str] = set()

    def put(self, txn_id: str, cleaned: Cleaned | None) -> None:
        """Let a text wait under a message; `None`: the message offers nothing to keep."""
        if cleaned is None:
            self._empty.add(txn_id)
        else:
            self._texts[txn_id] = cleaned

    def offers_nothing(self, txn_id: str) -> bool:
        """Whether a message showed no cleaned text at all."""
        return txn_id in self._empty

    def get(self, txn_id: str, now: datetime) -> Cleaned | None:
        """The text that waits under a message, unless its time is over."""
        self._texts = {name: one for name, one in self._texts.items() if one.until > now}
        return self._texts.get(txn_id)

    def of(self, event_id: str, now: datetime) -> Cleaned | None:
        """The text that waits from a message that held personal data."""
        return next(
            (one for one in self._texts.values() if one.event_id == event_id and one.until > now), None
        )

    def settle(self, event_id: str, by_event: str) -> None:
        """The text of that message is kept, by what somebody said or reacted in another event."""
        self._settled |= {name: by_event for name, one in self._texts.items() if one.event_id == event_id}
        self.drop(event_id)

    def settled_by(self, txn_id: str) -> str | None:
        """The event by which the text that waited under a message was kept."""
        return self._settled.get(txn_id)

    def drop(self, event_id: str) -> None:
        """The author of that message has deleted it."""
        self._texts = {name: one for name, one in self._texts.items() if one.event_id != event_id}
