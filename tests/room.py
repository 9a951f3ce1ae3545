"""A room in this process: people write, a real desk on a casebook in memory answers, a clock stands still."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from orosbot.casebook import Casebook
from orosbot.clock import SetClock
from orosbot.desk import Desk
from orosbot.settings import Roles, Settings
from orosbot.values import Incoming, Kind

LEAD = "@lead:example.org"
START = datetime(2017, 2, 1, 8, 5, tzinfo=UTC)
"""A Wednesday, 09:05 in Stockholm."""


@dataclass(frozen=True, slots=True)
class Said:
    """One message of the bot. `ref` and `items` are digits; `text` is plain."""

    event_id: str
    txn_id: str
    code: str
    ref: str
    text: str = field(repr=False)
    html: str = field(repr=False)
    items: tuple[str, ...]
    content: dict[str, object] = field(repr=False)


class RoomClock(SetClock):
    """A clock that may also be put back, as machines' clocks are."""

    def set_to(self, moment: datetime) -> None:
        """Let it stand at a moment, be it earlier."""
        self._now = moment


class Room:
    """`anna` is `@anna:example.org`; `lead` leads. Every bot message is sent and confirmed at once."""

    def __init__(
        self,
        language: str = "en",
        *,
        settings: Settings | None = None,
        start: datetime = START,
        path: Path | None = None,
        key: str = "",
    ) -> None:
        self.clock = RoomClock(start)
        self.settings = settings or Settings(roles=Roles(leads=[LEAD]))
        self.book = Casebook.open(path, key)
        self.desk = Desk.build(self.settings, self.book, self.clock, language)
        self._events = 0
        self._sent = 0
        self.edits: list[dict[str, object]] = []
        self.away = False
        """While the homeserver is away nothing is sent; `hear` has it all afterwards."""
        self.removed: list[str] = []

    def continue_after(self, other: "Room") -> None:
        """Go on with the event ids where an earlier room on the same casebook has stopped."""
        self._events, self._sent = other._events, other._sent

    def next_event(self, number: int) -> None:
        """Let the next thing that somebody writes have this number."""
        self._events = number - 1

    def changed_by(self, number: int) -> bool:
        """Whether the event with this number changed rows of cases that it could still take back."""
        found = self.book.store.db.execute(
            "SELECT 1 FROM audit JOIN effects ON audit_id = audit.id WHERE event_id = ? LIMIT 1",
            [f"$in{number}"],
        )
        return found.fetchone() is not None

    def rows(self, tables: Iterable[str]) -> dict[str, list[tuple[object, ...]]]:
        """All rows of some tables."""
        db = self.book.store.db
        return {
            table: db.execute(f'SELECT * FROM "{table}" ORDER BY id').fetchall() for table in sorted(tables)
        }

    @property
    def last_event(self) -> str:
        """The id of what somebody wrote last."""
        return f"$in{self._events}"

    def say(
        self,
        who: str,
        text: str,
        *,
        reply_to: Said | None = None,
        thread: str | None = None,
        origin: datetime | None = None,
    ) -> list[Said]:
        """Somebody writes a message, at `origin` if it comes late; what the bot says to it."""
        return self._happens(who, Kind.MESSAGE, text, reply_to=reply_to, thread=thread, origin=origin)

    def one(
        self,
        who: str,
        text: str,
        *,
        reply_to: Said | None = None,
        thread: str | None = None,
        origin: datetime | None = None,
    ) -> Said:
        """As `say`, for what has exactly one answer."""
        (said,) = self.say(who, text, reply_to=reply_to, thread=thread, origin=origin)
        return said

    def say_to(self, who: str, text: str, event_id: str) -> list[Said]:
        """Somebody replies to somebody else's message."""
        to = Said(event_id, "", "", "", "", "", (), {})
        return self._happens(who, Kind.MESSAGE, text, reply_to=to)

    def edit(self, who: str, target: str, text: str) -> list[Said]:
        """Somebody edits the message with this event id."""
        return self._happens(who, Kind.EDIT, text, target=target)

    def delete(self, who: str, target: str) -> list[Said]:
        """Somebody deletes the message with this event id."""
        return self._happens(who, Kind.DELETION, "", target=target)

    def react(self, who: str, key: str, target: Said) -> list[Said]:
        """Somebody reacts to a message of the bot."""
        return self._happens(who, Kind.REACTION, key, target=target.event_id)

    def open_case(self, words: str = "phone relative religious 18-21", who: str = "anna") -> Said:
        """Somebody opens a case; the answer."""
        said = self.one(who, f"!case new {words}")
        assert said.code == "case-opened", said.text
        return said

    def wait(self, **span: float) -> None:
        """Let time pass (as in `timedelta`), and what falls due by itself happen."""
        self.clock.move_to(self.clock.now() + timedelta(**span))
        self.desk.tick(self.clock.now())

    def pass_time(self, until: datetime) -> list[tuple[datetime, Said]]:
        """Let the clock go on to a moment, working off what falls due at its own time; what the bot says."""
        said: list[tuple[datetime, Said]] = []
        while (due := self.desk.next_due()) is not None and due <= until:
            self.clock.move_to(max(due, self.clock.now()))
            self.desk.tick(self.clock.now())
            said += [(self.clock.now(), one) for one in self.hear()]
        self.clock.move_to(max(until, self.clock.now()))
        return said

    def count(self, table: str) -> int:
        """How many rows a table of the casebook has."""
        return int(self.book.store.db.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])

    def stored(self) -> str:
        """Every value of every table, for looking for words that should not be there."""
        db = self.book.store.db
        tables = [
            row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        ]
        return "\n".join(repr(db.execute(f'SELECT * FROM "{table}"').fetchall()) for table in tables)

    def _happens(
        self,
        who: str,
        kind: Kind,
        text: str,
        *,
        reply_to: Said | None = None,
        thread: str | None = None,
        target: str | None = None,
        origin: datetime | None = None,
    ) -> list[Said]:
        self._events += 1
        now = self.clock.now()
        incoming = Incoming(
            self.last_event,
            f"@{who}:example.org",
            origin or now,
            kind,
            text,
            reply_to=None if reply_to is None else reply_to.event_id,
            thread=thread,
            target=target,
        )
        with self.book.transaction():
            assert self.book.inbox.put(incoming, now)
        while self.desk.settle_next():
            pass
        return self._drain()

    def hear(self) -> list[Said]:
        """What the bot has said of its own accord."""
        return self._drain()

    def _drain(self) -> list[Said]:
        found: list[Said] = []
        while not self.away and (rows := self.book.outbox.waiting(1)):
            row = rows[0]
            self._sent += 1
            event_id = f"$out{self._sent}"
            with self.book.transaction():
                self.book.outbox.mark_sent(row.txn_id, event_id)
                self.book.outbox.confirm(row.txn_id, event_id, self.clock.now())
            if row.kind == "redaction":
                self.removed.append(row.target or "")
                continue
            if row.kind != "message":
                self.edits.append(row.content)
                continue
            sent = self.book.outbox.sent(event_id)
            assert sent is not None
            mark = row.content["se.orosbot"]
            assert isinstance(mark, dict)
            found.append(
                Said(
                    event_id,
                    row.txn_id,
                    str(mark["code"]),
                    str(mark.get("ref", "")),
                    str(row.content["body"]),
                    str(row.content["formatted_body"]),
                    sent.items,
                    row.content,
                )
            )
        return found
