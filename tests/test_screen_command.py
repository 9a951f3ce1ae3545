"""`orosbot screen`: JSON lines in, JSON lines out."""

import json
import subprocess
import sys


def screen(lines: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the command with these lines on its input."""
    command = [sys.executable, "-m", "orosbot", "screen", *words]
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


def test_a_malformed_line_is_named_and_not_quoted() -> None:
    """What is no note ends it with the line's number, never its text."""
    for line in ("hemligt", '{"note": "hemligt"}', '["hemligt"]'):
        done = screen('{"text": "ok"}\n' + line + "\n")
        assert done.returncode == 2
        assert "line 2" in done.stderr
        assert "hemligt" not in done.stderr
