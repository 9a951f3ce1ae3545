"""Questions that the bot has asked back and that wait for one reply; they lapse and leave nothing."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from orosbot.casebook.moments import from_text, to_text


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked of whom; `body` is what the asking verb needs to go on."""

    txn_id: str
    verb: str
    asked_of: str
    expires_at: datetime
    body: dict[str, object]


class Questions:
    """Open questions by the bot's message that asked them."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def ask(self, question: Question, at: datetime) -> None:
        """Store a question; its message must be in the outbox already."""
        self._db.execute(
            "INSERT INTO questions (txn_id, verb, asked_of, asked_at, expires_at, body) VALUES (?, ?, ?, ?, ?, ?)",
            [
                question.txn_id,
                question.verb,
                question.asked_of,
                to_text(at),
                to_text(question.expires_at),
                json.dumps(question.body, ensure_ascii=False),
            ],
        )

    def get(self, txn_id: str) -> Question | None:
        """The open question that this message asked."""
        row = self._db.execute(
            "SELECT verb, asked_of, expires_at, body FROM questions WHERE txn_id = ?", [txn_id]
        ).fetchone()
        return (
            None if row is None else Question(txn_id, row[0], row[1], from_text(row[2]), json.loads(row[3]))
        )

    def drop_of(self, event_id: str) -> None:
        """Withdraw what the command with this event id led the bot to ask."""
        self._db.execute(
            "DELETE FROM questions WHERE txn_id IN (SELECT txn_id FROM outbox WHERE cause = ?)", [event_id]
        )

    def drop(self, txn_id: str) -> None:
        """The question is answered."""
        self._db.execute("DELETE FROM questions WHERE txn_id = ?", [txn_id])

    def lapse(self, now: datetime) -> None:
        """Forget what was not answered in time."""
        self._db.execute("DELETE FROM questions WHERE expires_at <= ?", [to_text(now)])

    def next_expiry(self) -> datetime | None:
        """When the next open question lapses."""
        row = self._db.execute("SELECT min(expires_at) FROM questions").fetchone()
        return None if row[0] is None else from_text(row[0])

    def forget_text(self, event_id: str) -> None:
        """Forget the free text of questions that the message with this event id led to."""
        rows = self._db.execute("SELECT txn_id, body FROM questions").fetchall()
        for txn_id, stored in rows:
            body = json.loads(stored)
            if body.get("event_id") == event_id and body.get("text") is not None:
                body["text"] = None
                self._db.execute(
                    "UPDATE questions SET body = ? WHERE txn_id = ?",
                    [json.dumps(body, ensure_ascii=False), txn_id],
                )
