"""Long texts in parts: what a look costs grows faster than the text does."""

from collections.abc import Iterable, Iterator

from orosbot.rules.screening import Find

LONGEST_PIECE = 2_000
"""Characters that are looked at at once. No note is longer; talk, and what is refused as too long, may be."""
OVERLAP = 80
"""Characters that are looked at with both parts, so that nothing is missed where a text is cut."""


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """A text in parts, cut between words where there are any, each with where it starts."""
    starts = [0]
    while len(text) - starts[-1] > LONGEST_PIECE:
        middle, end = starts[-1] + LONGEST_PIECE // 2, starts[-1] + LONGEST_PIECE
        cut = text.rfind(" ", middle, end - OVERLAP) + 1 or end - OVERLAP
        starts.append(cut)
    for start, after in zip(starts, [*starts[1:], len(text)], strict=True):
        yield start, text[start : after + OVERLAP]


def joined(finds: Iterable[Find]) -> tuple[Find, ...]:
    """Finds of all parts in order; of two that overlap, the longer."""
    kept: list[Find] = []
    for find in sorted(finds, key=lambda find: (find.start, -find.end)):
        if kept and find.start < kept[-1].end:
            if find.end - find.start > kept[-1].end - kept[-1].start:
                kept[-1] = find
        else:
            kept.append(find)
    return tuple(kept)
