"""The screen as the settings ask for it, and what each kind of find is called in a cleaned note."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from orosbot import wordlists
from orosbot.categories import shipped
from orosbot.errors import ConfigError
from orosbot.rules.screening.screen import Screen
from orosbot.settings import Settings
from orosbot.texts import N_, Texts

LABELS: Mapping[str, str] = {
    "personnummer": N_("personal identity number"),
    "phone": N_("phone number"),
    "email": N_("email address"),
    "url": N_("link"),
    "ip": N_("IP address"),
    "handle": N_("user name"),
    "address": N_("address"),
    "postcode": N_("postcode"),
    "plate": N_("number plate"),
    "account": N_("account number"),
    "birthdate": N_("date of birth"),
    "name": N_("name"),
    "initials": N_("initials"),
    "nickname": N_("nickname"),
    "school_class": N_("school class"),
    "employer_title": N_("title and workplace"),
    "id_number": N_("ID number"),
    "school": N_("school"),
    "reference": N_("number"),
}
"""By kind, and by what a find is more closely."""


_MOBILE = re.compile(r"(?:0|46|0046)0?7[02369]\d{7}")


def load(settings: Settings) -> Screen:
    """A screen with the shipped word lists and the allow-list of the settings; the shipped one if they name none.

    :raises ConfigError: if the allow-list cannot be read, or holds a private person.
    """
    path = settings.allow_list or shipped("allow.txt")
    text = _text(path)
    if settings.allow_list is not None and (faults := list(_private(path, text))):
        raise ConfigError(faults)
    return Screen(wordlists.load(), entries(text))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ConfigError([f"{path}: {error.strerror}."]) from None
    except UnicodeDecodeError:
        raise ConfigError([f"{path}: not UTF-8 text."]) from None


def _private(path: Path, text: str) -> Iterator[str]:
    """The faults of a line's own allow-list: entries that are a private person's. What ships names people of whom
    all have heard, and may be copied."""
    bare, known = Screen(wordlists.load()), set(entries(_text(shipped("allow.txt"))))
    for number, line in enumerate(text.splitlines(), 1):
        for entry in entries(line):
            kind = None if entry in known else _private_kind(entry, bare)
            if kind is not None:
                yield (
                    f"{path}: line {number}: holds personal data ({LABELS[kind]}). "
                    "On the allow-list it would pass in everybody's notes."
                )


def _private_kind(entry: str, bare: Screen) -> str | None:
    """What an entry is of a private person: a whole name, a mobile number, an identity number, a mail address."""
    if "@" in entry:
        words = re.findall(r"[^\W\d_]+", entry.partition("@")[0])
        named = bare.is_full_name(" ".join(words)) or any(map(bare.is_given_name, words))
        return "email" if named else None
    digits = "".join(filter(str.isdecimal, entry))
    if _MOBILE.fullmatch(digits) and not any(map(str.isalpha, entry)):
        return "phone"
    if "personnummer" in bare.look(entry).kinds:
        return "personnummer"
    several = len(re.findall(r"[^\W\d_]+", entry)) > 1
    return "name" if several and bare.names_a_person(entry) else None


def entries(text: str) -> list[str]:
    """The entries of an allow-list: one a line, `#` starts a comment."""
    return [entry for line in text.splitlines() if (entry := line.partition("#")[0].strip())]


def labels(texts: Texts) -> dict[str, str]:
    """What each kind is called, in the language of the texts."""
    return {kind: texts.get(label) for kind, label in LABELS.items()}
