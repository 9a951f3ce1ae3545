"""Events that wait to be sent, and what has to be remembered of those that were.

The transaction id is derived from the cause, so that the homeserver recognises a repeated send. What a
message said is erased once the homeserver has confirmed it; its code, the case it was about and the
cases of its numbered lines, each with what falls due in it, stay, for replies.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from orosbot.casebook.moments import from_text, to_text
from orosbot.values import OutboxRow, Undrawn, Written, mark

WRITTEN_SCHEMA = """
ALTER TABLE outbox ADD COLUMN written TEXT NOT NULL DEFAULT '[]';
ALTER TABLE outbox ADD COLUMN type TEXT NOT NULL DEFAULT 'm.room.message';
"""
"""Migration 0013."""

DRAWING_SCHEMA = """
ALTER TABLE outbox ADD COLUMN drawing TEXT;
"""
"""Migration 0021. What a picture will show, coded, until its file is with the homeserver."""

_WAITING = (
    "event_id IS NULL AND failed IS NULL AND drawing IS NULL AND NOT EXISTS"
    " (SELECT 1 FROM outbox AS first WHERE first.txn_id = outbox.target AND first.event_id IS NULL)"
)
"""What can be sent; not the edit of a message that is not sent itself, and no picture without its file."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A message of the bot, as a reply to it finds it. `items` are the references of its numbered lines,
    `subjects` the things that fall due in them, one for each line (empty: none). A list whose lines are all
    about one case is about that case, and with a single line about what falls due in it. `queued`: when it
    was said (UTC)."""

    txn_id: str
    code: str | None
    ref: str | None
    items: tuple[str, ...]
    queued: datetime
    subject: str | None = None
    subjects: tuple[str, ...] = ()


def transaction_id(room: str, cause: str, ordinal: int) -> str:
    """The Matrix transaction id of the n-th event that a cause sends to a room."""
    digest = hashlib.sha256(f"{room}|{cause}|{ordinal}".encode()).hexdigest()
    return f"oros.{digest[:40]}"


def _only(items: Sequence[str]) -> str | None:
    """The reference that every line has, if they have the same."""
    return items[0] if len(set(items)) == 1 and items[0].isdecimal() else None


class Outbox:
    """What goes out, each thing once."""

    def __init__(self, db: Database, room: str) -> None:
        self._db = db
        self._room = room

    def put(
        self,
        cause: str,
        ordinal: int,
        content: dict[str, object],
        *,
        queued: datetime,
        kind: str = "message",
        code: str | None = None,
        ref: str | None = None,
        items: Sequence[str] = (),
        subjects: Sequence[str] = (),
        thread: str | None = None,
        target: str | None = None,
        subject: str | None = None,
        live: bool = True,
        written: Sequence[Written] = (),
        type: str = "m.room.message",
        drawing: str | None = None,
    ) -> str:
        """Queue one event and return its transaction id. `subjects` belong to `items`, one to each, or are none.
        `written` are the texts of staff whose marks stand in `content`. The `target` of an edit or a picture may be
        the transaction id of a message that is not sent yet. With a `drawing` it waits for `attach`, too.

        :raises sqlcipher3.IntegrityError: if this cause has queued this ordinal before.
        """
        txn_id = transaction_id(self._room, cause, ordinal)
        self._db.execute(
            "INSERT INTO outbox (txn_id, cause, ordinal, kind, code, ref, items, thread, target, subject, body, live,"
            " queued_at, written, type, drawing)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                txn_id,
                cause,
                ordinal,
                kind,
                code,
                ref,
                json.dumps(_stored(items, subjects)),
                thread,
                target,
                subject,
                json.dumps(content, ensure_ascii=False),
                int(live),
                to_text(queued),
                _listed(written),
                type,
                drawing,
            ],
        )
        return txn_id

    def has(self, cause: str) -> bool:
        """Whether this cause has sent anything."""
        return (
            self._db.execute("SELECT 1 FROM outbox WHERE cause = ? LIMIT 1", [cause]).fetchone() is not None
        )

    def waiting(self, limit: int = 20) -> list[OutboxRow]:
        """What is to be sent next: answers to live commands first, then in order."""
        rows = self._db.execute(
            "SELECT txn_id, kind, body, target, attempts, type, written,"
            " (SELECT first.event_id FROM outbox AS first WHERE first.txn_id = outbox.target)"
            f" FROM outbox WHERE {_WAITING} ORDER BY live DESC, seq LIMIT ?",
            [limit],
        ).fetchall()
        return [_row(*row) for row in rows]

    def undrawn(self) -> Undrawn | None:
        """The oldest picture that is not painted yet and whose message is sent."""
        row = self._db.execute(
            "SELECT txn_id, drawing, attempts FROM outbox WHERE event_id IS NULL AND failed IS NULL"
            " AND drawing IS NOT NULL AND EXISTS (SELECT 1 FROM outbox AS first"
            " WHERE first.txn_id = outbox.target AND first.event_id IS NOT NULL) ORDER BY seq LIMIT 1"
        ).fetchone()
        return None if row is None else Undrawn(*row)

    def attach(self, txn_id: str, file: Mapping[str, object]) -> None:
        """Add to the content of a picture what tells where its file is; from now on it can be sent."""
        row = self._db.execute(
            "SELECT body FROM outbox WHERE txn_id = ? AND drawing IS NOT NULL", [txn_id]
        ).fetchone()
        if row is not None:
            content = json.dumps(json.loads(row[0]) | dict(file), ensure_ascii=False)
            self._db.execute(
                "UPDATE outbox SET body = ?, drawing = NULL, attempts = 0 WHERE txn_id = ?", [content, txn_id]
            )

    def count_waiting(self) -> int:
        """How many events wait to be sent."""
        return int(self._db.execute(f"SELECT count(*) FROM outbox WHERE {_WAITING}").fetchone()[0])

    def attempt(self, txn_id: str) -> None:
        """Count one try."""
        self._db.execute("UPDATE outbox SET attempts = attempts + 1 WHERE txn_id = ?", [txn_id])

    def mark_sent(self, txn_id: str, event_id: str) -> None:
        """The homeserver has accepted the event."""
        self._db.execute("UPDATE outbox SET event_id = ? WHERE txn_id = ?", [event_id, txn_id])

    def give_up(self, txn_id: str, why: str) -> None:
        """This event will never be sent, nor the picture that was to follow it: keep the reason (a code), erase
        what it said."""
        self._db.execute(
            "UPDATE outbox SET failed = ?1, body = '{}', written = '[]', drawing = NULL"
            " WHERE txn_id = ?2 OR (target = ?2 AND drawing IS NOT NULL)",
            [why, txn_id],
        )

    def confirm(self, txn_id: str, event_id: str, at: datetime) -> bool:
        """Our own echo has come back: erase what the event said. `False` if it is none of ours."""
        cursor = self._db.execute(
            "UPDATE outbox SET event_id = ?, confirmed_at = ?, body = '{}', written = '[]', drawing = NULL"
            " WHERE txn_id = ?",
            [event_id, to_text(at), txn_id],
        )
        return int(cursor.rowcount) == 1

    def erase_text(self, source: str, instead: str) -> None:
        """Take out of every message that is still kept what staff wrote in the event `source`."""
        for txn_id, listed in self._db.execute(
            "SELECT txn_id, written FROM outbox WHERE instr(written, ?) > 0", [json.dumps(source)]
        ).fetchall():
            kept = [
                Written(source, instead, instead) if one.source == source else one for one in _texts(listed)
            ]
            self._db.execute("UPDATE outbox SET written = ? WHERE txn_id = ?", [_listed(kept), txn_id])

    def withdraw(self, txn_id: str, content: dict[str, object]) -> None:
        """Let a message that is not sent yet say something else."""
        self._db.execute(
            "UPDATE outbox SET body = ?, written = '[]' WHERE txn_id = ? AND event_id IS NULL AND failed IS NULL",
            [json.dumps(content, ensure_ascii=False), txn_id],
        )

    def caused(self, cause: str, code: str) -> str | None:
        """The transaction id of the first message with this code that a cause has sent."""
        row = self._db.execute(
            "SELECT txn_id FROM outbox WHERE cause = ? AND code = ? ORDER BY ordinal LIMIT 1", [cause, code]
        ).fetchone()
        return None if row is None else str(row[0])

    def cause_of(self, txn_id: str) -> str | None:
        """What the message with this transaction id was said to: an event id, or a name for what fell due."""
        row = self._db.execute("SELECT cause FROM outbox WHERE txn_id = ?", [txn_id]).fetchone()
        return None if row is None else str(row[0])

    def sent(self, event_id: str) -> Sent | None:
        """The bot's message with this event id."""
        row = self._db.execute(
            "SELECT txn_id, code, ref, items, subject, queued_at FROM outbox WHERE event_id = ? AND kind = 'message'",
            [event_id],
        ).fetchone()
        if row is None:
            return None
        lines = [str(line).partition(" ") for line in json.loads(row[3])]
        items, subjects = tuple(line[0] for line in lines), tuple(line[2] for line in lines)
        subject = row[4] or (subjects[0] if len(subjects) == 1 and subjects[0] else None)
        return Sent(row[0], row[1], row[2] or _only(items), items, from_text(row[5]), subject, subjects)

    def event_of(self, txn_id: str) -> str | None:
        """The event id of what was sent with this transaction id, once it is known."""
        row = self._db.execute("SELECT event_id FROM outbox WHERE txn_id = ?", [txn_id]).fetchone()
        return None if row is None else row[0]

    def refs_in_thread(self, thread: str) -> list[str]:
        """The different references that the bot's messages in a thread, its root included, are about."""
        rows = self._db.execute(
            "SELECT DISTINCT ref FROM outbox WHERE (thread = ? OR event_id = ? OR cause = ?) AND ref IS NOT NULL",
            [thread, thread, thread],
        ).fetchall()
        return [str(row[0]) for row in rows]


def _stored(items: Sequence[str], subjects: Sequence[str]) -> list[str]:
    """`4827396 promise:5`, or the item alone where nothing falls due."""
    padded = subjects or [""] * len(items)
    return [f"{item} {subject}".strip() for item, subject in zip(items, padded, strict=True)]


def _listed(written: Sequence[Written]) -> str:
    return json.dumps([[one.source, one.plain, one.html] for one in written])


def _texts(listed: str) -> list[Written]:
    return [Written(*one) for one in json.loads(listed)]


def _row(
    txn_id: str,
    kind: str,
    body: str,
    target: str | None,
    attempts: int,
    type_: str,
    listed: str,
    edited: str | None,
) -> OutboxRow:
    content = json.loads(body)
    for number, one in enumerate(_texts(listed)):
        content["body"] = content["body"].replace(mark(number), one.plain)
        content["formatted_body"] = content["formatted_body"].replace(mark(number), one.html)
    if edited is not None:
        related = content["m.relates_to"]
        (related if kind == "edit" else related["m.in_reply_to"])["event_id"] = edited
    return OutboxRow(txn_id, kind, content, edited or target, attempts, type_)
