"""Periods: how they are typed, what follows what, where they begin and end."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orosbot.rules.periods import Period

ZONE = ZoneInfo("Europe/Stockholm")


@pytest.mark.parametrize(
    ("typed", "period"),
    [
        ("2017-02", Period(2017, 2, 1)),
        ("2017-Q1", Period(2017, 1, 3)),
        ("2017-q4", Period(2017, 10, 3)),
        ("2017-K2", Period(2017, 4, 3)),
        (" 2017 ", Period(2017, 1, 12)),
    ],
)
def test_a_period_is_read_as_it_is_typed(typed: str, period: Period) -> None:
    assert Period.read(typed) == period


@pytest.mark.parametrize(
    "typed", ["", "2017-13", "2017-00", "2017-Q5", "17-02", "2017-2", "februari", "0999"]
)
def test_anything_else_is_refused_with_what_to_write(typed: str) -> None:
    with pytest.raises(ValueError, match="2017-Q1"):
        Period.read(typed)


periods = st.builds(
    Period.read,
    st.one_of(
        st.integers(1000, 2999).map(str),
        st.tuples(st.integers(1000, 2999), st.integers(1, 12)).map(lambda t: f"{t[0]}-{t[1]:02d}"),
        st.tuples(st.integers(1000, 2999), st.integers(1, 4)).map(lambda t: f"{t[0]}-Q{t[1]}"),
    ),
)


@given(periods)
def test_periods_follow_each_other_without_a_gap(period: Period) -> None:
    assert Period.read(period.name) == period
    assert period.following.before == period
    assert period.span(ZONE)[1] == period.following.span(ZONE)[0]
    assert period.each_month()[-1].span(ZONE)[1] == period.span(ZONE)[1]
    assert len(period.each_month()) == period.months
    assert period.year_before.following.year in (period.year, period.year - 1)


def test_a_month_begins_at_midnight_of_the_line() -> None:
    assert Period.read("2017-04").span(ZONE) == (
        datetime(2017, 3, 31, 22, tzinfo=UTC),
        datetime(2017, 4, 30, 22, tzinfo=UTC),
    )
