"""What the bot knows of its room: its cleartext state, other people's keys, and which messages were seen."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class RoomState:
    """The room as its cleartext state events say, never as something encrypted claims.

    `joined` is user id → display name. `levels` are the listed power levels; who is a creator stands
    above all of them (`creators`, room version 12 and later). `encrypted` never becomes false again.
    """

    version: str = ""
    joined: Mapping[str, str] = field(default_factory=dict)
    creators: frozenset[str] = frozenset()
    levels: Mapping[str, int] = field(default_factory=dict)
    default_level: int = 0
    redact_level: int = 50
    encrypted: bool = False
    replaced_by: str | None = None


class Room:
    """The stored state of the one room."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def get(self) -> RoomState | None:
        """The state as of the last sync; `None` before the first."""
        row = self._db.execute(
            "SELECT version, creators, levels, default_level, redact_level, encrypted, replaced_by FROM room"
        ).fetchone()
        if row is None:
            return None
        joined = dict(self._db.execute("SELECT user_id, name FROM room_members ORDER BY user_id").fetchall())
        creators, levels = json.loads(row[1]), json.loads(row[2])
        return RoomState(row[0], joined, frozenset(creators), levels, row[3], row[4], bool(row[5]), row[6])

    def put(self, state: RoomState) -> None:
        """Store the state; that it was ever encrypted stays."""
        self._db.execute(
            "INSERT INTO room (id, version, creators, levels, default_level, redact_level, encrypted, replaced_by)"
            " VALUES (1, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET version = excluded.version,"
            " creators = excluded.creators, levels = excluded.levels, default_level = excluded.default_level,"
            " redact_level = excluded.redact_level, encrypted = max(encrypted, excluded.encrypted),"
            " replaced_by = excluded.replaced_by",
            [
                state.version,
                json.dumps(sorted(state.creators)),
                json.dumps(dict(state.levels), sort_keys=True),
                state.default_level,
                state.redact_level,
                int(state.encrypted),
                state.replaced_by,
            ],
        )
        self._db.execute("DELETE FROM room_members")
        for user_id, name in state.joined.items():
            self._db.execute("INSERT INTO room_members (user_id, name) VALUES (?, ?)", [user_id, name])


class UsedIndex(Protocol):
    """One Megolm message index that was used by one event (`timestamp` in milliseconds)."""

    @property
    def sender_key(self) -> str: ...
    @property
    def session_id(self) -> str: ...
    @property
    def message_index(self) -> int: ...
    @property
    def event_id(self) -> str: ...
    @property
    def timestamp(self) -> int: ...


class Replay:
    """Which message index belongs to which event: a ciphertext counts once, for ever."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def get(self, sender_key: str, session_id: str, message_index: int) -> tuple[str, int] | None:
        """The event that used this index and its origin time in milliseconds."""
        row = self._db.execute(
            "SELECT event_id, timestamp FROM replay WHERE sender_key = ? AND session_id = ? AND message_index = ?",
            [sender_key, session_id, message_index],
        ).fetchone()
        return None if row is None else (str(row[0]), int(row[1]))

    def put(self, rows: Sequence[UsedIndex]) -> None:
        """Store indexes; the first event that used one keeps it."""
        for row in rows:
            self._db.execute(
                "INSERT OR IGNORE INTO replay (sender_key, session_id, message_index, event_id, timestamp)"
                " VALUES (?, ?, ?, ?, ?)",
                [row.sender_key, row.session_id, row.message_index, row.event_id, row.timestamp],
            )


class Pins:
    """Master keys as they were first seen.

    Called in the middle of a key query as well as from a command, so `pin` makes its own transaction
    unless it stands in one.
    """

    def __init__(self, db: Database) -> None:
        self._db = db

    def get(self, user_id: str) -> str | None:
        row = self._db.execute("SELECT master_key FROM pins WHERE user_id = ?", [user_id]).fetchone()
        return None if row is None else str(row[0])

    def pin(self, user_id: str, master_key: str) -> None:
        """Remember somebody's master key, in place of an earlier one. A single statement commits itself."""
        self._db.execute(
            "INSERT INTO pins (user_id, master_key) VALUES (?, ?)"
            " ON CONFLICT (user_id) DO UPDATE SET master_key = excluded.master_key",
            [user_id, master_key],
        )

    def note_change(self, user_id: str, seen: str) -> None:
        """Remember which identity somebody shows instead of the pinned one (empty: none)."""
        self._db.execute(
            "INSERT INTO changed_identities (user_id, master_key) VALUES (?, ?)"
            " ON CONFLICT (user_id) DO UPDATE SET master_key = excluded.master_key",
            [user_id, seen],
        )

    def changed(self) -> list[str]:
        """Whose identity is another than the pinned one, and who shows one that could be trusted."""
        rows = self._db.execute(
            "SELECT user_id FROM changed_identities JOIN pins USING (user_id)"
            " WHERE changed_identities.master_key NOT IN ('', pins.master_key) ORDER BY user_id"
        ).fetchall()
        return [str(row[0]) for row in rows]

    def accept(self, user_id: str) -> None:
        """Pin the identity that somebody shows now."""
        self._db.execute(
            "UPDATE pins SET master_key = (SELECT master_key FROM changed_identities WHERE user_id = ?1)"
            " WHERE user_id = ?1",
            [user_id],
        )
        self._db.execute("DELETE FROM changed_identities WHERE user_id = ?", [user_id])


CHANGED_SCHEMA = """
CREATE TABLE changed_identities (
    user_id TEXT PRIMARY KEY,
    master_key TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""
"""Migration 0008."""

SCHEMA = """
CREATE TABLE room (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    version TEXT NOT NULL,
    creators TEXT NOT NULL,
    levels TEXT NOT NULL,
    default_level INTEGER NOT NULL,
    redact_level INTEGER NOT NULL,
    encrypted INTEGER NOT NULL CHECK (encrypted IN (0, 1)),
    replaced_by TEXT
) STRICT;
CREATE TABLE room_members (
    user_id TEXT PRIMARY KEY,
    name TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE replay (
    sender_key TEXT NOT NULL,
    session_id TEXT NOT NULL,
    message_index INTEGER NOT NULL,
    event_id TEXT NOT NULL,
    timestamp INTEGER NOT NULL,
    PRIMARY KEY (sender_key, session_id, message_index)
) STRICT, WITHOUT ROWID;
CREATE TABLE pins (
    user_id TEXT PRIMARY KEY,
    master_key TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE unread (
    seq INTEGER PRIMARY KEY,
    event_id TEXT NOT NULL UNIQUE,
    sender TEXT NOT NULL,
    session_id TEXT NOT NULL,
    source TEXT NOT NULL,
    received_at TEXT NOT NULL,
    floor TEXT,
    live INTEGER NOT NULL CHECK (live IN (0, 1)),
    why TEXT NOT NULL,
    told_at TEXT
) STRICT;
CREATE TABLE withheld (
    session_id TEXT NOT NULL,
    sender TEXT NOT NULL,
    code TEXT NOT NULL,
    PRIMARY KEY (session_id, sender)
) STRICT, WITHOUT ROWID;
ALTER TABLE outbox ADD COLUMN failed TEXT;
"""
"""Migration 0002. `outbox.failed` is why the homeserver will never take an event."""
