"""A folder in which `orosbot init` is called, against a played homeserver, and the processes started there."""

import asyncio
import signal
import sys
from contextlib import suppress
from pathlib import Path

from orosbot import init
from tests.matrix.peers import BOT, LEAD, ROOM
from tests.matrix.roomserver import PASSWORD, RoomServer

SECONDS = 20.0


class Place:
    """A folder with a password file, and `init` called in it."""

    def __init__(self, folder: Path, server: RoomServer) -> None:
        self.folder, self.server = folder, server
        self.config = folder / "orosbot.toml"
        self.data = folder / "data"
        self.password = folder / "password"
        self.password.write_text(PASSWORD + "\n")
        self.password.chmod(0o600)

    def flags(self) -> list[str]:
        return [
            *("--config", str(self.config), "--homeserver", self.server.url, "--user-id", BOT),
            *("--password-file", str(self.password), "--room", ROOM, "--lead", LEAD, "--language", "en"),
        ]

    async def init(self, *flags: str) -> int:
        return await asyncio.to_thread(init.main, list(flags) or self.flags())

    async def again(self, *flags: str) -> int:
        return await self.init("--config", str(self.config), *flags)

    async def orosbot(self, *words: str) -> tuple[int, str, str]:
        """A command in a process of its own."""
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "orosbot", *words, "--config", str(self.config), stdout=pipe, stderr=pipe
        )
        out, err = await process.communicate()
        assert process.returncode is not None
        return process.returncode, out.decode(), err.decode()

    async def running(self) -> "Running":
        """`orosbot run` in a process of its own."""
        pipe = asyncio.subprocess.PIPE
        words = ("-m", "orosbot", "run", "--config", str(self.config))
        return Running(await asyncio.create_subprocess_exec(sys.executable, *words, stderr=pipe))


class Running:
    """A process that runs until a test ends it."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def says(self, fragment: str) -> str:
        """Read its log until a line contains `fragment`."""
        assert self._process.stderr is not None
        async with asyncio.timeout(SECONDS):
            async for line in self._process.stderr:
                if fragment in line.decode():
                    return line.decode()
        raise AssertionError(f"it ended without saying {fragment!r}")

    async def end(self, number: signal.Signals) -> tuple[int, str]:
        """Send it a signal; its exit code and the rest of its log."""
        self._process.send_signal(number)
        try:
            async with asyncio.timeout(SECONDS):
                _, err = await self._process.communicate()
        finally:
            with suppress(ProcessLookupError):
                self._process.kill()
        assert self._process.returncode is not None
        return self._process.returncode, err.decode()
