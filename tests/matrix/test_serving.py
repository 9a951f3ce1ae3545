"""Sync, desk and sender at work together, and how they stop."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from orosbot.casebook import Casebook
from orosbot.errors import Unsafe
from orosbot.matrix.serving import Serving
from tests.matrix.directory import Directory
from tests.matrix.peers import BOT, LEAD, ROOM, event, sync_body
from tests.matrix.roomserver import RoomServer
from tests.matrix.scene import Scene


class EchoDesk:
    """Answers every message with its own words."""

    def __init__(self, book: Casebook) -> None:
        self.book = book

    def settle_next(self) -> bool:
        item = self.book.inbox.next()
        if item is None:
            return False
        with self.book.transaction():
            content: dict[str, object] = {"msgtype": "m.notice", "body": item.body, "m.mentions": {}}
            live = self.book.inbox.is_live(item.event_id)
            self.book.outbox.put(item.event_id, 0, content, queued=item.at, live=live)
            self.book.inbox.settle(item.event_id, item.at, command=True)
        return True


class Waiting:
    """Lets a test wait for a crash point to be reached so many times."""

    def __init__(self, scene: Scene) -> None:
        self.counts: dict[str, int] = {}
        self.news = asyncio.Event()
        scene.reached = self.reached

    def reached(self, name: str) -> None:
        self.counts[name] = self.counts.get(name, 0) + 1
        self.news.set()

    async def until(self, name: str, times: int) -> None:
        while self.counts.get(name, 0) < times:
            self.news.clear()
            await self.news.wait()


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


def serve(scene: Scene, ready: Callable[[], None] = lambda: None) -> "asyncio.Task[None]":
    serving = Serving(
        scene.client, scene.sync, EchoDesk(scene.book), scene.sender, scene.uploader, reached=scene.reached
    )
    return asyncio.create_task(serving.serve(ready))


async def test_ready_is_said_once_when_the_backlog_is_settled(scene: Scene) -> None:
    waiting = Waiting(scene)
    pending: list[int] = []
    key = scene.anna.device.room_key(scene.client)
    said = [scene.anna.device.say(str(number)) for number in range(3)]
    scene.server.arrive({**sync_body(said, scene.server.state, [key])})
    task = serve(scene, lambda: pending.append(scene.book.inbox.pending()))
    await waiting.until("send.committed", 3)
    scene.server.arrive(sync_body([scene.anna.device.say("live")]))
    await waiting.until("send.committed", 4)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert pending == [0]
    assert len(scene.server.sent) == 4


async def test_what_the_room_must_not_lose_is_sent_only_after_the_first_sync(scene: Scene) -> None:
    """The echo in the first sync shows that the server has it: it is not sent again."""
    waiting = Waiting(scene)
    txn_id = scene.queue("sent before the crash")
    echo = {**event("m.room.encrypted", {}, BOT), "unsigned": {"transaction_id": txn_id}}
    scene.server.arrive(sync_body([echo], scene.server.state))
    task = serve(scene)
    await waiting.until("sync.keys-settled", 1)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert scene.server.sent == {}


async def test_being_removed_ends_the_whole_service(scene: Scene) -> None:
    waiting = Waiting(scene)
    scene.server.arrive(sync_body(state=scene.server.state))
    task = serve(scene)
    await waiting.until("sync.keys-settled", 1)
    gone = event("m.room.member", {"membership": "leave"}, LEAD, state_key=BOT)
    left = {"timeline": {"events": [gone]}, "state": {"events": []}}
    scene.server.arrive({"next_batch": "x", "rooms": {"leave": {ROOM: left}}})
    with pytest.raises(Unsafe):
        await task


async def test_told_to_stop_it_ends_a_send_that_has_begun(scene: Scene) -> None:
    waiting = Waiting(scene)
    scene.queue("answer")
    scene.server.arrive(sync_body(state=scene.server.state))
    task = serve(scene)
    await waiting.until("send.shared", 1)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert (len(scene.server.sent), scene.wait_in_line()) == (1, 0)
