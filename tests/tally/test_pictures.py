"""The picture of a tally: what it shows, in words too, and that its file tells nothing else."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from orosbot import categories, texts
from orosbot.rules.periods import Period
from orosbot.tally import charts, pictures, reading
from orosbot.tally.summary import Edition
from tests.room import Room

ZONE = ZoneInfo("Europe/Stockholm")


@pytest.fixture(scope="module")
def edition() -> Edition:
    """February 2017: two cases, one of them with a repeat contact and a gap."""
    room = Room(start=datetime(2017, 2, 1, 8, 5, tzinfo=UTC))
    ref = room.open_case("phone relative religious 18-21").ref
    room.open_case("chat professional right 15")
    room.say("anna", f"!case call {ref}")
    room.say("anna", f"!case gap {ref} leaving")
    return reading.edition_of(
        room.book, Period.read("2017-02"), ZONE, categories.load(), datetime(2017, 3, 1, tzinfo=UTC)
    )


def chunks(png: bytes) -> list[bytes]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    found, at = [], 8
    while at < len(png):
        found.append(png[at + 4 : at + 8])
        at += 12 + int.from_bytes(png[at : at + 4], "big")
    return found


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_file_tells_nothing_but_the_picture_and_is_the_same_each_time(
    edition: Edition, language: str
) -> None:
    png = pictures.write(edition, texts.load(language))
    assert set(chunks(png)) == {b"IHDR", b"pHYs", b"IDAT", b"IEND"}
    assert pictures.write(edition, texts.load(language)) == png


def test_it_is_as_wide_as_a_phone_shows(edition: Edition) -> None:
    png = pictures.write(edition, texts.load("sv"))
    assert int.from_bytes(png[16:20], "big") == 864


def test_the_charts_show_what_was_counted(edition: Edition) -> None:
    months, *others = charts.charts(edition, texts.load("en"))
    assert months.labels == ("Jan", "Feb")
    assert months.values == ((0, 2), (0, 1))
    assert [sum(n or 0 for n in chart.values[0]) for chart in others] == [2, 2, 2, 1]
    assert dict(zip(others[0].labels, others[0].values[0], strict=True))["right"] == 1


def test_words_say_the_same(edition: Edition) -> None:
    told = pictures.told(edition, texts.load("sv"))
    assert "feb: nya 2, igen 1" in told
    assert "Ärenden efter oro: höger 1, vänster 0" in told.replace(";", ",")


def test_new_and_repeat_differ_in_black_and_white() -> None:
    def grey(colour: str) -> float:
        red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    assert grey(pictures.LIGHT) - grey(pictures.DARK) > 0.4


def test_matplotlib_is_loaded_only_where_a_picture_is_drawn() -> None:
    code = "import sys; from orosbot.tally import formats, pictures; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_home_that_cannot_be_written_is_no_reason_to_say_anything(tmp_path: Path) -> None:
    """The bot's account often has none."""
    drawing = '{"title": "", "charts": [{"title": "", "labels": [""], "values": [[1]]}]}'
    none = {"HOME": "/dev/null", "XDG_CONFIG_HOME": "", "XDG_CACHE_HOME": "", "TMPDIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "orosbot.tally.painter"],
        input=drawing.encode(),
        env=os.environ | none,
        capture_output=True,
        check=True,
    )
    assert done.stdout.startswith(b"\x89PNG")
    assert done.stderr == b""
    assert list(tmp_path.iterdir()) == []
