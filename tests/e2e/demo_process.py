"""`orosbot demo` as a process of its own, in a folder for temporary files that must be empty in the end."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

SECONDS = 100.0


class DemoProcess:
    """Its stdout and stderr line by line, its stdin open until `finish`."""

    def __init__(self, process: asyncio.subprocess.Process, folder: Path) -> None:
        self.out: list[str] = []
        self.err: list[str] = []
        self._process = process
        self._folder = folder
        self._news = asyncio.Event()
        self._readers = [
            asyncio.create_task(self._read(process.stdout, self.out)),
            asyncio.create_task(self._read(process.stderr, self.err)),
        ]

    async def until(self, fragment: str) -> str:
        """The first line of stdout or stderr with this in it."""
        async with asyncio.timeout(SECONDS):
            while True:
                self._news.clear()
                for line in [*self.out, *self.err]:
                    if fragment in line:
                        return line
                assert not all(reader.done() for reader in self._readers), self.err
                await self._news.wait()

    async def type(self, line: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{line}\n".encode())
        await self._process.stdin.drain()

    async def finish(self) -> int:
        """Close its stdin and wait for the end; the exit code."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        return await self.ended()

    async def ended(self) -> int:
        async with asyncio.timeout(SECONDS):
            code = await self._process.wait()
            await asyncio.gather(*self._readers)
        return code

    def signal(self, number: signal.Signals) -> None:
        self._process.send_signal(number)

    async def left_behind(self) -> list[str]:
        """Temporary files, and command lines of processes that have to do with them."""
        return [*(await self.processes()).values(), *(str(path) for path in self._folder.iterdir())]

    async def processes(self) -> dict[int, str]:
        """What the demo has started and is running: command lines by process id."""
        asked = await asyncio.create_subprocess_exec(
            "ps", "-axww", "-o", "pid=,command=", stdout=asyncio.subprocess.PIPE
        )
        listed, _ = await asked.communicate()
        lines = [line.split(maxsplit=1) for line in listed.decode(errors="replace").splitlines()]
        return {int(pid): command for pid, command in lines if str(self._folder) in command}

    async def close(self) -> None:
        with suppress(ProcessLookupError):
            self._process.send_signal(signal.SIGTERM)
        await self.ended()

    async def _read(self, stream: asyncio.StreamReader | None, lines: list[str]) -> None:
        assert stream is not None
        async for line in stream:
            lines.append(line.decode().rstrip("\n"))
            self._news.set()
        self._news.set()


@asynccontextmanager
async def demo_process(folder: Path, *words: str) -> AsyncIterator[DemoProcess]:
    """`orosbot demo` with these words."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "orosbot",
        "demo",
        "--lang",
        "en",
        *words,
        env={**os.environ, "TMPDIR": str(folder)},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    demo = DemoProcess(process, folder)
    try:
        yield demo
    finally:
        await demo.close()
