"""The screen as the settings ask for it, and what each kind of find is called in a cleaned note."""

from collections.abc import Mapping

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
}
"""By kind, and by what a find is more closely."""


def load(settings: Settings) -> Screen:
    """A screen with the shipped word lists and the allow-list of the settings; the shipped one if they name none.

    :raises ConfigError: if the allow-list cannot be read.
    """
    path = settings.allow_list or shipped("allow.txt")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ConfigError([f"{path}: {error.strerror}."]) from None
    except UnicodeDecodeError:
        raise ConfigError([f"{path}: not UTF-8 text."]) from None
    return Screen(wordlists.load(), entries(text))


def entries(text: str) -> list[str]:
    """The entries of an allow-list: one a line, `#` starts a comment."""
    return [entry for line in text.splitlines() if (entry := line.partition("#")[0].strip())]


def labels(texts: Texts) -> dict[str, str]:
    """What each kind is called, in the language of the texts."""
    return {kind: texts.get(label) for kind, label in LABELS.items()}
