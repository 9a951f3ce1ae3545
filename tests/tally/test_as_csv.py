"""The tally as CSV: Excel opens it, every number is there once, and no cell is a formula."""

import csv
import re
from collections import Counter
from io import StringIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from orosbot import categories, texts
from orosbot.rules.periods import Period
from orosbot.tally import as_csv
from orosbot.tally.keys import AXES, SECOND
from orosbot.tally.summary import Edition, Headlines, Tally

WORDS = categories.load()
NONE = Headlines("2017-01", 0, 0, 0, 0, 0)
COUNTS = {
    ("contacts.kind", "new", ""): 3,
    ("contacts.weekday", "2", ""): 3,
    ("cases.all", "", ""): 3,
    ("cases.concern", "right", ""): 1,
    ("cases.concern", "", ""): 2,
    ("referrals.kind", "social", "tip"): 2,
    ("referrals.kind", "social", "refer"): 1,
    ("gaps.place", "18-21", "dalarna"): 1,
    ("gaps.place", "18-21", ""): 1,
    ("assessments.same_day", "yes", ""): 1,
}
CORRECTIONS = {
    ("cases.concern", "right", ""): -1,
    ("cases.concern", "left", ""): 1,
    ("cases.all", "", ""): -1,
}


def edition(*, draft: bool = False) -> Edition:
    tally = Tally(Period.read("2017-02"), COUNTS, 2, draft, WORDS)
    return Edition(tally, NONE, NONE, NONE, corrections=CORRECTIONS)


def read(text: str) -> list[list[str]]:
    """As Excel does: the BOM says UTF-8, cells stand between semicolons."""
    assert text.startswith("\ufeff")
    return list(csv.reader(StringIO(text[1:], newline=""), delimiter=";", strict=True))


def rows(language: str = "en", **kind: bool) -> list[dict[str, str]]:
    head, *found = read(as_csv.write(edition(**kind), texts.load(language)))
    assert head == list(as_csv.HEAD)
    return [dict(zip(head, row, strict=True)) for row in found]


def test_every_line_ends_as_windows_has_it_and_has_all_columns() -> None:
    text = as_csv.write(edition(), texts.load("sv"))
    assert text.encode().startswith(b"\xef\xbb\xbfperiod;status;")
    assert text.endswith("\r\n")
    assert text.count("\r\n") == text.count("\n") == text.count("\r")
    assert {len(row) for row in read(text)} == {len(as_csv.HEAD)}


def test_every_count_stands_there_once_and_zeros_do_too() -> None:
    found = rows()
    counted = Counter[str]()
    for row in found:
        if row["status"] == "final":
            counted[row["figure"]] += int(row["number"])
    told = Counter[str]()
    for (figure, _one, _two), n in COUNTS.items():
        told[figure] += n
    assert +counted == told + Counter({"slips.living": 2})
    assert {row["figure"] for row in found} >= set(AXES) - {name for name, axis in AXES.items() if axis.open}
    concern = {row["key"]: row["number"] for row in found if row["figure"] == "cases.concern"}
    assert concern["religious"] == "0"


def test_what_is_counted_by_two_things_has_both_in_its_row() -> None:
    both = {(row["figure"], row["key"], row["key2"]): row for row in rows()}
    assert both["referrals.kind", "social", "refer"]["number"] == "1"
    assert both["gaps.place", "18-21", "not-said"]["label2"] == "not said"
    assert both["gaps.place", "18-21", "dalarna"]["label2"] == "Dalarna"
    assert {figure for figure, _one, two in both if two} <= set(SECOND)


def test_people_read_their_own_language_and_programs_the_same_keys() -> None:
    swedish, english = rows("sv"), rows("en")
    for name in ("period", "status", "figure", "key", "key2", "number"):
        assert [row[name] for row in swedish] == [row[name] for row in english]
    assert {"Ärenden efter oro", "Lappar kvar"} <= {row["title"] for row in swedish}
    assert {row["label"] for row in swedish if row["key"] == "tue"} == {"tisdag"}


def test_corrections_are_numbers_of_their_own_negative_ones_too() -> None:
    found = {(row["figure"], row["key"]): row["number"] for row in rows() if row["status"] == "correction"}
    assert found == {
        ("cases.concern", "right"): "-1",
        ("cases.concern", "left"): "1",
        ("cases.all", "all"): "-1",
    }


def test_a_draft_says_so() -> None:
    assert {row["status"] for row in rows(draft=True)} == {"draft", "correction"}


BEGINNINGS = (
    "=1+1",
    "+46",
    "-2+3",
    "@SUM(A1)",
    "\tx",
    "\rx",
    "\nx",
    ' "=1"',
    "'=1",
    "\ufeff=1",
    " \u00a0+1",
    "＝1",
    "'",
)


@pytest.mark.parametrize("text", BEGINNINGS)
def test_what_could_be_a_formula_has_an_apostrophe_before_it(text: str) -> None:
    assert as_csv.safe(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "18-21", "Södermanland", "över 25", "a=b", "(+1)", "5"])
def test_what_could_not_stays_as_it_is(text: str) -> None:
    assert as_csv.safe(text) == text


CELLS = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from("=+-@\t\r\n\"' ;,\ufeff"), max_size=20
)


@given(st.lists(st.lists(CELLS | st.integers(), min_size=2, max_size=2), max_size=4))
@example([["=cmd|' /C calc'!A0", -1], ['"=1"', 0], ["a;b\r\nc", 2]])
def test_what_is_read_back_is_what_was_written_and_no_text_begins_a_formula(
    written: list[list[str | int]],
) -> None:
    for row, back in zip(written, read(as_csv.file(written)), strict=True):
        for cell, text in zip(row, back, strict=True):
            if isinstance(cell, int):
                assert re.fullmatch(r"-?\d+", text)
                assert int(text) == cell
            else:
                assert text.removeprefix("'") == cell or text == cell
                assert text.lstrip('"\ufeff \u00a0')[:1] not in {"=", "+", "-", "@"}
                assert text[:1] not in ("\t", "\r", "\n")
                if text != cell:
                    assert text == f"'{cell}"
