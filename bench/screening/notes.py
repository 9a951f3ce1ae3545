"""The notes of the two sets, one JSON object a line."""

import json
from dataclasses import dataclass
from pathlib import Path

SETS = {
    "evaluation": Path(__file__).with_name("evaluation.jsonl"),
    "heldout-2": Path(__file__).with_name("heldout-2.jsonl"),
}
"""The notes of old, and those that were written later without looking at the rules, to see what the first set no
longer tells."""


@dataclass(frozen=True, slots=True)
class Note:
    """A note as staff would write it on the phone, and what the screen should make of it."""

    text: str
    refuse: bool
    kinds: tuple[str, ...]
    """What it holds; empty if it is to be accepted."""
    level: str
    """`easy`, `medium` or `hard`."""
    origin: str | None
    """Where a name in it comes from: `sv`, `ar`, `so`, `fa` (Dari and Persian), `ti` (Tigrinya) and others."""
    lang: str
    lower: bool
    """Written without any capital."""
    first_lower: bool
    """A first name is written in lower case."""
    word: bool
    """The name is also a word of the language."""
    unicode: str | None
    """How its characters differ from what a keyboard makes, if they do."""
    trap: bool
    """To be accepted, and looks like personal data."""
    reference: bool
    """Holds the line's own reference to a case."""


def read(path: Path = SETS["evaluation"]) -> tuple[Note, ...]:
    """The notes in the order of the file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(Note(**{**given, "kinds": tuple(given["kinds"])}) for given in map(json.loads, lines))
