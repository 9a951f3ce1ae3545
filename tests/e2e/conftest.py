"""Fixtures for tests against a real homeserver, with Element's crypto on the staff's side.

Never skipped: what is missing fails with a sentence that says how to get it. All tests run in one event
loop, so that homeserver, people and bots can serve more than one of them.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Protocol

import pytest
import pytest_asyncio

from orosbot.demo.homeserver import Homeserver
from tests.e2e.bot_process import BotProcess
from tests.e2e.element_client import ElementClient
from tests.e2e.helpline import Helpline
from tests.e2e.people import PASSWORD, People

NewBot = Callable[[], Awaitable[BotProcess]]


class NewHelpline(Protocol):
    """What the fixture `new_helpline` is."""

    async def __call__(
        self,
        *others: ElementClient,
        room_version: str = "12",
        invite: bool = True,
    ) -> Helpline: ...


HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs the homeserver, so that `-m "not e2e"` runs the rest alone."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.e2e)
            if pytest_asyncio.is_async_test(item):
                item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def homeserver() -> AsyncIterator[Homeserver]:
    """One Synapse for the whole run, without limits on messages."""
    async with Homeserver() as running:
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def people(homeserver: Homeserver, tmp_path: Path) -> AsyncIterator[People]:
    """Makes people with Element clients, and rooms."""
    people = People(homeserver, tmp_path)
    try:
        yield people
    finally:
        await people.close()


@pytest_asyncio.fixture(loop_scope="session")
async def new_bot(homeserver: Homeserver, people: People, tmp_path: Path) -> AsyncIterator[NewBot]:
    """Makes bots with an account each.

    `bot = await new_bot()`, `room = await people.room(anna, bot=bot.user_id)`, `await bot.init(room)`,
    `await bot.start()`.
    """
    bots: list[BotProcess] = []

    async def make() -> BotProcess:
        folder = tmp_path / f"bot-{len(bots)}"
        folder.mkdir()
        bot = BotProcess(homeserver.url, await people.register("orosbot"), PASSWORD, folder)
        bots.append(bot)
        return bot

    try:
        yield make
    finally:
        for bot in bots:
            await bot.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def team(homeserver: Homeserver, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[People]:
    """Makes what lasts for the whole run."""
    people = People(homeserver, tmp_path_factory.mktemp("team"))
    try:
        yield people
    finally:
        await people.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def staff(team: People) -> list[ElementClient]:
    """A lead and a staff member, for the whole run: who changes their devices or identity makes others."""
    return await team.persons("lead", "anna")


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def new_helpline(
    team: People, staff: list[ElementClient], tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[NewHelpline]:
    """Makes rooms with a bot that is not set up yet: `line = await new_helpline()`, `await line.open()`."""
    lines: list[Helpline] = []

    async def make(*others: ElementClient, room_version: str = "12", invite: bool = True) -> Helpline:
        line = await Helpline.prepare(
            team,
            tmp_path_factory.mktemp("bot"),
            *staff,
            *others,
            room_version=room_version,
            invite=invite,
        )
        lines.append(line)
        return line

    try:
        yield make
    finally:
        for line in lines:
            await line.bot.close()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def helpline(new_helpline: NewHelpline) -> Helpline:
    """One room with a running bot for all tests of a module."""
    return await (await new_helpline()).open()
