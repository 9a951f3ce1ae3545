"""Plain nio: the server may sign the client out and rename it, and answers are discarded."""

from nio.responses import ErrorResponse, SyncResponse, WhoamiResponse

from tests.matrix.peers import ANNA, BOT, ROOM, plain_client, room_state, sync_body


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
