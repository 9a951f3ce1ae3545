"""`orosbot demo` for somebody at a keyboard: a pseudo-terminal in place of the real one."""

import asyncio
import os
import pty
import signal
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

SECONDS = 100.0
CTRL_D = "\x04"


class Keyboard:
    """Keys go in, what would be on the screen comes out, colours and all."""

    def __init__(self, process: asyncio.subprocess.Process, master: int) -> None:
        self._process = process
        self._master = master
        self._screen = b""
        self._news = asyncio.Event()
        asyncio.get_running_loop().add_reader(master, self._read)

    def type(self, keys: str) -> None:
        os.write(self._master, keys.encode())

    async def until(self, text: str) -> None:
        """Wait until this is on the screen, below what was waited for before."""
        async with asyncio.timeout(SECONDS):
            while text.encode() not in self._screen:
                self._news.clear()
                await self._news.wait()
        self._screen = self._screen.split(text.encode(), 1)[1]

    def hang_up(self) -> None:
        self._process.send_signal(signal.SIGHUP)

    async def ended(self) -> int:
        async with asyncio.timeout(SECONDS):
            return await self._process.wait()

    def _read(self) -> None:
        try:
            self._screen += os.read(self._master, 65536)
        except OSError:  # the other end is closed
            asyncio.get_running_loop().remove_reader(self._master)
        self._news.set()

    async def close(self) -> None:
        if self._process.returncode is None:
            self._process.send_signal(signal.SIGTERM)
        await self.ended()
        asyncio.get_running_loop().remove_reader(self._master)
        os.close(self._master)


@asynccontextmanager
async def keyboard(folder: Path) -> AsyncIterator[Keyboard]:
    """`orosbot demo` in a terminal, with this folder for temporary files."""
    master, slave = pty.openpty()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "orosbot", "demo", "--lang", "en"),
        env={**os.environ, "TMPDIR": str(folder), "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"},
        stdin=slave,
        stdout=slave,
        stderr=slave,
        start_new_session=True,
    )
    os.close(slave)
    it = Keyboard(process, master)
    try:
        yield it
    finally:
        await it.close()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Path]:
    """A folder for temporary files that must be empty in the end."""
    yield tmp_path
    assert list(tmp_path.iterdir()) == []


async def test_a_first_case_is_opened_by_hand(empty: Path) -> None:
    """The prompt comes back while the bot answers, keys typed meanwhile count, and Ctrl-D leaves nothing."""
    async with keyboard(empty) as it:
        await it.until("1 anna>")
        it.type("!case new phone relative religious 18-21\r")
        await it.until("Read aloud")
        it.type("lead > 1: note advice : talked\r")
        await it.until("[2]")
        await it.until("Noted in case")
        it.type("as cecilia\r!case list mine\r")
        await it.until("cecilia>")
        await it.until("[3]")
        it.type(CTRL_D)
        assert await it.ended() == 0


async def test_a_closed_terminal_takes_everything_down(empty: Path) -> None:
    """What the terminal sends when its window is closed ends the demo as Ctrl-D does."""
    async with keyboard(empty) as it:
        await it.until("1 anna>")
        it.hang_up()
        assert await it.ended() == 128 + signal.SIGHUP
