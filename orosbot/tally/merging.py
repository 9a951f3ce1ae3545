"""Tallies of several lines added up into one national figure."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from orosbot.casebook.figures import Cell
from orosbot.errors import UsageError
from orosbot.rules.periods import Period
from orosbot.rules.words import Vocabulary
from orosbot.tally.summary import Edition, Headlines, Tally


class _Compared(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True)

    period: str
    new: int
    repeat: int
    cases: int
    about_child: int
    closings: int


class _Comparisons(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True)

    before: _Compared
    year_before: _Compared
    year_to_date: _Compared


class _File(BaseModel):
    """Of what `as_json` writes, what can be added up."""

    model_config = ConfigDict(frozen=True)

    period: str
    draft: bool
    slips_living: int
    compared: _Comparisons
    corrections: list[tuple[str, str, str, int]]
    cells: list[tuple[str, str, str, int]]


@dataclass(frozen=True, slots=True)
class _Line:
    """The figures of one line, and the file that they come from."""

    file: Path
    read: _File


def merged(files: list[Path], words: Vocabulary) -> Edition:
    """One edition of all; a draft as long as one of them is.

    :raises UsageError: naming every file that is no tally of ours, and if their periods differ.
    """
    lines: list[_Line] = []
    faults: list[str] = []
    for file in files:
        try:
            lines.append(_Line(file, _File.model_validate_json(file.read_bytes())))
        except OSError as error:
            faults.append(f"{file} cannot be read: {error.strerror}.")
        except ValidationError:
            faults.append(
                f"{file} is no tally that can be added up: write it with `orosbot tally PERIOD --format json`."
            )
    if len(set(files)) < len(files):
        faults.append("One file is named twice: its figures would count twice.")
    if not faults and len({line.read.period for line in lines}) > 1:
        told = ", ".join(f"{line.file}: {line.read.period}" for line in lines)
        faults.append(f"Only tallies of the same period can be added up ({told}).")
    if faults:
        raise UsageError("\n".join(faults))
    return _sum(lines, words)


def _sum(lines: list[_Line], words: Vocabulary) -> Edition:
    found = [line.read for line in lines]
    try:
        period = Period.read(found[0].period)
    except ValueError as error:
        raise UsageError(f"{lines[0].file}: {error}.") from None
    tally = Tally(
        period,
        _added([one.cells for one in found]),
        sum(one.slips_living for one in found),
        draft=any(one.draft for one in found),
        words=words,
    )
    return Edition(
        tally,
        before=_headlines([one.compared.before for one in found]),
        year_before=_headlines([one.compared.year_before for one in found]),
        year_to_date=_headlines([one.compared.year_to_date for one in found]),
        corrections=_added([one.corrections for one in found]),
    )


def _added(parts: list[list[tuple[str, str, str, int]]]) -> dict[Cell, int]:
    counts: Counter[Cell] = Counter()
    for cells in parts:
        for figure, one, two, n in cells:
            counts[figure, one, two] += n
    return {cell: n for cell, n in counts.items() if n}


def _headlines(parts: list[_Compared]) -> Headlines:
    return Headlines(
        parts[0].period,
        new=sum(one.new for one in parts),
        repeat=sum(one.repeat for one in parts),
        cases=sum(one.cases for one in parts),
        about_child=sum(one.about_child for one in parts),
        closings=sum(one.closings for one in parts),
    )
