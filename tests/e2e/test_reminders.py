"""What falls due, as staff see and settle it in Element. The bot's clock is set; that of the server is not."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import pytest_asyncio

from orosbot.settings import Settings
from orosbot.staffed import schedule_of
from tests.e2e.conftest import NewHelpline
from tests.e2e.element_messages import Message
from tests.e2e.helpline import Helpline
from tests.e2e.people import People

SCHEDULE = schedule_of(Settings())
FRIDAY = 4


def weekend_ahead() -> list[date]:
    """A Friday at least a week from now, and the Monday, Tuesday and Wednesday after it, all of them staffed."""
    day = datetime.now(SCHEDULE.zone).date() + timedelta(days=7)
    while True:
        days = [day + timedelta(days=number) for number in (0, 3, 4, 5)]
        if day.weekday() == FRIDAY and all(map(SCHEDULE.open_day, days)):
            return days
        day += timedelta(days=1)


FRIDAY_DAY, MONDAY, TUESDAY, WEDNESDAY = weekend_ahead()


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A little after a minute of a day, by the line's own clock."""
    return SCHEDULE.at(day, time(hour, minute)) + timedelta(seconds=5)


async def follow_up(line: Helpline, day: date, clock: str) -> str:
    """Anna opens a case in which we ring then; its reference."""
    ref = (await line.case()).ref
    assert ref is not None
    booked = await line.ask(f"!case followup {ref} {day.isoformat()} {clock}")
    assert booked.code == "followup-booked", booked.body
    return ref


async def sleep_till(line: Helpline, moment: datetime) -> None:
    """The bot's machine sleeps till a moment."""
    await line.bot.stop()
    await line.bot.start(clock=moment)


async def edit_of(line: Helpline, message: Message, count: int) -> Message:
    """How the bot edited its message for the n-th time, as Anna's client sees it."""
    return await line.anna.wait_for(
        line.room, sender=line.bot.user_id, target=message.event_id, failure=False, count=count
    )


def new_text(edit: Message) -> tuple[str, str]:
    """The code and the text that an edit puts in place."""
    content = edit.content["m.new_content"]
    assert isinstance(content, dict)
    mark = content["se.orosbot"]
    assert isinstance(mark, dict)
    return str(mark["code"]), str(content["body"])


@dataclass(frozen=True, slots=True)
class Reminded:
    """A helpline in which one follow-up has just come up."""

    line: Helpline
    ref: str
    message: Message


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def reminded(new_helpline: NewHelpline) -> AsyncIterator[Reminded]:
    """The bot, its clock on a Monday at 10:30, when a follow-up falls due that Anna booked for then."""
    line = await (await new_helpline()).open()
    ref = await follow_up(line, MONDAY, "10:30")
    await sleep_till(line, at(MONDAY, 10, 30))
    yield Reminded(line, ref, await line.alert("reminder-followup"))


def name(user_id: str) -> str:
    """Somebody as colleagues call them."""
    return user_id.removeprefix("@").partition(":")[0]


async def test_a_reminder_pings_who_took_the_case_and_tells_only_reference_and_kind(
    reminded: Reminded,
) -> None:
    message, line = reminded.message, reminded.line
    assert (message.msgtype, message.ref, message.mentions) == ("m.text", reminded.ref, (line.anna.user_id,))
    assert (message.encrypted, message.shield) == (True, "NONE")
    shown = f"{reminded.ref[:3]}-{reminded.ref[3:]}"
    assert message.body.startswith(f"{shown}: we ring, slip 1.")


async def test_a_tick_closes_the_follow_up_is_confirmed_by_name_and_taken_away_opens_it(
    reminded: Reminded,
) -> None:
    """The room's own message says each time how it stands, and keeps its code."""
    line, message = reminded.line, reminded.message
    tick = await line.anna.react(line.room, message.event_id, "✅")
    done = await line.anna.wait_for(line.room, code="followup-reached", reply_to=message.event_id)
    assert name(line.anna.user_id) in done.body
    assert done.mentions == ()
    code, text = new_text(await edit_of(line, message, 1))
    assert (code, "settled" in text) == ("reminder-followup", True)
    assert "We ring" not in (await line.ask(f"!case {reminded.ref}")).body
    away = await line.anna.redact(line.room, tick)
    assert (await line.answer_to(away)).code == "undone"
    code, text = new_text(await edit_of(line, message, 2))
    assert (code, "we ring, slip 1." in text) == ("reminder-followup", True)
    assert "We ring" in (await line.ask(f"!case {reminded.ref}")).body


async def test_a_tick_of_somebody_who_left_the_room_does_nothing(reminded: Reminded, people: People) -> None:
    """It was put there while the bot was away, and its author was gone before the bot came back."""
    line, message = reminded.line, reminded.message
    bo = await people.person("bo")
    await line.admit(bo)
    before = await line.codes()
    await line.bot.stop()
    await bo.react(line.room, message.event_id, "✅")
    await line.remove(bo.user_id)
    await line.bot.start(clock=at(MONDAY, 10, 40))
    assert "We ring" in (await line.ask(f"!case {reminded.ref}")).body
    # The month's picture comes when it is painted, which may be now.
    after = [code for code in (await line.codes())[len(before) :] if code != "monthly-tally"]
    assert after == ["case-card"]


def lines_of(message: Message) -> list[str]:
    """The references of a message's numbered lines."""
    return [
        found.replace("-", "") for found in re.findall(r"^\d+\. (\d{3}-\d{4})", message.body, re.MULTILINE)
    ]


async def test_what_fell_due_from_friday_to_wednesday_comes_in_one_list_and_goes_on_from_there(
    new_helpline: NewHelpline,
) -> None:
    """Twelve things; one is settled by its number; the others come again at 13:00 and go to the leads."""
    line = await (await new_helpline()).open()
    days = [(FRIDAY_DAY, "14:00"), (MONDAY, "10:00"), (TUESDAY, "10:00"), (WEDNESDAY, "09:30")]
    refs = [await follow_up(line, *days[number % 4]) for number in range(12)]
    await sleep_till(line, at(WEDNESDAY, 10, 20))
    catch_up = await line.alert("catch-up")
    listed = lines_of(catch_up)
    assert sorted(listed) == sorted(refs)
    assert "12 things" in catch_up.body
    assert (catch_up.msgtype, catch_up.mentions) == ("m.text", (line.anna.user_id,))
    settled = await line.ask("2 sv", by=line.lead, reply_to=catch_up.event_id)
    assert (settled.code, settled.ref) == ("followup-reached", listed[1])
    undone = [ref for ref in listed if ref != listed[1]]
    await sleep_till(line, at(WEDNESDAY, 13))
    assert lines_of(await line.alert("reminder-again")) == undone
    await sleep_till(line, at(WEDNESDAY, 15, 30))
    escalated = await line.alert("reminder-escalated")
    assert lines_of(escalated) == undone
    assert escalated.mentions == (line.lead.user_id, line.anna.user_id)
    codes = await line.codes()
    assert [codes.count(code) for code in ("catch-up", "reminder-again", "reminder-escalated")] == [1, 1, 1]
    assert "reminder-followup" not in codes
