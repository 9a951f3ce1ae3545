"""The public edition: totals by month, detail by quarter and year, and no small number to be worked out."""

import json
import random
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from orosbot import categories
from orosbot.casebook.figures import Cell
from orosbot.cli import main
from orosbot.rules.periods import Period
from orosbot.tally import public
from orosbot.tally.public import PublicEdition
from orosbot.tally.summary import Tally
from tests.room import Room
from tests.rules.attacker import Attacker

WORDS = categories.load()
YEAR = Period.read("2017")
QUARTERS = [Period.read(f"2017-Q{number}") for number in range(1, 5)]
THRESHOLD = 5
CHILD = "under18"


def a_year(seed: int, cases: int = 108, *, draft: bool = False) -> list[Tally]:
    """A made-up year of cases from February to November, most about adults."""
    draw = random.Random(seed)
    months: list[Counter[Cell]] = [Counter() for _ in range(12)]
    for _ in range(cases):
        month = months[draw.randrange(1, 11)]
        for facet, odds in (
            ("concern", (12, 2, 40, 46)),
            ("caller", (30, 62, 8)),
            ("age", (23, 30, 14, 20, 10, 3)),
        ):
            word = draw.choices([word.key for word in WORDS.words(facet)], odds)[0]
            month[f"cases.{facet}", word, ""] += 1
        month["cases.all", "", ""] += 1
        month["contacts.kind", "new", ""] += 1
        month["contacts.kind", "repeat", ""] += draw.randrange(2)
    each = YEAR.each_month()
    return [Tally(period, +n, 0, draft, WORDS) for period, n in zip(each, months, strict=True)]


def editions(months: list[Tally]) -> list[PublicEdition]:
    return [public.edition(period, months, WORDS, THRESHOLD) for period in (*QUARTERS, YEAR)]


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("cases", [40, 108, 300])
def test_nobody_can_work_out_a_hidden_cell_of_a_whole_published_year(seed: int, cases: int) -> None:
    months = a_year(seed, cases)
    totals = [sum(month.total("cases.all") for month in months[at : at + 3]) for at in range(0, 12, 3)]
    attacker = Attacker()
    hidden = []
    for name, scheme in (("concern", 4), ("caller", 3), ("age", 6)):
        keys = [*(word.key for word in WORDS.words(name)), "other"]
        assert len(keys) == scheme + 1
        for edition, total in zip(editions(months), [*totals, sum(totals)], strict=True):
            at = edition.period.name
            attacker.equal({(at, name, key): 1 for key in keys}, total)
            for table in edition.tables:
                for word, n in table.cells.items() if table.name == name else ():
                    if n is None:
                        attacker.hidden((at, name, word), least=1)
                        hidden.append((at, name, word))
                    else:
                        assert n == 0 or n >= THRESHOLD
                        attacker.equal({(at, name, word): 1}, n)
                for block, n in table.merged if table.name == name else ():
                    attacker.equal({(at, name, word): 1 for word in block}, n)
                if table.name == "about_child" == name.replace("age", "about_child"):
                    yes = table.cells["yes"]
                    if yes is not None:
                        assert yes == 0 or yes >= THRESHOLD
                        attacker.equal({(at, name, CHILD): 1}, yes)
        for key in keys:
            parts = {(quarter.name, name, key): 1 for quarter in QUARTERS}
            whole = {(YEAR.name, name, key): -1}
            attacker.equal(dict([*parts.items(), *whole.items()]), 0)
    for cell in hidden:
        assert attacker.possible(cell) >= THRESHOLD, cell


def test_a_line_of_a_thousand_cases_shows_something_of_each_table_for_the_year() -> None:
    """A line of 108 does not: the decision record has the figures."""
    for seed in range(12):
        tables = editions(a_year(seed, 1000))[-1].tables
        assert {table.name for table in tables if any(table.cells.values())} == {
            *("contacts", "cases", "concern", "caller", "age", "about_child")
        }


def test_what_is_not_hidden_is_what_was_counted() -> None:
    months = a_year(1)
    for edition in editions(months):
        own = [month for month in months if month.period in edition.period.each_month()]
        for table in edition.tables:
            if table.name in ("concern", "caller", "age"):
                counted = Counter[str]()
                for month in own:
                    counted.update(month.by(f"cases.{table.name}"))
                assert all(n in (None, counted[word]) for word, n in table.cells.items())
                assert sum(counted.values()) == table.total


def test_a_month_tells_its_contacts_alone_and_a_small_one_nothing() -> None:
    months = a_year(1)
    march = public.edition(Period.read("2017-03"), months, WORDS, THRESHOLD)
    assert [(table.name, table.total) for table in march.tables] == [
        ("contacts", months[2].total("contacts.kind"))
    ]
    few = public.edition(Period.read("2017-03"), a_year(1, 8), WORDS, THRESHOLD)
    assert (few.tables, few.withheld) == ((), ("contacts",))


def test_words_that_left_the_categories_count_as_other() -> None:
    months = a_year(1, 300)
    cell = ("cases.concern", "football", "")
    moved: Counter[Cell] = Counter(months[4].counts)
    moved.update({cell: 9, ("cases.all", "", ""): 9})
    months[4] = Tally(months[4].period, moved, 0, False, WORDS)
    table = next(
        t for t in public.edition(QUARTERS[1], months, WORDS, THRESHOLD).tables if t.name == "concern"
    )
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
    assert told["draft"] is True
    tables = {table["name"]: table for table in told["tables"]}
    assert all(table["draft"] is True and table["period"] == "2017-Q1" for table in tables.values())
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
    assert main(["tally", "2017-Q1", "--db", str(path), "--public", "--format", "text"]) == 2
