"""The lists of words and names that ship with orosbot, read once when they are first asked for."""

from collections.abc import Callable
from functools import cache
from importlib import resources
from pathlib import Path

import marisa_trie

from orosbot.rules.screening.lists import WordLists

FOLDER = Path(str(resources.files("orosbot"))) / "data"


@cache
def load() -> WordLists:
    """The shipped lists.

    :raises OSError: if they are not installed.
    """
    names = marisa_trie.RecordTrie("<B")
    names.load(str(FOLDER / "names.marisa"))

    def marks(name: str) -> int:
        found = names.get(name)
        return int(found[0][0]) if found else 0

    return WordLists(_set("words"), marks, _set("places"))


def _set(name: str) -> Callable[[str], bool]:
    trie = marisa_trie.Trie()
    trie.load(str(FOLDER / f"{name}.marisa"))

    def holds(word: str) -> bool:
        return word in trie

    return holds
