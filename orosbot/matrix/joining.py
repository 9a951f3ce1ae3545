"""Signing in and entering the room: what `orosbot init` asks of the homeserver before keys come into it."""

from urllib.parse import quote

import nio

from orosbot import errors
from orosbot.casebook import RoomState
from orosbot.matrix.backoff import refusal_in
from orosbot.matrix.gap import full_state
from orosbot.matrix.http import answered, call
from orosbot.matrix.projection import of_full_state
from orosbot.matrix.quiet import silence
from orosbot.matrix.session import Session
from orosbot.matrix.shape import text

DEVICE_NAME = "orosbot"


def plain_client(
    homeserver: str, user_id: str, device_id: str = "", access_token: str = ""
) -> nio.AsyncClient:
    """A client without keys, for plain requests."""
    silence()
    config = nio.AsyncClientConfig(encryption_enabled=False, max_timeouts=0, max_limit_exceeded=0)
    client = nio.AsyncClient(homeserver, user_id, device_id, config=config)
    client.access_token = access_token
    return client


async def sign_in(homeserver: str, user_id: str, password: str) -> Session:
    """Sign in as a new device.

    :raises UsageError: if user and password are not accepted; :raises Unreachable: if there is no answer.
    """
    client = plain_client(homeserver, user_id)
    try:
        answer = await answered(client.login(password, device_name=DEVICE_NAME))
    finally:
        await client.close()
    refused = refusal_in(answer)
    if refused is None:
        if answer.user_id != user_id:
            raise errors.UsageError(f"The homeserver calls the bot {answer.user_id}: give that as --user-id.")
        return Session(answer.user_id, answer.device_id, answer.access_token)
    if refused.wait is not None:
        raise errors.Unreachable(
            f"The homeserver wants no more sign-ins for now: run `orosbot init` again in {refused.wait:.0f} seconds."
        )
    if refused.status == 403:
        raise errors.UsageError(
            f"The homeserver does not accept {user_id} with this password: check --user-id and --password-file."
        )
    raise errors.Unreachable(
        f"{homeserver} does not let the bot sign in ({refused.errcode or refused.status}): check --homeserver."
    )


async def sign_out(homeserver: str, session: Session) -> bool:
    """Let the homeserver forget a device; whether it did."""
    client = plain_client(homeserver, session.user_id, session.device_id, session.access_token)
    try:
        return (await call(client, "POST", "/_matrix/client/v3/logout", {})).status == 200
    except errors.Unreachable:
        return False
    finally:
        await client.close()


async def resolve_alias(client: nio.AsyncClient, alias: str) -> str:
    """The room behind `#name:example.org`. :raises UsageError: if there is none."""
    answer = await call(client, "GET", f"/_matrix/client/v3/directory/room/{quote(alias, safe='')}")
    if answer.status == 404:
        raise errors.UsageError(f"There is no room {alias}: check --room, or give the room's id.")
    return text(answer.expect(f"to look up {alias}").get("room_id"))


async def join(client: nio.AsyncClient, room: str) -> None:
    """Enter the room. :raises NotInvited: if nobody has invited the bot; says what to ask whom."""
    answer = await call(client, "POST", f"/_matrix/client/v3/join/{quote(room, safe='')}", {})
    if answer.status in (403, 404):
        raise errors.NotInvited(
            f"The bot is not invited to {room} yet. Ask a lead, or whoever may invite people there, to invite "
            f"{client.user_id} and to give it power level 50 (moderator). Then run `orosbot init` again."
        )
    answer.expect("to let the bot into the room")


async def look_at(client: nio.AsyncClient, room: str) -> RoomState:
    """The room as it is now. :raises Unreachable: if the server does not say."""
    return of_full_state(await full_state(client, room))
