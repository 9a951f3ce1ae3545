"""Reading actors from a file: CSV from spreadsheets, TOML from people. Every fault is named, with its line."""

import csv
import io
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from orosbot.rules.actorfields import (
    ANSWERS,
    FIELDS,
    LONGEST,
    FieldFault,
    Value,
    field_named,
    read_value,
    tidy,
)
from orosbot.rules.actors import name_key
from orosbot.rules.words import Vocabulary, fold, nearest

COLUMNS = (*FIELDS, "verified", "retired")
"""What a file tells of an actor. `verified` is told and never taken, for somebody has to ring; `retired` is
taken of an actor that is new to the directory."""

_TOLD = {"verified", "retired"}
_NO = {fold(form) for form in ANSWERS["no"]}
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula."""

_HEADER = re.compile(r"\s*\[\[\s*(?:actor|\"actor\"|'actor')\s*\]\]\s*(?:#.*)?")
_KEY = re.compile(r"\s*[\"']?([\w-]+)[\"']?\s*=")

_FAULTS = {
    FieldFault.EMAIL: "is no email address",
    FieldFault.URL: "is no web address",
    FieldFault.PHONE: "is no phone number",
    FieldFault.NAME: "is no name",
    FieldFault.KIND: "is no kind of actor",
    FieldFault.REGION: "is no region",
    FieldFault.AGES: "are no ages",
    FieldFault.ANSWER: "is neither yes nor no",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One actor of a file and the line where it begins; fields that are empty there are left out."""

    line: int
    name: str
    values: Mapping[str, Value] = field(repr=False)
    retired: bool = False


@dataclass(frozen=True, slots=True)
class _Raw:
    """What stands in one row or table, by the name of its column, and the line of each."""

    line: int
    cells: list[tuple[str, str, int]] = field(repr=False)


def read(text: str, suffix: str, words: Vocabulary, known: Iterable[str]) -> tuple[list[Row], list[str]]:
    """The actors of a file, and everything that is wrong with it, each fault with its line.

    `suffix` is `.csv` or `.toml`; `known` are names of the directory, whose kind may be left out.
    """
    faults: list[str] = []
    raws = list(_csv(text, faults) if suffix == ".csv" else _toml(text, faults))
    rows = []
    seen: dict[str, int] = {}
    have = {name_key(name) for name in known}
    for raw in raws:
        before = len(faults)
        values = _values(raw, words, faults)
        name = str(values.pop("name", ""))
        if not name:
            if len(faults) == before:
                faults.append(f"line {raw.line}: the name is missing.")
            continue
        if (first := seen.setdefault(name_key(name), raw.line)) != raw.line:
            faults.append(f"line {raw.line}: {name!r} stands in line {first} already.")
        missing = words.words("kind") and "kind" not in values and name_key(name) not in have
        if missing and len(faults) == before:
            faults.append(f"line {raw.line}: {name!r} is new and needs a kind.")
        rows.append(Row(raw.line, name, values, retired=_retired(raw)))
    return rows, sorted(faults, key=_line)


def _line(fault: str) -> int:
    found = re.match(r"line (\d+):", fault)
    return int(found[1]) if found else 0


def _values(raw: _Raw, words: Vocabulary, faults: list[str]) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for column, cell, line in raw.cells:
        typed = tidy(cell)
        if not typed or column in _TOLD:
            continue
        value = read_value(column, typed, words)
        if not isinstance(value, FieldFault):
            values[column] = value
        elif value is FieldFault.LONG:
            faults.append(f"line {line}: {column} has at most {LONGEST[column]} characters.")
        else:
            what = f"{_shown(typed)} {_FAULTS[value]}"
            faults.append(f"line {line}: {column}: {what}{_near(column, typed, words)}")
    return values


def _retired(raw: _Raw) -> bool:
    """Whether the file says, with a day or in any other way, that an actor is retired."""
    told = [fold(tidy(cell)).strip() for column, cell, _line in raw.cells if column == "retired"]
    return any(cell not in _NO for cell in told)


def _near(column: str, typed: str, words: Vocabulary) -> str:
    facet = {"kind": "kind", "region": "region", "ages": "age"}.get(column)
    if facet is None:
        return "."
    near = nearest(typed, [*words.forms((facet,), "en"), *words.forms((facet,), "sv")])
    return f"; did you mean {' or '.join(near)}?" if near else "."


def _shown(typed: str) -> str:
    return repr(typed if len(typed) <= 40 else typed[:40] + "…")


def _column(name: str) -> str | None:
    return fold(name).strip() if fold(name).strip() in _TOLD else field_named(name.strip())


def _unknown_column(name: str) -> str:
    near = nearest(name, [*COLUMNS, *(form for forms in FIELDS.values() for form in forms)], 1)
    return f"there is no column {_shown(name)}" + (
        f"; did you mean {near[0]}?" if near else f"; there are {', '.join(COLUMNS)}."
    )


def _csv(text: str, faults: list[str]) -> Iterator[_Raw]:
    text = text.removeprefix("\ufeff")
    first = text.lstrip("\r\n").split("\n", 1)[0]
    delimiter = max((";", "\t", ","), key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    header: list[str | None] | None = None
    start = 1
    try:
        for cells in reader:
            line, start = start, reader.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            if header is None:
                header = _header(cells, line, faults)
                continue
            if any(cell.strip() for cell in cells[len(header) :]):
                faults.append(f"line {line}: there are more cells than columns.")
            pairs = zip(header, cells, strict=False)
            yield _Raw(line, [(name, _plain(cell), line) for name, cell in pairs if name is not None])
    except csv.Error:
        faults.append(f"line {start}: this is no valid CSV.")
    if header is None:
        faults.append("line 1: the first line must name the columns: " + ", ".join(COLUMNS) + ".")


def _header(cells: list[str], line: int, faults: list[str]) -> list[str | None]:
    header = [_column(_plain(cell)) if cell.strip() else None for cell in cells]
    faults += [
        f"line {line}: {_unknown_column(cell)}"
        for cell, name in zip(cells, header, strict=True)
        if name is None and cell.strip()
    ]
    twice = {name for name in header if name is not None and header.count(name) > 1}
    faults += [f"line {line}: the column {name} stands there twice." for name in sorted(twice)]
    if "name" not in header:
        faults.append(f"line {line}: the column name is missing.")
    return header


def _plain(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from taking it for a formula."""
    cell = cell.strip()
    return cell[1:] if cell.startswith("'") and is_formula(cell) else cell


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet may take a cell for a formula, with or without apostrophes before it."""
    return cell.lstrip("'").startswith(FORMULA)


def _toml(text: str, faults: list[str]) -> Iterator[_Raw]:
    try:
        data = tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        where = re.search(r"line (\d+)", str(error))
        faults.append(f"line {where[1] if where else text.count(chr(10)) + 1}: this is no valid TOML.")
        return
    tables = data.pop("actor", [])
    faults += [f"{name}: there are only tables [[actor]]." for name in data]
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        faults.append("actor: write each as a table [[actor]].")
        return
    lines = text.splitlines()
    heads = [number for number, line in enumerate(lines, 1) if _HEADER.fullmatch(line)]
    for at, table in enumerate(tables):
        # Where tables are written inline there are no headers: then they are counted instead.
        start = heads[at] if len(heads) == len(tables) else at + 1
        end = heads[at + 1] - 1 if at + 1 < len(heads) else len(lines)
        yield _table(table, start, lines[start:end], faults)


def _table(table: dict[str, object], start: int, lines: list[str], faults: list[str]) -> _Raw:
    keys = {match[1]: start + at for at, line in enumerate(lines, 1) if (match := _KEY.match(line))}
    cells = []
    for key, value in table.items():
        line = keys.get(key, start)
        column = _column(key)
        cell = _cell(value)
        if column is None:
            faults.append(f"line {line}: {_unknown_column(key)}")
        elif cell is None:
            faults.append(f"line {line}: {column}: write it as text in quotes.")
        else:
            cells.append((column, cell, line))
    return _Raw(start, cells)


def _cell(value: object) -> str | None:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(str, value)) if all(isinstance(one, str | int) for one in value) else None
    return str(value) if isinstance(value, str | int) or hasattr(value, "isoformat") else None
