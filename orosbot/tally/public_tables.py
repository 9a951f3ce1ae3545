"""Which public tables there are, and in which groups of neighbours their words stand.

Each is of one level and counts the cases (or contacts) of its period once each, so that nobody is counted twice.
"""

from collections.abc import Callable, Mapping, Sequence

from orosbot.rules.cells import Scheme
from orosbot.rules.words import Vocabulary, Word

OTHER = "unlisted"
"""The key of what is no word of the categories (any more)."""

CONTACTS, CASES = "contacts.kind", "cases.all"

DETAIL: Mapping[str, str] = {
    "concern": "cases.concern",
    "caller": "cases.caller",
    "age": "cases.age",
    "channel": "contacts.channel",
    "closings": "closings.reason",
}
"""By the table's name, the figure that it takes apart."""

FIGURES = frozenset({CONTACTS, CASES, *DETAIL.values()})
"""Everything that the public tables are made of."""

FACETS: Mapping[str, str] = {**{name: name for name in DETAIL}, "closings": "closing"}
"""By the table's name, the facet of the categories whose words it has."""

MARGIN = 3
"""A quarter shows detail if each word could have so many times the threshold (docs/decisions/0014 has the figures)."""

Groups = tuple[tuple[str, ...], ...]


def groups(name: str, words: Vocabulary) -> Groups:
    """The groups of a table's words."""
    found = words.words(FACETS[name], typed=False)
    return _ages(found) if name == "age" else _pairs(found)


def scheme(found: Groups, threshold: int) -> Scheme:
    """How a table with these groups is suppressed."""
    return Scheme(found, threshold, MARGIN * threshold * sum(len(group) for group in found))


def _pairs(words: Sequence[Word]) -> Groups:
    """Neighbours in the categories, two and two; of an odd number the first one stands alone. What is no word is with
    the last ones: alone it would be too few, and then nothing of the table could be told."""
    keys = [word.key for word in words]
    odd = len(keys) % 2
    found = [tuple(keys[:odd]), *(tuple(keys[cut : cut + 2]) for cut in range(odd, len(keys), 2))]
    found[-1] = (*found[-1], OTHER)
    return tuple(group for group in found if group)


def _ages(words: Sequence[Word]) -> Groups:
    """Children first, then adults, then those of no age."""
    kinds: list[Callable[[Word], bool]] = [
        lambda word: word.child,
        lambda word: not word.child and word.ages is not None,
        lambda word: not word.child and word.ages is None,
    ]
    found = [tuple(word.key for word in words if kind(word)) for kind in kinds]
    found[-1] = (*found[-1], OTHER)
    return tuple(group for group in found if group)
