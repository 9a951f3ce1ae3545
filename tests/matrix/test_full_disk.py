"""No room left on the disk: the bot ends with a sentence, stores nothing by halves, and goes on when there is room."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from orosbot.clock import SetClock
from orosbot.desk import Desk
from orosbot.errors import CasebookError, DiskFull
from orosbot.matrix.faults import KeysNotStored
from orosbot.matrix.serving import Serving
from orosbot.matrix.sync import TOKEN
from orosbot.settings import Settings
from tests.matrix.directory import Directory
from tests.matrix.peers import ANNA, room_state, sync_body
from tests.matrix.roomserver import RoomServer
from tests.matrix.scene import Scene

ROOMY = 1_000_000
MANY = 20
COMMAND = "!case new phone relative religious 18-21 : " + "x" * 1900


@pytest.fixture
async def scene(directory: Directory, tmp_path: Path) -> AsyncIterator[Scene]:
    """A bot that was installed, stopped, and is about to start again."""
    server = RoomServer(directory)
    await server.start()
    made = Scene(server, tmp_path)
    await made.install()
    await made.restart()
    yield made
    await made.close()
    await server.stop()


def casebook_pages(scene: Scene, most: int) -> None:
    scene.book.store.db.execute(f"PRAGMA max_page_count = {most}")


def fill_casebook(scene: Scene) -> None:
    casebook_pages(scene, int(scene.book.store.db.execute("PRAGMA page_count").fetchone()[0]))


def keys_writable(scene: Scene, *, writable: bool) -> None:
    """nio's tables have room here and there, so that a full disk would show late: refuse every write."""
    scene.client.store.database.execute_sql(f"PRAGMA query_only = {int(not writable)}")


def counts(scene: Scene) -> dict[str, int]:
    tables = ("cases", "contacts", "notes", "outbox")
    execute = scene.book.store.db.execute
    return {table: int(execute(f"SELECT count(*) FROM {table}").fetchone()[0]) for table in tables}


async def served(scene: Scene) -> CasebookError:
    """Serve until it ends by itself; what it says."""
    settings = Settings()
    desk = Desk.build(settings, scene.book, SetClock(scene.clock.now()), "en")
    serving = Serving(scene.client, scene.sync, desk, scene.sender, scene.uploader)
    with pytest.raises(CasebookError) as caught:
        await serving.serve(lambda: None)
    return caught.value


async def test_commands_wait_in_the_inbox_and_are_settled_when_there_is_room(scene: Scene) -> None:
    key, said = (
        scene.anna.device.room_key(scene.client),
        [scene.anna.device.say(COMMAND) for _ in range(MANY)],
    )
    await scene.get(*said, to_device=(key,))
    fill_casebook(scene)
    scene.server.arrive(sync_body(state=room_state()))
    error = await served(scene)
    assert isinstance(error, DiskFull)
    assert error.exit_code == 2
    assert "disk is full" in str(error)
    assert scene.waits == []
    waiting = scene.book.inbox.pending()
    assert 0 < waiting <= MANY
    assert counts(scene) == {
        "cases": MANY - waiting,
        "contacts": MANY - waiting,
        "notes": MANY - waiting,
        "outbox": MANY - waiting,
    }
    casebook_pages(scene, ROOMY)
    desk = Desk.build(Settings(), scene.book, scene.clock, "en")
    while desk.settle_next():
        pass
    assert counts(scene) == dict.fromkeys(("cases", "contacts", "notes", "outbox"), MANY)


async def test_what_does_not_fit_into_the_inbox_comes_again(scene: Scene) -> None:
    before = scene.book.state.get(TOKEN)
    key, said = (
        scene.anna.device.room_key(scene.client),
        [scene.anna.device.say(COMMAND) for _ in range(MANY)],
    )
    fill_casebook(scene)
    scene.server.arrive(sync_body(said, room_state(), [key]))
    assert isinstance(await served(scene), DiskFull)
    assert (scene.book.state.get(TOKEN), scene.book.inbox.pending(), scene.waits) == (before, 0, [])
    casebook_pages(scene, ROOMY)
    await scene.restart()
    await scene.get(*said, to_device=(key,))
    assert scene.bodies() == [COMMAND] * MANY


async def test_a_room_key_that_cannot_be_stored_comes_again(scene: Scene) -> None:
    """Else everything that is written with it would be unreadable after the next start."""
    before = scene.book.state.get(TOKEN)
    keys_writable(scene, writable=False)
    key, said = scene.anna.device.room_key(scene.client), scene.anna.device.say("!case status")
    scene.server.arrive(sync_body([said], room_state(), [key]))
    error = await served(scene)
    assert isinstance(error, KeysNotStored)
    assert (error.exit_code, scene.book.state.get(TOKEN), scene.waits) == (2, before, [])
    keys_writable(scene, writable=True)
    await scene.restart()
    await scene.get(said, to_device=(key,))
    assert scene.bodies() == ["!case status"]


async def test_an_answer_whose_key_cannot_be_stored_waits(scene: Scene) -> None:
    """It is not given up like one that can never be sent."""
    await scene.get()
    txn_id = scene.queue("answer")
    keys_writable(scene, writable=False)
    with pytest.raises(KeysNotStored, match="disk is full"):
        await asyncio.wait_for(scene.sender.drain(), 20)
    assert (scene.wait_in_line(), scene.server.sent, scene.waits) == (1, {}, [])
    keys_writable(scene, writable=True)
    await scene.restart()
    await scene.get()
    await scene.sender.drain()
    assert list(scene.server.sent) == [txn_id]
    assert ANNA in str(scene.server.to_device)
