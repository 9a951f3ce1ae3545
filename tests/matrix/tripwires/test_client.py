"""Plain nio: the server may sign the client out and rename it, and answers are discarded."""

from pathlib import Path

import nio
from nio.responses import ErrorResponse, SyncResponse, WhoamiResponse
from nio.store import SqliteStore

from tests.matrix.directory import Directory
from tests.matrix.fakeserver import FakeServer
from tests.matrix.peers import (
    ANNA,
    BOT,
    KEY,
    ROOM,
    Person,
    event,
    in_room,
    plain_client,
    room_state,
    sync_body,
)


async def test_any_answer_may_take_the_access_token_away() -> None:
    bot = plain_client(BOT, "BOTDEV")
    await bot.receive_response(ErrorResponse("x", "M_UNKNOWN", None, True))
    assert bot.access_token == ""


async def test_the_server_tells_the_client_who_it_is() -> None:
    bot = plain_client(BOT, "BOTDEV")
    await bot.receive_response(WhoamiResponse("@somebody:else.example", "X", False))
    assert (bot.user_id, bot.device_id) == ("@somebody:else.example", "X")


async def test_an_answer_with_a_known_token_is_discarded() -> None:
    bot = plain_client(BOT, "BOTDEV")
    for state in ([], room_state(ANNA)):
        await bot.receive_response(SyncResponse.from_dict(sync_body(state=state, token="same")))
    assert list(bot.rooms[ROOM].users) == []


def test_retries_know_no_end() -> None:
    config = nio.AsyncClientConfig()
    assert config.max_timeouts is None
    assert config.max_limit_exceeded is None


async def test_the_token_is_stored_before_anything_is_handled(tmp_path: Path) -> None:
    config = nio.AsyncClientConfig(
        store=SqliteStore, encryption_enabled=True, pickle_key=KEY, store_sync_tokens=True
    )
    bot = nio.AsyncClient("http://127.0.0.1:1", BOT, "D", store_path=str(tmp_path), config=config)
    bot.restore_login(BOT, "D", "token")
    tokens: list[str | None] = []

    def note_the_token(*_: object) -> None:
        assert bot.store is not None
        tokens.append(bot.store.load_sync_token())

    bot.add_event_callback(note_the_token, nio.RoomMessageText)
    message = event("m.room.message", {"msgtype": "m.text", "body": "x"})
    await bot.receive_response(SyncResponse.from_dict(sync_body([message], room_state(ANNA), token="next")))
    assert tokens == ["next"]


async def test_a_reaction_is_sent_in_clear_text(server: FakeServer, directory: Directory) -> None:
    bot = plain_client(BOT, "BOTDEV", server.url)
    await in_room(bot, Person(directory, ANNA))
    content = {"m.relates_to": {"rel_type": "m.annotation", "event_id": "$1", "key": "x"}}
    await bot.room_send(ROOM, "m.reaction", content, "txn")
    await bot.close()
    assert server.sent["txn"]["content"] == content
