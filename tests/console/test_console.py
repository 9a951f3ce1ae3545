"""`orosbot console` as people and programs call it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path

import pytest
from stdnum import damm

from orosbot.console import read_settings, speakers
from orosbot.values import Role

COMMAND = [sys.executable, "-m", "orosbot", "console"]
OPEN = "anna: !case new phone relative religious 18-21\n"
OTHER_KEY = {"OROSBOT_STORAGE_KEY": "another key of good length"}
CONFIG = """
language = "en"
timezone = "America/New_York"
[matrix]
homeserver = "http://127.0.0.1:8008"
user_id = "@orosbot:example.org"
room = "!room"
[roles]
leads = ["@sofia:example.org"]
staff = ["@anna:example.org", "@berit:other.example.org"]
"""


@pytest.fixture(autouse=True)
def no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OROSBOT_STORAGE_KEY", raising=False)
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)


def console(
    *arguments: str | Path,
    typed: str | bytes = "",
    code: int = 0,
    environment: Mapping[str, str] = os.environ,
) -> subprocess.CompletedProcess[bytes]:
    """Run the console and check that it ends with this code and without a traceback."""
    done = subprocess.run(
        [*COMMAND, *map(str, arguments)],
        input=typed if isinstance(typed, bytes) else typed.encode(),
        capture_output=True,
        env={**os.environ, **environment},
        timeout=120,
        check=False,
    )
    assert done.returncode == code, done.stderr.decode()
    assert b"Traceback" not in done.stderr
    return done


def objects(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, object]]:
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def test_one_piped_line_opens_a_case_whose_check_digit_holds() -> None:
    (opened,) = objects(console("--json", "--lang", "en", typed=OPEN))
    assert set(opened) == {
        "n", "at", "code", "ref", "to", "mentions", "text", "html", "attachments", "redacts"
    }  # fmt: skip
    assert (opened["n"], opened["code"], opened["to"]) == (1, "case-opened", "anna")
    assert damm.is_valid(str(opened["ref"]))
    assert len(str(opened["ref"])) == 7


def test_the_answers_are_in_the_language_that_is_asked_for() -> None:
    assert "is open" in console("--lang", "en", typed=OPEN).stdout.decode()
    assert "är öppnat" in console("--lang", "sv", typed=OPEN).stdout.decode()
    assert "är öppnat" in console(typed=OPEN).stdout.decode()


def test_the_clock_may_be_given_and_stands_still() -> None:
    done = console("--json", "--clock", "2017-07-01T09:05", typed="anna: !case help\nanna: !case about\n")
    assert [one["at"] for one in objects(done)] == ["2017-07-01T09:05:00+02:00"] * 2


@pytest.mark.parametrize("locale", [{"LC_ALL": "C", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "ascii"}])
def test_answers_are_utf8_whatever_the_locale(locale: dict[str, str]) -> None:
    assert "är öppnat" in console("--lang", "sv", typed=OPEN, environment=locale).stdout.decode()


def test_a_script_file_is_played_to_its_end(tmp_path: Path) -> None:
    script = tmp_path / "first.txt"
    script.write_text("@ 2017-02-01 09:05\n" + OPEN + "< case-opened $1\nanna > 1: show\n< case-card\n")
    done = console("--lang", "en", script)
    assert done.stdout.decode().startswith("[1] 2017-02-01 09:05 Case ")
    assert "\n[2] 2017-02-01 09:05 " in done.stdout.decode()


def test_a_failed_expectation_is_1_and_stdout_keeps_what_was_said() -> None:
    done = console("--json", "--lang", "en", typed=OPEN + "< case-closed\n", code=1)
    assert objects(done)[0]["code"] == "case-opened"
    assert "line 2: expected case-closed, but the bot said [1] case-opened: Case " in done.stderr.decode()


@pytest.mark.parametrize("line", ["what is this", "@ 2016-01-01 10:00", "anna > 7: show", "anna - 1"])
def test_a_line_that_cannot_be_played_is_2_and_named(line: str) -> None:
    done = console(typed=f"@ 2017-02-01 09:05\n{OPEN}{line}\n", code=2)
    assert done.stderr.decode().startswith("orosbot: line 3: ")


def test_nothing_of_a_script_file_with_a_malformed_line_is_played(tmp_path: Path) -> None:
    script = tmp_path / "broken.txt"
    script.write_text(OPEN + "what is this\n")
    assert console(script, code=2).stdout == b""


@pytest.mark.parametrize(
    "arguments", [["--nonsense"], ["--lang", "de"], ["--clock", "today"], ["missing.txt"], ["--config", "missing.toml"]]
)  # fmt: skip
def test_wrong_usage_is_2(arguments: list[str]) -> None:
    assert console(*arguments, code=2).stderr != b""


def test_nothing_typed_is_nothing_said() -> None:
    assert console(typed="").stdout == b""


def test_bytes_of_any_kind_end_without_a_traceback() -> None:
    console(typed=b"\x00\xff\xfe\xed\xa0\x80\r\n", code=2)
    done = console(
        "--json", typed=b"\xef\xbb\xbfanna: !case \x00\xff\xed\xa0\x80 \x1b[2J\r\nanna: !case help\r\n"
    )
    assert [str(one["code"]) for one in objects(done)] == ["error-unknown-command", "help"]


def test_a_line_of_a_megabyte_is_answered() -> None:
    (answer,) = objects(console("--json", typed="anna: !case note " + "x" * 1_000_000 + "\n"))
    assert str(answer["code"]).startswith("error-")
    assert answer["code"] != "error-internal"


def test_a_reader_that_goes_away_is_no_fault() -> None:
    with subprocess.Popen(
        COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        running.stdin.write(b"anna: !case help\n" * 3)
        running.stdin.close()
        assert running.wait(60) == 0
        assert running.stderr.read() == b""


@pytest.fixture
def driven() -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(
        [*COMMAND, "--json"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as running:
        yield running
        assert running.stdin is not None
        running.stdin.close()


def test_a_program_can_talk_to_it_line_by_line(driven: subprocess.Popen[bytes]) -> None:
    assert driven.stdin is not None
    assert driven.stdout is not None
    for number, line in enumerate((b"anna: !case help\n", b"anna > 1: about\n"), 1):
        driven.stdin.write(line)
        driven.stdin.flush()
        assert json.loads(driven.stdout.readline())["n"] == number


def test_a_casebook_file_is_kept_encrypted_with_its_key_beside_it(tmp_path: Path) -> None:
    casebook = tmp_path / "cases.db"
    typed = OPEN + "anna: !case note $1 advice : sammanbiten\n"
    (opened, _) = objects(console("--json", "--db", casebook, typed=typed))
    (card,) = objects(console("--json", "--db", casebook, typed=f"berit: !case show {opened['ref']}\n"))
    assert "sammanbiten" in str(card["text"])
    assert (tmp_path / "cases.db.key").stat().st_mode & 0o077 == 0
    assert all(b"sammanbiten" not in path.read_bytes() for path in tmp_path.iterdir())


def test_a_wrong_key_is_2_and_one_clear_line(tmp_path: Path) -> None:
    casebook = tmp_path / "cases.db"
    console("--db", casebook, typed=OPEN)
    done = console("--db", casebook, typed=OPEN, code=2, environment=OTHER_KEY)
    assert done.stderr.count(b"\n") == 1
    assert b"key" in done.stderr


def test_a_foreign_file_is_2_and_said_to_be_none_of_ours(tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.db"
    foreign.write_bytes(b"SQLite format 3\x00" + bytes(4080))
    done = console("--db", foreign, typed=OPEN, code=2)
    assert b"not a casebook" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["foreign.db"]


@pytest.mark.parametrize(("place", "said"), [(".", b"is a folder"), ("none/cases.db", b"There is no folder")])
def test_a_place_where_no_casebook_can_be_is_2(tmp_path: Path, place: str, said: bytes) -> None:
    assert said in console("--db", tmp_path / place, typed=OPEN, code=2).stderr


def test_without_roles_in_a_config_lead_is_a_lead_and_everybody_else_staff(tmp_path: Path) -> None:
    config = tmp_path / "orosbot.toml"
    config.write_text('language = "en"\n')
    for settings in (read_settings(None), read_settings(config)):
        assert settings.roles.role_of(speakers(settings)("lead")) is Role.LEAD
        assert settings.roles.role_of(speakers(settings)("anna")) is Role.STAFF


def test_names_in_a_script_are_the_local_parts_of_the_config(tmp_path: Path) -> None:
    config = tmp_path / "orosbot.toml"
    config.write_text(CONFIG)
    typed = "anna: !case help\nberit: !case help\nsofia: !case help\nlead: !case help\n"
    done = console("--json", "--config", config, "--clock", "2017-02-01 09:05", typed=typed)
    assert [(one["to"], one["code"]) for one in objects(done)] == [
        ("anna", "help"),
        ("berit", "help"),
        ("sofia", "help"),
        ("lead", "error-not-allowed"),
    ]
    assert objects(done)[0]["at"] == "2017-02-01T09:05:00-05:00"


def test_a_thousand_cases_have_a_thousand_references_in_no_order() -> None:
    refs = [str(one["ref"]) for one in objects(console("--json", typed=OPEN * 1000))]
    assert len(set(refs)) == 1000
    assert all(damm.is_valid(ref) for ref in refs)
    rises = sum(earlier < later for earlier, later in pairwise(refs))
    assert 400 < rises < 600


def test_the_months_figures_carry_their_picture_and_other_messages_none() -> None:
    typed = (
        "@ 2017-02-28 10:00\n"
        + OPEN
        + "anna: !case tally\nanna: !case tally 2017 picture\n@ 2017-03-01 09:01\n"
    )
    said = objects(console("--json", "--lang", "en", typed=typed))
    carried = {(str(one["code"]), str(one["text"]).split("\n")[0]): one["attachments"] for one in said}
    for key, name in (
        (("monthly-tally", "Tally of February 2017 (draft)"), "tally-2017-02.png"),
        (("tally", "Tally of 2017 (draft)"), "tally-2017.png"),
    ):
        match carried.pop(key):
            case [{"name": named, "mimetype": "image/png", "bytes": int(size)}]:
                assert (named, size > 20_000) == (name, True)
            case other:
                pytest.fail(f"{other}")
    assert list(carried.values()) == [[]] * len(carried)
    assert "[tally-2017-02.png, " in console("--lang", "en", typed=typed).stdout.decode()
