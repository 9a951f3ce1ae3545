"""Measures what a tick and a command cost while many things are agreed on.

A tick comes every five seconds for as long as the bot lives: it has to be cheap when nothing is due.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from orosbot.casebook.moments import to_text
from tests.room import Room

START = datetime(2017, 6, 13, 8, 0, tzinfo=UTC)
SIZES = (200, 2_000)
MOST_MS = 20.0
TIMES = 20


def main() -> int:
    """Exit code 1 if a quiet tick costs more than 20 ms."""
    slow = False
    for size in SIZES:
        with tempfile.TemporaryDirectory(prefix="orosbot-ticks-") as name:
            room = filled(Path(name) / "casebook.db", size)
            found = _measured(room)
            room.book.close()
        print(f"{size} things: " + ", ".join(f"{what} {ms:.1f} ms" for what, ms in found.items()))
        slow = slow or max(found["asked"], found["tick"]) > MOST_MS
    return 1 if slow else 0


def _measured(room: Room) -> dict[str, float]:
    def ask() -> None:
        room.book.state.set("bench", str(time.perf_counter()))  # else what was found before would hold
        room.desk.next_due()

    return {
        "asked": _milliseconds(ask),
        "asked again": _milliseconds(room.desk.next_due),
        "tick": _milliseconds(lambda: room.desk.tick(room.clock.now())),
        "a command": _milliseconds(lambda: room.say("anna", "!case status")),
    }


def filled(path: Path | None, size: int) -> Room:
    """A room in whose casebook so many things are agreed on: an open case for each two, every second a child
    case, with an earlier reminder for some, and nothing due now."""
    room = Room(start=START, path=path, key="a key for the bench")
    room.desk.tick(START)
    first = room.open_case("phone relative left 15").ref
    room.open_case("phone relative left 30")
    room.say("anna", f"!case child {first} none")
    db = room.book.store.db
    with room.book.transaction():
        _copy_cases(room, size // 2)
        cases = [row[0] for row in db.execute("SELECT id FROM cases ORDER BY id").fetchall()]
        for number, case_id in enumerate(cases):
            due = to_text(START + timedelta(days=1 + number % 60, hours=number % 7))
            at = to_text(START)
            db.execute(
                "INSERT INTO followups (case_id, at, by, due_at, timed, status) VALUES (?, ?, 'x', ?, 1, 'booked')",
                [case_id, at, due],
            )
            db.execute(
                "INSERT INTO promises (case_id, at, by, event_id, due_at, timed, text, status)"
                " VALUES (?, ?, 'x', 'y', ?, 0, 'look it up', 'open')",
                [case_id, at, due],
            )
            ref = db.execute("SELECT ref FROM cases WHERE id = ?", [case_id]).fetchone()[0]
            room.book.reminders.claim(f"promise:{number + 1}", ref, START, at=START, txn_id=f"t{number}")
    return room


def _copy_cases(room: Room, size: int) -> None:
    cases = room.book.store.db.table("cases")
    patterns = list(cases.rows)
    for number in range(2, size):
        pattern, ref = patterns[number % 2], str(10_000_000 + number)
        room.book.store.db.table("numbers").insert({"ref": ref, "given_at": to_text(START)})
        cases.insert({**pattern, "id": number + 1, "ref": ref})
        answer = {"case_id": number + 1, "at": to_text(START), "by": "x", "answer": "none"}
        room.book.store.db.table("assessments").insert(answer)


def _milliseconds(work: Callable[[], object]) -> float:
    """The median of some runs."""
    found = []
    for _ in range(TIMES):
        start = time.perf_counter()
        work()
        found.append((time.perf_counter() - start) * 1000)
    return statistics.median(found)


if __name__ == "__main__":
    sys.exit(main())
