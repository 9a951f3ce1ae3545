"""The bot dies twenty times in the middle of a backlog; staff in Element see each command answered once."""

import random
import signal

import pytest

from tests.e2e.conftest import NewHelpline
from tests.e2e.test_backlog import BACKLOG, SECONDS, write

SEED = 2017
WHILE_READING = ("sync.answered#1", "sync.gap-page#2", "sync.before-commit#1", "sync.committed#1")
WHILE_SETTLING = (
    "casebook INSERT INTO audit",
    'casebook INSERT INTO "cases',
    "casebook INSERT INTO outbox",
    "casebook UPDATE inbox",
    "desk.settled",
)
WHILE_SENDING = ("send.chosen", "send.shared", "send.accepted", "send.before-commit", "send.committed")
DEATHS = 20


def deaths() -> list[str]:
    """Where the bot dies, life after life, each counted from its start: while it reads the backlog, while it
    settles it, then while it sends."""
    chance = random.Random(SEED)
    settling = [f"{name}#{chance.randint(2, 20)}" for name in WHILE_SETTLING]
    rest = DEATHS - len(WHILE_READING) - len(settling)
    sending = [f"{chance.choice(WHILE_SENDING)}#{chance.randint(1, 7)}" for _ in range(rest)]
    return [*WHILE_READING, *settling, *sending]


@pytest.mark.timeout(300)
async def test_killed_twenty_times_it_answers_each_command_once_and_in_order(
    new_helpline: NewHelpline,
) -> None:
    helpline = await (await new_helpline()).open()
    bot = helpline.bot
    assert await bot.stop() == 0
    asked = await write(helpline, BACKLOG)
    for point in deaths():
        await bot.launch(dies_at=point)
        assert await bot.ended(SECONDS) == -signal.SIGKILL, (point, bot.lines[-5:])
    await bot.start()
    await helpline.answer_to(asked[-1], seconds=SECONDS)
    said = [one for one in await helpline.said() if one.code == "case-opened"]
    assert [one.reply_to for one in said] == asked
    assert len({one.ref for one in said}) == BACKLOG
    assert {one.shield for one in said} == {"NONE"}
    assert await bot.stop() == 0
