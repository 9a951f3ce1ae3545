"""What was published as it is kept: the editions as they were told, and what they rest on, as JSON."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

from orosbot.casebook import Casebook
from orosbot.rules.periods import Period
from orosbot.rules.suppression import Opened
from orosbot.rules.words import Vocabulary
from orosbot.tally.public import PublicEdition, Table
from orosbot.tally.public_year import NOTHING, Basis, Decided


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class _Table(_Kept):
    name: str
    cells: dict[str, int | None]
    total: int
    merged: list[tuple[list[str], int]]


class _Edition(_Kept):
    period: str
    tables: list[_Table]
    withheld: list[str]


class _Editions(_Kept):
    editions: list[_Edition]


class _Opened(_Kept):
    waits: bool
    whole: bool
    groups: list[int]
    threshold: int


class _Decided(_Kept):
    groups: list[list[str]]
    quarters: dict[str, _Opened]


class _Basis(_Kept):
    months: dict[str, list[tuple[str, str, str, int]]]
    tables: dict[str, _Decided]
    threshold: int


@dataclass(frozen=True, slots=True)
class Published:
    """All that was ever published of a year: of each period every version, the newest one last."""

    versions: Mapping[Period, Sequence[PublicEdition]]
    basis: Basis

    def newest(self, period: Period) -> PublicEdition | None:
        """A period as it is published now; `None` if it is not."""
        found = self.versions.get(period, ())
        return found[-1] if found else None


def of_year(book: Casebook, year: Period, zone: ZoneInfo, words: Vocabulary) -> Published:
    """Everything that was published of a year."""
    versions: dict[Period, list[PublicEdition]] = {}
    basis = NOTHING
    for one in book.publications.agreed(year):
        for edition in editions_from(one.editions, words, _day(one.agreed_at, zone)):
            versions.setdefault(edition.period, []).append(edition)
        basis = basis_from(one.basis)
    return Published(versions, basis)


def _day(moment: datetime | None, zone: ZoneInfo) -> date | None:
    return None if moment is None else moment.astimezone(zone).date()


def editions_text(editions: Sequence[PublicEdition]) -> str:
    """Editions as JSON; `editions_from` reads it."""
    told = [
        {
            "period": edition.period.name,
            "tables": [
                {
                    "name": table.name,
                    "cells": dict(table.cells),
                    "total": table.total,
                    "merged": [[list(block), n] for block, n in table.merged],
                }
                for table in edition.tables
            ],
            "withheld": list(edition.withheld),
        }
        for edition in editions
    ]
    return json.dumps({"editions": told}, ensure_ascii=False)


def editions_from(text: str, words: Vocabulary, day: date | None) -> tuple[PublicEdition, ...]:
    """Editions that are no drafts, published on this day."""
    return tuple(
        PublicEdition(
            Period.read(edition.period),
            False,
            tuple(
                Table(
                    table.name,
                    table.cells,
                    table.total,
                    tuple((tuple(block), n) for block, n in table.merged),
                )
                for table in edition.tables
            ),
            tuple(edition.withheld),
            words,
            day,
        )
        for edition in _Editions.model_validate_json(text).editions
    )


def basis_text(basis: Basis) -> str:
    """A basis as JSON; `basis_from` reads it."""
    told = {
        "months": {
            str(month): sorted([*cell, n] for cell, n in counts.items())
            for month, counts in basis.months.items()
        },
        "tables": {
            name: {
                "groups": [list(group) for group in decided.groups],
                "quarters": {
                    str(number): {
                        "waits": opened.waits,
                        "whole": opened.whole,
                        "groups": sorted(opened.groups),
                        "threshold": opened.threshold,
                    }
                    for number, opened in decided.quarters.items()
                },
            }
            for name, decided in basis.tables.items()
        },
        "threshold": basis.threshold,
    }
    return json.dumps(told, ensure_ascii=False)


def basis_from(text: str) -> Basis:
    """What all that was published until then rests on."""
    kept = _Basis.model_validate_json(text)
    return Basis(
        {
            int(month): {(figure, one, two): n for figure, one, two, n in cells}
            for month, cells in kept.months.items()
        },
        {
            name: Decided(
                tuple(tuple(group) for group in decided.groups),
                {
                    int(number): Opened(
                        opened.waits, opened.whole, frozenset(opened.groups), opened.threshold
                    )
                    for number, opened in decided.quarters.items()
                },
            )
            for name, decided in kept.tables.items()
        },
        kept.threshold,
    )
