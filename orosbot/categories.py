"""The words of the line, read from `categories.toml` with every fault named."""

import tomllib
from importlib import resources
from itertools import pairwise
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from orosbot.errors import ConfigError
from orosbot.rules.words import Vocabulary, Word, fold

NEEDED = ("channel", "caller", "concern", "age", "support", "closing")
"""Facets without which no case can be opened and closed."""

FACETS = (*NEEDED, "kind", "region", "via")

TOGETHER = (("channel", "caller", "concern", "age", "support"), ("kind", "region", "age"))
"""Facets that are typed side by side, so that a form may stand in one of them only."""


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    sv: list[str]
    en: list[str]
    label: dict[str, str] = {}
    child: bool = False
    ages: list[int] | None = None
    automatic: str | None = None
    myself: bool = False


def shipped(name: str) -> Path:
    """The path of a file of `config/` that ships with orosbot."""
    inside = Path(str(resources.files("orosbot"))) / "config" / name
    return inside if inside.exists() else Path(__file__).parent.parent / "config" / name


def load(path: Path | None = None) -> Vocabulary:
    """The words in a file; those that ship when none is named.

    :raises ConfigError: naming every fault, one a line.
    """
    path = path or shipped("categories.toml")
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError([f"{path}: {error.strerror}."]) from None
    except UnicodeDecodeError:
        raise ConfigError([f"{path}: not UTF-8 text."]) from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError([f"{path}: no valid TOML: {error}."]) from None
    faults: list[str] = []
    words = _words(data, faults)
    faults += _clashes(words) + _gaps(words)
    if faults:
        raise ConfigError([f"{path}: {fault}" for fault in faults])
    return Vocabulary.of(words)


def _words(data: dict[str, object], faults: list[str]) -> list[Word]:
    words = []
    for facet, entries in data.items():
        if facet not in FACETS or not isinstance(entries, dict):
            faults.append(f"{facet}: there is no such group; there are {', '.join(FACETS)}.")
            continue
        for key, entry in entries.items():
            try:
                read = _Entry.model_validate(entry)
            except ValidationError as error:
                faults += [_fault(f"{facet}.{key}", fault) for fault in error.errors()]
                continue
            if problem := _problem(read):
                faults.append(f"{facet}.{key}: {problem}.")
                continue
            ages = None if read.ages is None else (read.ages[0], read.ages[1])
            forms = {"sv": tuple(read.sv), "en": tuple(read.en)}
            words.append(Word(facet, key, forms, read.label, read.child, ages, read.automatic, read.myself))
    return words


def _fault(word: str, fault: ErrorDetails) -> str:
    where = ".".join((word, *map(str, fault["loc"])))
    if fault["type"] == "extra_forbidden":
        return f"{where}: there is no such key."
    if fault["type"] == "missing":
        return f"{where}: is missing."
    if not fault["loc"]:
        return f"{where}: write it as a table, with en and sv."
    return f"{where}: {fault['msg'].lower()}."


def _problem(entry: _Entry) -> str | None:
    if not entry.sv or not entry.en:
        return "give at least one form in sv and one in en"
    for form in (*entry.sv, *entry.en):
        folded = fold(form)
        if folded.isdecimal():
            return f"{form!r} is a number, and those mean ages and choices: take another form"
        if not folded or not all(character.isalnum() or character in "-'&/+" for character in folded):
            return f"{form!r} is not one word: write it with letters, digits and hyphens"
    if entry.ages is not None and (len(entry.ages) != 2 or not 0 <= entry.ages[0] <= entry.ages[1]):
        return "write ages as [first, last]"
    return None


def _clashes(words: list[Word]) -> list[str]:
    faults = []
    alone = [(facet,) for facet in FACETS if not any(facet in group for group in TOGETHER)]
    for group in (*TOGETHER, *alone):
        seen: dict[str, Word] = {}
        for word in (word for word in words if word.facet in group):
            for form in {fold(word.key), *(fold(form) for forms in word.forms.values() for form in forms)}:
                other = seen.setdefault(form, word)
                if other is not word:
                    faults.append(
                        f"{word.facet}.{word.key}: {form!r} means {other.facet}.{other.key} already; take another form."
                    )
    return list(dict.fromkeys(faults))


def _gaps(words: list[Word]) -> list[str]:
    faults = [
        f"{facet}: there is not a single word."
        for facet in NEEDED
        if not any(word.facet == facet and word.automatic is None for word in words)
    ]
    bands = sorted((word.ages, word.key) for word in words if word.facet == "age" and word.ages is not None)
    for (before, one), (after, other) in pairwise(bands):
        if after[0] <= before[1]:
            faults.append(f"age.{other}: its ages overlap those of age.{one}.")
    return faults
