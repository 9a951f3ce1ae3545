"""Plain nio: the server may sign the client out and rename it."""

from nio.responses import ErrorResponse, WhoamiResponse

from tests.matrix.peers import BOT, plain_client


async def test_any_answer_may_take_the_access_token_away() -> None:
    bot = plain_client(BOT, "BOTDEV")
    await bot.receive_response(ErrorResponse("x", "M_UNKNOWN", None, True))
    assert bot.access_token == ""


async def test_the_server_tells_the_client_who_it_is() -> None:
    bot = plain_client(BOT, "BOTDEV")
    await bot.receive_response(WhoamiResponse("@somebody:else.example", "X", False))
    assert (bot.user_id, bot.device_id) == ("@somebody:else.example", "X")
