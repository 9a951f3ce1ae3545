"""Pictures on their way into the room: painted, encrypted, uploaded; the sender does the rest.

It runs beside the sender, so that neither painting nor a media repository that is slow or closed keeps a message
from being sent. A picture is painted again after a crash, and perhaps uploaded twice, but sent once.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import TypeAlias

import nio
from nio.crypto.attachments import encrypt_attachment

from orosbot.casebook import Casebook
from orosbot.errors import CasebookError, Unreachable
from orosbot.log import get_logger
from orosbot.matrix.backoff import CHANCE, Backoff, Refusal, Sleep, refusal_in
from orosbot.matrix.client import HardenedClient
from orosbot.matrix.crashpoints import Reached, nothing
from orosbot.matrix.faults import LoggedOut
from orosbot.matrix.http import answered, refusal
from orosbot.tally import drawing
from orosbot.tally.painter import NotPainted, painted
from orosbot.values import Undrawn

log = get_logger(__name__)

Paint: TypeAlias = Callable[[str], Awaitable[bytes]]

UPLOAD = "/_matrix/media/v3/upload"
MOST_UPLOADS = 12
"""So often the homeserver may refuse a picture, over some ten minutes, before it is given up."""
MOST_SECONDS = 300.0


class Uploader:
    """Brings pictures out of the outbox to the homeserver. `paint` makes a PNG of a drawing (see tally.painter)."""

    def __init__(
        self,
        client: HardenedClient,
        book: Casebook,
        *,
        paint: Paint = painted,
        sleep: Sleep = asyncio.sleep,
        chance: random.Random = CHANCE,
        reached: Reached = nothing,
    ) -> None:
        self._client = client
        self._book = book
        self._paint = paint
        self._sleep = sleep
        self._backoff = Backoff(chance, MOST_SECONDS)
        self._reached = reached
        self._woken = asyncio.Event()
        self._last: tuple[str, bytes] | None = None
        """The picture that was painted last, for another try."""

    def wake(self) -> None:
        """A message was sent that a picture may follow."""
        self._woken.set()

    async def run(self, uploaded: Callable[[], None]) -> None:
        """Upload for ever; `uploaded` after each picture that can be sent.

        :raises LoggedOut: if the access token is void. :raises CasebookError: if the casebook cannot be written.
        """
        while True:
            await self.drain(uploaded)
            await self._woken.wait()

    async def drain(self, uploaded: Callable[[], None]) -> None:
        """Upload until nothing waits."""
        self._woken.clear()
        while (row := self._book.outbox.undrawn()) is not None:
            self._reached("picture.chosen")
            seconds = await self._bring(row)
            if seconds is None:
                self._backoff.reset()
                uploaded()
            else:
                await self._sleep(seconds)
        self._last = None

    async def _bring(self, row: Undrawn) -> float | None:
        """Paint and upload one picture; for how many seconds to wait before the next try, or `None`."""
        try:
            png = await self._painted(row)
        except NotPainted as fault:
            self._give_up(row, str(fault))
            return None
        except Exception as error:
            log.failure("picture-failed", error)
            self._give_up(row, type(error).__name__)
            return None
        try:
            return await self._upload(row, png)
        except (LoggedOut, CasebookError):
            raise
        except Unreachable as error:
            return self._wait(str(error))
        except Exception as error:
            log.failure("picture-failed", error)
            return self._failed(row, type(error).__name__)

    async def _painted(self, row: Undrawn) -> bytes:
        if self._last is None or self._last[0] != row.txn_id:
            self._last = (row.txn_id, await self._paint(row.drawing))
            self._reached("picture.painted")
        return self._last[1]

    async def _upload(self, row: Undrawn, png: bytes) -> float | None:
        """The server gets neither the picture nor its name or kind, only how large it is."""
        ciphertext, file = encrypt_attachment(png)
        answer = await answered(
            self._client._send(
                nio.UploadResponse, "POST", UPLOAD, ciphertext, content_type="application/octet-stream"
            )
        )
        if (refused := refusal_in(answer)) is not None:
            return self._refused(row, refused)
        self._reached("picture.uploaded")
        with self._book.transaction():
            content = {"file": {**file, "url": str(answer.content_uri)}, "info": drawing.info(png)}
            self._book.outbox.attach(row.txn_id, content)
            self._reached("picture.before-commit")
        self._reached("picture.committed")
        return None

    def _refused(self, row: Undrawn, refused: Refusal) -> float | None:
        if refused.signed_out:
            raise refusal(refused.status, "M_UNKNOWN_TOKEN", "a picture")
        if refused.wait is not None:
            self._backoff.say(refused.wait, "The homeserver limits the bot.")
            return refused.wait
        why = refused.errcode or str(refused.status)
        if refused.for_good:
            self._give_up(row, why)
            return None
        return self._failed(row, why)

    def _failed(self, row: Undrawn, why: str) -> float | None:
        if row.attempts + 1 >= MOST_UPLOADS:
            self._give_up(row, why)
            return None
        with self._book.transaction():
            self._book.outbox.attempt(row.txn_id)
        return self._wait(f"The homeserver refused a picture ({why}).")

    def _give_up(self, row: Undrawn, why: str) -> None:
        """The message that it was to follow stands; whoever wants the picture asks for it anew."""
        log.error("picture-given-up", why=why)
        with self._book.transaction():
            self._book.outbox.give_up(row.txn_id, why)

    def _wait(self, why: str) -> float:
        seconds = self._backoff.seconds()
        self._backoff.say(seconds, why)
        return seconds
