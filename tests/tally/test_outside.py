"""What leaves the team, in every form: hidden numbers are hidden everywhere, and lessons go to the commissioner alone."""

import csv
import json
from contextlib import closing
from dataclasses import replace
from datetime import date
from html import unescape
from io import StringIO
from pathlib import Path

import pytest

from orosbot import texts
from orosbot.cli import main
from orosbot.errors import UsageError
from orosbot.rules.periods import Period
from orosbot.tally import charts, formats, outside
from orosbot.tally.beside import Line
from orosbot.tally.outside import Outside
from orosbot.tally.public import PublicEdition, Table
from orosbot.tally.public_year import PublicYear
from tests.room import Room
from tests.tally.test_public import THRESHOLD, WORDS, a_year

EDITION = PublicEdition(
    Period.read("2017-Q3"),
    draft=False,
    tables=(
        Table("contacts", {"all": 91}, 91),
        Table(
            "concern",
            {"right": None, "left": None, "religious": 33, "general": 0},
            40,
            ((("right", "left"), 7),),
        ),
        Table("about_child", {"yes": None, "no": None}, 40, ((("yes", "no"), 40),)),
    ),
    withheld=("caller",),
    words=WORDS,
)
PUBLIC = Outside(EDITION)
COMMISSIONER = Outside(EDITION, (Line("", "say the number <twice>", "$1"),))


def written(form: str, shown: Outside = PUBLIC, language: str = "en") -> str:
    return formats.write(form, shown, texts.load(language)).decode("utf-8")


def test_text_tells_what_is_hidden_and_what_it_comes_to() -> None:
    assert written("text").splitlines() == [
        "Public figures of the 3rd quarter 2017",
        "",
        "Contacts: 91.",
        "",
        "Cases by concern: right –, left –, religious 33, general 0, right + left together 7",
        "Cases about children: yes –, no –",
        "",
        "It is final, but not published.",
        "– is a hidden number: a small one could tell of somebody.",
        "Not shown, as there are too few: Cases by caller.",
    ]


def test_csv_leaves_hidden_numbers_empty_and_adds_up_all_the_same() -> None:
    rows = list(csv.DictReader(StringIO(written("csv").removeprefix("\ufeff"), newline=""), delimiter=";"))
    numbers = {(row["figure"], row["key"]): row["number"] for row in rows}
    assert numbers["concern", "right"] == ""
    assert numbers["concern", "right+left"] == "7"
    for table in EDITION.tables:
        assert sum(int(n or 0) for (name, _key), n in numbers.items() if name == table.name) == table.total


def test_the_page_shows_them_so_too() -> None:
    page = unescape(written("html"))
    assert '<th scope="row">right</th><td>–</td>' in page
    assert '<th scope="row">right + left together</th><td>7</td>' in page
    assert 'alt="Cases by concern: right –; left –; religious 33; general 0. right + left together 7"' in page
    assert "<title>Public figures of the 3rd quarter 2017</title>" in page
    assert "twice" not in page
    assert "http:" not in page
    assert "https:" not in page


PUBLISHED = Outside(replace(EDITION, published=date(2017, 11, 2)))
DRAFT = Outside(replace(EDITION, draft=True))


@pytest.mark.parametrize(
    ("shown", "status", "sentence", "caption"),
    [
        (PUBLIC, "not-published", "Det är låst men inte publicerat.", " (inte publicerat)"),
        (DRAFT, "draft", "Det här är ett utkast: siffrorna kan ändras.", " (utkast)"),
        (PUBLISHED, "published", "Publicerad den 2 november 2017.", ""),
    ],
    ids=["final", "draft", "published"],
)
def test_every_form_says_whether_somebody_has_agreed(
    shown: Outside, status: str, sentence: str, caption: str
) -> None:
    assert sentence in written("text", shown, "sv")
    assert sentence in unescape(written("html", shown, "sv"))
    assert f"2017-Q3;{status};" in written("csv", shown, "sv")
    assert outside.caption(shown, texts.load("sv")) == f"Offentliga siffror för 3:e kvartalet 2017{caption}"


def test_search_engines_find_what_is_published_and_nothing_else() -> None:
    to_the_commissioner = Outside(PUBLISHED.edition, ())
    assert "noindex" not in written("html", PUBLISHED)
    assert all("noindex" in written("html", shown) for shown in (PUBLIC, DRAFT, to_the_commissioner))
    assert "not published" not in written("text", COMMISSIONER)


def test_closings_that_are_all_hidden_tell_their_total() -> None:
    hidden = Table("closings", {"agreed": None, "faded": None, "other": 0}, 97, ((("agreed", "faded"), 97),))
    shown = Outside(replace(EDITION, tables=(hidden,)))
    line = "Avslut efter skäl: överens med den som ringde –, hördes inte av mer –, annat 0, 97 tillsammans"
    assert line in written("text", shown, "sv").splitlines()


def test_a_chart_is_drawn_where_there_is_more_than_a_total() -> None:
    assert [chart.title for chart in charts.charts_outside(PUBLIC, texts.load("en"))] == ["Cases by concern"]
    assert formats.write("png", PUBLIC, texts.load("en")).startswith(b"\x89PNG")
    totals = Outside(PublicEdition(EDITION.period, False, EDITION.tables[:1], (), WORDS))
    with pytest.raises(UsageError, match="nothing to draw"):
        formats.write("png", totals, texts.load("en"))


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("form", ["text", "html", "json"])
def test_the_commissioner_reads_the_same_and_the_lessons(form: str, language: str) -> None:
    own, alone = written(form, COMMISSIONER, language), written(form, PUBLIC, language)
    assert "say the number <twice>" in unescape(own)
    assert "twice" not in alone
    if form == "json":
        told = json.loads(own)
        assert told.pop("lessons") == ["say the number <twice>"]
        assert told == json.loads(alone)


@pytest.mark.parametrize("seed", range(6))
def test_no_form_tells_a_number_that_is_not_in_the_tables(seed: int) -> None:
    """The hidden ones are nowhere, and what is shown stands there as people call it."""
    months = a_year(seed, 300)
    for period in (Period.read("2017-Q2"), Period.read("2017")):
        edition = PublicYear(months, WORDS, THRESHOLD).edition(period)
        shown = Outside(edition)
        for table, told in zip(edition.tables, outside.tables(shown, texts.load("sv")), strict=True):
            assert [row.n for row in told.rows] == list(table.cells.values())
            assert sum(row.n or 0 for row in (*told.rows, *told.together)) == told.total == table.total
            assert all(row.label for row in told.rows)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A casebook of February 2017 with an event and two lessons, one of them approved."""
    key = "0123456789abcdef" * 4
    monkeypatch.setenv("OROSBOT_STORAGE_KEY", key)
    path = tmp_path / "casebook.db"
    with closing((room := Room(path=path, key=key)).book):
        for _number in range(6):
            room.open_case("phone professional religious 20")
        room.say("anna", "!case log event : a debate")
        room.say("anna", "!case log lesson : say the number twice")
        room.say("anna", "!case log lesson : for us alone")
        room.say("lead", "!case log approve 2")
    return path


def told(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["tally", *words]) == 0
    return capsys.readouterr().out


def test_the_commands_write_them(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = told(capsys, "2017-Q1", "--db", str(file), "--commissioner")
    assert text.startswith("Siffror till uppdragsgivaren, 1:a kvartalet 2017 (utkast)\n\nKontakter: 6.")
    assert "say the number twice" in text
    assert "for us alone" not in text
    assert "a debate" not in text
    assert json.loads(told(capsys, "2017-Q1", "--db", str(file), "--public"))["tables"]
    page = told(capsys, "2017-Q1", "--db", str(file), "--public", "--format", "html")
    assert "a debate" not in page
    assert "twice" not in page
    assert main(["tally", "2017", "--db", str(file), "--public", "--commissioner"]) == 2
    assert main(["tally", "2017-02", "--db", str(file), "--public", "--format", "png"]) == 2
    assert "nothing to draw" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("language", "word"), [("en", "commissioner"), ("sv", "uppdragsgivare"), ("sv", "Uppdragsgivaren")]
)
def test_the_room_shows_the_commissioners(language: str, word: str) -> None:
    room = Room(language)
    for _number in range(6):
        room.open_case("phone professional religious 20")
    room.say("anna", "!case log lesson : say the number twice")
    assert "say the number twice" not in room.one("anna", f"!case tally 2017-Q1 {word}").text
    room.say("lead", "!case log approve 1")
    said = room.one("anna", f"!case tally 2017-Q1 {word}")
    assert said.code == "tally"
    assert "say the number twice" in said.html.rpartition("<details>")[2]
    assert "say the number twice" not in room.one("anna", "!case tally 2017-Q1 public").text
    assert room.one("anna", f"!case tally public {word}").code == "error-ambiguous"
