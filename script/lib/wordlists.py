"""Build the tries that the screen knows words and names by: `orosbot/data/words.marisa`, `names.marisa`, `places.marisa`.

Everything comes from packages of the dev group and from `script/lists/`; nothing is fetched. The licences of the
sources are in `orosbot/data/LICENCES.md`.
"""

import json
import re
import sys
from collections.abc import Iterable, Iterator
from importlib import import_module, resources
from importlib.util import find_spec
from pathlib import Path

import marisa_trie
from babel import Locale
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from orosbot.rules.screening.lists import ALSO_WORD, FAMILY, GIVEN, RARE, SELDOM_WORD, UNUSUAL  # noqa: E402
from orosbot.rules.screening.normal import fold  # noqa: E402

DATA = ROOT / "orosbot" / "data"
LISTS = ROOT / "script" / "lists"

LOCALES = (
    *(
        "sv_SE",
        "da_DK",
        "no_NO",
        "fi_FI",
        "is_IS",
        "en_GB",
        "en_US",
        "de_DE",
        "fr_FR",
        "es_ES",
        "it_IT",
        "nl_NL",
    ),
    *(
        "pl_PL",
        "ro_RO",
        "pt_PT",
        "et_EE",
        "lv_LV",
        "lt_LT",
        "hu_HU",
        "cs_CZ",
        "sk_SK",
        "hr_HR",
        "sl_SI",
        "tr_TR",
    ),
    *("az_AZ", "uz_UZ", "en_PK", "en_IN", "sw", "en_KE", "ha_NG", "en_NG", "id_ID", "vi_VN", "ga_IE"),
    *("ar_AA", "ar_SA", "ar_PS", "ar_DZ", "fa_IR"),
)
"""Locales of Faker whose names are taken; those in Arabic letters too, for notes that quote them so."""

NEAR = ("sv_SE", "en_US", "fi_FI", "da_DK", "no_NO")
"""Locales whose family names are met so often that they count in small letters too."""

MIMESIS = (
    "sv",
    "da",
    "no",
    "fi",
    "en",
    "de",
    "tr",
    "ar",
    "fa",
    "pl",
    "hr",
    "is",
    "et",
    "nl",
    "fr",
    "es",
    "it",
)

LETTERS = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
SURE_SOURCES, SURE_PEOPLE = 20, 2000
"""A given name that nomquamgender has from so many sources, and so many people, is one even if it is a rare word …"""
KNOWN_SOURCES, KNOWN_PEOPLE = 6, 40
"""… with these a usual one, unless it is a word …"""
RARE_SOURCES, RARE_PEOPLE = 3, 5
"""… and with these at least a rare one, which counts only where its sentence says that a person is meant."""


def words() -> set[str]:
    """Swedish and English word forms that are written with a small letter, folded."""
    found = set()
    for language in ("sv", "en"):
        for form, lemma in DefaultDictionaryFactory().get_dictionary(language).items():
            for word in (form, lemma):
                if word[:1].islower() and LETTERS.fullmatch(word) and len(word) <= 32:
                    found.add(fold(word))
    return found | set(own("words"))


def proper() -> set[str]:
    """What the dictionaries write with a capital: places, peoples, makes, and names (sorted out later)."""
    found = set()
    for language in ("sv", "en"):
        for form in DefaultDictionaryFactory().get_dictionary(language):
            if form[:1].isupper() and LETTERS.fullmatch(form) and len(form) > 2:
                found.add(fold(form))
    return found


def own(name: str) -> Iterator[str]:
    """The words of a list of our own, folded: any number a line, `#` starts a comment."""
    for line in (LISTS / f"{name}.txt").read_text("utf-8").splitlines():
        yield from (fold(word) for word in line.partition("#")[0].split())


def names(vocabulary: set[str]) -> dict[str, int]:
    """Each name, folded, with its marks."""
    marks: dict[str, int] = {}

    def take(found: Iterable[str], mark: int) -> None:
        for name in found:
            for part in LETTERS.findall(name):
                if len(part) > 1:
                    marks[fold(part)] = marks.get(fold(part), 0) | mark

    sure = {fold(name) for name in import_module("faker.providers.person.sv_SE").Provider.first_names}
    for locale in LOCALES:
        provider = import_module(f"faker.providers.person.{locale}").Provider
        for attribute in dir(provider):
            if attribute.startswith(("first_name", "last_name")) and not callable(
                getattr(provider, attribute)
            ):
                family = FAMILY if locale in NEAR else FAMILY | RARE
                take(getattr(provider, attribute), GIVEN if attribute.startswith("first") else family)
    for locale in MIMESIS:
        person = json.loads(
            (resources.files("mimesis") / "datasets" / locale / "person.json").read_text("utf-8")
        )
        for key, mark in (("names", GIVEN), ("surnames", FAMILY if locale == "sv" else FAMILY | RARE)):
            found = person[key]
            for some in found.values() if isinstance(found, dict) else [found]:
                take(some, mark)
    for name in ("somali", "tigrinya", "dari", "arabic", "kurdish", "nordic"):
        take(own(name), GIVEN | FAMILY)
        sure.update(own(name))
    take(own("surnames"), FAMILY)
    trusted = set(marks) & sure
    for name, (sources, people) in gendered():
        folded = fold(name)
        if sources >= SURE_SOURCES and people >= SURE_PEOPLE:
            trusted.add(folded)
            marks[folded] = marks.get(folded, 0) | GIVEN
        elif folded in vocabulary:
            continue
        elif sources >= KNOWN_SOURCES and people >= KNOWN_PEOPLE:
            marks[folded] = marks.get(folded, UNUSUAL) | GIVEN
        elif sources >= RARE_SOURCES and people >= RARE_PEOPLE:
            marks.setdefault(folded, RARE)
    twofold = set(own("ambiguous"))
    for name in marks:
        if name in twofold or (name in vocabulary and name not in trusted):
            marks[name] |= ALSO_WORD
    for name in set(own("capital")) & set(marks):
        if marks[name] & ALSO_WORD:
            marks[name] |= SELDOM_WORD
    for word in own("no_names"):
        marks.pop(word, None)
    return marks


def gendered() -> Iterator[tuple[str, tuple[int, int]]]:
    """Given names of nomquamgender, each with the number of its sources and of people counted.

    The package's file is read without importing the package, which would need pandas.
    """
    spec = find_spec("nomquamgender")
    if spec is None or spec.origin is None:
        sys.exit("nomquamgender is not installed.")
    data = json.loads((Path(spec.origin).parent / "name_data.json").read_text("utf-8"))
    for name, (sources, people, *_) in data.items():
        if 2 < len(name) < 25 and LETTERS.fullmatch(name):
            yield name, (int(sources), int(people))


def places(known: dict[str, int]) -> set[str]:
    """Towns, countries, languages, peoples, and what else is written with a capital and is nobody's name."""
    found: set[str] = set()
    address = json.loads((resources.files("mimesis") / "datasets" / "sv" / "address.json").read_text("utf-8"))
    found.update(address["city"])
    found.update(import_module("faker.providers.address.sv_SE").Provider.cities)
    for language in ("sv", "en"):
        locale = Locale(language)
        found.update(locale.territories.values())
        found.update(locale.languages.values())
        found.update(part for name in locale.time_zones.values() if (part := name.get("city")))
    single = {fold(name) for name in found if len(name) > 2}
    return single | {word for word in proper() if word not in known and word.removesuffix("s") not in known}


def main() -> None:
    """Write the three tries, and say how much is in each."""
    DATA.mkdir(exist_ok=True)
    vocabulary = words()
    known = names(vocabulary)
    towns = places(known)
    marisa_trie.Trie(sorted(vocabulary)).save(str(DATA / "words.marisa"))
    marisa_trie.RecordTrie("<B", sorted((name, (mark,)) for name, mark in known.items())).save(
        str(DATA / "names.marisa")
    )
    marisa_trie.Trie(sorted(towns)).save(str(DATA / "places.marisa"))
    for name, held in (("words", vocabulary), ("names", known), ("places", towns)):
        size = (DATA / f"{name}.marisa").stat().st_size
        print(f"{name}: {len(held)}, {size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
