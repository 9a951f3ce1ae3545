"""The console in a terminal, typed at through a pseudo-terminal."""

import os
import pty
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest


@pytest.fixture
def typed() -> Iterator[Callable[[str], str]]:
    """`typed("line")` types a line and gives all that the terminal has shown since, up to the next prompt."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "orosbot", "console", "--lang", "en"]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs) as running:
        os.close(theirs)
        seen = 1

        def until(sign: str) -> str:
            shown = b""
            while sign.encode() not in shown:
                shown += os.read(ours, 65536)
            return shown.decode()

        def type_line(line: str) -> str:
            nonlocal seen
            seen += 1
            os.write(ours, line.encode() + b"\n")
            return until(f"{seen}> ")

        until("1> ")
        yield type_line
        os.write(ours, b"\x04")
        assert running.wait(60) == 0
    os.close(ours)


def test_a_line_without_a_name_is_answered_too(typed: Callable[[str], str]) -> None:
    assert "[1] " in typed("!case help")


def test_a_line_that_makes_no_sense_does_no_harm(typed: Callable[[str], str]) -> None:
    assert "line 1: " in typed("@ yesterday")
    assert "line 2: expected help" in typed("< help")
    assert "[1] " in typed("anna: !case help")
