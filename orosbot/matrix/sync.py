"""The bot's own sync loop: one answer of the homeserver becomes one transaction, token included.

nio's loop saves the token before anything is handled, drops it after a failed first request, and turns a
refusal into a hot loop (docs/decisions/0008-own-sync-loop.md).
"""

import asyncio
from datetime import datetime, timedelta

import nio

from orosbot.casebook import RoomState
from orosbot.errors import CasebookError, Unreachable, Unsafe
from orosbot.log import get_logger
from orosbot.matrix.backoff import Backoff, Refusal, refusal_in
from orosbot.matrix.batch import Batch, Reader, When
from orosbot.matrix.faults import LoggedOut
from orosbot.matrix.gap import ciphertexts, fill_gap, full_state, in_order
from orosbot.matrix.http import answered, refusal
from orosbot.matrix.ourend import OurEnd
from orosbot.matrix.projection import of_full_state
from orosbot.matrix.shape import obj
from orosbot.matrix.storing import store
from orosbot.matrix.trust import Waiting
from orosbot.matrix.undecryptable import withheld

log = get_logger(__name__)

TOKEN = "sync_token"
LAST_SYNC = "last_sync"
POLL_SECONDS = 30
FULL_SECONDS = 60.0
CATCHING_UP = timedelta(minutes=2)
"""After a longer pause without a sync, what comes was written while the bot was away."""


def sync_filter(room_id: str) -> dict[str, object]:
    """One room, a hundred events at once, and nothing that wakes the bot without need (typing, presence)."""
    nobody = {"not_types": ["*"]}
    room = {"rooms": [room_id], "timeline": {"limit": 100}, "ephemeral": nobody, "account_data": nobody}
    return {"room": room, "presence": nobody, "account_data": nobody}


class Sync:
    """Asks the homeserver for what is new and stores it."""

    def __init__(self, our: OurEnd) -> None:
        self._our = our
        self._backoff = Backoff(our.chance)
        self._first = True
        self._reviews = 0

    async def next(self) -> None:
        """One sync, from the request to the commit of transaction 1; waits for ever for a server that is away.

        :raises LoggedOut: if the access token is no longer good.
        :raises Unsafe: if the bot is not in the room any more, or the room is not encrypted.
        :raises CasebookError: if casebook or keys cannot be stored; then the token is not either.
        """
        while True:
            try:
                batch = await self._batch()
            except (LoggedOut, Unsafe, CasebookError):
                raise
            except _Limited as limited:
                seconds, why = limited.seconds, "limited"
            except Unreachable as error:
                seconds, why = self._backoff.seconds(), str(error)
            except Exception as error:
                # Whatever nio makes of an answer must not end the bot, nor become a hot loop.
                log.failure("sync-failed", error)
                seconds, why = self._backoff.seconds(), type(error).__name__
            else:
                break
            self._backoff.say(seconds, why)
            await self._our.sleep(seconds)
        self._backoff.reset()
        self._commit(batch)
        self._first, self._reviews = False, batch.reviews

    async def _batch(self) -> Batch:
        since = self._our.book.state.get(TOKEN)
        answer = await self._ask(since)
        self._our.reached("sync.answered")
        self._check_membership(answer)
        before = self._our.book.room.get() or RoomState()
        batch = Batch(answer.next_batch, self._when(), before, first=self._first)
        batch.withheld = [code for event in answer.to_device_events if (code := withheld(event))]
        await self._read(answer, since, batch)
        if not batch.state.encrypted:
            raise Unsafe(
                f"The room {self._our.room_id} is not encrypted: turn on encryption in its settings, then start again."
            )
        return batch

    async def _ask(self, since: str | None) -> nio.SyncResponse:
        # With next_batch set, nio 0.26 throws away the answer of an idle room, its full state included
        # (tests/matrix/tripwires/test_client.py).
        self._our.client.next_batch = ""
        self._our.reached("sync.asking")
        # Synapse answers a request that is the same as one two minutes ago out of its memory: whoever was put
        # out, let in and started again would still be out. A full state it never lets wait.
        poll = self._our.chance.randrange(1, 1000) if self._first else POLL_SECONDS * 1000
        full = True if self._first else None
        request = self._our.client.sync(poll, sync_filter(self._our.room_id), since=since, full_state=full)
        # nio 0.26 sets no time limit for a full state (tests/matrix/tripwires/test_sync.py).
        answer = await answered(asyncio.wait_for(request, FULL_SECONDS if full else None))
        refused = refusal_in(answer)
        if refused is not None:
            raise _fault(refused)
        return answer

    def _check_membership(self, answer: nio.SyncResponse) -> None:
        """nio 0.26 never looks at rooms that we have left (tests/matrix/tripwires/test_sync.py)."""
        gone = self._our.room_id in answer.rooms.leave
        if gone or (self._first and self._our.room_id not in answer.rooms.join):
            raise Unsafe(
                f"The bot is not in the room {self._our.room_id}: it was removed, or never joined. Ask somebody who may "
                f"to invite {self._our.client.user_id} there, and run `orosbot init` again."
            )

    def _when(self) -> When:
        now = self._our.clock.now()
        last = self._our.book.state.get(LAST_SYNC)
        floor = None if last is None else datetime.fromisoformat(last)
        away = floor is None or now - floor > CATCHING_UP
        return When(now, floor, live=not (self._first or away))

    async def _read(self, answer: nio.SyncResponse, since: str | None, batch: Batch) -> None:
        """Read older messages that were left out, the state, the timeline, and what waits for keys."""
        reader = Reader(self._our.client, self._our.trust, self._our.room_id, batch)
        join = answer.rooms.join.get(self._our.room_id)
        limited = join is not None and join.timeline.limited and since is not None
        timeline = join.timeline.events if join else []
        pages = []
        if join is not None and since is not None and limited and join.timeline.prev_batch:
            pages = await fill_gap(
                self._our.client, self._our.room_id, join.timeline.prev_batch, since, self._our.reached
            )
        gap = in_order(pages)
        await self._refresh()
        ciphertext: dict[str, dict[str, object]] = {}
        if since is not None and self._somebody_unknown([*gap, *timeline]):
            await self._refresh()
            ciphertext = await ciphertexts(answer, pages, self._our.room_id)
        batch.changed = {change.user_id: change.seen or "" for change in self._our.trust.changes.values()}
        batch.reviews = self._our.trust.reviews
        keys = any(isinstance(event, nio.RoomKeyEvent) for event in answer.to_device_events)
        if self._first or keys or batch.reviews != self._reviews:
            reader.retry(self._our.book.unread.waiting())
        reader.walk(gap, ciphertext)
        if join is not None:
            if self._first:
                batch.state = of_full_state([obj(event.source) for event in join.state], batch.state)
            else:
                reader.only_state(join.state)
            # A new install starts with what comes next and runs no history.
            reader.walk(timeline, ciphertext) if since is not None else reader.only_state(timeline)
        if limited and not self._first:
            batch.state = of_full_state(await full_state(self._our.client, self._our.room_id), batch.state)

    def _somebody_unknown(self, events: list[nio.Event]) -> bool:
        decrypted = (event for event in events if event.decrypted)
        return any(
            isinstance(self._our.trust.authenticate(event, self._our.room_id), Waiting) for event in decrypted
        )

    async def _refresh(self) -> None:
        """Ask for other people's keys if that is due. If that fails, who is not known yet waits."""
        try:
            await self._our.trust.refresh()
        except LoggedOut:
            raise
        except Unreachable as error:
            log.warning("keys-not-asked", why=str(error))
        self._our.reached("sync.refreshed")

    def _commit(self, batch: Batch) -> None:
        """Transaction 1."""
        with self._our.book.transaction():
            store(batch, self._our.book, self._our.notices, self._our.client.user_id)
            self._our.book.replay.put(self._our.client.replay.drain())
            self._our.book.state.set(TOKEN, batch.token)
            self._our.book.state.set(LAST_SYNC, batch.when.received.isoformat())
            self._our.reached("sync.before-commit")
        self._our.reached("sync.committed")


class _Limited(Unreachable):
    def __init__(self, seconds: float) -> None:
        super().__init__("The homeserver limits the bot.")
        self.seconds = seconds


def _fault(refused: Refusal) -> Unreachable:
    if refused.wait is not None:
        return _Limited(refused.wait)
    if refused.signed_out:
        return refusal(refused.status, "M_UNKNOWN_TOKEN", "to sync")
    return refusal(refused.status, refused.errcode, "to sync")
