"""Tallies of several lines added up into one national figure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from orosbot.casebook.figures import Cell
from orosbot.errors import UsageError
from orosbot.rules.words import Vocabulary
from orosbot.tally.linefile import Compared, LineFile, read
from orosbot.tally.summary import Edition, Headlines, Tally

_FACETS = ("channel", "concern", "caller", "age")


@dataclass(frozen=True, slots=True)
class Merged:
    """One edition of all lines, and what must be known of it: sentences about words that not every line has, and
    about files that look like copies."""

    edition: Edition
    notes: tuple[str, ...]


def merged(files: Sequence[Path], words: Vocabulary) -> Merged:
    """One edition of all; a draft as long as one of them is.

    :raises UsageError: naming every file that is no tally of ours, and if their periods differ.
    """
    lines: list[LineFile] = []
    faults: list[str] = []
    for file in files:
        try:
            lines.append(read(file))
        except UsageError as error:
            faults.append(str(error))
    if len({file.resolve() for file in files}) < len(files):
        faults.append("One file is named twice: its figures would count twice.")
    if not faults and len({line.period for line in lines}) > 1:
        told = ", ".join(f"{line.file}: {line.period.name}" for line in lines)
        faults.append(f"Only tallies of the same period can be added up ({told}).")
    if faults:
        raise UsageError("\n".join(faults))
    return Merged(_sum(lines, words), (*_copies(lines), *_differences(lines)))


def _copies(lines: Sequence[LineFile]) -> list[str]:
    """A sentence for each file with the same figures as an earlier one: small lines may be alike by chance, and
    those that counted nothing always are."""
    return [
        f"{one.file} and {other.file} have exactly the same figures: if one is a copy, leave it out; both are counted."
        for number, other in enumerate(lines)
        if (one := next((one for one in lines[:number] if one.figures == other.figures), None))
        and any(other.figures)
    ]


def _differences(lines: Sequence[LineFile]) -> list[str]:
    """A sentence for each facet in which the lines have other words; they stand beside each other in the sum."""
    found = []
    for facet in _FACETS:
        every = [line.words[facet] for line in lines]
        common = set(every[0]).intersection(*every[1:])
        own = [
            f"{line.file} has {', '.join(more)}"
            for line, keys in zip(lines, every, strict=True)
            if (more := [key for key in keys if key not in common])
        ]
        if own:
            found.append(
                f"Not every line has the same words for {facet}; such words stand beside the others ({'; '.join(own)})."
            )
    return found


def _sum(lines: Sequence[LineFile], words: Vocabulary) -> Edition:
    tally = Tally(
        lines[0].period,
        _added([line.cells for line in lines]),
        sum(line.slips_living for line in lines),
        draft=any(line.draft for line in lines),
        words=words,
    )
    return Edition(
        tally,
        before=_headlines([line.before for line in lines]),
        year_before=_headlines([line.year_before for line in lines]),
        year_to_date=_headlines([line.year_to_date for line in lines]),
        corrections=_added([line.corrections for line in lines]),
    )


def _added(parts: Sequence[Sequence[tuple[Cell, int]]]) -> dict[Cell, int]:
    counts: Counter[Cell] = Counter()
    for cells in parts:
        for cell, n in cells:
            counts[cell] += n
    return {cell: n for cell, n in counts.items() if n}


def _headlines(parts: Sequence[Compared]) -> Headlines:
    return Headlines(
        parts[0].period,
        new=sum(one.new for one in parts),
        repeat=sum(one.repeat for one in parts),
        cases=sum(one.cases for one in parts),
        about_child=sum(one.about_child for one in parts),
        closings=sum(one.closings for one in parts),
    )
