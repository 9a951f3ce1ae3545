"""The real bot as a process of its own: `orosbot init`, then `orosbot run`, as an administrator does it."""

import asyncio
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path

from orosbot import errors
from orosbot.demo.homeserver import end_with_parent
from orosbot.private_files import write_private

READY = b"event=ready"
READY_SECONDS = 60.0
STOP_SECONDS = 10.0
LAST_WORDS = 5


class Bot:
    """One bot with a folder of its own for config, keys, casebook and log."""

    def __init__(self, homeserver: str, user_id: str, password: str, folder: Path) -> None:
        self.user_id = user_id
        self.config = folder / "orosbot.toml"
        self.log = folder / "bot.log"
        self._homeserver = homeserver
        self._folder = folder
        self._password_file = folder / "matrix-password"
        self._recovery_key = folder / "recovery-key"
        folder.mkdir(mode=0o700)
        write_private(self._password_file, password + "\n")
        self._process: asyncio.subprocess.Process | None = None
        self._reader: asyncio.Task[None] | None = None
        self._ready = asyncio.Event()

    async def init(self, room: str, leads: list[str], language: str) -> None:
        """`orosbot init`. :raises Unreachable: with its last words, if it fails."""
        flags = ["--config", str(self.config), "--homeserver", self._homeserver, "--user-id", self.user_id]
        flags += ["--password-file", str(self._password_file), "--room", room, "--language", language]
        flags += ["--lead", *leads, "--data-dir", str(self._folder / "data")]
        flags += ["--recovery-key-file", str(self._recovery_key), "--yes"]
        await self._start("init", *flags)
        if code := await self._ended():
            raise errors.Unreachable(f"`orosbot init` ended with {code}. {self.last_words()}")

    async def run(self) -> None:
        """`orosbot run`, until it says that it is ready. :raises Unreachable: if it does not."""
        await self._start("run", "--config", str(self.config))
        ready, ended = asyncio.create_task(self._ready.wait()), asyncio.create_task(self._ended())
        try:
            await asyncio.wait({ready, ended}, timeout=READY_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        finally:
            ready.cancel()
            ended.cancel()
        if not self._ready.is_set():
            raise errors.Unreachable(f"The bot did not become ready. {self.last_words()}")

    async def watch(self) -> None:
        """Wait until it ends by itself. :raises Unreachable: when it has."""
        code = await self._ended()
        raise errors.Unreachable(f"The bot ended by itself, with {code}. {self.last_words()}")

    async def close(self) -> None:
        """Ask it to end (SIGTERM), and make it end after ten seconds. May be repeated."""
        if self._process is None:
            return
        with suppress(ProcessLookupError):
            self._process.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(self._ended(), STOP_SECONDS)
        except TimeoutError:
            with suppress(ProcessLookupError):
                self._process.kill()
            await self._ended()

    async def _start(self, *words: str) -> None:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("OROSBOT_")}
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "orosbot",
            *words,
            cwd=self._folder,
            env=environment,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C in the terminal is the demo's to handle, and the bot goes first
            preexec_fn=end_with_parent if sys.platform == "linux" else None,
        )
        self._reader = asyncio.create_task(self._keep_log(self._process))

    async def _ended(self) -> int:
        assert self._process is not None  # noqa: S101 - for the type checker
        assert self._reader is not None  # noqa: S101
        code = await self._process.wait()
        await asyncio.shield(self._reader)
        return code

    async def _keep_log(self, process: asyncio.subprocess.Process) -> None:
        if process.stdout is None:
            return
        with self.log.open("ab", buffering=0) as log:
            async for line in process.stdout:
                log.write(line)
                if READY in line:
                    self._ready.set()

    def last_words(self) -> str:
        """The end of its log, in which nothing stands that people wrote."""
        lines = self.log.read_text("utf-8", "replace").splitlines() if self.log.exists() else []
        return "Its last words: " + ("\n".join(lines[-LAST_WORDS:]) or "(none)")
