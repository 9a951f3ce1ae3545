"""Sends what waits in the outbox: encrypted, checked, each event once, answers to live commands first.

It runs beside the sync loop, so that a rate limit or a slow server never keeps commands from being read.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress

import nio

from orosbot.errors import CasebookError, Unreachable, Unsafe
from orosbot.log import get_logger
from orosbot.matrix.backoff import Backoff, Refusal, refusal_in
from orosbot.matrix.faults import LoggedOut, NeverInClear
from orosbot.matrix.http import answered, refusal
from orosbot.matrix.keyshare import share_room_key
from orosbot.matrix.ourend import OurEnd
from orosbot.values import OutboxRow

log = get_logger(__name__)

MOST_ATTEMPTS = 5
"""So often an event may fail for a reason that nobody foresaw, before those behind it go first."""
FORBIDDEN = 403


class Sender:
    """Drains the outbox of one room. To be started when the first sync is stored: only then is it known
    which events the homeserver has taken already."""

    def __init__(self, our: OurEnd, *, sent: Callable[[], None] = lambda: None) -> None:
        """`sent` is called after each event that the homeserver has taken."""
        self._our = our
        self._backoff = Backoff(our.chance)
        self._sent = sent
        self._woken = asyncio.Event()
        self._stopping = False
        self._idle = asyncio.Event()
        self._idle.set()

    def wake(self) -> None:
        """Something may be waiting in the outbox."""
        self._woken.set()

    async def finish(self, seconds: float) -> None:
        """Begin nothing more, and wait at most so many seconds for what has begun."""
        self._stopping = True
        with suppress(TimeoutError):
            await asyncio.wait_for(self._idle.wait(), seconds)

    async def run(self) -> None:
        """Send for ever.

        :raises Unsafe: rather than send in clear text. :raises LoggedOut: if the access token is void.
        :raises CasebookError: if casebook or keys cannot be stored; what waits then waits on.
        """
        while True:
            await self.drain()
            await self._woken.wait()

    async def drain(self) -> None:
        """Send until nothing waits."""
        self._woken.clear()
        while not self._stopping and (rows := self._our.book.outbox.waiting(limit=1)):
            self._our.reached("send.chosen")
            self._idle.clear()
            try:
                seconds = await self._send(rows[0])
            finally:
                self._idle.set()
            if seconds is None:
                self._backoff.reset()
            else:
                await self._our.sleep(seconds)

    async def _send(self, row: OutboxRow) -> float | None:
        """Send one event; for how many seconds to wait before the next try, or `None`."""
        try:
            answer = await self._deliver(row)
        except (LoggedOut, Unsafe, CasebookError):
            raise
        except Unreachable as error:
            return self._wait(str(error))
        except Exception as error:
            # What nio cannot send must not keep what stands behind it from being sent.
            log.failure("send-failed", error)
            return self._failed(row, type(error).__name__)
        refused = refusal_in(answer)
        if refused is not None:
            return self._refused(row, refused)
        self._our.reached("send.accepted")
        with self._our.book.transaction():
            self._our.book.outbox.mark_sent(row.txn_id, str(answer.event_id))
            self._our.reached("send.before-commit")
        self._our.reached("send.committed")
        self._sent()
        return None

    async def _deliver(self, row: OutboxRow) -> nio.Response:
        """:raises Unreachable: if there is no answer, or somebody who should read lacks the room key."""
        if row.kind == "redaction":
            return await answered(
                self._our.client.room_redact(self._our.room_id, row.target, tx_id=row.txn_id)
            )
        joined = self._members_of_encrypted_room()
        await share_room_key(self._our.client, self._our.trust, self._our.room_id, joined)
        self._our.reached("send.shared")
        request = self._our.client.room_send(
            self._our.room_id, row.type, row.content, tx_id=row.txn_id, ignore_unverified_devices=False
        )
        return await answered(request)

    def _members_of_encrypted_room(self) -> list[str]:
        """nio 0.26 sends clear text to a room that it takes for unencrypted (tests/matrix/test_sender.py)."""
        state, room = self._our.book.room.get(), self._our.client.rooms.get(self._our.room_id)
        if (
            state is None
            or not state.encrypted
            or room is None
            or not room.encrypted
            or not self._our.client.olm
        ):
            raise NeverInClear("The room does not count as encrypted (any more): nothing is sent.")
        return list(state.joined)

    def _refused(self, row: OutboxRow, refused: Refusal) -> float | None:
        if refused.signed_out:
            raise refusal(refused.status, "M_UNKNOWN_TOKEN", "to send")
        if refused.wait is not None:
            self._backoff.say(refused.wait, "The homeserver limits the bot.")
            return refused.wait
        if row.kind == "redaction" and refused.status == FORBIDDEN:
            self._give_up(row, refused.errcode, lacks_power=True)
            return None
        if refused.for_good:
            self._give_up(row, refused.errcode)
            return None
        return self._wait(f"The homeserver refused a message ({refused.errcode or refused.status}).")

    def _failed(self, row: OutboxRow, why: str) -> float | None:
        if row.attempts + 1 >= MOST_ATTEMPTS:
            self._give_up(row, why)
            return None
        with self._our.book.transaction():
            self._our.book.outbox.attempt(row.txn_id)
        return self._wait(why)

    def _give_up(self, row: OutboxRow, why: str, *, lacks_power: bool = False) -> None:
        log.error("not-sent", kind=row.kind, why=why)
        with self._our.book.transaction():
            self._our.book.outbox.give_up(row.txn_id, why)
            if lacks_power:
                self._our.notices.room("power-level", f"room:power-level:{self._our.clock.now():%Y-%m-%d}")

    def _wait(self, why: str) -> float:
        seconds = self._backoff.seconds()
        self._backoff.say(seconds, why)
        return seconds
