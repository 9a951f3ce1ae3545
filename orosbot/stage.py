"""Where a console script is played, seen from the player: people act, the clock moves, the bot is heard."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from orosbot.heard import Heard
from orosbot.script import ClockAt, ClockBy
from orosbot.values import Kind


@dataclass(frozen=True, slots=True)
class Act:
    """What one person does in the room, in terms of event ids.

    `reply_to` and `target` are as in `Incoming`; a reaction is taken away by deleting its event.
    """

    line: int
    name: str
    kind: Kind
    text: str = field(default="", repr=False)
    reply_to: str | None = None
    target: str | None = None


class Stage(Protocol):
    """Where a script is played."""

    def perform(self, act: Act) -> str:
        """Do what a person does and return the id of the event that it made."""
        ...

    def move_clock(self, line: ClockAt | ClockBy) -> None:
        """Let time pass.

        :raises ScriptError: if this stage's clock cannot be moved like that.
        """
        ...

    def hear(self, *, wait: bool) -> Sequence[Heard]:
        """What the bot did since the last call, in order.

        With `wait` the player needs a message that it has not got yet: a stage whose bot answers later
        waits for the next one, as long as is reasonable.
        """
        ...
