"""The destruction log in words: what was destroyed on its last day, as counts that tell of nobody."""

from collections import Counter
from collections.abc import Callable, Sequence

from orosbot.casebook.destructions import Destroyed
from orosbot.texts import Texts

_GROUPS = {
    "cases": "cases",
    "texts": "texts",
    "journal": "texts",
    "handovers": "texts",
    "messages": "messages",
    "reports": "times",
    "times": "times",
}
"""What the log counts, and as what it is told."""


def in_words(found: Sequence[Destroyed], texts: Texts) -> str:
    """`2 cases, 5 texts, 17 messages`: what one day of the log says; empty for an empty day."""
    counts = Counter[str]()
    for one in found:
        counts[_GROUPS[one.what]] += one.n
    said: dict[str, Callable[[int], str]] = {
        "cases": lambda n: texts.plural("{count} case", "{count} cases", n),
        "texts": lambda n: texts.plural("{count} text", "{count} texts", n),
        "messages": lambda n: texts.plural("{count} message", "{count} messages", n),
        "times": lambda n: texts.plural(
            "exact times and names in {count} row", "exact times and names in {count} rows", n
        ),
    }
    return ", ".join(said[what](n).format(count=n) for what in said if (n := counts[what]))
