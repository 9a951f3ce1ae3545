"""What the bot says, in the language that the config asks for.

English sentences are the keys; `locale/sv` holds the Swedish ones. A sentence is marked where it
stands: `_("…")`, `ngettext("…", "…", n)`, or `N_("…")` when it is translated later.
"""

import gettext
from functools import lru_cache
from pathlib import Path

LANGUAGES = ("sv", "en")


def N_(text: str) -> str:  # noqa: N802 - the name that gettext tools know
    """Mark a text for translation without translating it."""
    return text


class Texts:
    """Translations into one language."""

    def __init__(self, language: str, translations: gettext.NullTranslations) -> None:
        self.language = language
        self._translations = translations

    def get(self, text: str) -> str:
        """The translation of a text; the text itself where there is none."""
        return self._translations.gettext(text)

    def plural(self, one: str, many: str, count: int) -> str:
        """The translation for a count; `{count}` stays to be filled in."""
        return self._translations.ngettext(one, many, count)


@lru_cache
def load(language: str) -> Texts:
    """The texts of a language.

    :raises FileNotFoundError: if its compiled translations are not installed.
    """
    if language == "en":
        return Texts("en", gettext.NullTranslations())
    folder = Path(__file__).parent / "locale"
    return Texts(language, gettext.translation("orosbot", folder, [language]))
