"""Names of languages, as staff type them after `lang:`, from the Unicode locale data that Babel carries."""

from functools import lru_cache

from babel import Locale

from orosbot.rules.words import fold


@lru_cache
def codes() -> dict[str, str]:
    """Folded names (Swedish, English, the language's own) and codes → code (ISO 639)."""
    found: dict[str, str] = {}
    for language in ("sv", "en"):
        for code, name in Locale(language).languages.items():
            if "_" not in code and " " not in name:
                found.setdefault(fold(name), code)
                found[code] = code
    return found | _MORE | {"prs": "prs"}


# In CLDR Dari is a regional form of Persian and has a name of several words only.
_MORE = {"dari": "prs", "kurmanji": "kmr", "sorani": "ckb"}


EXAMPLES = ("ar", "prs", "so", "ti")
"""Those that are asked for most on such a line, for a refusal that names a few."""


@lru_cache
def names(language: str) -> tuple[str, ...]:
    """What languages are called in Swedish or English, as one types them after `lang:`."""
    called = (name(str(code), language) for code in Locale(language).languages if "_" not in str(code))
    return tuple(sorted({one for one in (*called, *_MORE) if " " not in one}))


def name(code: str, language: str) -> str:
    """What a language is called in Swedish or English; its code if it has no name there."""
    if code == "prs":
        return "dari" if language == "sv" else "Dari"
    return str(Locale(language).languages.get(code, code))
