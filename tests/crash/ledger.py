"""What a run leaves behind: what the room has read, and every row of the casebook.

References are random and moments differ, so both are replaced: what is left must be the same however often
the bot died.
"""

import json
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from nio.crypto.attachments import decrypt_attachment

from orosbot import settings
from orosbot.casebook import Casebook
from orosbot.casebook.keys import storage_key
from tests.crash.homeserver import Homeserver
from tests.crash.staff import Staff
from tests.matrix.directory import Json

PASSING = {
    "inbox": {"live"},
    "outbox": {"live"},
    "replay": {"timestamp", "sender_key", "session_id", "message_index"},
}
"""Columns that say when and not what, or are random. Moments as text are replaced by a pattern."""
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|\+00:00)")
TIME = re.compile(r"\b\d\d[:.]\d\d\b")
DAY = re.compile(r"\b\d{1,2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*")
ALOUD = re.compile(r"(?<=Read aloud: )[a-z, ]+")


@dataclass(frozen=True, slots=True)
class Ledger:
    """`answers` is code, reference and text of each message of the bot by the event that it answers, in the
    order of the commands; `tables` is the rows of each table. `faults` are invariants that do not hold."""

    answers: tuple[tuple[str, ...], ...]
    tables: dict[str, list[str]]
    faults: tuple[str, ...]


async def ledger(config: Path, server: Homeserver, staff: Staff) -> Ledger:
    """Look at everything after a run. The bot must have ended."""
    configured = settings.load(config)
    assert configured.matrix is not None
    book = Casebook.open(
        configured.data_dir / "casebook.db", storage_key(configured), room=configured.matrix.room
    )
    try:
        read = await staff.read(server.to_device, server.attempts)
        by_txn: dict[str, list[Json | None]] = {}
        for attempt, content in zip(server.attempts, read, strict=True):
            by_txn.setdefault(attempt.txn_id, []).append(content)
        names = _names(book)
        return Ledger(
            tuple(_answer(txn, by_txn, names) for txn in _in_order(server)),
            _tables(book, names),
            tuple(_faults(book, server, by_txn, names)),
        )
    finally:
        book.close()


def _in_order(server: Homeserver) -> list[str]:
    """The transaction ids of what the bot should have said: answers first, then what it said by itself."""
    return [*server.answers, *(txn for txn in server.accepted if txn not in server.answers)]


def _names(book: Casebook) -> dict[str, str]:
    """A name for each reference, in the order in which commands led to them."""
    rows = book.store.db.execute("SELECT ref FROM outbox WHERE ref IS NOT NULL ORDER BY seq").fetchall()
    found = list(dict.fromkeys(str(row[0]) for row in rows))
    return {ref: f"REF{number}" for number, ref in enumerate(found, start=1)}


def _answer(txn: str, by_txn: dict[str, list[Json | None]], names: dict[str, str]) -> tuple[str, ...]:
    content = (by_txn.get(txn) or [None])[0]
    if content is None:
        return (txn, "unreadable or missing")
    mark = content.get("se.orosbot", {})
    relation = content.get("m.relates_to", {}).get("m.in_reply_to", {}).get("event_id", "")
    return (
        relation,
        str(mark.get("code")),
        _same(str(mark.get("ref")), names),
        _same(content["body"], names),
    )


def _same(text: str, names: dict[str, str]) -> str:
    """The text with names in place of references, and no moments."""
    for ref, name in names.items():
        text = text.replace(ref, name).replace(f"{ref[:3]}-{ref[3:]}", name)
    text = ALOUD.sub("DIGITS", MOMENT.sub("MOMENT", text))
    return DAY.sub("DAY", TIME.sub("TIME", text))


def _tables(book: Casebook, names: dict[str, str]) -> dict[str, list[str]]:
    db = book.store.db
    ours = {row[0] for row in db.execute("SELECT event_id FROM outbox").fetchall()}
    found = {}
    for table in db.table_names():
        if table.startswith(("_", "sqlite_")):
            continue
        rows = [
            {name: value for name, value in row.items() if name not in PASSING.get(table, set())}
            for row in db.query(f'SELECT * FROM "{table}"')
            # Each life sends with a key of its own, and whether it can read the one before is all the same.
            if table != "replay" or row["event_id"] not in ours
        ]
        found[table] = sorted(_same(json.dumps(row, ensure_ascii=False), names) for row in rows)
    return found


def _faults(
    book: Casebook, server: Homeserver, by_txn: dict[str, list[Json | None]], names: dict[str, str]
) -> list[str]:
    """Each sentence is one invariant that is broken."""
    execute = book.store.db.execute
    faults = []

    def none(what: str, sql: str) -> None:
        if rows := execute(sql).fetchall():
            faults.append(f"{what}: {len(rows)}")

    none("events of the inbox are not settled", "SELECT 1 FROM inbox WHERE settled_at IS NULL")
    none("settled events keep their text", "SELECT 1 FROM inbox WHERE body != ''")
    none("messages are not confirmed", "SELECT 1 FROM outbox WHERE confirmed_at IS NULL OR event_id IS NULL")
    none("confirmed messages keep their text", "SELECT 1 FROM outbox WHERE body != '{}'")
    none("confirmed pictures keep their drawing", "SELECT 1 FROM outbox WHERE drawing IS NOT NULL")
    none("messages were given up", "SELECT 1 FROM outbox WHERE failed IS NOT NULL")
    none("commands have two audit rows", "SELECT event_id FROM audit GROUP BY event_id HAVING count(*) > 1")
    none(
        "cases have two openings",
        "SELECT case_id FROM contacts WHERE kind = 'new' GROUP BY case_id HAVING count(*) > 1",
    )
    none(
        "cases have no answer",
        "SELECT 1 FROM cases WHERE ref NOT IN (SELECT ref FROM outbox WHERE code = 'case-opened')",
    )
    none(
        "numbers were given to nobody",
        "SELECT 1 FROM numbers WHERE ref NOT IN (SELECT ref FROM outbox WHERE ref IS NOT NULL)",
    )
    if book.state.get("sync_token") != server.end:
        faults.append(f"the sync token is {book.state.get('sync_token')}, not {server.end}")
    if not server.accepted.keys() >= set(server.answers):
        faults.append("commands were not answered")
    if len(server.accepted) != len(server.answers) + server.reminders:
        faults.append("the homeserver has accepted too much or too little")
    stored = dict(execute("SELECT txn_id, event_id FROM outbox").fetchall())
    if stored != server.accepted:
        faults.append("the outbox and the homeserver do not know the same messages")
    for txn, contents in by_txn.items():
        if None in contents:
            faults.append(f"{txn} was sent in clear text, or staff cannot read it")
        if len({json.dumps(content, sort_keys=True) for content in contents}) > 1:
            faults.append(f"{txn} was sent again with another content")
        faults += [
            f"{txn} has a file that is no picture" for one in contents if not _has_good_file(server, one)
        ]
    return [*faults, *_disorder(book, server)]


def _has_good_file(server: Homeserver, content: Json | None) -> bool:
    """Whether a message's file can be read from what the homeserver keeps; also if there is none."""
    file = (content or {}).get("file")
    if file is None:
        return True
    stored = server.media[int(file["url"].rpartition("media")[2])]
    png = decrypt_attachment(stored, file["key"]["k"], file["hashes"]["sha256"], file["iv"])
    return bool(png.startswith(b"\x89PNG")) and not stored.startswith(b"\x89PNG")


def _disorder(book: Casebook, server: Homeserver) -> list[str]:
    """Answers come in the order of the commands; only those to live commands may go before a backlog's."""
    rows = book.store.db.execute("SELECT txn_id, live FROM outbox ORDER BY seq").fetchall()
    expected = server.answers
    faults = []
    if [txn for txn, _ in rows if txn in expected] != expected:
        faults.append("commands were not settled in the order in which they were written")
    for live in (0, 1):
        queued = [txn for txn, one in rows if one == live]
        if queued != [txn for txn in server.accepted if txn in queued]:
            faults.append(f"answers were not sent in order (live: {live})")
    if Counter(attempt.kind for attempt in server.attempts).keys() != {"m.room.encrypted"}:
        faults.append("something was not encrypted")
    return faults
