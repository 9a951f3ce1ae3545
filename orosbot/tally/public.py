"""The public edition of a period: tables of one level in which small numbers are hidden."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from orosbot.rules.periods import Period
from orosbot.rules.words import Vocabulary

ALL = "all"


@dataclass(frozen=True, slots=True)
class Table:
    """`cells` by word, `None` hidden; `merged` says what hidden words come to together."""

    name: str
    cells: Mapping[str, int | None]
    total: int
    merged: tuple[tuple[tuple[str, ...], int], ...] = ()

    @property
    def numbers(self) -> dict[tuple[str, ...], int]:
        """Every number that is shown, by the words that it is of; the total by no word."""
        found: dict[tuple[str, ...], int] = {(): self.total, **dict(self.merged)}
        found.update(((word,), n) for word, n in self.cells.items() if n is not None)
        return found

    @property
    def hidden(self) -> frozenset[str]:
        """The words whose number is hidden."""
        return frozenset(word for word, n in self.cells.items() if n is None)


@dataclass(frozen=True, slots=True)
class PublicEdition:
    """What may be told of a period, and the names of the tables that are too small to be told. A `draft` may still
    change; `published` is the day on which it was published, `None` before that."""

    period: Period
    draft: bool
    tables: tuple[Table, ...]
    withheld: tuple[str, ...]
    words: Vocabulary = field(repr=False, compare=False)
    published: date | None = None


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
    told = {
        "period": edition.period.name,
        **draft,
        "published": None if edition.published is None else edition.published.isoformat(),
        "tables": tables,
        "withheld": list(edition.withheld),
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"
