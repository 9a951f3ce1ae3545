"""A tally as another line has sent it, as JSON: read, and refused with its file's name if it is no such thing."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from orosbot.casebook.definitions import DEFINITIONS, WORKED
from orosbot.casebook.figures import Cell
from orosbot.errors import UsageError
from orosbot.rules.periods import Period
from orosbot.tally.keys import UNSAID

_FIGURES = frozenset({*(one.figure for one in DEFINITIONS), WORKED})

Count = Annotated[int, Field(ge=0, strict=True)]


class _Read(BaseModel):
    model_config = ConfigDict(frozen=True)


class Compared(_Read):
    """The figures of another period."""

    period: str
    new: Count
    repeat: Count
    cases: Count
    about_child: Count
    closings: Count


class _Comparisons(_Read):
    before: Compared
    year_before: Compared
    year_to_date: Compared


class _Contacts(_Read):
    by_channel: dict[str, Count]


class _Cases(_Read):
    by_concern: dict[str, Count]
    by_caller: dict[str, Count]
    by_age: dict[str, Count]


class _File(_Read):
    """Of what `as_json` writes, what can be added up, and by which words."""

    period: str
    draft: Annotated[bool, Field(strict=True)]
    contacts: _Contacts
    cases: _Cases
    slips_living: Count
    compared: _Comparisons
    corrections: list[tuple[str, str, str, Annotated[int, Field(strict=True)]]]
    cells: list[tuple[str, str, str, Count]]


@dataclass(frozen=True, slots=True)
class LineFile:
    """The figures of one line, and the file that they come from. `words` are its words by facet."""

    file: Path
    period: Period
    draft: bool
    slips_living: int
    before: Compared
    year_before: Compared
    year_to_date: Compared
    corrections: tuple[tuple[Cell, int], ...]
    cells: tuple[tuple[Cell, int], ...]
    words: Mapping[str, tuple[str, ...]]

    @property
    def figures(self) -> tuple[object, ...]:
        """Everything that was counted, however it is written: empty or 0 in each place if that was nothing."""
        compared = (self.before, self.year_before, self.year_to_date)
        return (
            tuple(sorted(pair for pair in self.cells if pair[1])),
            tuple(sorted(self.corrections)),
            self.slips_living,
            *(n for one in compared for n in (one.new, one.repeat, one.cases, one.about_child, one.closings)),
        )


class _Public(_Read):
    """What tells the public edition from a tally."""

    tables: list[object]


def read(file: Path) -> LineFile:
    """A file that `orosbot tally PERIOD --format json` has written.

    :raises UsageError: in a sentence that names the file, if it cannot be read or is no such file.
    """
    try:
        text = file.read_bytes()
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}.") from None
    try:
        found = _File.model_validate_json(text)
        period = Period.read(found.period)
    except ValueError:
        raise UsageError(_why_not(file, text)) from None
    if found.compared.before.period != period.before.name:
        raise UsageError(
            f"{file} says that it is of {period.name}, but compares it with another period's before."
        )
    if unknown := {figure for figure, *_rest in (*found.cells, *found.corrections)} - _FIGURES:
        raise UsageError(
            f"{file} counts what this orosbot does not know ({', '.join(sorted(unknown))}):"
            " let every line write it with the same version."
        )
    if twice := sorted({figure for figure, *_rest in _doubled(found.cells) + _doubled(found.corrections)}):
        raise UsageError(
            f"{file} has a row of {', '.join(twice)} twice, which would count twice: let the line write it anew."
        )
    return LineFile(
        file,
        period,
        found.draft,
        found.slips_living,
        found.compared.before,
        found.compared.year_before,
        found.compared.year_to_date,
        tuple(((figure, one, two), n) for figure, one, two, n in found.corrections),
        tuple(((figure, one, two), n) for figure, one, two, n in found.cells),
        _words(found),
    )


def _doubled(rows: Sequence[tuple[str, str, str, int]]) -> list[tuple[str, str, str]]:
    """The cells that more than one row is of."""
    return [cell for cell, n in Counter(row[:3] for row in rows).items() if n > 1]


def _why_not(file: Path, text: bytes) -> str:
    try:
        _Public.model_validate_json(text)
    except ValidationError:
        return f"{file} is no tally that can be added up: write it with `orosbot tally PERIOD --format json`."
    return f"{file} has public figures: what is hidden in them cannot be added up. Leave out --public or --commissioner."


def _words(found: _File) -> dict[str, tuple[str, ...]]:
    by_facet = {
        "channel": found.contacts.by_channel,
        "concern": found.cases.by_concern,
        "caller": found.cases.by_caller,
        "age": found.cases.by_age,
    }
    return {facet: tuple(key for key in keys if key != UNSAID) for facet, keys in by_facet.items()}
