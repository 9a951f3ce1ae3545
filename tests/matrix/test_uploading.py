"""A picture follows its message: encrypted, once, whatever happens on the way, and never in anybody's way."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from nio.crypto.attachments import decrypt_attachment

from orosbot import categories, texts
from orosbot.matrix.faults import LoggedOut
from orosbot.matrix.serving import Serving
from orosbot.matrix.uploading import MOST_UPLOADS
from orosbot.messages import Message, Picture, para
from orosbot.rules.periods import Period
from orosbot.tally import pictures, reading
from orosbot.tally.drawing import drawing_of
from orosbot.tally.painter import NotPainted, painted
from tests.matrix.directory import Directory, Json
from tests.matrix.fakeserver import DROP
from tests.matrix.peers import BOT, ROOM, sync_body
from tests.matrix.roomserver import RoomServer
from tests.matrix.scene import Scene
from tests.room import Room

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x03\x60\x00\x00\x02\x00" + b"not really a picture" * 50
UPLOAD = "media/upload"


@pytest.fixture
async def scene(directory: Directory, tmp_path: Path) -> AsyncIterator[Scene]:
    """A bot in its room that has made its first sync, whose painter is quick."""
    server = RoomServer(directory)
    await server.start()
    made = Scene(server, tmp_path)
    made.paint = paint
    await made.install()
    yield made
    await made.close()
    await server.stop()


async def paint(drawing: str) -> bytes:
    return PNG


def queue(scene: Scene, cause: str = "tally", drawing: str = "{}", thread: str | None = None) -> list[str]:
    """A message with a picture in the outbox; the transaction ids of both."""
    picture = Picture("tally-2017-02.png", drawing, (para("two contacts"),))
    message = Message("tally", (para("The tally"),), picture=picture)
    outbox, now = scene.book.outbox, scene.clock.now()
    with scene.book.transaction():
        first = outbox.put(cause, 0, message.content(thread=thread), queued=now, code="tally")
        content = picture.content("tally", thread=thread)
        second = outbox.put(cause, 1, content, queued=now, code="tally", target=first, drawing=drawing)
    return [first, second]


async def work(scene: Scene) -> None:
    """Let sender and uploader do all there is."""
    for _ in range(2):
        await scene.sender.drain()
        await scene.uploader.drain(scene.sender.wake)
    await scene.sender.drain()


def content_of(scene: Scene, txn_id: str) -> Json:
    """What the bot has sent, decrypted with the bot's own copy of the room key."""
    source = {
        "type": "m.room.encrypted",
        "event_id": f"$own{txn_id}",
        "sender": BOT,
        "origin_server_ts": 1,
        "content": scene.server.sent[txn_id]["content"],
    }
    return dict(scene.client.decrypt_again(source, ROOM).source["content"])


def column(scene: Scene, txn_id: str, name: str) -> object:
    row = scene.book.store.db.execute(f"SELECT {name} FROM outbox WHERE txn_id = ?", [txn_id]).fetchone()
    return row[0]


async def test_a_picture_follows_its_message_encrypted_and_says_itself_in_words(scene: Scene) -> None:
    message, image = queue(scene)
    await work(scene)
    assert list(scene.server.sent) == [message, image]
    content = content_of(scene, image)
    file = content.pop("file")
    assert content == {
        "msgtype": "m.image",
        "body": "two contacts",
        "filename": "tally-2017-02.png",
        "format": "org.matrix.custom.html",
        "formatted_body": "<p>two contacts</p>",
        "info": {"mimetype": "image/png", "size": len(PNG), "w": 864, "h": 512},
        "m.mentions": {},
        "m.relates_to": {"m.in_reply_to": {"event_id": scene.server.sent[message]["event_id"]}},
        "se.orosbot": {"code": "tally"},
    }
    assert file["url"] == "mxc://example.org/media0"
    assert file["v"] == "v2"
    (stored,) = scene.server.media
    assert decrypt_attachment(stored, file["key"]["k"], file["hashes"]["sha256"], file["iv"]) == PNG


async def test_the_server_learns_nothing_of_a_picture_but_its_size(scene: Scene) -> None:
    _, image = queue(scene)
    await work(scene)
    (request,) = scene.server.asked(UPLOAD)
    assert request.query == {}
    (stored,) = scene.server.media
    assert len(stored) == len(PNG)
    assert b"PNG" not in stored
    assert b"picture" not in stored
    assert "tally" not in str(scene.server.sent[image])


async def test_a_picture_stays_in_the_thread_of_its_message(scene: Scene) -> None:
    message, image = queue(scene, thread="$root")
    await work(scene)
    event_id = scene.server.sent[message]["event_id"]
    assert content_of(scene, image)["m.relates_to"] == {
        "rel_type": "m.thread",
        "event_id": "$root",
        "is_falling_back": False,
        "m.in_reply_to": {"event_id": event_id},
    }


async def test_what_a_picture_shows_and_its_key_are_erased_when_it_is_confirmed(scene: Scene) -> None:
    _, image = queue(scene)
    assert column(scene, image, "drawing") == "{}"
    await work(scene)
    assert "file" in str(column(scene, image, "body"))
    with scene.book.transaction():
        scene.book.outbox.confirm(image, "$image", scene.clock.now())
    assert (column(scene, image, "drawing"), column(scene, image, "body")) == (None, "{}")


async def test_no_picture_is_painted_before_its_message_is_sent(scene: Scene) -> None:
    queue(scene)
    await scene.uploader.drain(scene.sender.wake)
    assert scene.server.requests[-1].path != UPLOAD
    assert scene.server.media == []


async def test_a_picture_whose_message_the_server_never_takes_is_given_up_with_it(scene: Scene) -> None:
    _, image = queue(scene)
    scene.server.limits.append((413, {"errcode": "M_TOO_LARGE", "error": "no"}, {}))
    await work(scene)
    assert scene.server.sent == {}
    assert scene.server.media == []
    assert (column(scene, image, "failed"), column(scene, image, "drawing")) == ("M_TOO_LARGE", None)


POINTS = (
    "picture.chosen",
    "picture.painted",
    "picture.uploaded",
    "picture.before-commit",
    "picture.committed",
)


@pytest.mark.parametrize("point", POINTS)
async def test_whoever_dies_on_the_way_sends_the_picture_once_all_the_same(scene: Scene, point: str) -> None:
    ids = queue(scene)
    await scene.sender.drain()

    class Died(BaseException):
        pass

    def reached(name: str) -> None:
        if name == point:
            raise Died

    scene.reached = reached
    with pytest.raises(Died):
        await scene.uploader.drain(scene.sender.wake)
    scene.reached = lambda name: None
    await scene.restart()
    await scene.get()
    await work(scene)
    assert list(scene.server.sent) == ids
    file = content_of(scene, ids[1])["file"]
    stored = scene.server.media[int(file["url"].removeprefix("mxc://example.org/media"))]
    assert decrypt_attachment(stored, file["key"]["k"], file["hashes"]["sha256"], file["iv"]) == PNG


@pytest.mark.parametrize(("status", "errcode"), [(413, "M_TOO_LARGE"), (400, "M_UNKNOWN")])
async def test_a_picture_that_the_server_never_takes_is_given_up_at_once(
    scene: Scene, status: int, errcode: str, capfd: pytest.CaptureFixture[str]
) -> None:
    message, image = queue(scene)
    scene.server.break_next(UPLOAD, status, errcode)
    await work(scene)
    assert list(scene.server.sent) == [message]
    assert (column(scene, image, "failed"), column(scene, image, "body")) == (errcode, "{}")
    assert (column(scene, image, "drawing"), scene.waits) == (None, [])
    assert "picture-given-up" in (logged := "".join(capfd.readouterr()))
    assert "contacts" not in logged


@pytest.mark.parametrize(
    ("status", "errcode"), [(403, "M_FORBIDDEN"), (404, "M_UNRECOGNIZED"), (413, ""), (502, "M_UNKNOWN")]
)
async def test_a_closed_media_repository_is_tried_ever_less_often_and_then_given_up(
    scene: Scene, status: int, errcode: str
) -> None:
    message, image = queue(scene)
    scene.server.break_next(UPLOAD, status, errcode, times=100)
    await work(scene)
    assert list(scene.server.sent) == [message]
    assert len(scene.server.asked(UPLOAD)) == MOST_UPLOADS
    assert len(scene.waits) == MOST_UPLOADS - 1
    assert 5 * 60 < sum(scene.waits) < 20 * 60
    assert column(scene, image, "failed") == (errcode or str(status))


async def test_what_fails_for_a_while_is_painted_once_and_uploaded_in_the_end(scene: Scene) -> None:
    drawings: list[str] = []

    async def counted(drawing: str) -> bytes:
        drawings.append(drawing)
        return PNG

    scene.paint = counted
    ids = queue(scene)
    scene.server.break_next(UPLOAD, 502, times=3)
    scene.server.break_next(UPLOAD, DROP, times=2)
    await work(scene)
    assert list(scene.server.sent) == ids
    assert len(drawings) == 1
    assert column(scene, ids[1], "attempts") == 0


async def test_a_server_that_is_away_is_waited_for_as_long_as_it_takes(scene: Scene) -> None:
    ids = queue(scene)
    scene.server.break_next(UPLOAD, DROP, times=3 * MOST_UPLOADS)
    await work(scene)
    assert list(scene.server.sent) == ids
    assert max(scene.waits) <= 300


async def test_a_limit_is_waited_for_as_the_server_says(scene: Scene) -> None:
    ids = queue(scene)
    scene.server.break_next(UPLOAD, 429, "M_LIMIT_EXCEEDED", times=MOST_UPLOADS + 1, retry_after_ms=1500)
    await work(scene)
    assert scene.waits == [1.5] * (MOST_UPLOADS + 1)
    assert list(scene.server.sent) == ids


async def test_messages_go_out_while_a_picture_is_painted(scene: Scene) -> None:
    painting, may_go_on = asyncio.Event(), asyncio.Event()

    async def slow(drawing: str) -> bytes:
        painting.set()
        await may_go_on.wait()
        return PNG

    scene.paint = slow
    message, image = queue(scene)
    await scene.sender.drain()
    uploading = asyncio.create_task(scene.uploader.drain(scene.sender.wake))
    await painting.wait()
    later = scene.queue("later")
    await scene.sender.drain()
    assert list(scene.server.sent) == [message, later]
    may_go_on.set()
    await uploading
    await scene.sender.drain()
    assert list(scene.server.sent) == [message, later, image]


@pytest.mark.parametrize("fault", [NotPainted("ModuleNotFoundError"), ValueError("secret contents")])
async def test_without_matplotlib_everything_is_said_but_the_picture(
    scene: Scene, fault: Exception, capfd: pytest.CaptureFixture[str]
) -> None:
    async def broken(drawing: str) -> bytes:
        raise fault

    scene.paint = broken
    message, image = queue(scene)
    later = scene.queue("later")
    await work(scene)
    assert list(scene.server.sent) == [message, later]
    assert column(scene, image, "failed") is not None
    assert "secret" not in "".join(capfd.readouterr())


async def test_a_void_token_ends_the_uploader(scene: Scene) -> None:
    queue(scene)
    await scene.sender.drain()
    scene.server.break_next(UPLOAD, 401, "M_UNKNOWN_TOKEN")
    with pytest.raises(LoggedOut):
        await scene.uploader.drain(scene.sender.wake)


class NobodyAtTheDesk:
    def settle_next(self) -> bool:
        return False


async def test_the_bot_at_work_sends_a_real_picture_and_stops_in_the_middle_of_one(scene: Scene) -> None:
    """What the painter makes in a process of its own is what is drawn here."""
    room = Room(start=datetime(2017, 2, 1, 8, 5, tzinfo=UTC))
    room.open_case()
    words, zone = categories.load(), ZoneInfo("Europe/Stockholm")
    edition = reading.edition_of(
        room.book, Period.read("2017-02"), zone, words, datetime(2017, 3, 1, tzinfo=UTC)
    )
    scene.paint = painted
    ids = queue(scene, drawing=drawing_of(edition, texts.load("en")))
    sent = asyncio.Event()
    painting = asyncio.Event()

    async def for_ever(drawing: str) -> bytes:
        painting.set()
        await asyncio.Event().wait()
        return b""

    def reached(name: str) -> None:
        if name == "send.committed" and len(scene.server.sent) == 2 and not sent.is_set():
            scene.paint = for_ever
            sent.set()

    scene.reached = reached
    serving = Serving(scene.client, scene.sync, NobodyAtTheDesk(), scene.sender, scene.uploader)
    scene.server.arrive(sync_body())
    running = asyncio.create_task(serving.serve(lambda: None))
    try:
        async with asyncio.timeout(60):
            await sent.wait()
            queue(scene, "another")
            scene.sender.wake()
            await painting.wait()
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    file = content_of(scene, ids[1])["file"]
    (stored,) = scene.server.media
    png = decrypt_attachment(stored, file["key"]["k"], file["hashes"]["sha256"], file["iv"])
    assert png == pictures.write(edition, texts.load("en"))
    assert scene.book.outbox.undrawn() is not None
