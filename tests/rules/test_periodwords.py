"""Periods as people type them in the room."""

from datetime import date

import pytest

from orosbot.rules import periodwords

TODAY = date(2017, 5, 10)


@pytest.mark.parametrize(
    ("words", "name", "taken"),
    [
        ("2017-02", "2017-02", 1),
        ("2017-2 public", "2017-02", 1),
        ("2017-q4", "2017-Q4", 1),
        ("2017k4", "2017-Q4", 1),
        ("2017 q4", "2017-Q4", 2),
        ("k4 2017", "2017-Q4", 2),
        ("2017 februari", "2017-02", 2),
        ("feb. 2016 public", "2016-02", 2),
        ("2017", "2017", 1),
        ("2017 public", "2017", 1),
        ("k1", "2017-Q1", 1),
        ("q2", "2017-Q2", 1),
        ("k4", "2016-Q4", 1),
        ("februari", "2017-02", 1),
        ("may freeze", "2017-05", 1),
        ("december", "2016-12", 1),
    ],
)
def test_what_can_mean_but_one_period_is_read(words: str, name: str, taken: int) -> None:
    found, used = periodwords.read(words.split(), TODAY)
    assert found is not None
    assert (found.name, used) == (name, taken)


@pytest.mark.parametrize("words", ["", "2017-13", "2017-0", "2017-q5", "q5", "17-02", "public", "2", "20170"])
def test_what_is_none_is_left_to_be_told(words: str) -> None:
    assert periodwords.read(words.split(), TODAY) == (None, 0)
