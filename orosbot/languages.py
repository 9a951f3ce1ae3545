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
    # In CLDR Dari is a regional form of Persian and has a name of several words only.
    found |= {"dari": "prs", "prs": "prs", "kurmanji": "kmr", "sorani": "ckb"}
    return found


def name(code: str, language: str) -> str:
    """What a language is called in Swedish or English; its code if it has no name there."""
    if code == "prs":
        return "dari" if language == "sv" else "Dari"
    return str(Locale(language).languages.get(code, code))
