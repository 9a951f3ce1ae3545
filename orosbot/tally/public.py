"""The public edition: tables of one level in which small numbers are hidden (see `orosbot.rules.suppression`).

Months give totals, quarters and years detail. Everything is added up from the months, each one's snapshot where it is
frozen, so that quarters always come to their year.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from orosbot.casebook import Casebook
from orosbot.rules.periods import Period
from orosbot.rules.suppression import Scheme, Shown, suppressed
from orosbot.rules.words import Vocabulary, Word
from orosbot.tally import reading
from orosbot.tally.summary import Tally

ALL = "all"
OTHER = "other"
"""The key of what is no word of the categories (any more)."""


@dataclass(frozen=True, slots=True)
class Table:
    """`cells` by word, `None` hidden; `merged` says what hidden words come to together."""

    name: str
    cells: Mapping[str, int | None]
    total: int
    merged: tuple[tuple[tuple[str, ...], int], ...] = ()


@dataclass(frozen=True, slots=True)
class PublicEdition:
    """What may be told of a period, and the names of the tables that are too small to be told."""

    period: Period
    draft: bool
    tables: tuple[Table, ...]
    withheld: tuple[str, ...]


def edition_of(
    book: Casebook, period: Period, zone: ZoneInfo, words: Vocabulary, threshold: int, now: datetime
) -> PublicEdition:
    """The public edition of a period; a draft until each of its months is frozen."""
    months = [reading.tally_of(book, month, zone, words, now) for month in period.whole_year.each_month()]
    return edition(period, months, words, threshold)


def edition(period: Period, months: Sequence[Tally], words: Vocabulary, threshold: int) -> PublicEdition:
    """The same from the tallies of all twelve months of the period's year."""
    own = months[period.month - 1 : period.month - 1 + period.months]
    found: dict[str, Table | None] = {"contacts": _total("contacts", "contacts.kind", own, threshold)}
    if period.months > 1:
        found["cases"] = _total("cases", "cases.all", own, threshold)
        for facet in ("concern", "caller"):
            shown = _shown(period, months, _pairs(words.words(facet), threshold), f"cases.{facet}")
            found[facet] = None if shown is None else _table(facet, shown)
        shown = _shown(period, months, _ages(words.words("age"), threshold), "cases.age")
        found["age"] = None if shown is None else _table("age", shown)
        if any(word.child for word in words.words("age")):
            found["about_child"] = None if shown is None else _about_child(shown)
    return PublicEdition(
        period,
        any(month.draft for month in own),
        tuple(table for table in found.values() if table is not None),
        tuple(name for name, table in found.items() if table is None),
    )


def as_json(edition: PublicEdition) -> str:
    """The JSON object: `tables`, each with `name`, `period`, `cells`, `total` and what is `merged`; `withheld`."""
    draft = {"draft": True} if edition.draft else {}
    tables = [
        {
            "name": table.name,
            "period": edition.period.name,
            "cells": dict(table.cells),
            "total": table.total,
            "merged": [{"words": list(block), "total": n} for block, n in table.merged],
            **draft,
        }
        for table in edition.tables
    ]
    told = {"period": edition.period.name, **draft, "tables": tables, "withheld": list(edition.withheld)}
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _total(name: str, figure: str, months: Sequence[Tally], threshold: int) -> Table | None:
    total = sum(month.total(figure) for month in months)
    return None if 0 < total < threshold else Table(name, {ALL: total}, total)


def _pairs(words: Sequence[Word], threshold: int) -> Scheme:
    """Neighbours in the categories, two and two; the last ones may be three."""
    keys = [*(word.key for word in words), OTHER]
    cuts = list(range(0, len(keys) - 1, 2))
    groups = [tuple(keys[cut : cut + 2]) for cut in cuts[:-1]] + [tuple(keys[cuts[-1] :])]
    return Scheme(tuple(groups), threshold)


def _ages(words: Sequence[Word], threshold: int) -> Scheme:
    """Children first, then adults, then those of no age."""
    kinds: list[Callable[[Word], bool]] = [
        lambda word: word.child,
        lambda word: not word.child and word.ages is not None,
        lambda word: not word.child and word.ages is None,
    ]
    groups = [tuple(word.key for word in words if kind(word)) for kind in kinds]
    groups[-1] = (*groups[-1], OTHER)
    return Scheme(tuple(group for group in groups if group), threshold)


def _shown(period: Period, months: Sequence[Tally], scheme: Scheme, figure: str) -> Shown | None:
    quarters: list[dict[str, int]] = []
    for first in range(0, 12, 3):
        counts = dict.fromkeys(scheme.words, 0)
        for month in months[first : first + 3]:
            for key, n in month.by(figure).items():
                counts[key if key in counts else OTHER] += n
        quarters.append(counts)
    year = suppressed(scheme, quarters)
    return year.year if period.months == 12 else year.quarters[(period.month - 1) // 3]


def _table(name: str, shown: Shown) -> Table:
    cells = {word: n for word, n in shown.cells.items() if word != OTHER or n != 0}
    return Table(name, cells, shown.total, shown.merged)


def _about_child(shown: Shown) -> Table:
    yes = shown.groups[0]
    return Table(
        "about_child",
        {"yes": yes, "no": None if yes is None else shown.total - yes},
        shown.total,
        ((("yes", "no"), shown.total),) if yes is None else (),
    )
