"""Reading the words of `new`: any order, each a coded fact, none guessed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from orosbot.rules.ages import Age, Spread, age_at, part_of_age
from orosbot.rules.parsing import Token, tokens
from orosbot.rules.words import Vocabulary, Word, fold
from orosbot.values import Facts

ASKED = ("channel", "caller", "concern", "age")
"""The facts without which no case is opened, in the order in which they are asked for."""

FACETS = (*ASKED, "support")

FLAGS = {
    "child_caller": ("child-caller", "barn-ringer", "barnringer"),
    "interpreter": ("interpreter", "tolk"),
}

KEYS = {
    "close": ("close", "avsluta", "stäng"),
    "ring": ("ring", "ringa"),
    "wants": ("wants", "vill", "önskar"),
    "lang": ("lang", "språk"),
    "region": ("region", "län"),
    "via": ("via", "genom"),
}

ANSWERS = {"yes": ("yes", "ja", "y", "j"), "no": ("no", "nej", "n")}

_OF_TWO_WORDS = ("region", "via")
"""Facets whose words may be typed apart: `region:västra götaland`."""

_FLAG_BY_FORM = {fold(form): name for name, forms in FLAGS.items() for form in forms}
_KEY_BY_FORM = {fold(form): name for name, forms in KEYS.items() for form in forms}
_ANSWER_BY_FORM = {fold(form): name for name, forms in ANSWERS.items() for form in forms}


@dataclass(frozen=True, slots=True)
class Unknown:
    """A word that nobody knows, and the facet in which it was looked for (`None`: all of `new`)."""

    typed: str
    facet: str | None = None


@dataclass(frozen=True, slots=True)
class Clash:
    """Two words of one facet or after one key (their keys) that exclude each other."""

    one: str
    other: str
    facet: str


@dataclass(frozen=True, slots=True)
class Opening:
    """What a `new` line says so far."""

    facts: Facts = field(default_factory=Facts)
    supports: tuple[str, ...] = ()
    close: str | None = None

    def missing(self) -> tuple[str, ...]:
        """The facts that must still be asked for."""
        return tuple(facet for facet in ASKED if getattr(self.facts, facet) is None)


def is_word(folded: str, words: Vocabulary) -> bool:
    """Whether this is a complete word of a `new` line."""
    key, colon, value = folded.partition(":")
    if colon:
        return key in _KEY_BY_FORM and bool(value)
    return folded in _FLAG_BY_FORM or part_of_age(folded, words) or words.find(folded, *FACETS) is not None


def read(text: str, words: Vocabulary, languages: dict[str, str]) -> Opening | Unknown | Clash:
    """Read the words before the colon of a `new` line.

    `languages` maps folded names and codes of languages to codes (ISO 639).
    """
    opening = Opening()
    found, at = tokens(text), 0
    while at < len(found):
        token = found[at]
        key, colon, value = token.folded.partition(":")
        result: Opening | Unknown | Clash
        taken = 1
        if colon and key in _KEY_BY_FORM:
            raw = token.raw.replace("\uff1a", ":").partition(":")[2]
            if not value and at + 1 < len(found):
                value, raw, taken = found[at + 1].folded, found[at + 1].raw, 2
            if at + taken < len(found) and words.find(f"{value}-{found[at + taken].folded}", *_OF_TWO_WORDS):
                value, taken = f"{value}-{found[at + taken].folded}", taken + 1
            result = _with_key(opening, _KEY_BY_FORM[key], value, words, languages)
            if isinstance(result, Unknown) and result.typed == value:
                result = replace(result, typed=raw)
        elif (age := age_at(found, at, words)) is not None:
            result, taken = _with_age(opening, age, found[at : at + age.taken], words), age.taken
        else:
            result = with_word(opening, token, words)
        if not isinstance(result, Opening):
            return result
        opening = result
        at += taken
    return opening


def _with_age(
    opening: Opening, age: Age | Spread, typed: Sequence[Token], words: Vocabulary
) -> Opening | Unknown | Clash:
    if isinstance(age, Spread):
        return Unknown(" ".join(token.raw for token in typed), "age")
    return with_fact(opening, age.word, words)


def with_word(opening: Opening, token: Token, words: Vocabulary) -> Opening | Unknown | Clash:
    """An opening with one more word that is no age."""
    facts = opening.facts
    if (flag := _FLAG_BY_FORM.get(token.folded)) == "child_caller":
        return replace(opening, facts=replace(facts, child_caller=True))
    if flag == "interpreter":
        opening = replace(opening, facts=replace(facts, interpreter=True))
    word = words.find(token.folded, *FACETS)
    if word is None:
        return opening if flag else Unknown(token.raw)
    return with_fact(opening, word, words)


def with_fact(opening: Opening, word: Word, words: Vocabulary) -> Opening | Clash:
    """An opening with one more coded word; of several ages the youngest stands."""
    facts = opening.facts
    if word.facet == "support":
        return replace(opening, supports=_added(opening.supports, word.key))
    if word.facet == "age":
        before = words.get("age", facts.age) if facts.age else None
        youngest = word if before is None else words.youngest([before, word])
        return replace(opening, facts=replace(facts, age=youngest.key))
    before_key: str | None = getattr(facts, word.facet)
    if before_key not in (None, word.key):
        return Clash(before_key or "", word.key, word.facet)
    if word.facet == "channel":
        return replace(opening, facts=replace(facts, channel=word.key))
    if word.facet == "caller":
        return replace(opening, facts=replace(facts, caller=word.key))
    return replace(opening, facts=replace(facts, concern=word.key))


def _with_key(
    opening: Opening, key: str, value: str, words: Vocabulary, languages: dict[str, str]
) -> Opening | Unknown | Clash:
    facts = opening.facts
    if key == "wants":
        wants = facts.wants
        for part in value.split(","):
            if (word := words.find(part, "support")) is None:
                return Unknown(part, "support")
            wants = _added(wants, word.key)
        return replace(opening, facts=replace(facts, wants=wants))
    facet = "closing" if key == "close" else key
    known: str | None
    if key == "ring":
        known = _ANSWER_BY_FORM.get(value)
    elif key == "lang":
        known = languages.get(value)
    else:
        known = None if (word := words.find(value, facet)) is None else word.key
    if known is None:
        return Unknown(value, facet)
    before, with_value = _VALUES[key](opening, known)
    return with_value if before in (None, known) else Clash(before or "", known, facet)


_VALUES: dict[str, Callable[[Opening, str], tuple[str | None, Opening]]] = {
    "close": lambda said, key: (said.close, replace(said, close=key)),
    "ring": lambda said, key: (said.facts.ring, replace(said, facts=replace(said.facts, ring=key))),
    "lang": lambda said, key: (said.facts.language, replace(said, facts=replace(said.facts, language=key))),
    "region": lambda said, key: (said.facts.region, replace(said, facts=replace(said.facts, region=key))),
    "via": lambda said, key: (said.facts.via, replace(said, facts=replace(said.facts, via=key))),
}
"""What stood after a key until now, and the opening with a new value there."""


def _added(keys: tuple[str, ...], key: str) -> tuple[str, ...]:
    return keys if key in keys else (*keys, key)
