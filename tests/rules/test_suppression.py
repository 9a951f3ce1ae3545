"""Small-cell suppression: what is hidden cannot be worked out, by nobody who knows the tables and the rule."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orosbot.rules.cells import Scheme, Shown
from orosbot.rules.suppression import Opened, YearShown, holds, suppressed
from tests.rules.attacker import Attacker

AGES = Scheme((("under18",), ("18-21", "22-25", "over25"), ("unknown", "nobody")), 5)
CONCERNS = Scheme((("right", "left"), ("religious", "general")), 5)
CALLERS = Scheme((("relative", "professional", "self"),), 5)
SCHEMES = (AGES, CONCERNS, CALLERS)


def test_a_larger_minimum_keeps_a_small_lines_detail_for_the_year() -> None:
    quarter = {"right": 9, "left": 2, "religious": 9, "general": 8}
    wide = Scheme(CONCERNS.groups, 5, minimum=60)
    assert year_of(quarter, quarter, quarter, quarter).quarters[0] is not None
    shown = year_of(quarter, quarter, quarter, quarter, scheme=wide)
    assert shown.quarters == (None,) * 4
    assert shown.year is not None
    assert shown.year.cells == {word: 4 * n for word, n in quarter.items()}


def test_the_last_quarter_needs_no_more_than_the_least_if_none_waits_with_it() -> None:
    """Whoever has the year and the other three could work it out anyway."""
    wide, usual = Scheme(CONCERNS.groups, 5, minimum=30), {"right": 20, "left": 20}
    shown = year_of(usual, usual, usual, {"right": 6, "left": 5}, scheme=wide)
    assert shown.quarters[3] is not None
    assert shown.quarters[3].cells["right"] == 6


def test_what_was_decided_of_a_quarter_holds_for_the_year() -> None:
    """Two quarters were published with one threshold; then a larger one came."""
    usual = {"right": 6, "left": 6, "religious": 12, "general": 12}
    before = suppressed(CONCERNS, [usual, usual, {}, {}])
    later = Scheme(CONCERNS.groups, 10)
    fixed = {0: before.opened[0], 1: before.opened[1]}
    shown = suppressed(later, [usual] * 4, fixed)
    assert shown.quarters[:2] == before.quarters[:2]
    assert shown.quarters[2] is not None
    assert shown.quarters[2].cells == {**usual, "right": None, "left": None}
    assert suppressed(later, [usual] * 4).quarters[0] == shown.quarters[2]


def year_of(*quarters: Mapping[str, int], scheme: Scheme = CONCERNS) -> YearShown:
    return suppressed(scheme, [*quarters, *[{}] * (4 - len(quarters))])


def quarter_of(counts: Mapping[str, int], scheme: Scheme = CONCERNS) -> Shown:
    shown = year_of(counts, scheme=scheme).quarters[0]
    assert shown is not None
    return shown


def test_a_table_without_small_numbers_is_shown_whole() -> None:
    counts = {"right": 5, "left": 0, "religious": 12, "general": 7}
    shown = quarter_of(counts)
    assert (shown.cells, shown.merged, shown.total) == (counts, (), 24)


def test_a_small_number_is_merged_with_its_neighbour() -> None:
    shown = quarter_of({"right": 2, "left": 9, "religious": 12, "general": 7})
    assert shown.cells == {"right": None, "left": None, "religious": 12, "general": 7}
    assert shown.merged == ((("right", "left"), 11),)


def test_where_the_neighbours_are_too_few_the_whole_table_is_merged() -> None:
    shown = quarter_of({"right": 2, "left": 3, "religious": 12, "general": 0})
    assert shown.cells == {"right": None, "left": None, "religious": None, "general": 0}
    assert shown.merged == ((("right", "left", "religious"), 17),)


def test_quarters_with_too_few_matters_are_withheld_and_count_in_the_year_together() -> None:
    few, many = {"right": 3, "left": 4}, {"right": 10, "left": 10}
    shown = year_of(few, many, few, many)
    assert [quarter is None for quarter in shown.quarters] == [True, False, True, False]
    assert shown.year is not None
    assert shown.year.cells == {"right": 26, "left": 28, "religious": 0, "general": 0}


def test_a_single_one_waits_for_the_last_quarter() -> None:
    few, many = {"right": 3, "left": 4}, {"right": 10, "left": 10}
    shown = year_of(few, many, many, many)
    assert [quarter is None for quarter in shown.quarters] == [True, False, False, True]
    assert shown.year is not None
    assert shown.year.cells == {"right": 33, "left": 34, "religious": 0, "general": 0}


def test_a_year_is_withheld_where_its_last_quarter_alone_is_too_small() -> None:
    few, many = {"right": 3, "left": 4}, {"right": 10, "left": 10}
    assert year_of(many, many, many, few).year is None


def test_a_year_of_small_quarters_is_shown_as_a_year() -> None:
    quarter = {"right": 2, "left": 2, "religious": 2, "general": 1}
    shown = year_of(quarter, quarter, quarter, quarter)
    assert shown.quarters == (None,) * 4
    assert shown.year is not None
    assert shown.year.cells == {"right": 8, "left": 8, "religious": None, "general": None}
    assert shown.year.merged == ((("religious", "general"), 12),)


def test_the_year_is_open_where_the_last_quarter_makes_up_for_a_small_one() -> None:
    usual = {"right": 9, "left": 9, "religious": 12, "general": 8}
    shown = year_of({**usual, "right": 2}, usual, usual, {**usual, "right": 15, "left": 10})
    assert [quarter and quarter.cells["right"] for quarter in shown.quarters] == [None, 9, 9, None]
    assert shown.year is not None
    assert shown.year.cells == {"right": 35, "left": 37, "religious": 48, "general": 32}


def test_a_year_is_hidden_where_only_its_last_quarter_hides() -> None:
    usual = {"right": 9, "left": 9, "religious": 12, "general": 8}
    shown = year_of(usual, usual, usual, {**usual, "right": 2})
    assert shown.year is not None
    assert shown.year.cells == {"right": None, "left": None, "religious": 48, "general": 32}


def test_a_period_without_matters_is_shown_as_zeros() -> None:
    shown = year_of()
    assert shown.year is not None
    assert set(shown.year.cells.values()) == {0}


def test_a_threshold_of_one_hides_nothing() -> None:
    scheme = Scheme(CONCERNS.groups, 1)
    counts = {"right": 1, "left": 1, "religious": 1, "general": 1}
    assert quarter_of(counts, scheme).cells == counts


def partitions(total: int, words: Sequence[str]) -> Iterator[dict[str, int]]:
    """Every way in which matters can fall on words."""
    if len(words) == 1:
        yield {words[0]: total}
        return
    for n in range(total + 1):
        for rest in partitions(total - n, words[1:]):
            yield {words[0]: n, **rest}


@pytest.mark.parametrize("groups", [(("a", "b"), ("c",)), (("a", "b", "c"),), (("a",), ("b",), ("c",))])
@pytest.mark.parametrize(
    ("threshold", "totals", "minimum"),
    [
        *((2, totals, 0) for totals in product((3, 5, 7), repeat=2)),
        *((3, totals, 0) for totals in product((4, 6, 9), repeat=2)),
        *((2, totals, 0) for totals in ((4, 5, 6), (3, 4, 6), (5, 3, 5), (5, 5, 3))),
        *((3, totals, 0) for totals in ((5, 6, 6), (3, 3, 7), (6, 4, 6))),
        (5, (7, 12), 0),
        *((2, totals, 6) for totals in ((5, 7), (7, 5), (6, 3), (5, 5, 4), (6, 5, 4))),
    ],
)
def test_who_knows_the_rule_and_tries_every_year_cannot_tell_a_hidden_number(
    groups: tuple[tuple[str, ...], ...], threshold: int, totals: tuple[int, ...], minimum: int
) -> None:
    """Of all years with these totals, those that are published alike hold `threshold` numbers for each hidden cell."""
    scheme = Scheme(groups, threshold, minimum)
    alike: dict[str, list[Sequence[Mapping[str, int]]]] = defaultdict(list)
    published: dict[str, YearShown] = {}
    for quarters in product(*(list(partitions(total, scheme.words)) for total in totals)):
        shown = suppressed(scheme, quarters)
        alike[repr((shown.quarters, shown.year))].append(quarters)
        published[repr((shown.quarters, shown.year))] = shown
    for name, shown in published.items():
        tables = [([number], table) for number, table in enumerate(shown.quarters)]
        for numbers, table in [*tables, (list(range(len(totals))), shown.year)]:
            if table is None:
                continue
            for words in [
                *[(word,) for word in scheme.words if table.cells[word] is None],
                *[group for group, n in zip(groups, table.groups, strict=True) if n is None],
            ]:
                possible = {sum(year[q][word] for q in numbers for word in words) for year in alike[name]}
                assert len(possible) >= threshold, (words, possible, shown)


@pytest.mark.parametrize("groups", [(("a", "b"), ("c",)), (("a", "b", "c"),)])
@pytest.mark.parametrize(
    ("thresholds", "totals"),
    [
        *(((2, 3), totals) for totals in product((4, 5, 7), repeat=2)),
        *(((3, 2), totals) for totals in product((3, 5, 7), repeat=2)),
        *(((2, 4), totals) for totals in ((7, 9), (9, 7))),
        *(((4, 2), totals) for totals in ((7, 9), (9, 7), (5, 9))),
        ((2, 3), (4, 5, 5)),
        ((3, 2), (5, 5, 4)),
    ],
)
def test_a_threshold_that_was_changed_after_the_first_quarter_helps_nobody_either(
    groups: tuple[tuple[str, ...], ...], thresholds: tuple[int, int], totals: tuple[int, ...]
) -> None:
    """The first quarter keeps what its own threshold promised, the later ones theirs, the year the smaller one."""
    first, later = (Scheme(groups, threshold) for threshold in thresholds)
    alike: dict[str, list[Sequence[Mapping[str, int]]]] = defaultdict(list)
    published: dict[str, YearShown] = {}
    for quarters in product(*(list(partitions(total, first.words)) for total in totals)):
        before = suppressed(first, quarters)
        shown = suppressed(later, quarters, {0: before.opened[0]})
        assert shown.quarters[0] == before.quarters[0]
        alike[repr((shown.quarters, shown.year))].append(quarters)
        published[repr((shown.quarters, shown.year))] = shown
    for name, shown in published.items():
        each = range(len(totals))
        tables = [([number], table, thresholds[number > 0]) for number, table in enumerate(shown.quarters)]
        for numbers, table, promised in [*tables, (list(each), shown.year, min(thresholds))]:
            for word in () if table is None else first.words:
                if table is not None and table.cells[word] is None:
                    possible = {sum(year[q][word] for q in numbers) for year in alike[name]}
                    assert len(possible) >= promised, (word, possible, shown)


def test_what_was_decided_of_a_quarter_is_safe_only_with_numbers_that_are_large_enough() -> None:
    """Decided with others, before they were put right."""
    apart, merged = Opened(False, True, frozenset({0, 1})), Opened(False, True, frozenset({1}))
    fine = {"right": 5, "left": 0, "religious": 12, "general": 7}
    assert holds(CONCERNS, fine, apart)
    assert not holds(CONCERNS, {**fine, "left": 1}, apart)
    assert holds(CONCERNS, {**fine, "left": 1}, merged)
    assert not holds(CONCERNS, {**fine, "right": 4, "left": 1}, merged)
    assert holds(CONCERNS, {**fine, "right": 4, "left": 1}, Opened(True))
    assert holds(CONCERNS, {**fine, "right": 4, "left": 1}, Opened(False, False))
    assert not holds(CONCERNS, {"right": 3, "left": 1, "general": 3}, Opened(False, False))
    assert holds(CONCERNS, {}, apart)


@st.composite
def years(draw: st.DrawFn) -> tuple[Scheme, list[dict[str, int]]]:
    scheme = replace(draw(st.sampled_from(SCHEMES)), minimum=draw(st.sampled_from((0, 40))))
    size = st.sampled_from((0, 1, 2, 3, 4, 5, 6, 8, 11, 20, 45))
    return scheme, [{word: draw(size) for word in scheme.words} for _ in range(4)]


@settings(max_examples=300, deadline=None)
@given(years())
def test_whoever_bounds_the_cells_of_a_year_finds_as_many_numbers_as_the_threshold(
    made: tuple[Scheme, list[dict[str, int]]],
) -> None:
    scheme, quarters = made
    shown = suppressed(scheme, quarters)
    attacker = Attacker()
    names = ["Q1", "Q2", "Q3", "Q4"]
    tables: dict[str, Shown | None] = dict(zip([*names, "year"], [*shown.quarters, shown.year], strict=True))
    totals = [sum(quarter.values()) for quarter in quarters]
    for name, table, total in zip(tables, tables.values(), [*totals, sum(totals)], strict=True):
        if table is None:
            attacker.equal({(name, word): 1 for word in scheme.words}, total)
            continue
        attacker.table(name, table.cells, table.total)
        for words, n in table.merged:
            attacker.equal({(name, word): 1 for word in words}, n)
        for group, sum_of_group in zip(scheme.groups, table.groups, strict=True):
            if sum_of_group is not None:
                attacker.equal({(name, word): 1 for word in group}, sum_of_group)
    attacker.sums(names, "year", scheme.words)
    for name, table in tables.items():
        for word, shown_number in {} if table is None else table.cells.items():
            assert shown_number is None or shown_number == 0 or shown_number >= scheme.threshold
            if shown_number is None:
                assert attacker.possible((name, word)) >= scheme.threshold


@given(years(), years())
def test_a_quarter_shows_the_same_whatever_comes_after_it(
    made: tuple[Scheme, list[dict[str, int]]], other: tuple[Scheme, list[dict[str, int]]]
) -> None:
    """Else what was published in April would have to be taken back in July."""
    scheme, quarters = made
    later = [{word: quarter.get(word, 7) for word in scheme.words} for quarter in other[1]]
    for number in (1, 2, 3):
        changed = suppressed(scheme, [*quarters[:number], *later[number:]])
        assert changed.quarters[:number] == suppressed(scheme, quarters).quarters[:number]
