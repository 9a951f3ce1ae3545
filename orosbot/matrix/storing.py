"""Transaction 1: what a sync brought goes into the casebook, and the room is told what it must know."""

from datetime import timedelta

from orosbot.casebook import Casebook, RoomState
from orosbot.casebook.powers import may_redact
from orosbot.log import get_logger
from orosbot.matrix.batch import Batch, When
from orosbot.matrix.declining import CANCEL, in_room_cancel
from orosbot.matrix.notices import Notices

log = get_logger(__name__)

TELL_AFTER = timedelta(minutes=5)
"""A key that is on its way arrives within seconds; so long we wait before we speak of it."""
GIVE_UP_AFTER = timedelta(days=7)


def store(batch: Batch, book: Casebook, notices: Notices, bot: str) -> None:
    """Write a batch. To be called inside a transaction, with the same batch as often as one likes."""
    for txn_id, event_id in batch.echoes:
        book.outbox.confirm(txn_id, event_id, batch.when.received)
    for arrival in batch.arrivals:
        when = arrival.when
        book.inbox.put(arrival.incoming, when.received, floor=when.floor, live=when.live)
    for event_id, when in batch.asked:
        _decline(book, event_id, when)
    for event_id in batch.settled:
        book.unread.drop(event_id)
    for event in batch.unread:
        book.unread.put(event)
    for code in batch.withheld:
        if code.sender in batch.state.joined:  # anybody on any server may send such a thing
            book.unread.withhold(code.session_id, code.sender, code.code)
    before = book.room.get()
    if batch.state != before:
        book.room.put(batch.state)
    _tell(batch, book, notices)
    _tell_of_room(batch, before, notices, bot)


def _decline(book: Casebook, request: str, when: When) -> None:
    cause = f"declined:{request}"
    if when.live and not book.outbox.has(cause):  # what is older nobody waits for any more
        book.outbox.put(cause, 0, in_room_cancel(request), queued=when.received, type=CANCEL)


def _tell(batch: Batch, book: Casebook, notices: Notices) -> None:
    now = batch.when.received
    for user, device in sorted(batch.refused):
        notices.device_unsigned(user, device, f"device:{user}:{device}")
    for user, seen in batch.changed.items():
        if user in batch.state.joined:
            book.pins.note_change(user, seen)
            notices.identity_changed(user, f"identity:{user}:{seen}")
    for event in book.unread.untold(now - TELL_AFTER):
        if event.sender in batch.state.joined:
            why = book.unread.withheld(event.session_id, event.sender) or event.why
            notices.unreadable(event.sender, why, f"unreadable:{event.sender}:{now:%Y-%m-%d}")
        book.unread.mark_told(event.event_id, now)
    book.unread.drop_before(now - GIVE_UP_AFTER)


def _tell_of_room(batch: Batch, before: RoomState | None, notices: Notices, bot: str) -> None:
    """When the bot starts without the power to remove messages, or loses it: at most once a day."""
    lacks = bot in batch.state.joined and not may_redact(batch.state, bot)
    if lacks and (batch.first or before is None or may_redact(before, bot)):
        notices.room("power-level", f"room:power-level:{batch.when.received:%Y-%m-%d}")
    if batch.state.replaced_by is not None and (batch.first or before is None or before.replaced_by is None):
        log.warning("room-replaced", by=batch.state.replaced_by)
