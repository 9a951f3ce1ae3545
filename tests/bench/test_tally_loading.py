"""Casebooks that are made up for measuring are whole, and the same month stands in each of them."""

from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

from bench.tally.__main__ import MEASURED, SAME, months_of
from bench.tally.loading import COLUMNS, load
from orosbot.casebook import Casebook
from orosbot.rules.periods import Period

ZONE = ZoneInfo("Europe/Stockholm")
KEY = "5a" * 32


def loaded(path: Path, months: Mapping[Period, int]) -> Casebook:
    load(path, KEY, months)
    return Casebook.open(path, KEY)


def test_the_same_month_holds_the_same_rows_whatever_is_around_it(tmp_path: Path) -> None:
    months = dict.fromkeys(SAME, 40)
    alone = loaded(tmp_path / "few.db", months)
    among = loaded(
        tmp_path / "many.db", {**months, SAME[0].before: 70, SAME[-1].following: 70, Period(2010, 1, 1): 90}
    )
    figures = alone.figures.of(MEASURED, ZONE)
    assert figures["cases.all", "", ""] == 40
    assert {"closings", "followups", "referrals", "attempts", "assessments", "gaps"} <= {
        figure.partition(".")[0] for figure, _one, _two in figures
    }
    assert among.figures.of(MEASURED, ZONE) == figures
    end = MEASURED.span(ZONE)[1]
    assert among.figures.slips_living(end) == alone.figures.slips_living(end) > 0
    for table in COLUMNS:
        (few,), (many,) = (
            book.store.db.execute(f"SELECT count(*) FROM {table}").fetchone() for book in (alone, among)
        )
        assert 0 < few < many
    assert among.store.db.execute("PRAGMA foreign_key_check").fetchall() == []


def test_a_million_cases_are_spread_over_ten_years_around_the_same_months() -> None:
    few, many = months_of(10_000), months_of(1_000_000)
    assert (sum(few.values()), sum(many.values())) == (10_000, 1_000_000)
    assert list(few) == SAME
    assert {month: many[month] for month in SAME} == few
    assert len(many) == 120
