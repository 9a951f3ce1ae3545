"""A bot with guards and an empty key directory for each test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from orosbot.matrix.client import HardenedClient, make_client
from tests.matrix.directory import Directory
from tests.matrix.fakeserver import FakeServer
from tests.matrix.peers import BOT, KEY, MemoryIndex


@pytest.fixture
async def directory() -> Directory:
    return Directory()


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[HardenedClient]:
    """Not connected to anything: what it hears is given to it."""
    client = make_client(
        "http://127.0.0.1:1",
        BOT,
        "BOTDEV",
        "token",
        tmp_path / "crypto",
        KEY,
        replay=MemoryIndex(),
        new_device=True,
    )
    yield client
    await client.close()


@pytest.fixture
async def server(directory: Directory) -> AsyncIterator[FakeServer]:
    """A homeserver on a loopback port."""
    fake = FakeServer(directory)
    await fake.start()
    yield fake
    await fake.stop()


@pytest.fixture
async def online(server: FakeServer, tmp_path: Path) -> AsyncIterator[HardenedClient]:
    """A bot that talks to `server`."""
    client = make_client(
        server.url,
        BOT,
        "BOTDEV",
        server.token,
        tmp_path / "crypto",
        KEY,
        replay=MemoryIndex(),
        new_device=True,
    )
    yield client
    await client.close()
