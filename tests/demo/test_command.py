"""`orosbot demo` before anything is started, and the script that ships with it."""

from pathlib import Path

import pytest

from orosbot import cli, console, demo
from orosbot.demo.command import main

CONVERSATION = Path(demo.__file__).parent / "first-conversation.oros"


@pytest.mark.parametrize("language", ["en", "sv"])
def test_the_first_conversation_passes_in_the_console_too(language: str) -> None:
    assert console.main(["--lang", language, str(CONVERSATION)]) == 0


@pytest.mark.parametrize(
    ("script", "sentence"),
    [
        ("anna: hej\n@ +1d\n# x\n@ 2017-02-01 09:05\n", "line 2: `@` is for `orosbot console`"),
        ("anna: hej\n@ +1d\n# x\n@ 2017-02-01 09:05\n", "line 4: `@` is for `orosbot console`"),
        ("anna: hej\nwhat is this\n", "line 2: no line of a script"),
        ("orosbot: hej\n", "orosbot is the bot"),
    ],
)
def test_a_script_that_cannot_be_played_starts_nothing(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    script: str,
    sentence: str,
) -> None:
    """Exit code 2 with every such line named, and no homeserver is looked for."""
    monkeypatch.setenv("OROSBOT_SYNAPSE_PYTHON", "/nowhere/python")
    file = tmp_path / "script.oros"
    file.write_text(script, "utf-8")
    assert cli.main(["demo", "--script", str(file)]) == 2
    assert sentence in capsys.readouterr().err


def test_a_script_that_is_not_there_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["demo", "--script", "/nowhere/script"]) == 2
    assert "/nowhere/script cannot be read: No such file" in capsys.readouterr().err


def test_without_a_homeserver_there_is_one_sentence_and_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OROSBOT_SYNAPSE_PYTHON", "/nowhere/python")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert cli.main(["demo", "--script", str(CONVERSATION)]) == 2
    assert capsys.readouterr().err == "orosbot: OROSBOT_SYNAPSE_PYTHON names no file: /nowhere/python\n"
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_flag_is_wrong_usage() -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--scrpt", "x"])
    assert ended.value.code == 2
