"""Fixtures for tests against a real homeserver, with Element's crypto on the staff's side.

Never skipped: what is missing fails with a sentence that says how to get it.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
import pytest_asyncio

from orosbot.demo.homeserver import Homeserver
from tests.e2e.bot_process import BotProcess
from tests.e2e.people import PASSWORD, People

NewBot = Callable[[], Awaitable[BotProcess]]

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs the homeserver, so that `-m "not e2e"` runs the rest alone."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.e2e)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def homeserver() -> AsyncIterator[Homeserver]:
    """One Synapse for the whole run, without limits on messages."""
    async with Homeserver() as running:
        yield running


@pytest_asyncio.fixture
async def people(homeserver: Homeserver, tmp_path: Path) -> AsyncIterator[People]:
    """Makes people with Element clients, and rooms."""
    people = People(homeserver, tmp_path)
    try:
        yield people
    finally:
        await people.close()


@pytest_asyncio.fixture
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
