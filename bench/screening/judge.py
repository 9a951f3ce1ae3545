"""Puts notes to `orosbot screen`: one process, one note at a time, as somebody outside would."""

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self


@dataclass(frozen=True, slots=True)
class Answer:
    """What the screen says of a note."""

    refused: bool
    kinds: tuple[str, ...]
    masked: str
    seconds: float
    """From the note's last byte to the answer's, pipes included."""
    processor: float | None
    """Of these, those that the screen's process had a processor; unknown where the system does not tell."""


class Judge:
    """A running `orosbot screen`. Use with `with`."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "orosbot", "screen"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def __enter__(self) -> Self:
        self.look("")  # what the first note waits for is the start of the process
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._process.wait(timeout=60)
        if self._process.stdout is not None:
            self._process.stdout.close()

    def look(self, text: str) -> Answer:
        """Its answer to one note.

        Raises:
            EOFError: the process ended.
        """
        put, take = self._process.stdin, self._process.stdout
        if put is None or take is None:
            raise EOFError("no pipes to the screen")
        had = self._processor()
        start = time.perf_counter()
        put.write(json.dumps({"text": text}) + "\n")
        put.flush()
        line = take.readline()
        seconds = time.perf_counter() - start
        if not line:
            raise EOFError(f"the screen ended with {self._process.wait(timeout=60)}")
        has = self._processor()
        said = json.loads(line)
        return Answer(
            said["refused"],
            tuple(said["kinds"]),
            said["masked"],
            seconds,
            None if had is None or has is None else has - had,
        )

    def _processor(self) -> float | None:
        """Seconds that the process has had a processor so far."""
        try:
            return int(Path(f"/proc/{self._process.pid}/schedstat").read_text("ascii").split()[0]) / 1e9
        except (OSError, ValueError):
            return None

    def look_at(self, texts: Iterable[str]) -> list[Answer]:
        """Its answers to many notes, in their order."""
        return [self.look(text) for text in texts]

    def megabytes(self) -> float | None:
        """The most memory it has held so far; None where the system does not tell."""
        status = Path(f"/proc/{self._process.pid}/status")
        if not status.exists():
            return None
        held = re.search(r"^VmHWM:\s+(\d+) kB", status.read_text(encoding="utf-8"), re.MULTILINE)
        return None if held is None else int(held[1]) / 1024
