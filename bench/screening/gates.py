"""What has to be reached, and whether it is."""

from collections.abc import Callable
from dataclasses import dataclass

from bench.screening.measure import Measured, Share

RECALL_BY_LEVEL = {"easy": 98, "medium": 93, "hard": 70}
RECALL = 88
RECALL_BY_KIND = {
    "personnummer": 97, "phone": 96, "email": 94, "url": 93, "ip": 92, "name": 92, "birthdate": 87, "handle": 85,
    "address": 84, "account": 84, "plate": 81, "school_class": 78, "initials": 77,
}  # fmt: skip
"""In percent, on easy and medium notes."""
RECALL_BY_ORIGIN = {"ar": 84, "so": 80, "fa": 80, "ti": 80}
WORDS, LOWER, FIRST_LOWER = 55, 72, 80
UNICODE = 97
FALSE_EVERYDAY, FALSE_TRAPS, FALSE, FALSE_REFERENCES = 3, 10, 5, 0
MILLISECONDS, MEGABYTES = 5, 150


@dataclass(frozen=True, slots=True)
class Gate:
    """A figure that has to be at least, or at most, so much."""

    name: str
    figure: float
    bound: float
    at_most: bool = False

    @property
    def held(self) -> bool:
        """Whether it is."""
        return self.figure <= self.bound if self.at_most else self.figure >= self.bound

    def __str__(self) -> str:
        sign = "≤" if self.at_most else "≥"
        return f"{'ok    ' if self.held else 'MISSED'} {self.name}: {self.figure:.1f} ({sign} {self.bound})"


def gates(measured: Measured, *, speed: bool = True) -> list[Gate]:
    """Every gate. Without `speed`, those on time are left out: they say more about what else the machine does."""

    def recall(name: str, bound: float, share: Share) -> Gate:
        return Gate(f"recall, {name}", share.percent, bound)

    def false(name: str, bound: float, share: Share) -> Gate:
        return Gate(f"false alarms, {name}", share.percent, bound, at_most=True)

    refused: Callable[..., Share] = measured.refused
    found = [
        recall(level, bound, refused(refuse=True, level=level)) for level, bound in RECALL_BY_LEVEL.items()
    ]
    found.append(recall("all", RECALL, refused(refuse=True)))
    found += [recall(kind, bound, measured.plain(kind)) for kind, bound in RECALL_BY_KIND.items()]
    found += [recall(f"names, {key}", bound, refused(origin=key)) for key, bound in RECALL_BY_ORIGIN.items()]
    found.append(recall("names that are words", WORDS, refused(word=True)))
    found.append(recall("names in notes in lower case", LOWER, refused(kind="name", lower=True)))
    found.append(recall("first names in lower case", FIRST_LOWER, refused(first_lower=True)))
    found += [recall(f"still refused, {name}", UNICODE, share) for name, share in measured.unicode.items()]
    found.append(false("everyday notes", FALSE_EVERYDAY, refused(refuse=False, trap=False)))
    found.append(false("notes with traps", FALSE_TRAPS, refused(refuse=False, trap=True)))
    found.append(false("all", FALSE, refused(refuse=False)))
    found.append(false("own references", FALSE_REFERENCES, refused(refuse=False, reference=True)))
    found.append(Gate("refusals without a kind", len(measured.without_kind), 0, at_most=True))
    found.append(Gate("notes judged otherwise in another order", len(measured.changed), 0, at_most=True))
    if speed:
        found.append(
            Gate(
                "milliseconds a note, 95th percentile", measured.milliseconds(95), MILLISECONDS, at_most=True
            )
        )
    if measured.megabytes is not None:
        found.append(Gate("megabytes", measured.megabytes, MEGABYTES, at_most=True))
    return found
