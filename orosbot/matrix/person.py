"""A staff member's own Matrix client, for the demo: cross-signed, and as careful with keys as the bot.

Nothing of it outlives the process: the device is a new one each time, its memory of keys and messages
is thrown away.
"""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path
from typing import NoReturn
from uuid import uuid4

import nio

from orosbot.casebook import RoomState
from orosbot.errors import Unreachable
from orosbot.matrix import joining, recovery
from orosbot.matrix.backoff import patiently, refusal_in
from orosbot.matrix.client import HardenedClient, make_client
from orosbot.matrix.http import answered, refusal
from orosbot.matrix.identity import Identity, create_identity
from orosbot.matrix.keyshare import share_room_key
from orosbot.matrix.listening import Listener, Seen
from orosbot.matrix.publish import ensure_published
from orosbot.matrix.replay import ReplayRow
from orosbot.matrix.replay import Seen as SeenIndex
from orosbot.matrix.shape import text
from orosbot.matrix.trust import Trust

DEVICE_NAME = "orosbot demo"
SEND_SECONDS = 30.0


class Person:
    """One signed-in device in one room. `listen` has to run beside whatever else is done."""

    def __init__(self, client: HardenedClient, identity: Identity, room: str) -> None:
        self._client = client
        self._identity = identity
        self._room = room
        self._trust = Trust(client, _Pins())
        self._listener = Listener(client, self._trust, room)
        self._one_at_a_time = asyncio.Lock()

    @property
    def user_id(self) -> str:
        return str(self._client.user_id)

    @property
    def device_id(self) -> str:
        return str(self._client.device_id)

    @property
    def room(self) -> RoomState:
        """The room as far as this person has heard of it."""
        return self._listener.state

    async def listen(self, take: Callable[[Seen], None]) -> NoReturn:
        """Hear what is said in the room from now on, until cancelled.

        :raises Unreachable: if the homeserver goes away.
        """
        await self._listener.run(take)

    async def join(self) -> None:
        """Enter the room. :raises NotInvited: if nobody has invited this person."""
        await joining.join(self._client, self._room)

    async def invite(self, user_id: str) -> None:
        """Ask somebody into the room. :raises Unreachable: if the homeserver refuses."""
        _event_id(await answered(self._client.room_invite(self._room, user_id)), "to invite")

    async def sees(self, users: Iterable[str]) -> None:
        """Wait until all of these are in the room, which one must know before one writes to them."""
        await self._listener.until_joined(frozenset(users))

    async def call_oneself(self, name: str) -> None:
        """Set the name that others see."""
        _event_id(await answered(self._client.set_displayname(name)), "a display name")

    async def back_up(self, recovery_key: bytes) -> None:
        """Let the recovery key bring the identity to other clients of this person, Element for instance."""
        await recovery.back_up(self._client, self._identity, recovery_key)

    async def say(self, body: str, *, reply_to: str | None = None) -> str:
        """Send a text message; returns its event id, as the other acts do.

        :raises Unreachable: if it could not be sent to all who should read it.
        """
        content = _content(body)
        if reply_to is not None:
            content["m.relates_to"] = {"m.in_reply_to": {"event_id": reply_to}}
        return await self._send(content)

    async def edit(self, event_id: str, body: str) -> str:
        """Give an own message another text."""
        replacing: dict[str, object] = {"rel_type": "m.replace", "event_id": event_id}
        content = {**_content(f"* {body}"), "m.new_content": _content(body), "m.relates_to": replacing}
        return await self._send(content)

    async def react(self, event_id: str, key: str) -> str:
        """React to a message. Reactions are never encrypted, so that the server may count them."""
        content = {"m.relates_to": {"rel_type": "m.annotation", "event_id": event_id, "key": key}}
        path = ["rooms", self._room, "send", "m.reaction", str(uuid4())]
        url = nio.Api._build_path(path, {"access_token": self._client.access_token})
        request = self._client._send(
            nio.RoomSendResponse, "PUT", url, nio.Api.to_json(content), (self._room,)
        )
        return _event_id(await answered(request), "a reaction")

    async def redact(self, event_id: str) -> str:
        """Delete a message, or take a reaction away."""
        return _event_id(await answered(self._client.room_redact(self._room, event_id)), "to delete")

    async def close(self) -> None:
        await self._client.close()

    async def _send(self, content: dict[str, object]) -> str:
        txn_id = str(uuid4())

        async def once() -> str:
            joined = list(self._listener.state.joined)
            await share_room_key(self._client, self._trust, self._room, joined)
            request = self._client.room_send(self._room, "m.room.message", content, tx_id=txn_id)
            return _event_id(await answered(request), "a message")

        async with self._one_at_a_time:
            return await _in_time(patiently(once, asyncio.sleep))


async def sign_in(homeserver: str, user_id: str, password: str, folder: Path, room: str) -> Person:
    """Sign in as a new device with a new identity that vouches for it. `folder` is for this device alone.

    :raises Unsafe: if the account has an identity already; :raises Unreachable: if there is no answer.
    """
    plain = joining.plain_client(homeserver, user_id)
    try:
        answer = await answered(plain.login(password, device_name=DEVICE_NAME))
    finally:
        await plain.close()
    if refused := refusal_in(answer):
        raise refusal(refused.status, refused.errcode, f"to sign {user_id} in")
    client = make_client(
        homeserver,
        user_id,
        answer.device_id,
        answer.access_token,
        folder,
        secrets.token_hex(32),
        replay=_NoReplay(),
        new_device=True,
    )
    try:
        await client.keys_upload()
        identity = create_identity(user_id)
        await ensure_published(client, identity, password)
    except BaseException:
        await client.close()
        raise
    return Person(client, identity, room)


class _Pins:
    """Identities as first seen in this run."""

    def __init__(self) -> None:
        self._pinned: dict[str, str] = {}

    def get(self, user_id: str) -> str | None:
        return self._pinned.get(user_id)

    def pin(self, user_id: str, master_key: str) -> None:
        self._pinned[user_id] = master_key


class _NoReplay:
    """No message of an earlier run is known: the device is new. Those of this run are in `ReplayMemory`."""

    def get(self, sender_key: str, session_id: str, message_index: int) -> SeenIndex | None:
        return None

    def put(self, rows: list[ReplayRow]) -> None: ...


def _content(body: str) -> dict[str, object]:
    return {"msgtype": "m.text", "body": body, "m.mentions": {}}


def _event_id(answer: nio.Response, what: str) -> str:
    """The id of the event that was made; empty where the answer has none."""
    if refused := refusal_in(answer):
        raise refusal(refused.status, refused.errcode, what)
    return text(getattr(answer, "event_id", ""))


async def _in_time(sending: Awaitable[str]) -> str:
    try:
        return await asyncio.wait_for(sending, SEND_SECONDS)
    except TimeoutError:
        raise Unreachable(f"A message could not be sent within {SEND_SECONDS:.0f} seconds.") from None
