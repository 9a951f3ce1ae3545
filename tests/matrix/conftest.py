"""A bot with guards and an empty key directory for each test."""

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from orosbot.matrix.client import HardenedClient, make_client
from tests.matrix.directory import Directory
from tests.matrix.fakeserver import FakeServer
from tests.matrix.peers import BOT, KEY, MemoryIndex
from tests.matrix.place import Place
from tests.matrix.roomserver import RoomServer


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


@pytest.fixture
async def room_server(directory: Directory) -> AsyncIterator[RoomServer]:
    """A homeserver whose room the bot is invited to."""
    made = RoomServer(directory)
    await made.start()
    yield made
    await made.stop()


@pytest.fixture
def umask_and_key(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """`init` narrows the umask of its process; here that is the tests'."""
    monkeypatch.delenv("OROSBOT_STORAGE_KEY", raising=False)
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.fixture
def place(tmp_path: Path, room_server: RoomServer, umask_and_key: None) -> Place:
    return Place(tmp_path, room_server)
