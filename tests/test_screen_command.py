"""`orosbot screen`: JSON lines in, JSON lines out."""

import json
import os
import subprocess
import sys
from contextlib import suppress

import pytest

COMMAND = (sys.executable, "-m", "orosbot", "screen")


def raw(given: bytes, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command with these bytes on its input."""
    return subprocess.run(
        COMMAND, input=given, capture_output=True, check=False, env={**os.environ, **environment}
    )


def screen(lines: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the command with these lines on its input."""
    command = [*COMMAND, *words]
    return subprocess.run(command, input=lines, capture_output=True, text=True, check=False)


def test_a_line_for_each_note() -> None:
    """Each note is judged by itself, and told what it is called in the language asked for."""
    notes = ["ring 070-123 45 67", "ring mamman på tisdag"]
    done = screen("".join(json.dumps({"text": note}) + "\n" for note in notes), "--lang", "en")
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert (done.returncode, done.stderr) == (0, "")
    assert told == [
        {"refused": True, "kinds": ["phone"], "masked": "ring [phone number]"},
        {"refused": False, "kinds": [], "masked": "ring mamman på tisdag"},
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"hemligt", "line 2 of the input is not JSON."),
        (b"[" * 100_000, "line 2 of the input is not JSON."),
        (b'{"text": "hemligt"', "line 2 of the input is not JSON."),
        (b'{"note": "hemligt"}', 'line 2 of the input is not like {"text": "\u2026"}.'),
        (b'{"text": 7}', 'line 2 of the input is not like {"text": "\u2026"}.'),
        (b'["hemligt"]', 'line 2 of the input is not like {"text": "\u2026"}.'),
        (b'"hemligt"', 'line 2 of the input is not like {"text": "\u2026"}.'),
        (b'{"text": "hemligt \xff"}', "line 2 of the input is not UTF-8 text."),
        (b'{"text": "' + b"hemligt " * 300_000 + b'"}', "line 2 of the input is longer than 1000000 bytes."),
    ],
    ids=("word", "nested", "cut", "note", "number", "list", "string", "bytes", "long"),
)
def test_a_line_that_is_no_note_is_named_and_the_others_are_answered(line: bytes, said: str) -> None:
    """It is told by its number, never by its text; nothing after it is lost."""
    note = b'{"text": "ring p\xc3\xa5 tisdag"}\n'
    done = raw(note + line + b"\n" + note)
    first, second, third = (json.loads(answer) for answer in done.stdout.splitlines())
    assert first == third == {"refused": False, "kinds": [], "masked": "ring på tisdag"}
    assert second == {"error": said}
    assert done.stderr.decode() == f"orosbot: {said}\n"
    assert b"hemligt" not in done.stdout + done.stderr
    assert done.returncode == 2


@pytest.mark.parametrize("given", [b"", b"\n\n  \n"])
def test_nothing_in_nothing_out(given: bytes) -> None:
    done = raw(given)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_a_closed_input_is_an_empty_one() -> None:
    done = subprocess.run(
        [sys.executable, "-c", f"import os; os.close(0); os.execv({sys.executable!r}, {[*COMMAND]!r})"],
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


@pytest.mark.parametrize(
    "given", [b'\xef\xbb\xbf{"text": "hej"}', b'{"text": "hej"}\r\n', b'{"text": "hej"}']
)
def test_a_mark_of_the_file_and_other_ends_of_lines(given: bytes) -> None:
    assert json.loads(raw(given).stdout) == {"refused": False, "kinds": [], "masked": "hej"}


def test_half_a_character_is_answered() -> None:
    """JSON can hold half of an emoji; no line of UTF-8 can."""
    done = raw(b'{"text": "\\ud83d ring 070-174 06 05"}\n')
    assert json.loads(done.stdout)["kinds"] == ["phone"]
    assert done.returncode == 0


def test_the_terminals_encoding_does_not_matter() -> None:
    done = raw('{"text": "mår bättre på tisdag ✅"}\n'.encode(), PYTHONIOENCODING="ascii")
    assert json.loads(done.stdout) == {"refused": False, "kinds": [], "masked": "mår bättre på tisdag ✅"}


def test_who_reads_may_go() -> None:
    """A closed pipe ends it without a word."""
    with subprocess.Popen(
        COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(b'{"text": "hej"}\n')
        process.stdin.flush()
        assert process.stdout.readline()
        process.stdout.close()
        with suppress(BrokenPipeError):
            process.stdin.write(b'{"text": "hej"}\n' * 5)
            process.stdin.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == 0
