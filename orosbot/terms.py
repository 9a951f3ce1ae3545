"""The team's agreed words, read from `terms.toml` with every fault named."""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from orosbot.categories import shipped
from orosbot.errors import ConfigError
from orosbot.rules.terms import Term, Terms

Forms = dict[Literal["sv", "en"], list[str]]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    sv: list[str] = []
    en: list[str] = []
    instead: dict[Literal["sv", "en"], str] = {}


class _View(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    sv: list[str] = []
    en: list[str] = []


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    word: dict[str, _Entry] = {}
    view: dict[str, _View] = {}
    person: Forms = {}
    being: Forms = {}


@lru_cache
def load(path: Path | None = None) -> Terms:
    """The terms in a file; those that ship when none is named.

    :raises ConfigError: naming every fault, one a line.
    """
    path = path or shipped("terms.toml")
    try:
        read = _File.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise ConfigError([f"{path}: {error.strerror}."]) from None
    except UnicodeDecodeError:
        raise ConfigError([f"{path}: not UTF-8 text."]) from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError([f"{path}: no valid TOML: {error}."]) from None
    except ValidationError as error:
        faults = [(".".join(map(str, fault["loc"])), fault["msg"].lower()) for fault in error.errors()]
        raise ConfigError([f"{path}: {where}: {what}." for where, what in faults]) from None
    faults = [
        (f"word.{key}", "give its forms and, in each language that it has forms in, the word instead")
        for key, entry in read.word.items()
        if not (entry.sv or entry.en)
        or any(getattr(entry, name) and name not in entry.instead for name in ("sv", "en"))
    ]
    faults += [
        (f"view.{key}", "give at least one form")
        for key, view in read.view.items()
        if not (view.sv or view.en)
    ]
    if faults:
        raise ConfigError([f"{path}: {where}: {what}." for where, what in faults])
    return Terms(
        words=tuple(
            Term(key, (*one.sv, *one.en), {str(name): word for name, word in one.instead.items()})
            for key, one in read.word.items()
        ),
        views=tuple(Term(key, (*one.sv, *one.en)) for key, one in read.view.items()),
        person=tuple(form for forms in read.person.values() for form in forms),
        being=tuple(form for forms in read.being.values() for form in forms),
    )
