"""Spans of a normalised text, and what becomes of those that overlap or touch."""

from collections.abc import Iterable
from dataclasses import dataclass

from orosbot.rules.screening import CERTAIN


@dataclass(frozen=True, slots=True)
class Span:
    """A find in the normalised text."""

    kind: str
    start: int
    end: int


def settled(spans: Iterable[Span], text: str) -> list[Span]:
    """In order and without overlaps: a certain kind before an uncertain one, then the longer one; names that
    stand side by side become one."""
    chosen: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.kind not in CERTAIN, span.start - span.end)):
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
