"""Spans of a normalised text, and what becomes of those that overlap or touch."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from orosbot.rules.screening import CERTAIN

_RANKS = {"id_number": 1, "plate": 1, "phone": 2}
"""What goes before what where finds overlap: other certain kinds are 0, other uncertain ones 3. A number that is
announced as that of a passport is no phone number."""


@dataclass(frozen=True, slots=True)
class Span:
    """A find in the normalised text."""

    kind: str
    start: int
    end: int
    what: str = ""
    """What it is more closely, if its kind does not tell: `school`."""


def _rank(span: Span) -> tuple[int, int]:
    return _RANKS.get(span.kind, 0 if span.kind in CERTAIN else 3), span.start - span.end


def settled(spans: Iterable[Span], text: str) -> list[Span]:
    """In order and without overlaps: by rank, then the longer one; names that
    stand side by side become one."""
    chosen: list[Span] = []
    for span in sorted(spans, key=_rank):
        if span.start < span.end and all(
            span.end <= other.start or other.end <= span.start for other in chosen
        ):
            chosen.append(span)
    merged: list[Span] = []
    for span in sorted(chosen, key=lambda span: span.start):
        last = merged[-1] if merged else None
        if last and last.kind == span.kind == "name" and text[last.end : span.start].strip(" ") in ("", "-"):
            merged[-1] = Span("name", last.start, span.end)
        else:
            merged.append(span)
    return merged


def digits(match: re.Match[str]) -> tuple[int, int]:
    """From the first digit of a match on: its words may stay."""
    first = next((at for at, character in enumerate(match.group()) if character.isdecimal()), 0)
    letters = match.group()[:first]
    return (match.start() if not letters or letters[-1].isalpha() else match.start() + first), match.end()
