"""The files in which a line keeps its own words: read when the bot starts, and screened like a note, for everybody sees
them. What is public passes by standing on the allow-list, as in notes.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from orosbot import categories, guides, screening, terms
from orosbot.errors import ConfigError
from orosbot.rules.screening import Find, Screening
from orosbot.rules.screening.screen import Screen
from orosbot.rules.words import Vocabulary
from orosbot.settings import Settings
from orosbot.texts import LANGUAGES

Loaded = TypeVar("Loaded")

_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"|\'([^\']*)\'')
_MENDS = "Write it without; what is public belongs on the allow-list (allow.txt)."


@dataclass(frozen=True, slots=True)
class OwnFiles:
    """What the desk needs of them; the agreed words and the cards are looked up when they are asked for."""

    words: Vocabulary
    screen: Screen


def read(settings: Settings) -> OwnFiles:
    """Read the categories, the agreed words, the allow-list and the cards.

    :raises ConfigError: naming every fault of each, and where one holds personal data: file, line and kinds, never
        what stands there.
    """
    faults = list[str]()
    words = _loaded(lambda: categories.load(settings.categories), faults)
    _loaded(lambda: terms.load(settings.terms), faults)
    screen = _loaded(lambda: screening.load(settings), faults)
    if screen is not None:
        faults += _personal(settings, screen)
    if faults or words is None or screen is None:
        raise ConfigError(faults)
    return OwnFiles(words, screen)


def _loaded(load: Callable[[], Loaded], faults: list[str]) -> Loaded | None:
    try:
        return load()
    except ConfigError as error:
        faults += error.faults
        return None


def _personal(settings: Settings, screen: Screen) -> Iterator[str]:
    if settings.terms is not None:
        yield from of_terms(settings.terms, screen)
    for language in LANGUAGES:
        folder = guides.folder_of(settings.folder, language)
        if folder == guides.folder_of(None, language):
            continue  # those that ship are tested
        for path in sorted(folder.glob("*.md")):
            yield from of_card(path, screen)


def of_card(path: Path, screen: Screen) -> Iterator[str]:
    """The faults of a card in which personal data stands."""
    if (found := screen.look(path.stem.replace("-", " ").replace("_", " "))).refused:
        yield f"a card in {path.parent}: its file name holds personal data ({_kinds(found)}). {_MENDS}"
        return
    for number, line in enumerate(_lines(path), 1):
        if (found := screen.look(line)).refused:
            yield _fault(path, number, found)


def of_terms(path: Path, screen: Screen) -> Iterator[str]:
    """The faults of agreed words that are personal data. A word by itself is no sentence: there a name counts that
    can be nothing else."""
    for number, line in enumerate(_lines(path), 1):
        finds = list[Find]()
        for string in () if line.lstrip().startswith("#") else _STRING.findall(line):
            text = "".join(string)
            finds += [
                one for one in screen.look(text).finds if one.kind != "name" or _surely(text, one, screen)
            ]
        if finds:
            yield _fault(path, number, Screening(tuple(finds)))


def _surely(text: str, find: Find, screen: Screen) -> bool:
    found = text[find.start : find.end]
    return screen.is_full_name(found) or any(map(screen.is_given_name, found.split()))


def _lines(path: Path) -> list[str]:
    """What is no text is left out, as it is when the cards are shown."""
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return []


def _fault(path: Path, number: int, found: Screening) -> str:
    return f"{path}: line {number}: holds personal data ({_kinds(found)}). {_MENDS}"


def _kinds(found: Screening) -> str:
    return ", ".join(screening.LABELS[kind] for kind in found.kinds)
