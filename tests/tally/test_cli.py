"""`orosbot tally` and `orosbot merge`: what programs and people get, and what is refused."""

import json
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from orosbot.casebook import Casebook
from orosbot.cli import main
from tests.room import Room

KEY = "0123456789abcdef" * 4


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A casebook with two cases of February 2017, one about a child."""
    monkeypatch.setenv("OROSBOT_STORAGE_KEY", KEY)
    path = tmp_path / "casebook.db"
    room = Room(path=path, key=KEY)
    first = room.open_case("phone relative religious 18-21 advice").ref
    second = room.open_case("chat professional right 15").ref
    for line in (
        f"child {second} report",
        f"call {first}",
        f"followup {first} 10d",
        f"gap {first} leaving",
        "count silent",
        'actor add "Mora kommun" municipality dalarna',
        "actor verify mora",
        f"refer {first} mora",
    ):
        room.say("lead", f"!case {line}")
    room.book.close()
    return path


def told(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    found = json.loads(capsys.readouterr().out)
    assert isinstance(found, dict)
    return found


def test_json_has_what_programs_rely_on(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tally", "2017-02", "--db", str(file), "--format", "json"]) == 0
    tally = told(capsys)
    assert tally["period"] == "2017-02"
    assert tally["draft"] is True
    contacts, cases = tally["contacts"], tally["cases"]
    assert isinstance(contacts, dict)
    assert (contacts["new"], contacts["repeat"]) == (2, 1)
    assert contacts["by_channel"] == {"phone": 2, "chat": 1}
    assert isinstance(cases, dict)
    assert (cases["total"], cases["about_child"], cases["child_caller"]) == (2, 1, 0)
    assert cases["by_concern"] == {"right": 1, "left": 0, "religious": 1, "general": 0}
    assert cases["by_caller"] == {"relative": 1, "professional": 1, "self": 0}
    assert list(cases["by_age"].values()) == [1, 1, 0, 0, 0, 0]
    assert tally["assessments"] == {"report": 1, "consult": 0, "caller": 0, "unknown": 0, "none": 0}
    referrals = tally["referrals"]
    assert isinstance(referrals, dict)
    assert (referrals["total"], referrals["by_kind"]["municipality"]) == (1, 1)
    assert referrals["by_form"] == {"tip": 0, "refer": 1, "mediate": 0}
    closings = tally["closings"]
    assert isinstance(closings, dict)
    assert (closings["total"], closings["by_reason"]["no-answer"]) == (0, 0)
    followups = tally["followups"]
    assert isinstance(followups, dict)
    assert (followups["reached"], followups["no_answer"], tally["slips_living"]) == (0, 0, 1)


def test_it_reads_beside_a_running_bot(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with closing(Casebook.open(file, KEY)) as writer, writer.transaction():
        assert main(["tally", "2017", "--db", str(file), "--format", "json"]) == 0
    assert told(capsys)["period"] == "2017"


def test_text_begins_with_what_a_colleague_would_say(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tally", "2017-02", "--db", str(file)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Statistik för februari 2017 (utkast)"
    assert lines[2:4] == [
        "Kontakter: 3 (nya 2, igen 1).",
        "Öppnade ärenden: 2, varav 1 om barn. Avslutade: 0.",
    ]
    assert "Ärenden efter oro: höger 1, religiös 1" in lines


def test_csv_is_for_a_pivot_table(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "tally.csv"
    assert main(["tally", "2017-02", "--db", str(file), "--format", "csv", "--out", str(out)]) == 0
    lines = out.read_text(encoding="utf-8-sig").splitlines()
    assert "2017-02;draft;cases.concern;Ärenden efter oro;right;höger;;;1" in lines
    assert (
        "2017-02;draft;referrals.kind;Hänvisningar efter slags aktör;municipality;kommun;refer;hänvisat;1"
        in lines
    )


def test_a_file_is_for_its_owner_alone(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "tally.json"
    assert main(["tally", "2017-Q1", "--db", str(file), "--format", "json", "--out", str(out)]) == 0
    assert out.stat().st_mode & 0o777 == 0o600
    assert json.loads(out.read_text())["period"] == "2017-Q1"
    assert str(out) in capsys.readouterr().out


@pytest.mark.parametrize("words", [["merge"], ["tally", "merge"]])
def test_several_lines_add_up(
    words: list[str], file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = [str(tmp_path / name) for name in ("south.json", "north.json")]
    for name in names:
        assert main(["tally", "2017-02", "--db", str(file), "--format", "json", "--out", name]) == 0
    capsys.readouterr()
    one = json.loads(Path(names[0]).read_text())
    Path(names[1]).write_text(json.dumps({**one, "slips_living": 2}))  # else it would be a copy
    assert main([*words, *names, "--format", "json"]) == 0
    both = told(capsys)
    assert isinstance(both["cases"], dict)
    assert both["cases"]["total"] == 2 * one["cases"]["total"] == 4
    assert both["quality"] == one["quality"]
    assert both["slips_living"] == 3
    assert both["cells"] == [[*cell, 2 * n] for *cell, n in one["cells"]]


def test_what_cannot_be_added_up_is_named(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = [str(tmp_path / f"{period}.json") for period in ("2017-02", "2017-03")]
    for name in names:
        assert main(["tally", Path(name).stem, "--db", str(file), "--format", "json", "--out", name]) == 0
    (tmp_path / "other.json").write_text('{"period": "2017"}')
    capsys.readouterr()
    assert main(["merge", *names]) == 2
    assert "same period" in capsys.readouterr().err
    missing = str(tmp_path / "missing.json")
    assert main(["merge", missing, str(tmp_path / "other.json")]) == 2
    err = capsys.readouterr().err
    assert "missing.json cannot be read" in err
    assert "other.json is no tally" in err
    assert main(["merge", names[0], names[0]]) == 2
    assert "twice" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["2017-13"], "no period"),
        (["2017-02", "2017-03"], "one period"),
        (["2017"], "--db FILE"),
        (["2017", "--db", "/nowhere/at/all.db"], "no folder"),
        (["2017", "--config", "/nowhere.toml"], "no such file"),
        (["2017", "--format", "pdf"], "pdf"),
        (["merge"], "Which files"),
        ([], "PERIOD"),
    ],
)
def test_wrong_usage_is_told(
    words: list[str], sentence: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OROSBOT_STORAGE_KEY", KEY)
    assert main(["tally", *words]) == 2
    assert sentence in capsys.readouterr().err


def test_a_wrong_key_is_told(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OROSBOT_STORAGE_KEY", "f" * 64)
    assert main(["tally", "2017", "--db", str(file)]) == 2
    assert "wrong storage key" in capsys.readouterr().err


def test_living_slips_are_those_at_the_end_of_the_period(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OROSBOT_STORAGE_KEY", KEY)
    path = tmp_path / "casebook.db"
    room = Room(path=path, key=KEY, start=datetime(2017, 2, 1, 8, 5, tzinfo=UTC))
    ref = room.open_case().ref
    room.say("anna", f"!case followup {ref} 14d")
    room.wait(days=28)
    room.say("anna", f"!case shredded {ref}")
    room.book.close()
    for period, living in (("2017-02", 1), ("2017-03", 0), ("2017-01", 0)):
        assert main(["tally", period, "--db", str(path), "--format", "json"]) == 0
        assert told(capsys)["slips_living"] == living
