"""The bot as a forked process: the real `orosbot run`, which dies by SIGKILL at a chosen point."""

import os
import signal
import sys
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from vodozemac import GroupSession

from orosbot import app
from orosbot import init as command
from orosbot.clock import SetClock
from orosbot.errors import OrosbotError
from tests.crash.forks import fork

LIFE_SECONDS = 60


class Points:
    """Counts the points of one life; `death` is called at the chosen one, a name with its number: `sync.asking#2`."""

    def __init__(self, chosen: str | None, death: Callable[[], None], log: Path = Path(os.devnull)) -> None:
        self._chosen = chosen
        self._death = death
        self._counts: Counter[str] = Counter()
        self._log = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def __call__(self, name: str) -> bool:
        """Whether this was the chosen one."""
        self._counts[name] += 1
        point = f"{name}#{self._counts[name]}"
        os.write(self._log, f"{point}\n".encode())
        if point == self._chosen:
            self._death()
        return point == self._chosen


def start(config: Path, folder: Path, now: datetime, chosen: str | None) -> tuple[int, int]:
    """Start the bot; its process id, and a pipe that ends with it. It speaks to `folder`/stderr."""

    def run() -> int:
        points = Points(chosen, lambda: os.kill(os.getpid(), signal.SIGKILL), folder / "points")

        def reached(name: str) -> None:
            points(name)

        clock = SetClock(now)
        return _speaking_to(folder / "stderr", lambda: app.run(config, reached=reached, clock=clock))

    return fork(run, LIFE_SECONDS)


def init(arguments: list[str], folder: Path) -> tuple[int, int]:
    """`orosbot init` in a process of its own."""
    return fork(lambda: _speaking_to(folder / "stderr", lambda: command.main(arguments)), LIFE_SECONDS)


def _speaking_to(log: Path, work: Callable[[], int]) -> int:
    for _ in range(4):
        # What vodozemac has drawn ahead (256 bytes) is copied by the fork; without this every life of the bot
        # would make the same keys.
        GroupSession()
    output = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    for number in (1, 2):
        os.dup2(output, number)
    sys.stdout = sys.stderr = os.fdopen(2, "w", buffering=1)
    try:
        return work()
    except OrosbotError as error:
        print(f"orosbot: {error}", file=sys.stderr)
        return error.exit_code
