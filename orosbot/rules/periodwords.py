"""Periods as people type them: `2017-2`, `2017Q4`, `q4 2017`, `februari`, `K4`.

Programs write one form alone, which `Period.read` knows; in the room whatever can mean but one period is read.
"""

import re
from collections.abc import Sequence
from datetime import date

from orosbot.rules.datewords import MONTHS
from orosbot.rules.periods import Period

_YEAR = re.compile(r"[12]\d{3}")
_MONTH = re.compile(r"(?P<year>[12]\d{3})[-/](?P<month>1[0-2]|0?[1-9])")
_QUARTER = re.compile(r"(?:(?P<year>[12]\d{3})-?)?[qk](?P<quarter>[1-4])")


def read(words: Sequence[str], today: date) -> tuple[Period | None, int]:
    """The period that folded words begin with, and how many of them it takes; `None` and 0 if they begin with none.

    A month or a quarter without its year is the last one that has begun.
    """
    first, second = (*words[:2], "", "")[:2]
    if (month := _MONTH.fullmatch(first)) is not None:
        return Period(int(month["year"]), int(month["month"]), 1), 1
    if (quarter := _QUARTER.fullmatch(first)) is not None and quarter["year"]:
        return _part(first, int(quarter["year"])), 1
    if _YEAR.fullmatch(first):
        part = _part(second, int(first))
        return (Period(int(first), 1, 12), 1) if part is None else (part, 2)
    if _YEAR.fullmatch(second) and (part := _part(first, int(second))) is not None:
        return part, 2
    this_year = _part(first, today.year)
    if this_year is None:
        return None, 0
    return (this_year if this_year.first_day <= today else this_year.year_before), 1


def _part(word: str, year: int) -> Period | None:
    """The month or the quarter of a year that a word names."""
    if (quarter := _QUARTER.fullmatch(word)) is not None:
        return Period(year, 3 * int(quarter["quarter"]) - 2, 3)
    number = MONTHS.get(word.rstrip("."))
    return None if number is None else Period(year, number, 1)
