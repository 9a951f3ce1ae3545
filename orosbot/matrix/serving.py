"""The bot at work in its room: sync → desk → sender, with pictures beside it, until it is told to stop."""

import asyncio
from collections.abc import Callable
from typing import NoReturn, Protocol

from orosbot.errors import Unreachable
from orosbot.log import get_logger
from orosbot.matrix.client import HardenedClient
from orosbot.matrix.crashpoints import Reached, nothing
from orosbot.matrix.faults import LoggedOut
from orosbot.matrix.sender import Sender
from orosbot.matrix.sync import Sync
from orosbot.matrix.uploading import Uploader

log = get_logger(__name__)

LAST_SEND_SECONDS = 5.0
"""How long a send that has begun may take when the bot is told to stop."""


class Desk(Protocol):
    """What the room needs of a desk (see orosbot.desk)."""

    def settle_next(self) -> bool:
        """Settle the oldest waiting event in one transaction; `False` when none waits."""
        ...


class Serving:
    """Settles what the sync brings and lets the sender know."""

    def __init__(
        self,
        client: HardenedClient,
        sync: Sync,
        desk: Desk,
        sender: Sender,
        uploader: Uploader,
        *,
        reached: Reached = nothing,
    ) -> None:
        self._client = client
        self._sync = sync
        self._desk = desk
        self._sender = sender
        self._uploader = uploader
        self._reached = reached

    async def serve(self, ready: Callable[[], None]) -> NoReturn:
        """Serve until cancelled; `ready` when the backlog is worked off.

        The sender starts after the first sync: only then is it known what the homeserver has already.

        :raises OrosbotError: for what only people can mend.
        """
        await self._sync.next()
        sending = asyncio.create_task(self._sender.run())
        uploading = asyncio.create_task(self._uploader.run(self._sender.wake))
        reading = asyncio.create_task(self._read(ready))
        try:
            done, _ = await asyncio.wait({sending, uploading, reading}, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
            raise RuntimeError("serving ended by itself")
        finally:
            reading.cancel()
            uploading.cancel()
            await self._sender.finish(LAST_SEND_SECONDS)
            sending.cancel()
            await asyncio.gather(sending, uploading, reading, return_exceptions=True)

    async def _read(self, ready: Callable[[], None]) -> None:
        await self._settle()
        ready()
        while True:
            await self._settle_keys()
            await self._sync.next()
            await self._settle()

    async def _settle(self) -> None:
        """Work off the inbox, letting the sender and others go in between."""
        while self._desk.settle_next():
            self._reached("desk.settled")
            self._sender.wake()
            await asyncio.sleep(0)
        self._sender.wake()

    async def _settle_keys(self) -> None:
        try:
            await self._client.settle_keys()
        except LoggedOut:
            raise
        except Unreachable as error:
            log.warning("keys-not-settled", why=str(error))
        self._reached("sync.keys-settled")
