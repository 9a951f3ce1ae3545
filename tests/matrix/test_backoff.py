"""How long the bot waits, and what it makes of refusals."""

import random

import pytest

from orosbot.errors import Unreachable, Unsafe
from orosbot.matrix.backoff import MOST_SECONDS, Backoff, Refusal, patiently
from orosbot.matrix.faults import LoggedOut


def test_waits_double_up_to_a_limit_and_start_again_after_success() -> None:
    backoff = Backoff(random.Random(0))
    waits = [backoff.seconds() for _ in range(20)]
    assert all(0.25 <= wait <= MOST_SECONDS for wait in waits)
    assert min(waits[6:]) >= MOST_SECONDS / 2
    backoff.reset()
    assert backoff.seconds() <= 0.5


def test_two_bots_do_not_wait_alike() -> None:
    one, other = Backoff(random.Random(1)), Backoff(random.Random(2))
    assert [one.seconds() for _ in range(3)] != [other.seconds() for _ in range(3)]


@pytest.mark.parametrize(
    ("status", "errcode", "for_good"),
    [
        (413, "M_TOO_LARGE", True),
        (400, "M_BAD_JSON", True),
        (404, "M_NOT_FOUND", True),
        (404, "", False),
        (404, "M_UNRECOGNIZED", False),
        (403, "M_FORBIDDEN", False),
        (500, "M_UNKNOWN", False),
    ],
)
def test_only_what_a_homeserver_itself_refuses_is_refused_for_good(
    status: int, errcode: str, for_good: bool
) -> None:
    assert Refusal(status, errcode, None).for_good is for_good


class Away:
    """Answers with the given exceptions, then with "there"."""

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)

    async def __call__(self) -> str:
        if self.errors:
            raise self.errors.pop(0)
        return "there"


async def test_a_server_that_is_away_is_waited_for() -> None:
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    assert await patiently(Away(Unreachable("away"), Unreachable("away")), sleep) == "there"
    assert len(waits) == 2


@pytest.mark.parametrize("error", [LoggedOut("out"), Unsafe("no")])
async def test_what_waiting_cannot_mend_is_not_waited_for(error: Exception) -> None:
    async def sleep(seconds: float) -> None:
        raise AssertionError("waited")

    with pytest.raises(type(error)):
        await patiently(Away(error), sleep)
