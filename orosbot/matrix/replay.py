"""Which Megolm message index belongs to which event, across restarts.

nio 0.26 keeps this in memory only, so that after a restart the same ciphertext under another event id
passes (tests/matrix/test_replay.py).
"""

from dataclasses import dataclass
from typing import Protocol

Key = tuple[str, str, int]
"""Sender key, session id, message index: what nio looks up."""

Seen = tuple[str, int]
"""Event id and origin time in milliseconds: what nio compares."""


@dataclass(frozen=True, slots=True)
class ReplayRow:
    """One message index that was used by one event."""

    sender_key: str
    session_id: str
    message_index: int
    event_id: str
    timestamp: int


class ReplayIndex(Protocol):
    """Where the rows are kept. `put` is called inside the transaction that stores the sync token."""

    def get(self, sender_key: str, session_id: str, message_index: int) -> Seen | None: ...

    def put(self, rows: list[ReplayRow]) -> None: ...


class ReplayMemory:
    """Stands in for nio's `olm.message_index_store`: reads the index, and buffers what is new.

    While nio works off a sync response nothing is written. `drain` gives the new rows to the transaction
    that stores the sync token; if that is rolled back, the same sync comes again and brings them back.
    """

    def __init__(self, index: ReplayIndex) -> None:
        self._index = index
        self._new: dict[Key, Seen] = {}

    def __getitem__(self, key: Key) -> Seen:
        """:raises KeyError: if no event has used this index yet; nio then sets it."""
        seen = self._new.get(key) or self._index.get(*key)
        if seen is None:
            raise KeyError(key)
        return seen

    def __setitem__(self, key: Key, seen: Seen) -> None:
        self._new[key] = seen

    def drain(self) -> list[ReplayRow]:
        """The rows that are not stored yet, each given once."""
        rows = [ReplayRow(*key, *seen) for key, seen in self._new.items()]
        self._new.clear()
        return rows
