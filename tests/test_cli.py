"""The way in: exit codes and sentences, and never a traceback."""

import subprocess
import sys
from pathlib import Path

import pytest

from orosbot import __version__, cli, log
from orosbot.cli import main
from orosbot.errors import Unsafe


def test_the_version_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"orosbot {__version__}\n"


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    out = capsys.readouterr().out
    assert all(f"  {name} " in out for name in cli.COMMANDS)


def test_without_a_command_it_shows_help_and_counts_as_wrong_usage(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main([]) == 2
    assert "usage" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words", [["nonsense"], ["run"], ["doctor", "--what"], ["init"], ["run", "--conf", "x"]]
)
def test_wrong_usage_is_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("command", ["init", "run", "doctor", "console", "actors", "tally", "merge"])
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--help"]) == 0
    assert "usage: orosbot " + command in capsys.readouterr().out


def test_a_fault_is_one_sentence_with_its_exit_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def unsafe(words: object) -> int:
        raise Unsafe("Not like this.")

    monkeypatch.setitem(cli.COMMANDS, "run", unsafe)
    assert main(["run"]) == 4
    assert capsys.readouterr().err == "orosbot: Not like this.\n"


def test_a_bug_is_named_by_class_and_place_and_never_by_what_it_quotes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(words: object) -> int:
        raise KeyError("what a caller said")

    monkeypatch.setitem(cli.COMMANDS, "run", broken)
    assert main(["run"]) == 1
    err = capsys.readouterr().err
    assert "KeyError at test_cli.py:" in err
    assert "caller" not in err
    assert "Traceback" not in err


@pytest.mark.parametrize(("error", "code"), [(KeyboardInterrupt(), 130), (BrokenPipeError(), 0)])
def test_ending_it_from_outside_is_quiet(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], error: BaseException, code: int
) -> None:
    def ended(words: object) -> int:
        raise error

    monkeypatch.setattr("orosbot.cli.os.dup2", lambda source, target: None)
    monkeypatch.setitem(cli.COMMANDS, "run", ended)
    assert main(["run"]) == code
    assert capfd.readouterr().err == ""


def test_help_does_not_wait_for_what_it_does_not_need() -> None:
    """Neither nio nor the casebook are imported before a command needs them."""
    look = "import sys; from orosbot.cli import main; main(['--help']); print([m for m in ('nio', 'sqlcipher3') if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True).stdout
    assert out.splitlines()[-1] == "[]"


def test_a_closed_stderr_is_no_reason_to_fail(tmp_path: Path) -> None:
    with (tmp_path / "log").open("w") as stream:
        log.set_up(stream)
    assert stream.closed
    log.get_logger("tests").info("said-to-nobody")
