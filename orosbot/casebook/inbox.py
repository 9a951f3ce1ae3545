"""Events that were received and wait to be settled: each event id once, in the order of arrival."""

from datetime import datetime

from sqlite_utils import Database

from orosbot.casebook.moments import from_text, to_text
from orosbot.values import Incoming, Kind


class Inbox:
    """What came in. The text of an event is erased the moment it is settled; its id stays, so that the
    same event cannot count twice."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def put(
        self, incoming: Incoming, received: datetime, *, floor: datetime | None = None, live: bool = True
    ) -> bool:
        """Store an event; `False` if its id is known already.

        It counts at its origin time, clamped to between `floor` (the last sync before a stop) and
        `received`. `live` is false for what was written while the bot was away.
        """
        at = min(incoming.at, received)
        if floor is not None:
            at = max(at, min(floor, received))
        cursor = self._db.execute(
            "INSERT OR IGNORE INTO inbox (event_id, sender, at, received_at, kind, live, body, reply_to, thread, target, quotes)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                _utf8(incoming.event_id),
                _utf8(incoming.sender),
                to_text(at),
                to_text(received),
                incoming.kind.value,
                int(live),
                _utf8(incoming.body),
                _utf8(incoming.reply_to),
                _utf8(incoming.thread),
                _utf8(incoming.target),
                int(incoming.reply_to is not None and incoming.body.startswith("> ")),
            ],
        )
        return int(cursor.rowcount) == 1

    def next(self) -> Incoming | None:
        """The oldest event that is not settled."""
        row = self._db.execute(
            "SELECT event_id, sender, at, kind, body, reply_to, thread, target FROM inbox"
            " WHERE settled_at IS NULL ORDER BY seq LIMIT 1"
        ).fetchone()
        if row is None:
            return None
        return Incoming(row[0], row[1], from_text(row[2]), Kind(row[3]), row[4], row[5], row[6], row[7])

    def is_live(self, event_id: str) -> bool:
        """Whether the event came while the bot was running."""
        row = self._db.execute("SELECT live FROM inbox WHERE event_id = ?", [event_id]).fetchone()
        return row is None or bool(row[0])

    def was_command(self, event_id: str) -> bool:
        """Whether the event was taken for a command."""
        row = self._db.execute("SELECT command FROM inbox WHERE event_id = ?", [event_id]).fetchone()
        return row is not None and bool(row[0])

    def was_reaction(self, event_id: str) -> bool:
        """Whether the event was an emoji on a message."""
        row = self._db.execute("SELECT kind FROM inbox WHERE event_id = ?", [event_id]).fetchone()
        return row is not None and row[0] == "reaction"

    def deleted(self, event_id: str) -> bool:
        """Whether somebody has deleted the event in the room."""
        row = self._db.execute(
            "SELECT 1 FROM inbox WHERE kind = 'deletion' AND target = ? LIMIT 1", [event_id]
        ).fetchone()
        return row is not None

    def is_talk(self, event_id: str) -> bool:
        """Whether the event is a message that was taken for no command."""
        row = self._db.execute(
            "SELECT 1 FROM inbox WHERE event_id = ? AND kind = 'message' AND command = 0", [event_id]
        ).fetchone()
        return row is not None

    def settle(self, event_id: str, at: datetime, *, command: bool) -> None:
        """Mark an event as settled and erase its text."""
        self._db.execute(
            "UPDATE inbox SET settled_at = ?, command = ?, body = '' WHERE event_id = ?",
            [to_text(at), int(command), event_id],
        )

    def pending(self) -> int:
        """How many events wait."""
        return int(self._db.execute("SELECT count(*) FROM inbox WHERE settled_at IS NULL").fetchone()[0])


def _utf8(text: str | None) -> str | None:
    # JSON can carry lone surrogates, SQLite cannot.
    return None if text is None else text.encode("utf-8", "replace").decode()
