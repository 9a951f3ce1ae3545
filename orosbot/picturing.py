"""A message's picture goes into the outbox with it, as an event of its own that follows it."""

from datetime import datetime

from orosbot.casebook import Casebook
from orosbot.messages import Message


def follow(
    book: Casebook,
    message: Message,
    txn_id: str,
    cause: str,
    ordinal: int,
    *,
    queued: datetime,
    thread: str | None = None,
    live: bool = True,
) -> None:
    """Queue the picture of a message, if it has one, behind the message itself: that with `txn_id`."""
    if message.picture is not None:
        book.outbox.put(
            cause,
            ordinal,
            message.picture.content(message.code, thread=thread),
            queued=queued,
            code=message.code,
            thread=thread,
            target=txn_id,
            live=live,
            drawing=message.picture.drawing,
        )
