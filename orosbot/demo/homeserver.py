"""A throwaway Matrix homeserver: Synapse from PyPI on a free loopback port, with a folder of its own.

The demo and the tests that need a real room start it; orosbot itself never does. Synapse pins other
versions of common packages than we do, hence an environment of its own for it.
"""

import asyncio
import ctypes
import importlib.util
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import aiohttp

from orosbot import errors
from orosbot.demo.homeserver_config import MessageLimit, homeserver_config, log_config

START_SECONDS = 60.0
STOP_SECONDS = 10.0
POLL_SECONDS = 0.05
PORT_TRIES = 5


def synapse_python() -> Path:
    """The interpreter that has Synapse.

    :raises UsageError: if there is none.
    """
    named = os.environ.get("OROSBOT_SYNAPSE_PYTHON")
    if named:
        if not Path(named).is_file():
            raise errors.UsageError(f"OROSBOT_SYNAPSE_PYTHON names no file: {named}")
        return Path(named)
    beside_checkout = Path(__file__).resolve().parents[2] / ".venv-synapse" / "bin" / "python"
    if beside_checkout.is_file():
        return beside_checkout
    if importlib.util.find_spec("synapse") is not None:
        return Path(sys.executable)
    raise errors.UsageError(
        "The homeserver Synapse is not installed: run script/demo in a clone of orosbot, or set "
        "OROSBOT_SYNAPSE_PYTHON to a Python that has the package matrix-synapse."
    )


class Homeserver:
    """One Synapse process and its data, which live in a temporary folder until `close`.

    `start`, `stop` and `kill` may be repeated in any order; data and address stay the same.
    """

    def __init__(self, *, message_limit: MessageLimit = "lifted", server_name: str = "localhost") -> None:
        self.server_name = server_name
        self.shared_secret = secrets.token_hex(32)
        self._message_limit: MessageLimit = message_limit
        self._python = synapse_python()
        self.folder = Path(tempfile.mkdtemp(prefix="orosbot-homeserver-"))  # readable by us alone
        self._process: subprocess.Popen[bytes] | None = None
        self._port: int | None = None

    @property
    def url(self) -> str:
        """Base address, without a slash at the end; known from the first start on."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    async def __aenter__(self) -> Self:
        try:
            await self.start()
        except BaseException:
            await self.close()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def start(self) -> None:
        """Start, and return when it answers requests.

        :raises Unreachable: if it ends by itself or is not ready within a minute.
        """
        if self.running:
            return
        for _ in range(PORT_TRIES):
            fresh = self._port is None
            if self._port is None:
                self._port = _free_port()
                self._write_config(self._port)
            self._process = self._spawn()
            if await self._answers():
                return
            # Somebody may have taken the port between our look and Synapse's bind; then take another,
            # unless clients already know this one.
            if not (fresh and "Address already in use" in self._last_words()):
                break
            self._port = None
        words = self._last_words()
        await self.stop()
        raise errors.Unreachable(f"Synapse did not become ready. Its last words: {words}")

    async def stop(self) -> None:
        """Ask it to end (SIGTERM), and make it end after ten seconds."""
        if self._process is None:
            return
        if self.running:
            self.resume()
            self._process.terminate()
            try:
                await asyncio.to_thread(self._process.wait, STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
        await asyncio.to_thread(self._process.wait)
        self._process = None

    async def kill(self) -> None:
        """End it without notice (SIGKILL), as a power cut does."""
        if self._process is not None:
            self._process.kill()
            await asyncio.to_thread(self._process.wait)
            self._process = None

    def pause(self) -> None:
        """Let it hang: connections are accepted by the kernel, nothing answers."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        self._signal(signal.SIGCONT)

    async def close(self) -> None:
        """Stop it and delete its data."""
        await self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _signal(self, number: signal.Signals) -> None:
        if self._process is not None and self.running:
            self._process.send_signal(number)

    def _write_config(self, port: int) -> None:
        config = homeserver_config(
            self.folder, port, self.server_name, self.shared_secret, self._message_limit
        )
        (self.folder / "homeserver.json").write_text(json.dumps(config))
        (self.folder / "log.json").write_text(json.dumps(log_config(self.folder / "homeserver.log")))

    def _spawn(self) -> subprocess.Popen[bytes]:
        config = str(self.folder / "homeserver.json")
        command = [str(self._python), "-m", "synapse.app.homeserver", "-c", config]
        with (self.folder / "output.log").open("wb") as output:
            # A session of its own: Ctrl-C in the terminal is ours to handle, and Synapse goes last.
            return subprocess.Popen(
                command,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=end_with_parent if sys.platform == "linux" else None,
            )

    async def _answers(self) -> bool:
        """Whether it answered before the deadline; False at once when the process has ended."""
        deadline = time.monotonic() + START_SECONDS
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=5)) as session:
            while self.running and time.monotonic() < deadline:
                try:
                    async with session.get(f"{self.url}/_matrix/client/versions") as response:
                        # On a port that somebody else took, a stranger might answer in Synapse's place.
                        if response.status == 200 and self.running:
                            return True
                except (aiohttp.ClientError, TimeoutError):
                    pass
                await asyncio.sleep(POLL_SECONDS)
        return False

    def _last_words(self) -> str:
        logs = [self.folder / "output.log", self.folder / "homeserver.log"]
        text = "\n".join(log.read_text(errors="replace") for log in logs if log.exists())
        return text.strip()[-2000:] or "(none)"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def end_with_parent() -> None:
    """Have Linux end the child when we are killed and cannot (prctl, PR_SET_PDEATHSIG = 1)."""
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)
