"""Accounts and rooms on the throwaway homeserver, made by its administration interface.

Nobody gets a device by it: to sign in is left to the client or bot under test.
"""

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from typing import cast
from urllib.parse import quote

import aiohttp

from orosbot import errors
from orosbot.demo.homeserver import Homeserver

BOT_POWER = 50


class Accounts:
    """Makes users and rooms on one homeserver."""

    def __init__(self, homeserver: Homeserver) -> None:
        self._homeserver = homeserver
        self._operator_token: str | None = None

    async def register(self, name: str, password: str, *, admin: bool = False) -> str:
        """Register `name` (the part before the colon); returns the user id. Not signed in anywhere.

        :raises Unreachable: if Synapse refuses, for instance because the name is taken.
        """
        answer = await self._register(name, password, admin=admin, sign_in=False)
        return str(answer["user_id"])

    async def lift_rate_limit(self, user_id: str) -> None:
        """Let `user_id` send as fast as it can, whatever the server's limit on messages."""
        path = f"/_synapse/admin/v1/users/{quote(user_id)}/override_ratelimit"
        await self._call("POST", path, {"messages_per_second": 0, "burst_count": 0}, await self._operator())

    async def create_encrypted_room(
        self,
        creator: str,
        name: str,
        *,
        bot: str | None = None,
        invite: Sequence[str] = (),
        room_version: str = "12",
    ) -> str:
        """Create a private encrypted room in the name of `creator`; returns the room id.

        `bot` is invited too and gets the power level that it needs to redact.
        """
        users = {bot: BOT_POWER} if bot else {}
        if int(room_version) < 12:
            users[creator] = 100  # from version 12 on, creators stand above all levels and may not be listed
        content = {
            "name": name,
            "preset": "private_chat",
            "room_version": room_version,
            "invite": [*invite, *([bot] if bot else [])],
            "power_level_content_override": {"users": users},
            "initial_state": [
                {
                    "type": "m.room.encryption",
                    "state_key": "",
                    "content": {"algorithm": "m.megolm.v1.aes-sha2"},
                }
            ],
        }
        token = await self.token_without_device(creator)
        answer = await self._call("POST", "/_matrix/client/v3/createRoom", content, token)
        return str(answer["room_id"])

    async def token_without_device(self, user_id: str) -> str:
        """An access token of `user_id` that belongs to no device, so that clients see no stranger."""
        path = f"/_synapse/admin/v1/users/{quote(user_id)}/login"
        answer = await self._call("POST", path, {}, await self._operator())
        return str(answer["access_token"])

    async def _operator(self) -> str:
        if self._operator_token is None:
            name = f"operator-{secrets.token_hex(4)}"
            answer = await self._register(name, secrets.token_hex(32), admin=True, sign_in=True)
            self._operator_token = str(answer["access_token"])
        return self._operator_token

    async def _register(self, name: str, password: str, *, admin: bool, sign_in: bool) -> dict[str, object]:
        """Shared-secret registration, see Synapse's manual "Shared-Secret Registration"."""
        path = "/_synapse/admin/v1/register"
        nonce = str((await self._call("GET", path))["nonce"])
        signed = "\0".join([nonce, name, password, "admin" if admin else "notadmin"])
        mac = hmac.new(self._homeserver.shared_secret.encode(), signed.encode(), hashlib.sha1).hexdigest()
        content = {
            "nonce": nonce,
            "username": name,
            "password": password,
            "admin": admin,
            "mac": mac,
            "inhibit_login": not sign_in,
        }
        return await self._call("POST", path, content)

    async def _call(
        self, method: str, path: str, content: object = None, token: str | None = None
    ) -> dict[str, object]:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        async with (
            aiohttp.ClientSession(self._homeserver.url, headers=headers) as session,
            session.request(method, path, json=content) as response,
        ):
            answer = cast(dict[str, object], await response.json())
            if response.status != 200:
                error = answer.get("error", response.reason)
                raise errors.Unreachable(f"Synapse refused {path.rsplit('/', 1)[-1]}: {error}")
            return answer
