"""What leaves the room: a message with a phone number at once, all that was said about a case when it is erased.

The bot's clock is set; that of the server is not.
"""

from datetime import date, datetime, time, timedelta

from orosbot.casebook import Casebook
from orosbot.settings import Settings
from orosbot.staffed import schedule_of
from tests.e2e.conftest import NewHelpline
from tests.e2e.element_messages import Message
from tests.e2e.helpline import Helpline

SCHEDULE = schedule_of(Settings())
PHONE = "070-174 06 05"
DIGITS = "1740605"
KEPT = 90


def staffed_from(days: int) -> date:
    """The first staffed day that is so many days from now, or later."""
    day = SCHEDULE.staffed_day_from(datetime.now(SCHEDULE.zone).date() + timedelta(days=days))
    assert day is not None
    return day


async def day_begins(line: Helpline, day: date) -> None:
    """The bot's machine sleeps till a day's round of forgetting."""
    await line.bot.stop()
    await line.bot.start(clock=SCHEDULE.at(day, time(9, 0)) + timedelta(seconds=5))


async def removal_of(line: Helpline, event_id: str) -> Message:
    """How the bot removed a message, as Anna's client sees it."""
    return await line.anna.wait_for(
        line.room, sender=line.bot.user_id, kind="m.room.redaction", target=event_id
    )


async def standing(line: Helpline) -> set[str]:
    """The events of the room that still say something."""
    return {one.event_id for one in await line.anna.messages(line.room) if not one.redacted}


def stored(line: Helpline) -> str:
    """Every value that the bot's casebook holds; the bot must be stopped."""
    key = next(line.bot.config.parent.glob("**/storage-key")).read_text().strip()
    book = Casebook.open(line.bot.data / "casebook.db", key, writer=False)
    tables = book.store.db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    found = [repr(book.store.db.execute(f'SELECT * FROM "{name}"').fetchall()) for (name,) in tables]
    book.close()
    return "\n".join(found)


def bare(text: str) -> str:
    return text.replace("-", "").replace(" ", "")


async def test_a_note_with_a_phone_number_is_gone_within_two_seconds_and_kept_without_it(
    new_helpline: NewHelpline,
) -> None:
    """Refused, removed, kept cleaned by an emoji; the digits are in no table, and in no line of the log."""
    line = await (await new_helpline()).open()
    ref = (await line.case()).ref
    note = await line.anna.say(line.room, f"!case note {ref} advice : ring her at {PHONE} on the next step")
    refused = await line.answer_to(note)
    assert (refused.code, refused.ref) == ("error-personal-data", ref)
    removal = await removal_of(line, note)
    written = next(one for one in await line.anna.messages(line.room) if one.event_id == note)
    assert removal.arrived - written.at < 2000
    assert note not in await standing(line)
    await line.anna.react(line.room, refused.event_id, "✅")
    kept = await line.anna.wait_for(line.room, sender=line.bot.user_id, code="note-recorded")
    assert kept.ref == ref
    card = await line.ask(f"!case {ref}")
    assert "on the next step" in card.body
    said = "".join(one.body for one in await line.said())
    assert await line.bot.stop() == 0
    table = stored(line)
    assert "on the next step" in table
    assert DIGITS not in bare(table)
    assert DIGITS not in bare("".join(line.bot.lines))
    assert DIGITS not in bare(said)


async def test_when_a_case_is_erased_what_was_said_about_it_leaves_the_room(
    new_helpline: NewHelpline,
) -> None:
    """Announced, then erased: commands, answers and cards go; another case stays; the number says that it existed."""
    line = await (await new_helpline()).open()
    typed: list[str] = []
    answers: list[Message] = []

    async def say(body: str) -> Message:
        typed.append(await line.anna.say(line.room, body))
        answers.append(await line.answer_to(typed[-1]))
        return answers[-1]

    ref = (await say("!case new phone relative religious 18-21")).ref
    for body in (f"note {ref} advice : talked about the next step", f"show {ref}", f"close {ref} agreed"):
        assert (await say(f"!case {body}")).ref == ref
    other = await line.case()
    await day_begins(line, staffed_from(KEPT))
    notice = await line.alert("retention-notice")
    shown = f"{str(ref)[:3]}-{str(ref)[3:]}"
    assert shown in notice.body
    assert set(typed) <= await standing(line)
    await day_begins(line, staffed_from(KEPT + 10))
    done = await line.alert("retention-done")
    assert "1 case is erased" in done.body
    gone = [*typed, *(one.event_id for one in answers), notice.event_id]
    for event_id in gone:
        await removal_of(line, event_id)
    assert set(gone).isdisjoint(await standing(line))
    assert {other.event_id, done.event_id} <= await standing(line)
    card = await line.ask(f"!case {ref}")
    assert (card.code, "existed, erased on" in card.body) == ("case-card", True)
