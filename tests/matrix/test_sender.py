"""What waits in the outbox goes out encrypted and once, live answers first, whatever the server does."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from orosbot.matrix.faults import LoggedOut, NeverInClear
from orosbot.messages import Message, of_staff, para
from tests.matrix.directory import Directory
from tests.matrix.fakeserver import DROP
from tests.matrix.peers import ANNA, BOT, ROOM
from tests.matrix.roomserver import RoomServer
from tests.matrix.scene import Scene

LIMITED = {"errcode": "M_LIMIT_EXCEEDED", "error": "slow down"}


@pytest.fixture
async def scene(directory: Directory, tmp_path: Path) -> AsyncIterator[Scene]:
    """A bot in its room that has made its first sync."""
    server = RoomServer(directory)
    await server.start()
    made = Scene(server, tmp_path)
    await made.install()
    yield made
    await made.close()
    await server.stop()


def refuse(scene: Scene, status: int, errcode: str = "M_UNKNOWN", times: int = 1, **headers: str) -> None:
    body = {"errcode": errcode, "error": "no"}
    scene.server.limits += [(status, body, headers)] * times


async def test_an_answer_goes_out_encrypted_under_its_transaction_id(scene: Scene) -> None:
    txn_id = scene.queue("482-7391")
    await scene.sender.drain()
    sent = scene.server.sent[txn_id]
    assert "482-7391" not in str(sent)
    assert sent["content"]["algorithm"] == "m.megolm.v1.aes-sha2"
    assert scene.wait_in_line() == 0


async def test_once_the_key_is_shared_a_message_costs_one_request(scene: Scene) -> None:
    scene.queue("first")
    await scene.sender.drain()
    before = len(scene.server.requests)
    scene.queue("second")
    await scene.sender.drain()
    assert [request.path.split("/")[2] for request in scene.server.requests[before:]] == ["send"]


async def test_whoever_dies_between_sending_and_storing_sends_the_same_again(scene: Scene) -> None:
    scene.queue("answer")

    class Died(BaseException):
        pass

    def reached(name: str) -> None:
        if name == "send.accepted":
            raise Died

    scene.reached = reached
    with pytest.raises(Died):
        await scene.sender.drain()
    scene.reached = lambda name: None
    assert scene.wait_in_line() == 1
    await scene.sender.drain()
    assert (len(scene.server.asked("send/")), len(scene.server.sent)) == (2, 1)


@pytest.mark.parametrize(
    ("body", "headers", "seconds"),
    [
        ({**LIMITED, "retry_after_ms": 1500}, {}, 1.5),
        (LIMITED, {"Retry-After": "3"}, 3.0),
        ({**LIMITED, "retry_after_ms": 1500}, {"Retry-After": "3"}, 3.0),
        (LIMITED, {}, 5.0),
    ],
)
async def test_a_limit_is_waited_for_as_the_server_says(
    scene: Scene, body: dict[str, object], headers: dict[str, str], seconds: float
) -> None:
    scene.queue("answer")
    scene.server.limits.append((429, body, headers))
    await scene.sender.drain()
    assert scene.waits == [seconds]
    assert len(scene.server.sent) == 1


async def test_a_live_answer_overtakes_the_backlog_that_waits_for_a_limit(scene: Scene) -> None:
    backlog = [scene.queue(f"backlog {number}", live=False) for number in range(3)]
    refuse(scene, 429, "M_LIMIT_EXCEEDED")
    live: list[str] = []
    scene.while_waiting = lambda: live.append(scene.queue("live"))
    await scene.sender.drain()
    assert list(scene.server.sent) == [*live, *backlog]


@pytest.mark.parametrize("status", [500, 502, 403, 404])
async def test_trouble_that_may_pass_is_waited_for_ever_longer(scene: Scene, status: int) -> None:
    scene.queue("answer")
    refuse(scene, status, "M_UNRECOGNIZED" if status == 404 else "M_UNKNOWN", times=5)
    await scene.sender.drain()
    assert len(scene.waits) == 5
    assert scene.waits[-1] > 3 * scene.waits[0]
    assert len(scene.server.sent) == 1


async def test_a_connection_that_is_cut_loses_nothing(scene: Scene) -> None:
    scene.queue("answer")
    scene.server.break_next("send/", DROP, times=2)
    await scene.sender.drain()
    assert len(scene.server.sent) == 1


@pytest.mark.parametrize(("status", "errcode"), [(413, "M_TOO_LARGE"), (400, "M_BAD_JSON")])
async def test_what_the_server_never_takes_is_recorded_and_blocks_nothing(
    scene: Scene, status: int, errcode: str
) -> None:
    never = scene.queue("too large")
    good = scene.queue("good")
    refuse(scene, status, errcode)
    await scene.sender.drain()
    assert list(scene.server.sent) == [good]
    failed = scene.book.store.db.execute(
        "SELECT failed, body FROM outbox WHERE txn_id = ?", [never]
    ).fetchone()
    assert tuple(failed) == (errcode, "{}")
    assert scene.waits == []


async def test_what_cannot_be_sent_for_reasons_of_its_own_lets_others_go_first_in_the_end(
    scene: Scene,
) -> None:
    broken = scene.queue("broken")
    with scene.book.transaction():
        scene.book.store.db.execute("UPDATE outbox SET body = '5' WHERE txn_id = ?", [broken])
    good = scene.queue("good")
    await scene.sender.drain()
    assert list(scene.server.sent) == [good]
    assert len(scene.waits) == 4


async def test_without_all_readers_nothing_goes_out(scene: Scene) -> None:
    scene.queue("answer")
    scene.server.break_next("sendToDevice", 500, times=3)
    sent_while_waiting: list[int] = []
    scene.while_waiting = lambda: sent_while_waiting.append(len(scene.server.sent))
    await scene.sender.drain()
    assert sent_while_waiting == [0, 0, 0]
    assert len(scene.server.sent) == 1


async def test_nothing_is_sent_into_a_room_that_is_not_known_as_encrypted(scene: Scene) -> None:
    scene.queue("secret")
    with scene.book.transaction():
        scene.book.store.db.execute("UPDATE room SET encrypted = 0")
    with pytest.raises(NeverInClear):
        await scene.sender.drain()
    assert scene.server.asked("send/") == []


async def test_nothing_is_sent_when_nio_takes_the_room_for_unencrypted(scene: Scene) -> None:
    """nio 0.26 would send it in clear text."""
    scene.queue("secret")
    scene.client.rooms[ROOM].encrypted = False
    with pytest.raises(NeverInClear):
        await scene.sender.drain()
    assert scene.server.asked("send/") == []


async def test_a_removal_is_sent_under_its_transaction_id(scene: Scene) -> None:
    txn_id = scene.queue("", cause="removal", kind="redaction", target="$note")
    await scene.sender.drain()
    assert scene.server.redacted == {txn_id: "$note"}
    assert scene.wait_in_line() == 0


async def test_a_removal_without_the_power_to_is_given_up_and_told(scene: Scene) -> None:
    scene.queue("", cause="removal", kind="redaction", target="$note")
    refuse(scene, 403, "M_FORBIDDEN")
    await scene.sender.drain()
    assert scene.told.all == [("room", "power-level")]
    assert (scene.wait_in_line(), scene.waits) == (0, [])


async def test_a_void_token_ends_the_sender(scene: Scene) -> None:
    scene.queue("answer")
    refuse(scene, 401, "M_UNKNOWN_TOKEN")
    with pytest.raises(LoggedOut):
        await scene.sender.drain()
    assert scene.wait_in_line() == 1


async def test_the_sender_wakes_when_told_and_a_send_that_has_begun_may_end(scene: Scene) -> None:
    running = asyncio.create_task(scene.sender.run())
    await asyncio.sleep(0)
    scene.queue("answer")
    begun = asyncio.Event()
    scene.reached = lambda name: begun.set() if name == "send.chosen" else None
    scene.sender.wake()
    await begun.wait()
    scene.queue("not begun")
    await scene.sender.finish(10)
    running.cancel()
    assert (len(scene.server.sent), scene.wait_in_line()) == (1, 1)


def opened(scene: Scene, txn_id: str) -> dict[str, object]:
    """The event that the bot sent, decrypted with the bot's own copy of the room key."""
    source = {
        "type": "m.room.encrypted",
        "event_id": "$own",
        "sender": BOT,
        "origin_server_ts": 1,
        "content": scene.server.sent[txn_id]["content"],
    }
    return dict(scene.client.decrypt_again(source, ROOM).source)


async def test_a_text_that_was_deleted_while_its_message_waited_is_not_sent(scene: Scene) -> None:
    said = Message("case-card", (para("{text} – {text}", text=of_staff("fjäll <b>", "$note")),))
    other = Message("case-card", (para("{text}", text=of_staff("kvar <b>", "$other")),))
    ids = []
    for cause, message in (("$a", said), ("$b", other)):
        marked, written = message.parted()
        with scene.book.transaction():
            ids.append(
                scene.book.outbox.put(cause, 0, marked.content(), queued=scene.clock.now(), written=written)
            )
    with scene.book.transaction():
        scene.book.outbox.erase_text("$note", "(deleted)")
    await scene.sender.drain()
    gone, kept = (opened(scene, txn_id) for txn_id in ids)
    assert gone["content"] == {**said.content(), "body": "(deleted) – (deleted)"} | {
        "formatted_body": "<p>(deleted) – (deleted)</p>"
    }
    assert kept["content"] == other.content()


async def test_a_request_for_emoji_verification_in_the_room_is_cancelled_at_once(scene: Scene) -> None:
    key = scene.anna.device.room_key(scene.client)
    content = {"msgtype": "m.key.verification.request", "body": "…", "to": BOT, "methods": ["m.sas.v1"]}
    asked = [
        scene.anna.device.encrypt(
            {"type": "m.room.message", "room_id": ROOM, "content": {**content, **more}}, f"$ask{number}"
        )
        for number, more in enumerate(({}, {"to": ANNA}, {}))
    ]
    await scene.get(*asked, to_device=(key,))
    assert scene.inbox() == []
    rows = scene.book.outbox.waiting()
    assert len(rows) == 2
    await scene.sender.drain()
    for row, request in zip(rows, ("$ask0", "$ask2"), strict=True):
        event = opened(scene, row.txn_id)
        assert event["type"] == "m.key.verification.cancel"
        content = dict(event["content"])  # type: ignore[call-overload]
        assert content["m.relates_to"] == {"rel_type": "m.reference", "event_id": request}
        assert content["code"] == "m.user"
        assert content["reason"]
    # the server sees what belongs together, not what it says
    assert scene.server.sent[rows[0].txn_id]["content"]["m.relates_to"] == {
        "rel_type": "m.reference",
        "event_id": "$ask0",
    }


async def test_the_same_request_for_verification_is_cancelled_once(scene: Scene) -> None:
    key = scene.anna.device.room_key(scene.client)
    content = {"msgtype": "m.key.verification.request", "body": "…", "to": BOT}
    ask = scene.anna.device.encrypt({"type": "m.room.message", "room_id": ROOM, "content": content}, "$ask")
    await scene.get(ask, to_device=(key,))
    await scene.sender.drain()
    await scene.get(ask)
    assert scene.wait_in_line() == 0
