"""Pictures are painted later and elsewhere: what is drawn is fixed before, and every fault is a value."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from orosbot import categories, texts
from orosbot.rules.periods import Period
from orosbot.tally import drawing, pictures, reading
from orosbot.tally.painter import NotPainted, painted
from orosbot.tally.summary import Edition
from tests.room import Room

SVENSKA = texts.load("sv")


@pytest.fixture(scope="module")
def edition() -> Edition:
    room = Room(start=datetime(2017, 2, 1, 8, 5, tzinfo=UTC))
    room.open_case()
    now = datetime(2017, 3, 1, tzinfo=UTC)
    return reading.edition_of(
        room.book, Period.read("2017-02"), ZoneInfo("Europe/Stockholm"), categories.load(), now
    )


async def test_another_process_paints_what_this_one_would(edition: Edition) -> None:
    assert await painted(drawing.drawing_of(edition, SVENSKA)) == pictures.write(edition, SVENSKA)


def test_the_size_of_a_picture_is_read_from_it(edition: Edition) -> None:
    png = drawing.paint(drawing.drawing_of(edition, SVENSKA))
    info = drawing.info(png)
    assert (info["mimetype"], info["size"], info["w"]) == ("image/png", len(png), 864)
    assert isinstance(high := info["h"], int)
    assert high > 1000
    with pytest.raises(ValueError, match="no PNG"):
        drawing.info(b"<html>" + png)


async def test_of_a_fault_only_its_class_is_told() -> None:
    with pytest.raises(NotPainted) as raised:
        await painted('{"title": "secret", "charts": [{"title": "secret"}]}')
    assert str(raised.value) == "ValidationError"


async def test_a_broken_matplotlib_is_a_fault_and_no_crash(
    edition: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "matplotlib.py").write_text("raise ImportError('not for this machine')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(NotPainted) as raised:
        await painted(drawing.drawing_of(edition, SVENSKA))
    assert str(raised.value) == "ImportError"


async def test_who_paints_for_too_long_is_ended(
    edition: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "matplotlib.py").write_text(
        f"import os, signal\nopen({str(tmp_path / 'pid')!r}, 'w').write(str(os.getpid()))\nsignal.pause()"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(NotPainted, match="longer than"):
        await painted(drawing.drawing_of(edition, SVENSKA), seconds=5)
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


async def test_no_key_is_handed_to_the_painter(
    edition: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "matplotlib.py").write_text(
        f"import os\nopen({str(tmp_path / 'names')!r}, 'w').write(' '.join(os.environ))\nraise ImportError"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("OROSBOT_STORAGE_KEY", "a key of the whole casebook")
    with pytest.raises(NotPainted):
        await painted(drawing.drawing_of(edition, SVENSKA))
    names = (tmp_path / "names").read_text().split()
    assert "PYTHONPATH" in names
    assert "OROSBOT_STORAGE_KEY" not in names


async def test_without_a_python_to_start_there_is_no_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(NotPainted, match="FileNotFoundError"):
        await painted("{}")
