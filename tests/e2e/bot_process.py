"""The real bot as a process of its own, used as an administrator does: `orosbot init`, `orosbot run`."""

import asyncio
import os
import signal
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 30.0
READY = "event=ready"


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process ended."""

    code: int
    out: str
    err: str


class BotProcess:
    """One bot with a folder of its own for config, keys and casebook."""

    def __init__(self, homeserver: str, user_id: str, password: str, folder: Path) -> None:
        self.user_id = user_id
        self.config = folder / "orosbot.toml"
        self.data = folder / "data"
        self.recovery_key = folder / "recovery-key"
        self.lines: list[str] = []  # stderr of `run`, of all runs
        self.homeserver = homeserver
        self._folder = folder
        self._password_file = folder / "matrix-password"
        self._password_file.write_text(password + "\n")
        self._password_file.chmod(0o600)
        self._process: asyncio.subprocess.Process | None = None
        self._reader: asyncio.Task[None] | None = None
        self._news = asyncio.Event()
        self._first = 0  # where the lines of the present run begin

    async def init(self, room: str, *leads: str, language: str = "en", more: tuple[str, ...] = ()) -> Ended:
        """`orosbot init`, all asked for given as flags; `more` are further flags, as `--new-device`."""
        flags = {
            "--homeserver": self.homeserver,
            "--user-id": self.user_id,
            "--password-file": str(self._password_file),
            "--room": room,
            "--language": language,
            "--data-dir": str(self.data),
            "--recovery-key-file": str(self.recovery_key),
        }
        given = [word for pair in flags.items() for word in pair]
        given += [word for lead in leads for word in ("--lead", lead)]
        return await self.command("init", "--config", str(self.config), *given, "--yes", *more)

    async def command(self, *words: str, seconds: float = SECONDS) -> Ended:
        """Run another `orosbot` command to its end."""
        process = await self._spawn(*words)
        try:
            async with asyncio.timeout(seconds):
                out, err = await process.communicate()
        finally:
            with suppress(ProcessLookupError):
                process.kill()
        assert process.returncode is not None
        return Ended(process.returncode, out.decode(), err.decode())

    async def start(self, *, clock: datetime | None = None) -> None:
        """`orosbot run`, until it says that it is ready; by a clock that starts at a moment, if one is given."""
        await self.launch(clock=clock)
        await self.wait_for_line(READY)

    async def launch(self, *, dies_at: str | None = None, clock: datetime | None = None) -> None:
        """`orosbot run`, without waiting for anything. It kills itself at a point like `send.accepted#3`; `clock` is
        a moment (aware) from which its clock goes on, or at which it stands still in a life that ends so."""
        assert self._process is None, "it runs already"
        self._first = len(self.lines)
        words = ("run", "--config", str(self.config))
        moment = [] if clock is None else [clock.isoformat()]
        if dies_at is not None:
            self._process = await self._spawn(*words, dies_at, *moment, module="tests.e2e.mortal")
        elif moment:
            self._process = await self._spawn(*words, *moment, module="tests.e2e.timed")
        else:
            self._process = await self._spawn(*words)
        self._reader = asyncio.create_task(self._read(self._process))

    async def wait_for_line(self, fragment: str, seconds: float = SECONDS) -> str:
        """The first stderr line of this run that contains `fragment`."""
        async with asyncio.timeout(seconds):
            while True:
                self._news.clear()
                for line in self.lines[self._first :]:
                    if fragment in line:
                        return line
                assert self._running, "\n".join(self.lines[-20:])
                await self._news.wait()

    async def ended(self, seconds: float = SECONDS) -> int:
        """Wait until `run` ends by itself; its exit code."""
        assert self._process is not None
        assert self._reader is not None
        async with asyncio.timeout(seconds):
            code = await self._process.wait()
            await self._reader
        self._process = self._reader = None
        return code

    async def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """End it by a signal; its exit code."""
        assert self._process is not None
        self._process.send_signal(number)
        return await self.ended()

    async def close(self) -> None:
        """End it in any case. May be repeated."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                self._process.kill()
            await self.ended()

    @property
    def pid(self) -> int:
        """Process id of the running bot."""
        assert self._process is not None
        return self._process.pid

    @property
    def _running(self) -> bool:
        return self._reader is not None and not self._reader.done()

    async def _spawn(self, *words: str, module: str = "orosbot") -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            module,
            *words,
            cwd=self._folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )

    async def _read(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None
        assert process.stderr is not None
        unread = asyncio.create_task(process.stdout.read())
        async for line in process.stderr:
            self.lines.append(line.decode(errors="replace").rstrip("\n"))
            self._news.set()
        await unread
        self._news.set()
