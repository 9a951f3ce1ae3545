"""Screening of free text for personal data: what was found where, and the text with each find blanked.

The finding itself is in `screen.py`; here stand the values that everybody else deals with.
"""

from collections.abc import Mapping
from dataclasses import dataclass

KINDS = (
    *("personnummer", "phone", "email", "url", "ip", "handle", "address", "postcode", "plate", "account"),
    *("birthdate", "name", "initials", "nickname", "school_class", "employer_title", "id_number"),
)
"""The kinds of personal data that are looked for."""

CERTAIN = frozenset({"personnummer", "phone", "email", "url", "ip", "account"})
"""Kinds that are told by their shape: a message with one of them is removed at once."""


@dataclass(frozen=True, slots=True)
class Find:
    """One piece of personal data: its kind, and where it stands in the text as given (characters)."""

    kind: str
    start: int
    end: int
    what: str = ""
    """What it is more closely, where its kind names two things: `school` for a `school_class` that is no class,
    `reference` for a `phone` in the shape of a reference, of no case."""


@dataclass(frozen=True, slots=True)
class Screening:
    """What was found in one text, in the order in which it stands there, without overlaps."""

    finds: tuple[Find, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether the text must not be kept."""
        return bool(self.finds)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds found, each once, in the order of `KINDS`."""
        found = {find.kind for find in self.finds}
        return tuple(kind for kind in KINDS if kind in found)

    @property
    def certain(self) -> bool:
        """Whether a find is of a kind that its shape tells."""
        return any(find.kind in CERTAIN and find.what != "reference" for find in self.finds)


def masked(text: str, screening: Screening, labels: Mapping[str, str]) -> str:
    """The text with each find replaced by what its kind is called, in square brackets: `[namn] ringer igen`."""
    kept: list[str] = []
    at = 0
    for find in screening.finds:
        kept += [text[at : find.start], f"[{labels.get(find.what) or labels[find.kind]}]"]
        at = find.end
    return "".join([*kept, text[at:]])
