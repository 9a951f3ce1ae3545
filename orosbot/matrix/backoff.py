"""How long to wait before trying again, and what an answer of the homeserver means for that."""

import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

import nio

from orosbot.errors import Unreachable
from orosbot.log import get_logger
from orosbot.matrix.faults import LoggedOut
from orosbot.matrix.http import status_of
from orosbot.matrix.shape import text

log = get_logger(__name__)

Result = TypeVar("Result")

CHANCE = random.SystemRandom()

Sleep: TypeAlias = Callable[[float], Awaitable[None]]
"""Waits for so many seconds; `asyncio.sleep` in the bot."""

FIRST_SECONDS = 0.5
MOST_SECONDS = 5.0
"""A server that comes back is found within five seconds; one request in five seconds burdens nobody."""
LOGGED_EVERY = 12
"""While the server is away, every so many tries are logged after the first three."""
LIMITED_SECONDS = 5.0
"""When a server limits us without saying for how long."""
MOST_LIMITED_SECONDS = 300.0


class Backoff:
    """Waiting times that double from half a second to `most`, each shortened at random by up to a half, so
    that bots whose server comes back don't all ask at once."""

    def __init__(self, chance: random.Random, most: float = MOST_SECONDS) -> None:
        self._chance = chance
        self._most = most
        self._next = FIRST_SECONDS
        self._tries = 0

    def seconds(self) -> float:
        """How long to wait now."""
        wait, self._next = self._next, min(self._next * 2, self._most)
        return wait * (0.5 + self._chance.random() / 2)

    def say(self, seconds: float, why: str) -> None:
        """Log that we wait: the first three times, then now and then. `why` is a sentence of our own."""
        self._tries += 1
        if self._tries <= 3 or self._tries % LOGGED_EVERY == 0:
            log.warning("waiting", seconds=round(seconds, 1), tries=self._tries, why=why)

    def reset(self) -> None:
        """It went well: the next wait is short again."""
        self._next = FIRST_SECONDS
        self._tries = 0


async def patiently(
    action: Callable[[], Awaitable[Result]], sleep: Sleep, chance: random.Random = CHANCE
) -> Result:
    """Do something until the homeserver answers. :raises LoggedOut: and what is not `Unreachable`, at once."""
    backoff = Backoff(chance)
    while True:
        try:
            return await action()
        except LoggedOut:
            raise
        except Unreachable as error:
            seconds = backoff.seconds()
            backoff.say(seconds, str(error))
            await sleep(seconds)


@dataclass(frozen=True, slots=True)
class Refusal:
    """An error that the homeserver answered. `errcode` is empty if it was no Matrix error.

    `wait` is for how many seconds it wants to be left alone, if it limits us.
    """

    status: int
    errcode: str
    wait: float | None

    @property
    def signed_out(self) -> bool:
        """Whether the access token is no longer good."""
        return self.errcode in ("M_UNKNOWN_TOKEN", "M_USER_DEACTIVATED", "M_MISSING_TOKEN")

    @property
    def for_good(self) -> bool:
        """Whether asking for the very same thing again can never help."""
        # A proxy in front of the server may answer 4xx too, but without a code or as M_UNRECOGNIZED.
        return self.status in (400, 404, 413) and self.errcode not in ("", "M_UNRECOGNIZED")


def refusal_in(answer: nio.Response) -> Refusal | None:
    """What an answer of nio's refuses; `None` if it is no error."""
    if not isinstance(answer, nio.ErrorResponse):
        return None
    status, errcode = status_of(answer), text(answer.status_code)
    limited = status == 429 or errcode == "M_LIMIT_EXCEEDED"
    return Refusal(status, errcode, _wait(answer) if limited else None)


def _wait(answer: nio.ErrorResponse) -> float:
    """The wait that a rate limit names: `Retry-After` (seconds) or the older `retry_after_ms`."""
    named = [float(answer.retry_after_ms) / 1000] if isinstance(answer.retry_after_ms, int) else []
    if answer.transport_response is not None:
        header = answer.transport_response.headers.get("Retry-After", "")
        named += [float(header)] if header.isdecimal() else []
    return min(max(named), MOST_LIMITED_SECONDS) if named else LIMITED_SECONDS
