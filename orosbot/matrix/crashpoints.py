"""The places at which a process may die, named, so that tests can let it die at each of them.

Every part that waits or commits calls `reached(name)` there. In the bot that does nothing.
"""

from collections.abc import Callable
from typing import TypeAlias

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
)


def nothing(name: str) -> None:
    """What `reached` is in the bot."""
