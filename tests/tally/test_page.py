"""The page of a tally: it stands by itself, and is there for those who hear it as for those who see it."""

import re
import shutil
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from orosbot import categories, texts
from orosbot.rules.periods import Period
from orosbot.tally import charts, formats, page, reading, report
from orosbot.tally.outside import Outside
from orosbot.tally.summary import Edition
from tests.room import Room

CHROMIUM = shutil.which("chromium")


@pytest.fixture(scope="module")
def edition() -> Edition:
    """February 2017, with one case and a gap."""
    room = Room(start=datetime(2017, 2, 1, 8, 5, tzinfo=UTC))
    ref = room.open_case("phone relative religious 18-21").ref
    room.say("anna", f"!case gap {ref} leaving")
    now = datetime(2017, 3, 1, tzinfo=UTC)
    zone = ZoneInfo("Europe/Stockholm")
    return reading.edition_of(room.book, Period.read("2017-02"), zone, categories.load(), now)


@pytest.fixture(scope="module")
def html(edition: Edition) -> str:
    return page.write(edition, texts.load("sv"))


class Tags(HTMLParser):
    """Every tag with what it has."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def of(self, *names: str) -> list[dict[str, str | None]]:
        return [has for tag, has in self.found if tag in names]


def test_nothing_is_loaded_from_elsewhere(html: str) -> None:
    assert not Tags(html).of("script", "link", "iframe", "object", "a")
    assert all(str(image["src"]).startswith("data:image/png;base64,") for image in Tags(html).of("img"))
    assert "url(" not in html
    assert "@import" not in html
    assert not re.search(r"https?:", html)


def test_every_picture_says_in_words_what_it_shows(edition: Edition, html: str) -> None:
    told = [image["alt"] for image in Tags(html).of("img")]
    assert told == [chart.told for chart in charts.charts(edition, texts.load("sv"))]
    assert all(told)


def test_every_table_has_its_caption_its_heads_and_its_sum(edition: Edition, html: str) -> None:
    every = report.tables(edition.tally, texts.load("sv"))
    tables = [table for table in every if table.total]
    tags = Tags(html)
    assert len(tags.of("table")) == len(tags.of("caption")) == len(tables)
    assert all(head.get("scope") in ("col", "row") for head in tags.of("th"))
    for table in tables:
        told = html.partition(f"<caption>{table.title}</caption>")[2].partition("</table>")[0]
        numbers = [int(n) for n in re.findall(r"<td>(\d+)</td>", told)]
        assert sum(numbers[:-1]) == numbers[-1] == table.total
        assert len(numbers) <= 15
    none = html.partition("<p>Inget räknades: ")[2].partition(".</p>")[0].split(", ")
    assert set(none) >= {table.title for table in every if not table.total and "," not in table.title}


@pytest.mark.parametrize("language", ["sv", "en"])
def test_it_says_its_language_and_has_one_first_heading(edition: Edition, language: str) -> None:
    tags = Tags(page.write(edition, texts.load(language)))
    assert tags.of("html") == [{"lang": language}]
    assert len(tags.of("h1")) == 1


def test_contrast_is_enough_for_small_text() -> None:
    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    for text in ("ink", "quiet"):
        for ground in ("paper", "draft"):
            darker, lighter = sorted((light(page.COLOURS[text]), light(page.COLOURS[ground])))
            assert (lighter + 0.05) / (darker + 0.05) >= 4.5


LOOKED_AT = {"internal": "2017", "public": "public"}
FRAME = """<body style="margin:0"><iframe src="tally.html" style="width:{width}px;height:900px;border:0"></iframe>
<script>onload = () => {{
  const page = frames[0].document
  const broken = [...page.images].filter((image) => !image.complete || !image.naturalWidth)
  document.body.textContent = `wide ${{page.documentElement.scrollWidth}} broken ${{broken.length}} of ${{page.images.length}}`
}}</script>"""


def chromium(folder: Path, file: str, *options: str) -> str:
    """Let a browser without a network look at a file; what it says."""
    command = [
        *(str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"),
        *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
        *("--allow-file-access-from-files", f"--user-data-dir={folder / 'profile'}", *options),
        (folder / file).as_uri(),
    ]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed: no browser has looked at the page")
@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("name", LOOKED_AT)
def test_a_browser_shows_it_without_scrolling_sideways_and_prints_it(
    editions: Mapping[str, Edition | Outside], tmp_path: Path, name: str, language: str
) -> None:
    written = formats.write("html", editions[LOOKED_AT[name]], texts.load(language))
    (tmp_path / "tally.html").write_bytes(written)
    for width in (390, 1280):
        (tmp_path / "frame.html").write_text(FRAME.format(width=width), encoding="utf-8")
        told = re.search(
            r"wide (\d+) broken 0 of (\d+)",
            chromium(tmp_path, "frame.html", "--dump-dom", "--window-size=1400,900"),
        )
        assert told is not None
        assert int(told[1]) <= width
        assert int(told[2]) == written.count(b"<img ")
    for shown, kind, start in (("--screenshot", "png", b"\x89PNG"), ("--print-to-pdf", "pdf", b"%PDF")):
        out = tmp_path / f"page.{kind}"
        chromium(tmp_path, "tally.html", "--window-size=500,1400", f"{shown}={out}")
        assert out.read_bytes().startswith(start)
