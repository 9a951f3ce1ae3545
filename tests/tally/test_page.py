"""The page of a tally: it stands by itself, and is there for those who hear it as for those who see it."""

import re
import shutil
import subprocess
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from orosbot import categories, texts
from orosbot.rules.periods import Period
from orosbot.tally import charts, page, reading, report
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
    tables = report.tables(edition.tally, texts.load("sv"))
    tags = Tags(html)
    assert len(tags.of("table")) == len(tags.of("caption")) == len(tables)
    assert all(head.get("scope") in ("col", "row") for head in tags.of("th"))
    for table in tables:
        told = html.partition(f"<caption>{table.title}</caption>")[2].partition("</table>")[0]
        numbers = [int(n) for n in re.findall(r"<td>(\d+)</td>", told)]
        assert sum(numbers[:-1]) == numbers[-1] == table.total


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


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed: no browser has looked at the page")
def test_a_browser_shows_it_and_prints_it(html: str, tmp_path: Path) -> None:
    (tmp_path / "tally.html").write_text(html, encoding="utf-8")
    for shown, name in (("--screenshot", "page.png"), ("--print-to-pdf", "page.pdf")):
        out = tmp_path / name
        command = [
            *(str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"),
            *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
            *(f"--user-data-dir={tmp_path / 'profile'}", "--window-size=500,1400", f"{shown}={out}"),
            (tmp_path / "tally.html").as_uri(),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        assert out.read_bytes()[:4] in (b"\x89PNG", b"%PDF")
