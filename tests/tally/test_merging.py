"""`orosbot merge`: what lines send is added up or refused by the file's name, and other words are told."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from orosbot import texts
from orosbot.cli import main
from orosbot.rules.periods import Period
from orosbot.tally import formats, reading
from tests.room import Room
from tests.tally.test_public import WORDS

Told = dict[str, object]


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes the tally of a line with two cases, changed by hand afterwards; its file."""

    def written(name: str, change: Callable[[Told], object] | None = None, period: str = "2017-02") -> Path:
        room = Room()
        room.open_case("phone relative religious 18-21")
        room.open_case("chat professional right 15")
        edition = reading.edition_of(
            room.book, Period.read(period), room.settings.zone, WORDS, room.clock.now()
        )
        told = json.loads(formats.write("json", edition, texts.load("en")))
        if change is not None:
            change(told)
        file = tmp_path / name
        file.write_text(json.dumps(told), encoding="utf-8")
        return file

    return written


def test_every_file_with_a_fault_is_named(
    write: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def put(told: Told, **more: object) -> None:
        told.update(more)

    def public(told: Told) -> None:
        told.clear()
        put(told, period="2017-02", tables=[])

    files = [
        write("period.json", lambda told: put(told, period="February")),
        write("negative.json", lambda told: put(told, cells=[["cases.all", "", "", -1]])),
        write("texts.json", lambda told: put(told, cells=[["cases.all", "", "", "2"]])),
        write("newer.json", lambda told: put(told, cells=[["cases.mood", "", "", 2]])),
        write("moved.json", lambda told: put(told, period="2017-03")),
        write("public.json", public),
        tmp_path / "missing.json",
        tmp_path / "broken.json",
        tmp_path,
    ]
    (tmp_path / "broken.json").write_bytes(b"\xff{")
    assert main(["merge", *map(str, files)]) == 2
    lines = capsys.readouterr().err.splitlines()
    for file, told in zip(
        files,
        (
            "no tally",
            "no tally",
            "no tally",
            "cases.mood",
            "compares it",
            "public figures",
            "cannot be read",
            "no tally",
            "cannot be read",
        ),
        strict=True,
    ):
        assert [line for line in lines if f"{file} " in line and told in line], (file, lines)


def test_the_same_file_by_another_way_is_named_twice_too(
    write: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write("south.json")
    (tmp_path / "north.json").symlink_to(file)
    assert main(["merge", str(file), str(tmp_path / "north.json")]) == 2
    assert "named twice" in capsys.readouterr().err


def test_a_copy_of_a_file_is_named_with_the_other_one(
    write: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    south = write("south.json")
    copy = tmp_path / "copy.json"
    told = json.loads(south.read_text())
    copy.write_text(json.dumps({**told, "cells": told["cells"][::-1]}, indent=4))
    assert main(["merge", str(south), str(write("north.json", add_slip)), str(copy)]) == 0
    err = capsys.readouterr().err
    assert f"{south} and {copy} have exactly the same figures" in err
    assert "north" not in err


def test_lines_that_counted_nothing_are_no_copies(
    write: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    files = [str(write(name, period="2016-02")) for name in ("south.json", "north.json")]
    assert main(["merge", *files, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["cells"] == []


def add_slip(told: Told) -> None:
    """Makes a line differ from another one."""
    told["slips_living"] = 1


def test_a_row_that_stands_twice_is_refused(
    write: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    def double(told: Told) -> None:
        cells = told["cells"]
        assert isinstance(cells, list)
        told["cells"] = [*cells, ["cases.all", "", "", 2]]

    assert main(["merge", str(write("south.json")), str(write("north.json", double))]) == 2
    err = capsys.readouterr().err
    assert "north.json has a row of cases.all twice" in err
    assert "south" not in err


def test_other_periods_are_refused_with_every_file(
    write: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["merge", str(write("south.json")), str(write("north.json", period="2017-Q1"))]) == 2
    err = capsys.readouterr().err
    assert "south.json: 2017-02" in err
    assert "north.json: 2017-Q1" in err


def test_words_that_not_every_line_has_are_told_and_counted_as_they_are(
    write: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    def gambling(told: Told) -> None:
        cases = told["cases"]
        assert isinstance(cases, dict)
        cases["by_concern"] = {"gambling": 2, "religious": 0, "not-said": 0}
        told["cells"] = [["cases.all", "", "", 2], ["cases.concern", "gambling", "", 2]]

    south, north = write("south.json"), write("north.json", gambling)
    assert main(["merge", str(south), str(north), "--format", "json"]) == 0
    out, err = capsys.readouterr()
    assert (
        f"words for concern; such words stand beside the others ({south} has right, left, general; {north} has gambling)"
        in err
    )
    assert "words for age" not in err
    cases = json.loads(out)["cases"]
    assert cases["by_concern"] == {"right": 1, "left": 0, "religious": 1, "general": 0, "gambling": 2}
    assert cases["total"] == 4


def test_lines_with_the_same_words_are_added_up_without_a_word(
    write: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    south, north = write("south.json"), write("north.json", add_slip)
    for form in ("text", "csv", "html"):
        assert main(["merge", str(south), str(north), "--format", form]) == 0
        out, err = capsys.readouterr()
        assert err == ""
        assert out
