"""The month's picture, as staff get it in Element: encrypted, readable, once. The bot's clock is set."""

import signal
from datetime import datetime, time, timedelta

from orosbot.settings import Settings
from orosbot.staffed import schedule_of
from tests.e2e.conftest import NewHelpline
from tests.e2e.element_messages import Message
from tests.e2e.helpline import Helpline

SCHEDULE = schedule_of(Settings())
PAINTING = 60.0


def first_staffed_minute_of_next_month() -> datetime:
    """A little after nine on that day, by the line's own clock."""
    today = datetime.now(SCHEDULE.zone).date()
    following = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    day = SCHEDULE.staffed_day_from(following)
    assert day is not None
    return SCHEDULE.at(day, time(9, 0)) + timedelta(seconds=5)


async def picture_of(line: Helpline, message: Message) -> Message:
    """The picture that follows a message, as Anna's client sees it."""
    return await line.anna.wait_for(
        line.room, sender=line.bot.user_id, reply_to=message.event_id, failure=False, seconds=PAINTING
    )


async def test_the_months_figures_come_with_a_picture_that_element_can_open(
    new_helpline: NewHelpline,
) -> None:
    """Killed when the server has the file and the bot does not know it yet, it still comes once."""
    line = await (await new_helpline()).open()
    await line.case()
    moment = first_staffed_minute_of_next_month()
    await line.bot.stop()
    await line.bot.launch(dies_at="picture.uploaded#1", clock=moment)
    assert await line.bot.ended(PAINTING) == -signal.SIGKILL
    await line.bot.start(clock=moment)
    figures = await line.alert("monthly-tally")
    picture = await picture_of(line, figures)
    month = f"{moment.replace(day=1) - timedelta(days=1):%Y-%m}"
    assert (picture.code, picture.msgtype, picture.mentions) == ("monthly-tally", "m.image", ())
    assert (picture.encrypted, picture.shield, picture.thread) == (True, "NONE", None)
    assert picture.content["filename"] == f"tally-{month}.png"
    assert "religious 1" in picture.body
    assert picture.formatted_body is not None
    stored, file = await line.anna.attachment(line.room, picture.event_id)
    assert file.startswith(b"\x89PNG\r\n\x1a\n")
    assert picture.content["info"] == {
        "mimetype": "image/png",
        "size": len(file),
        "w": int.from_bytes(file[16:20], "big"),
        "h": int.from_bytes(file[20:24], "big"),
    }
    assert len(stored) == len(file)
    assert b"PNG" not in stored
    assert b"IHDR" not in stored
    assert (await line.codes()).count("monthly-tally") == 2


async def test_a_picture_that_is_asked_for_in_a_thread_stays_in_it(helpline: Helpline) -> None:
    root = await helpline.anna.say(helpline.room, "how was the month?")
    answer = await helpline.ask("!case tally picture", thread=root)
    assert (answer.code, answer.msgtype, answer.thread) == ("tally", "m.notice", root)
    picture = await picture_of(helpline, answer)
    assert (picture.code, picture.msgtype, picture.thread) == ("tally", "m.image", root)
    _, file = await helpline.anna.attachment(helpline.room, picture.event_id)
    assert file.startswith(b"\x89PNG")
