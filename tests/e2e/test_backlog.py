"""What is written while the bot is away is worked off when it is back: each command once, in order."""

import asyncio

from tests.e2e.helpline import Helpline, answered

COMMAND = "!case new phone relative religious 18-21"
BACKLOG = 150  # more than Synapse gives in one timeline
SECONDS = 120.0


async def write(helpline: Helpline, count: int) -> list[str]:
    """Staff write `count` commands, all at once; the event ids in the order of the room."""
    half = count // 2
    written = set(
        await asyncio.gather(
            *(helpline.anna.say(helpline.room, COMMAND) for _ in range(half)),
            *(helpline.lead.say(helpline.room, COMMAND) for _ in range(count - half)),
        )
    )
    for sender, many in ((helpline.anna, half), (helpline.lead, count - half)):
        await helpline.anna.wait_for(helpline.room, sender=sender.user_id, body=COMMAND, count=many)
    asked = [one.event_id for one in await helpline.anna.messages(helpline.room) if one.event_id in written]
    assert len(asked) == count
    return asked


async def test_a_long_backlog_is_answered_once_and_in_order(helpline: Helpline) -> None:
    """150 commands, 150 cases with different numbers."""
    assert await helpline.bot.stop() == 0
    asked = await write(helpline, BACKLOG)
    await helpline.bot.start()
    await helpline.answer_to(asked[-1], seconds=SECONDS)
    said = await helpline.said()
    assert answered(said, asked) == asked
    assert len({one.ref for one in said if one.code == "case-opened"}) == BACKLOG
