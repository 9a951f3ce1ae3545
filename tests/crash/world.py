"""One run: a bot that is set up, its homeserver, its staff, and the deaths it dies."""

import asyncio
import os
import shutil
import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from pydantic import TypeAdapter

from orosbot import settings
from orosbot.casebook import Casebook
from orosbot.clock import SystemClock
from orosbot.desk import Desk
from orosbot.matrix.session import load_session
from tests.crash import lives
from tests.crash.homeserver import Homeserver
from tests.crash.ledger import Ledger, ledger
from tests.crash.lives import Points
from tests.crash.staff import SOFIA, Staff
from tests.matrix.directory import Directory
from tests.matrix.peers import ANNA, BOT, LEAD, ROOM
from tests.matrix.roomserver import PASSWORD

CONFIG = "orosbot.toml"


@dataclass(frozen=True, slots=True)
class Later:
    """A time after all was written, and so many messages the bot then sends of its own accord."""

    now: datetime
    messages: int


MORNING = Later(datetime(2017, 7, 13, 7, 0, 30, tzinfo=UTC), 5)
"""The day after, half a minute past nine in Stockholm: the morning's briefing, what falls due at nine, and what
fell due while the bot was away."""
MONTH = Later(datetime(2017, 8, 1, 7, 0, 30, tzinfo=UTC), 4)
"""The first staffed day of the next month: briefing, what fell due meanwhile, the month's figures, their picture."""
NOTHING = shutil.ignore_patterns("points", "stderr", "password")


@dataclass(frozen=True, slots=True)
class Report:
    """What came of a run. `deaths` are the points at which the bot died, `points` those of all its lives;
    `trouble` says how a life ended that should not have."""

    deaths: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    trouble: str = "the run itself died"
    ledger: Ledger | None = None


REPORT = TypeAdapter(Report)


class World:
    """A bot that is set up in `folder`, and a homeserver that knows what is going to happen. It is played in
    forks. `later`: staff have agreed on things, and what happens is that it becomes so late."""

    def __init__(self, folder: Path, *, later: Later | None = None) -> None:
        self._folder = folder
        directory = Directory()
        self._server = Homeserver(directory, ANNA, LEAD, SOFIA)
        self._staff = Staff(directory)
        with asyncio.Runner() as runner:
            runner.run(self._server.start())
            self._url = self._server.url
            self._set_up(runner)
            device = self._device()
            if later is not None:
                self._server.script = runner.run(self._staff.agree(device))
                self._run(runner)
                self._server.now, self._server.reminders = later.now, later.messages
            else:
                self._server.script = runner.run(self._staff.write(device))
            runner.run(self._server.stop())
        self._warm()

    def _set_up(self, runner: asyncio.Runner) -> None:
        """`orosbot init`, and a first life with nothing to do."""
        (self._folder / "password").write_text(PASSWORD)
        flags = {
            "--config": self._folder / CONFIG,
            "--homeserver": self._server.url,
            "--user-id": BOT,
            "--password-file": self._folder / "password",
            "--room": ROOM,
            "--lead": LEAD,
            "--language": "en",
            "--recovery-key-file": self._folder / "recovery-key",
        }
        arguments = [str(word) for pair in flags.items() for word in pair]
        status = self._live(runner, partial(lives.init, arguments, self._folder))
        assert status == 0, (self._folder / "stderr").read_text()
        self._run(runner)

    def _run(self, runner: asyncio.Runner) -> None:
        """One life in which all is done that there is to do."""
        begin = partial(lives.start, self._folder / CONFIG, self._folder, self._server.now, None)
        status = self._live(runner, begin)
        assert status == 0, (self._folder / "stderr").read_text()

    def _warm(self) -> None:
        """Read once what the bot would read in each life."""
        book = Casebook.open(None)
        Desk.build(settings.load(self._folder / CONFIG), book, SystemClock())
        book.close()

    def _device(self) -> str:
        matrix = settings.load(self._folder / CONFIG).matrix
        assert matrix is not None
        session = load_session(self._folder / "data", matrix)
        assert session is not None
        return session.device_id

    def play(self, folder: Path, chosen: Sequence[str]) -> bytes:
        """Let the bot die at each of the chosen points, one a life, and then live on to the end.

        To be called in a fork. `folder` is made, and removed if all went well. Returns a `Report` as JSON.
        """
        shutil.copytree(self._folder, folder, ignore=NOTHING)
        with asyncio.Runner() as runner:
            runner.run(self._server.start())
            config = folder / CONFIG
            text = config.read_text().replace(str(self._folder), str(folder))
            config.write_text(text.replace(self._url, self._server.url))
            deaths, trouble = self._lives(runner, folder, chosen)
            points = tuple((folder / "points").read_text().splitlines())
            found = None if trouble else runner.run(ledger(folder / CONFIG, self._server, self._staff))
        if not trouble:
            shutil.rmtree(folder)
        return REPORT.dump_json(Report(deaths, points, trouble, found))

    def _lives(
        self, runner: asyncio.Runner, folder: Path, chosen: Sequence[str]
    ) -> tuple[tuple[str, ...], str]:
        deaths: list[str] = []
        for point in (*chosen, None):
            begin = partial(lives.start, folder / CONFIG, folder, self._server.now, point)
            status = self._live(runner, begin, folder, point)
            if status == 0:
                return tuple(deaths), ""
            if status != -signal.SIGKILL or point is None:
                break
            deaths.append(point)
        return tuple(deaths), f"status {status} after {deaths}: {(folder / 'stderr').read_text()[-2000:]}"

    def _live(
        self,
        runner: asyncio.Runner,
        begin: Callable[[], tuple[int, int]],
        folder: Path | None = None,
        chosen: str | None = None,
    ) -> int:
        """One life of the bot, forked while the loop stands still; its exit code, negative for a signal."""
        pid, ended = begin()
        if folder:
            self._server.reached = Points(chosen, lambda: _kill(pid), folder / "points")
        runner.run(self._until_dead(pid, ended))
        os.close(ended)
        self._server.next_life()
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])

    async def _until_dead(self, pid: int, ended: int) -> None:
        """Let the homeserver work until the bot is dead; once all is done the bot is asked to stop."""
        dead = asyncio.Event()
        loop = asyncio.get_running_loop()
        loop.add_reader(ended, dead.set)
        self._server.done.clear()
        stopping = asyncio.create_task(self._stop_when_done(pid))
        try:
            await dead.wait()
        finally:
            loop.remove_reader(ended)
            stopping.cancel()

    async def _stop_when_done(self, pid: int) -> None:
        await self._server.done.wait()
        os.kill(pid, signal.SIGTERM)


def _kill(pid: int) -> None:
    """The point may be reached by a request that the bot left behind when it ended by itself."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
