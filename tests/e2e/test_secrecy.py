"""What staff write is nowhere to be read but in the room: not in logs, files, arguments, or at the homeserver."""

import json
import sqlite3
from collections import Counter
from pathlib import Path

from orosbot.demo.homeserver import Homeserver
from tests.e2e.helpline import Helpline

CANARY = "kanariefågelsköld"
OPEN_CANARY = "kanariefågelspegel"


def spellings(word: str) -> list[bytes]:
    """The forms in which a word may stand in a file."""
    plain = word.lower()
    return [
        form
        for text in (word, plain)
        for form in (
            text.encode(),
            text.encode("utf-16-le"),
            json.dumps(text)[1:-1].encode(),
            text.encode("latin-1"),
        )
    ] + [word[-11:].encode()]


def files_with(folder: Path, word: str) -> list[Path]:
    """The files below a folder in which a word stands in any form."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    return [path for path in files if any(form in path.read_bytes() for form in spellings(word))]


def process_words(pid: int) -> bytes:
    """Arguments and environment of a process, as Linux tells them."""
    return b"".join(Path(f"/proc/{pid}/{name}").read_bytes() for name in ("cmdline", "environ"))


def stored_events(homeserver: Homeserver) -> list[str]:
    """Every event that the homeserver keeps, as JSON without escapes."""
    with sqlite3.connect(f"file:{homeserver.folder / 'homeserver.db'}?mode=ro", uri=True) as database:
        rows = database.execute("SELECT json FROM event_json").fetchall()
    return [json.dumps(json.loads(row[0]), ensure_ascii=False) for row in rows]


async def test_what_staff_write_is_nowhere_in_clear_text(helpline: Helpline, homeserver: Homeserver) -> None:
    """A word in commands, notes, mistyped words and categories, in talk and replies, before and after a restart."""
    opened = await helpline.case()
    ref = opened.ref
    for command, code in [
        (f"!case note {ref} advice : {CANARY} ringde", "note-recorded"),
        (f"!case show {ref}", "case-card"),
        (f"!case promise {ref} 3d : {CANARY}", "promise-recorded"),
        (f"!case handover : {CANARY}", "handover"),
        (f"!case log lesson : {CANARY}", "journal-recorded"),
        (f"!case {CANARY}", "error-unknown-command"),
        (f"!case new phone {CANARY} religious", "error-unknown-word"),
        (f"!case close {ref} {CANARY}", "error-unknown-word"),
        (f"!case show {CANARY}", "error-missing-word"),
        (f"!case new chat relative left 18-21 : {CANARY}", "case-opened"),
        (f"!case note {ref} : " + f"{CANARY} " * 1000, "error-too-long"),
    ]:
        assert (await helpline.ask(command)).code == code, command
    await helpline.anna.say(helpline.room, f"talk of {CANARY}", reply_to=opened.event_id)
    asked = await helpline.ask(f"!case new : {CANARY}")
    assert asked.code == "case-incomplete"
    await helpline.anna.say(helpline.room, f"1 {CANARY}", reply_to=asked.event_id)  # talk
    note = await helpline.anna.say(helpline.room, f"!case note {ref} : {CANARY}")
    await helpline.answer_to(note)
    await helpline.anna.edit(helpline.room, note, f"!case note {ref} : {CANARY} rättat")
    await helpline.anna.wait_for(helpline.room, code="error-edit", reply_to=note)
    shown_by_ps = process_words(helpline.bot.pid)
    assert await helpline.bot.stop() == 0
    unread = await helpline.anna.say(helpline.room, f"!case note {ref} : {CANARY} igen")
    await helpline.bot.start()
    assert (await helpline.answer_to(unread)).code == "note-recorded"
    await helpline.anna.say_in_clear(helpline.room, f"!case note {ref} : {OPEN_CANARY}")
    await helpline.said()

    assert any("event=ready" in line for line in helpline.bot.lines)
    assert [line for line in helpline.bot.lines if CANARY.lower() in line.lower()] == []
    assert files_with(helpline.bot.config.parent, CANARY) == []
    assert not any(form in shown_by_ps for form in spellings(CANARY))
    events = stored_events(homeserver)
    assert [event for event in events if OPEN_CANARY in event]  # it would be found
    assert [event for event in events if CANARY in event] == []
    assert files_with(homeserver.folder, CANARY) == []


async def test_the_bot_says_nothing_in_clear_text(helpline: Helpline, homeserver: Homeserver) -> None:
    """Of its events only its membership is not encrypted."""
    events = [json.loads(event) for event in stored_events(homeserver)]
    kinds = Counter(event["type"] for event in events if event["sender"] == helpline.bot.user_id)
    assert kinds.keys() == {"m.room.member", "m.room.encrypted"}
