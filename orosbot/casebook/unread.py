"""Events of the room that wait for a key, and which keys were withheld from us."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlite_utils import Database

from orosbot.casebook.moments import from_text, to_text

_COLUMNS = "event_id, sender, session_id, source, received_at, floor, live, why, told_at"


@dataclass(frozen=True, slots=True)
class Unread:
    """An event that could not be decrypted or authenticated yet, as the homeserver gave it (ciphertext).

    `floor` and `live` are what the inbox needs to know once it can be read. `why` is a code.
    """

    event_id: str
    sender: str
    session_id: str
    source: dict[str, object] = field(repr=False)
    received: datetime
    floor: datetime | None
    live: bool
    why: str
    told: bool = False


class UnreadEvents:
    """Events that wait for a key."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def put(self, event: Unread) -> bool:
        """Queue an event; `False` if it is queued already."""
        cursor = self._db.execute(
            "INSERT OR IGNORE INTO unread (event_id, sender, session_id, source, received_at, floor, live, why)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                event.event_id,
                event.sender,
                event.session_id,
                json.dumps(event.source),
                to_text(event.received),
                None if event.floor is None else to_text(event.floor),
                int(event.live),
                event.why,
            ],
        )
        return int(cursor.rowcount) == 1

    def waiting(self, limit: int = 500) -> list[Unread]:
        """The queue, the oldest first."""
        rows = self._db.execute(f"SELECT {_COLUMNS} FROM unread ORDER BY seq LIMIT ?", [limit]).fetchall()
        return [_unread(row) for row in rows]

    def untold(self, before: datetime) -> list[Unread]:
        """What has waited since before a moment and was not told of."""
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM unread WHERE told_at IS NULL AND received_at <= ? ORDER BY seq",
            [to_text(before)],
        ).fetchall()
        return [_unread(row) for row in rows]

    def mark_told(self, event_id: str, at: datetime) -> None:
        """The room knows, or need not know, that this cannot be read."""
        self._db.execute("UPDATE unread SET told_at = ? WHERE event_id = ?", [to_text(at), event_id])

    def drop(self, event_id: str) -> None:
        """It was read, or never will be."""
        self._db.execute("DELETE FROM unread WHERE event_id = ?", [event_id])

    def drop_before(self, moment: datetime) -> None:
        """Give up what has waited since before a moment."""
        self._db.execute("DELETE FROM unread WHERE received_at < ?", [to_text(moment)])

    def withhold(self, session_id: str, sender: str, code: str) -> None:
        """Somebody's device says that it keeps a room key from us."""
        self._db.execute(
            "INSERT INTO withheld (session_id, sender, code) VALUES (?, ?, ?)"
            " ON CONFLICT (session_id, sender) DO UPDATE SET code = excluded.code",
            [session_id, sender, code],
        )

    def withheld(self, session_id: str, sender: str) -> str | None:
        """The code with which the key of a session was withheld; one without a session counts for all."""
        row = self._db.execute(
            "SELECT code FROM withheld WHERE session_id IN (?, '') AND sender = ? ORDER BY session_id DESC LIMIT 1",
            [session_id, sender],
        ).fetchone()
        return None if row is None else str(row[0])


def _unread(row: Sequence[str]) -> Unread:
    return Unread(
        event_id=row[0],
        sender=row[1],
        session_id=row[2],
        source=json.loads(row[3]),
        received=from_text(row[4]),
        floor=None if not row[5] else from_text(row[5]),
        live=bool(row[6]),
        why=row[7],
        told=row[8] is not None,
    )
