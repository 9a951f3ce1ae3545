"""Staff of a helpline with Element on their desks; each name becomes unique on the shared homeserver."""

import asyncio
import itertools
from collections.abc import Iterator
from pathlib import Path

from orosbot.demo.homeserver import Homeserver
from orosbot.demo.homeserver_accounts import Accounts
from tests.e2e.element_client import ElementClient

PASSWORD = "ett långt lösenord"
NUMBERS: Iterator[int] = itertools.count(1)


class People:
    """Registers people, signs them in, brings them together in rooms."""

    def __init__(self, homeserver: Homeserver, folder: Path) -> None:
        self.accounts = Accounts(homeserver)
        self.homeserver = homeserver
        self._folder = folder
        self._clients: list[ElementClient] = []

    async def register(self, name: str) -> str:
        """A new account with `PASSWORD`, signed in nowhere; returns the user id."""
        return await self.accounts.register(f"{name}{next(NUMBERS)}", PASSWORD)

    async def person(self, name: str) -> ElementClient:
        """Somebody new with one cross-signed, syncing Element client."""
        client = await self.sign_in(await self.register(name))
        await client.bootstrap()
        await client.start()
        return client

    async def persons(self, *names: str) -> list[ElementClient]:
        """Several at once."""
        return list(await asyncio.gather(*(self.person(name) for name in names)))

    async def unsigned_device(self, owner: ElementClient, *, exclude_insecure: bool = True) -> ElementClient:
        """A further, syncing device of the same person, which nobody has signed."""
        client = await self.sign_in(owner.user_id, exclude_insecure=exclude_insecure)
        await client.start()
        return client

    async def signed_device(self, owner: ElementClient) -> ElementClient:
        """A further, syncing device of the same person, signed with the person's identity."""
        client = await self.sign_in(owner.user_id)
        await client.start()
        await client.import_identity_from(owner)
        await owner.wait_until_signed(owner.user_id, client.device_id)
        return client

    async def sign_in(self, user_id: str, *, exclude_insecure: bool = True) -> ElementClient:
        log = self._folder / f"element-{len(self._clients)}.log"
        client = await ElementClient.sign_in(
            self.homeserver.url, user_id, PASSWORD, log, exclude_insecure=exclude_insecure
        )
        self._clients.append(client)
        return client

    async def room(
        self,
        creator: ElementClient,
        *others: ElementClient,
        bot: str | None = None,
        room_version: str = "12",
    ) -> str:
        """An encrypted room that all have joined; `bot`, a user id, is invited with power level 50."""
        invited = [other.user_id for other in others]
        room = await self.accounts.create_encrypted_room(
            creator.user_id,
            "Helpline",
            bot=bot,
            invite=invited,
            room_version=room_version,
        )
        for client in (creator, *others):
            await client.join(room)
        return room

    async def close(self) -> None:
        for client in self._clients:
            await client.close()
