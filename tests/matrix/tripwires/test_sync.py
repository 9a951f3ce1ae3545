"""Plain nio: what it overlooks in an answer to `/sync`, and how long it waits for one."""

import nio
from nio.responses import SyncResponse

from tests.matrix.peers import ANNA, BOT, ROOM, event, plain_client, room_state, sync_body


async def test_a_room_that_we_left_stays_among_ours() -> None:
    bot = plain_client(BOT, "BOTDEV")
    await bot.receive_response(SyncResponse.from_dict(sync_body(state=room_state(ANNA))))
    gone = event("m.room.member", {"membership": "leave"}, BOT, state_key=BOT)
    left = {"timeline": {"events": [gone]}, "state": {"events": []}}
    await bot.receive_response(SyncResponse.from_dict({"next_batch": "x", "rooms": {"leave": {ROOM: left}}}))
    assert BOT in bot.rooms[ROOM].users


def test_a_removal_with_its_target_in_the_content_alone_counts_as_malformed() -> None:
    removal = event("m.room.redaction", {"redacts": "$note"})
    assert isinstance(nio.Event.parse_event(removal), nio.BadEvent)


async def test_a_full_state_may_take_for_ever() -> None:
    limits: list[object] = []

    class Listening(nio.AsyncClient):  # type: ignore[misc]
        async def _send(self, *_: object, **more: object) -> None:
            limits.append(more["timeout"])

    bot = Listening("http://127.0.0.1:1", BOT)
    bot.access_token = "token"
    await bot.sync(30_000, full_state=True)
    assert limits == [0]
