"""A homeserver that limits the bot, and one that dies under it. It is one of its own, for it is killed."""

import json
import re
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from orosbot.demo.homeserver import Homeserver
from tests.e2e.helpline import Helpline, answered
from tests.e2e.people import People

BACKLOG = 25
BURST = 10  # so much Synapse lets anybody send at once, and then one in five seconds
COMMANDS = 10
COMMAND = "!case new phone relative religious 18-21"


async def with_access_log(homeserver: Homeserver) -> Path:
    """Have the homeserver started anew with a log of all requests."""
    await homeserver.stop()
    config, log = homeserver.folder / "log.json", homeserver.folder / "access.log"
    settings = json.loads(config.read_text())
    settings["handlers"]["access"] = {**settings["handlers"]["file"], "filename": str(log)}
    settings["loggers"] = {
        "synapse.access.http": {"level": "INFO", "handlers": ["access"], "propagate": False}
    }
    config.write_text(json.dumps(settings))
    await homeserver.start()
    return log


def requests_of(user_id: str, log: Path) -> list[str]:
    """The requests that somebody made, each by its method and what it is for."""
    lines = [line for line in log.read_text().splitlines() if f"{{{user_id}}}" in line]
    found = [
        re.search(r'"([A-Z]+) /_matrix/client/[a-z0-9]+/(?:rooms/[^/]+/)?([a-z_]+)', line) for line in lines
    ]
    return [f"{one[1]} {one[2]}" if one else "?" for one in found]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def limited(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[Helpline, People]]:
    """A helpline on a homeserver with Synapse's own limits, lifted for staff."""
    folder = tmp_path_factory.mktemp("limited")
    async with Homeserver(message_limit="synapse") as homeserver:
        people = People(homeserver, folder)
        try:
            lead, anna = await people.persons("lead", "anna")
            for person in (lead, anna):
                await people.accounts.lift_rate_limit(person.user_id)
            helpline = await (await Helpline.prepare(people, folder, lead, anna)).open()
            yield helpline, people
            await helpline.bot.close()
        finally:
            await people.close()


async def test_live_commands_go_before_what_waits_behind_a_limit(limited: tuple[Helpline, People]) -> None:
    """Somebody with a caller on the line does not wait for the backlog; nothing is lost, nothing comes twice."""
    helpline, people = limited
    bot, anna = helpline.bot, helpline.anna
    assert await bot.stop() == 0
    backlog = [await anna.say(helpline.room, COMMAND) for _ in range(BACKLOG)]
    await bot.start()
    await bot.wait_for_line("event=waiting")
    live = await helpline.ask("!case status")
    assert live.code == "status"
    seen = answered(await anna.messages(helpline.room), backlog)
    assert 0 < len(seen) < BACKLOG
    await people.accounts.lift_rate_limit(bot.user_id)
    await helpline.answer_to(backlog[-1], seconds=60)
    assert answered(await helpline.said(), [*backlog, str(live.reply_to)]) == [
        *seen,
        str(live.reply_to),
        *backlog[len(seen) :],
    ]


async def test_a_homeserver_that_dies_is_waited_for(limited: tuple[Helpline, People]) -> None:
    """The bot tries again until it is back, and says so in its log; commands are answered as before."""
    helpline, people = limited
    before = await helpline.case()
    await people.homeserver.kill()
    await helpline.bot.wait_for_line("tries=2 ")
    await people.homeserver.start()
    shown = await helpline.ask(f"!case show {before.ref}")
    assert (shown.code, shown.shield) == ("case-card", "NONE")


async def test_a_start_waits_for_the_homeserver_too(limited: tuple[Helpline, People]) -> None:
    """Started while the homeserver is away, the bot is ready once it is there."""
    helpline, people = limited
    assert await helpline.bot.stop() == 0
    await people.homeserver.kill()
    await helpline.bot.launch()
    await helpline.bot.wait_for_line("event=waiting")
    await people.homeserver.start()
    await helpline.bot.wait_for_line("event=ready")
    assert (await helpline.ask("!case status")).code == "status"


async def test_a_command_costs_one_request(limited: tuple[Helpline, People]) -> None:
    """The answer itself; besides it there are only the syncs, of which two belong to a command."""
    helpline, people = limited
    log = await with_access_log(people.homeserver)
    await helpline.case()  # by now nothing is left over from the homeserver's absence
    before = len(requests_of(helpline.bot.user_id, log))
    for _ in range(COMMANDS):
        await helpline.ask("!case status")
    made = requests_of(helpline.bot.user_id, log)[before:]
    assert made.count("PUT send") == COMMANDS
    assert set(made) == {"PUT send", "GET sync"}
    assert made.count("GET sync") <= 2 * COMMANDS + 1


async def test_sigterm_ends_it_whole(limited: tuple[Helpline, People]) -> None:
    """In the middle of much work: exit code 0, and afterwards each command has one answer."""
    helpline, _ = limited
    asked = [await helpline.anna.say(helpline.room, COMMAND) for _ in range(10)]
    await helpline.answer_to(asked[0])
    assert await helpline.bot.stop(signal.SIGTERM) == 0
    assert "event=stopped" in helpline.bot.lines[-1]
    await helpline.bot.start()
    await helpline.answer_to(asked[-1])
    assert answered(await helpline.said(), asked) == asked


async def test_sigterm_ends_it_while_the_homeserver_hangs(limited: tuple[Helpline, People]) -> None:
    """An answer that never comes does not keep the bot from stopping."""
    helpline, people = limited
    people.homeserver.pause()
    try:
        assert await helpline.bot.stop(signal.SIGTERM) == 0
    finally:
        people.homeserver.resume()
