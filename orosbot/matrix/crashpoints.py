"""The places at which a process may die, named, so that tests can let it die at each of them.

Every part that waits or commits calls `reached(name)` there. In the bot that does nothing.
"""

import re
from collections.abc import Callable
from typing import Protocol, TypeAlias

Reached: TypeAlias = Callable[[str], None]

NAMES = (
    "sync.asking",  # before the request
    "sync.answered",  # nio has stored its keys, nothing of ours is committed
    "sync.gap-page",  # one page of a gap was read
    "sync.refreshed",  # other people's keys were asked for and judged
    "sync.before-commit",  # inside transaction 1, everything written
    "sync.committed",  # inbox, token and confirmations are stored
    "desk.settled",  # one command is settled and its answer queued (transaction 2)
    "sync.keys-settled",  # our own keys were uploaded, sessions renewed
    "send.chosen",  # before anything of a send
    "send.shared",  # who reads has the room key
    "send.accepted",  # the homeserver has the event, we have not stored that
    "send.before-commit",  # inside transaction 3
    "send.committed",  # stored as sent
    "picture.chosen",  # its message is sent
    "picture.painted",  # before the upload
    "picture.uploaded",  # the homeserver has the file, we have not stored where
    "picture.before-commit",  # inside that transaction
    "picture.committed",  # it waits for the sender
)


def nothing(name: str) -> None:
    """What `reached` is in the bot."""


class Connection(Protocol):
    """A connection of sqlite3 or sqlcipher3."""

    def set_trace_callback(self, callback: Callable[[str], None], /) -> None:
        """Call back with each statement before it runs."""
        ...


_WRITING = re.compile(
    r"\s*(BEGIN|COMMIT|(?:INSERT|UPDATE|DELETE)(?:\s+OR\s+\w+)?(?:\s+(?:INTO|FROM))?\s+\"?\w+)",
    re.IGNORECASE,
)


def at_each_write(connection: Connection, name: str, reached: Reached) -> None:
    """Make a crash point of every statement that writes or begins or ends a transaction, before it runs.

    It is named by what it does to which table, never by values: `casebook INSERT INTO outbox`.
    """

    def heard(statement: str) -> None:
        if found := _WRITING.match(statement):
            reached(f"{name} {found[1]}")

    connection.set_trace_callback(heard)
