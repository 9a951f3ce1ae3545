"""The words of dates in both languages, folded: weekdays and months from the CLDR, numbers, units.

Each is a mapping from the folded word to its value; `one_of` makes the pattern that finds them.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from babel import Locale
from dateutil.relativedelta import relativedelta

from orosbot.rules.routine import EVENING, MORNING, NOON
from orosbot.rules.words import fold

LANGUAGES = ("sv", "en")


def _names(facet: str, more: Mapping[str, int]) -> dict[str, int]:
    found = dict(more)
    for language in LANGUAGES:
        locale = Locale(language)
        for contexts in (locale.days, locale.months)[facet == "months"].values():
            # not "short" and "narrow": two letters (on, to, so) are words of the text more often
            for width in ("wide", "abbreviated"):
                for number, name in contexts.get(width, {}).items():
                    found[fold(name).rstrip(".")] = number
    return found


_FULL_WEEKDAYS = {fold(name): number for number, name in Locale("sv").days["format"]["wide"].items()}
WEEKDAYS = _names(
    "days",
    {"tues": 1, "thur": 3, "thurs": 3, "tor": 3} | {f"{name}en": n for name, n in _FULL_WEEKDAYS.items()},
)
"""0 is Monday."""
MONTHS = _names("months", {"sept": 9})
"""1 is January."""

# Folded they are ordinary words too (man, son; tor; sat, sun, wed): a weekday only where a date would stand.
DOUBTFUL = frozenset({"man", "son", "tor", "sat", "sun", "wed"})

NUMBERS = {
    fold(word): number
    for number, words in {
        1: "ett en one a an",
        2: "två two",
        3: "tre three",
        4: "fyra four",
        5: "fem five",
        6: "sex six",
        7: "sju seven",
        8: "åtta eight",
        9: "nio nine",
        10: "tio ten",
        11: "elva eleven",
        12: "tolv twelve",
        14: "fjorton fourteen",  # the Swedish fortnight
    }.items()
    for word in words.split()
}

_UNITS: tuple[tuple[str, relativedelta | timedelta], ...] = (
    ("år year years", relativedelta(years=1)),
    ("mån månad månader month months", relativedelta(months=1)),
    ("fortnight", relativedelta(weeks=2)),
    ("v w wk wks vecka veckor week weeks", relativedelta(weeks=1)),
    ("d dag dagar dar dygn day days", relativedelta(days=1)),
    ("h tim timme timmar hr hrs hour hours", timedelta(hours=1)),
    ("min mins minut minuter minute minutes", timedelta(minutes=1)),
)
UNITS = {fold(word): step for words, step in _UNITS for word in words.split()}
"""Steps of the calendar, or of elapsed time."""
UNIT_RANKS = {fold(word): rank for rank, (words, _) in enumerate(_UNITS) for word in words.split()}
"""The larger the unit, the lower."""

NEAR_DAYS = {
    fold(word): days
    for words, days in (
        (("idag", "i dag", "today"), 0),
        (("imorgon", "i morgon", "imorron", "i morron", "imorrn", "tomorrow"), 1),
        (("övermorgon", "i övermorgon", "iövermorgon", "day after tomorrow", "the day after tomorrow"), 2),
    )
    for word in words
}


_OF_DAY = (
    (MORNING, "bitti morgon förmiddag fm morning", "morgonen förmiddagen", "morning"),
    (NOON, "eftermiddag em afternoon", "eftermiddagen", "afternoon"),
    (EVENING, "kväll evening", "kvällen", "evening"),
)
DAY_PARTS = {
    fold(form): clock
    for clock, bare, on, inn in _OF_DAY
    for form in (*bare.split(), *(f"på {word}" for word in on.split()), f"in the {inn}")
}
"""Parts of a day as they stand behind it, each with the time that is meant by it."""
TODAY_PARTS = {
    fold(form): clock
    for clock, forms in (
        (MORNING, ("i förmiddag", "this morning")),
        (NOON, ("i eftermiddag", "ieftermiddag", "this afternoon")),
        (EVENING, ("ikväll", "i kväll", "tonight", "this evening")),
    )
    for form in forms
}
"""The same of today."""


def one_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "(?:" + "|".join(sorted(words, key=lambda word: (-len(word), word))) + ")"
