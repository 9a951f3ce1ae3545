"""The public edition: totals by month, detail by quarter and year, and no small number to be worked out."""

import json
import random
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from orosbot import categories
from orosbot.casebook.figures import Cell
from orosbot.cli import main
from orosbot.rules.periods import Period
from orosbot.tally.public import PublicEdition, Table
from orosbot.tally.public_tables import DETAIL
from orosbot.tally.public_year import PublicYear
from orosbot.tally.summary import Tally
from tests.room import Room
from tests.tally.reader import Seen

WORDS = categories.load()
YEAR = Period.read("2017")
QUARTERS = [Period.read(f"2017-Q{number}") for number in range(1, 5)]
THRESHOLD = 5


def a_year(seed: int, cases: int = 108, *, draft: bool = False) -> list[Tally]:
    """A made-up year of cases from February to November, most about adults."""
    draw = random.Random(seed)
    months: list[Counter[Cell]] = [Counter() for _ in range(12)]
    for _ in range(cases):
        number = draw.randrange(1, 11)
        month = months[number]
        for facet, odds in (
            ("concern", (12, 2, 40, 46)),
            ("caller", (30, 62, 8)),
            ("age", (23, 30, 14, 20, 10, 3)),
        ):
            month[f"cases.{facet}", word(draw, facet, odds), ""] += 1
        month["cases.all", "", ""] += 1
        month["contacts.kind", "new", ""] += 1
        repeat = draw.randrange(2)
        month["contacts.kind", "repeat", ""] += repeat
        for _contact in range(1 + repeat):
            month["contacts.channel", word(draw, "channel", (85, 15)), ""] += 1
        months[min(number + draw.randrange(3), 11)][
            "closings.reason", word(draw, "closing", (45, 15, 18, 8, 2, 4, 8)), ""
        ] += 1
    each = YEAR.each_month()
    return [Tally(period, +n, 0, draft, WORDS) for period, n in zip(each, months, strict=True)]


def word(draw: random.Random, facet: str, odds: tuple[int, ...]) -> str:
    """A word of a facet, some more often than others."""
    keys = [word.key for word in WORDS.words(facet, typed=False)]
    return draw.choices(keys, odds, k=1)[0]


def editions(months: list[Tally]) -> list[PublicEdition]:
    year = PublicYear(months, WORDS, THRESHOLD)
    return [year.edition(period) for period in (*QUARTERS, YEAR)]


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("cases", [40, 108, 300, 700])
def test_nobody_can_work_out_a_hidden_cell_of_a_whole_published_year(seed: int, cases: int) -> None:
    months = a_year(seed, cases)
    seen = Seen()
    for edition in editions(months):
        assert all(n == 0 or n >= THRESHOLD for table in edition.tables for n in table.numbers.values())
        seen.edition(edition, THRESHOLD)
    seen.attack()


def shown(tables: tuple[Table, ...]) -> set[str]:
    """The names of the tables that tell a number above 0."""
    return {table.name for table in tables if any(table.cells.values())}


def test_a_line_of_108_cases_shows_something_of_each_table_for_the_year() -> None:
    """Its quarters are too small for that, so that nothing of them stands in the year's way."""
    told = [editions(a_year(seed, 108)) for seed in range(12)]
    for *quarters, year in told:
        assert all(shown(quarter.tables) <= {"contacts", "cases", "channel"} for quarter in quarters)
        assert {"contacts", "cases", "concern", "caller", "age", "about_child"} <= shown(year.tables)
    assert any("closings" in shown(year.tables) for *_quarters, year in told)


def test_a_line_of_a_thousand_cases_shows_something_of_each_table_for_each_quarter() -> None:
    for seed in range(4):
        for edition in editions(a_year(seed, 1000))[1:3]:
            assert shown(edition.tables) >= {
                *("contacts", "cases", "concern", "caller", "age", "about_child", "channel", "closings")
            }


def test_what_is_not_hidden_is_what_was_counted() -> None:
    months = a_year(1)
    for edition in editions(months):
        own = [month for month in months if month.period in edition.period.each_month()]
        for table in edition.tables:
            if table.name in DETAIL:
                counted = Counter[str]()
                for month in own:
                    counted.update(month.by(DETAIL[table.name]))
                assert all(n in (None, counted[word]) for word, n in table.cells.items())
                assert sum(counted.values()) == table.total


def test_a_month_tells_its_contacts_alone_and_a_small_one_nothing() -> None:
    months = a_year(1)
    march = PublicYear(months, WORDS, THRESHOLD).edition(Period.read("2017-03"))
    assert [(table.name, table.total) for table in march.tables] == [
        ("contacts", months[2].total("contacts.kind"))
    ]
    few = PublicYear(a_year(1, 8), WORDS, THRESHOLD).edition(Period.read("2017-03"))
    assert (few.tables, few.withheld) == ((), ("contacts",))


def test_words_that_left_the_categories_count_as_other() -> None:
    months = a_year(1, 300)
    cell = ("cases.concern", "football", "")
    moved: Counter[Cell] = Counter(months[4].counts)
    moved.update({cell: 9, ("cases.all", "", ""): 9})
    months[4] = Tally(months[4].period, moved, 0, False, WORDS)
    table = next(t for t in editions(months)[1].tables if t.name == "concern")
    assert table.total == sum(month.total("cases.all") for month in months[3:6])


def test_the_command_writes_the_public_edition_as_a_draft_while_nothing_is_frozen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    key = "0123456789abcdef" * 4
    monkeypatch.setenv("OROSBOT_STORAGE_KEY", key)
    path = tmp_path / "casebook.db"
    with closing((room := Room(path=path, key=key)).book):
        for age in [17] * 2 + [20] * 9 + [40] * 3:
            room.open_case(f"phone professional religious {age}")
    assert main(["tally", "2017-Q1", "--db", str(path), "--public", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {table["name"] for table in told["tables"]} == {"contacts", "cases", "closings"}
    assert "concern" in told["withheld"]
    assert main(["tally", "2017", "--db", str(path), "--public", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["draft"] is True
    tables = {table["name"]: table for table in told["tables"]}
    assert all(table["draft"] is True and table["period"] == "2017" for table in tables.values())
    assert tables["concern"]["cells"] == {"right": 0, "left": 0, "religious": 14, "general": 0}
    assert tables["age"]["cells"] == {
        "under18": None,
        "18-21": None,
        "22-25": 0,
        "over25": None,
        "ageunknown": 0,
        "noperson": 0,
    }
    assert tables["about_child"]["cells"] == {"yes": None, "no": None}
    assert main(["tally", "2017", "--db", str(path), "--public", "--format", "text"]) == 0
    assert "Ärenden om barn: ja –, nej –" in capsys.readouterr().out


def test_the_command_writes_what_is_published_as_it_was_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    key = "0123456789abcdef" * 4
    monkeypatch.setenv("OROSBOT_STORAGE_KEY", key)
    path = tmp_path / "casebook.db"
    start = datetime(2017, 12, 28, 9, tzinfo=UTC)
    with closing((room := Room(path=path, key=key, start=start)).book):
        refs = [room.open_case("phone professional religious 20").ref for _number in range(9)]
        room.pass_time(datetime(2018, 1, 9, 9, tzinfo=UTC))
        room.say("lead", "!case tally freeze 2017")
        before = written(path, capsys)
        room.say("lead", "!case tally publish 2017")
        assert room.one("anna", "!case tally agree").code == "tally-published"
        room.say("anna", f"!case set {refs[0]} general")
        after = written(path, capsys)
    assert before["published"] is None
    assert "draft" not in before
    assert after == {**before, "published": "2018-01-09"}


def written(path: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    """What the command writes of 2017 beside the running bot."""
    assert main(["tally", "2017", "--db", str(path), "--public", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert isinstance(told, dict)
    return told
