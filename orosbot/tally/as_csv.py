"""A tally as CSV, for Excel: one row for each number, in long form, so that a pivot table can turn it as one likes.

Swedish Excel opens a file with a double click only if its cells stand between semicolons, and takes it for UTF-8 only
if a BOM says so. There are whole numbers alone, as `0.5` is text or a date where the decimals stand after a comma:
of shares there are the counts that they are made of. What a cell says is never a formula.
"""

import csv
from collections.abc import Iterable, Mapping
from io import StringIO

from orosbot.casebook.figures import Cell
from orosbot.tally import labels, outside
from orosbot.tally.keys import AXES, SECOND, shown_key
from orosbot.tally.outside import Outside
from orosbot.tally.summary import Edition, Tally
from orosbot.texts import N_, Texts

BOM, SEPARATOR, LINE_END = "\ufeff", ";", "\r\n"

HEAD = ("period", "status", "figure", "title", "key", "label", "key2", "label2", "number")
"""The names of the columns, the same in every language. `status` is `draft`, `final` or `correction`, of public figures
`draft`, `not-published` or `published`; `figure`, `key` and `key2` are as programs know them, the others as people do."""

_FURTHER = {
    "cases.followup_asked": N_("Asked about a follow-up"),
    "assessments.same_day": N_("Assessed the same day"),
    "closings.days": N_("Days open"),
}
_SLIPS = N_("Slips living")

_FORMULA = frozenset("=+-@\uff1d\uff0b\uff0d\uff20\u2212")
"""What a formula begins with, in full width too."""
_SKIPPED = "\"'`\u00b4\u2018\u2019\u201c\u201d\ufeff\u200b\u200c\u200d\u2060\u00ad"
"""Quotes, and what nobody sees: spreadsheets may drop them from the beginning of a cell, as they do with spaces."""


def write(edition: Edition, texts: Texts) -> str:
    """The text of the file, BOM and all."""
    tally = edition.tally
    status = "draft" if tally.draft else "final"
    rows = [(tally.period.name, status, *row) for row in _rows(tally.counts, tally, texts, zeros=True)]
    rows.append((tally.period.name, status, "slips.living", texts.get(_SLIPS), *_all(), tally.slips_living))
    rows += [
        (tally.period.name, "correction", *row)
        for row in _rows(edition.corrections, tally, texts, zeros=False)
    ]
    return file((HEAD, *rows))


def write_outside(shown: Outside, texts: Texts) -> str:
    """The same of what leaves the team. A hidden number is an empty cell; what hidden words come to is a row with
    their keys, `right+left`, so that the rows of a table add up to its total."""
    edition = shown.edition
    status = outside.status(shown)
    rows: list[tuple[str | int, ...]] = [
        (edition.period.name, status, table.name, table.title, row.key, row.label, "", "", _number(row.n))
        for table in outside.tables(shown, texts)
        for row in (*table.rows, *table.together)
    ]
    return file((HEAD, *rows))


def _number(n: int | None) -> str | int:
    return "" if n is None else n


def file(rows: Iterable[Iterable[str | int]]) -> str:
    """Rows as a file; texts are made safe (see `safe`), numbers stay numbers."""
    written = StringIO(newline="")
    writer = csv.writer(written, delimiter=SEPARATOR, lineterminator=LINE_END)
    writer.writerows([safe(cell) if isinstance(cell, str) else str(cell) for cell in row] for row in rows)
    return BOM + written.getvalue()


def safe(text: str) -> str:
    """A text as a cell that no spreadsheet takes for a formula: with `'` before it if it could. Nothing is lost: what
    begins with `'` afterwards has had exactly one put there."""
    begin = text.lstrip()
    while begin != (begin := begin.lstrip(_SKIPPED).lstrip()):
        pass
    return f"'{text}" if text[:1] in ("'", "\t", "\r", "\n") or begin[:1] in _FORMULA else text


def _all() -> tuple[str, str, str, str]:
    return "all", "", "", ""


def _rows(
    counts: Mapping[Cell, int], tally: Tally, texts: Texts, *, zeros: bool
) -> list[tuple[str, str, str, str, str, str, int]]:
    """Figure, title, key, label, second key, its label, number."""
    found = []
    for figure, title in (labels.SINGLE | labels.TITLES | _FURTHER).items():
        cells = {(one, two): n for (name, one, two), n in sorted(counts.items()) if name == figure}
        called = texts.get(title)
        if figure not in AXES:
            n = sum(cells.values())
            found += [(figure, called, *_all(), n)] if n or zeros else []
            continue
        known = AXES[figure].keys(tally.words) if zeros else ()
        parts: dict[str, list[tuple[str, int]]] = {key: [] for key in known}
        for (one, two), n in cells.items():
            parts.setdefault(shown_key(figure, one), []).append((two, n))
        for key, seconds in parts.items():
            label = labels.key(figure, key, tally.words, texts)
            for two, n in seconds or [("", 0)]:
                second = shown_key("", two) if figure in SECOND and seconds else ""
                told = labels.key(figure, second, tally.words, texts, second=True) if second else ""
                found.append((figure, called, key, label, second, told, n))
    return found
