"""Reading what staff type of an actor: its name, what it is, how it is reached; and finding one again by a
shortened name. Nothing here ever raises on any text.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from orosbot.rules.ages import age_word
from orosbot.rules.opening import Clash, Unknown
from orosbot.rules.parsing import tokens
from orosbot.rules.referrals import outcome_of
from orosbot.rules.words import Vocabulary, fold

LONGEST_NAME = 80
"""Characters of the longest name."""

FLAGS = {
    "plan": ("plan", "handlingsplan"),
    "parents": ("parents", "föräldragrupp", "föräldrar"),
}
"""What an actor has: a plan of its own, groups for parents."""

_FACETS = {
    "kind": ("kind", "slag", "typ"),
    "region": ("region", "län"),
    "age": ("age", "ålder", "ages", "åldrar"),
}
_FLAG_BY_FORM = {fold(form): name for name, forms in FLAGS.items() for form in forms}
_FACET_BY_FORM = {fold(form): name for name, forms in _FACETS.items() for form in forms}

_DOUBLE = frozenset('"“”„‟«»″＂')
_SINGLE = frozenset("'’‘‚‛＇")
_WORD = re.compile(r"\w+")


class NameFault(StrEnum):
    """Why no name could be read."""

    MISSING = "missing"
    UNCLOSED = "unclosed"
    LONG = "long"
    QUOTES = "quotes"


class Standing(StrEnum):
    """Whether staff have rung an actor themselves: not long ago, too long ago, never. Best first."""

    VERIFIED = "verified"
    STALE = "stale"
    UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True)
class Marks:
    """Coded words of an actor, in the order in which they were typed."""

    kinds: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    ages: tuple[str, ...] = ()
    plan: bool = False
    parents: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """An actor as `add` or a file gives it; keys of the categories."""

    name: str
    kind: str | None = None
    region: str | None = None
    ages: tuple[str, ...] = ()
    plan: bool = False
    parents: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """A name as typed, whether it stood in quotes, and what follows it."""

    name: str = field(repr=False)
    quoted: bool
    rest: str = field(repr=False)


def clean(text: str) -> str:
    """A text in one line, composed, without what nobody sees."""
    kept = (c for c in unicodedata.normalize("NFC", text) if c.isspace() or unicodedata.category(c)[0] != "C")
    return " ".join("".join(kept).split())


def name_key(name: str) -> str:
    """What two spellings of one name have in common; empty for what is no name."""
    return " ".join(_WORD.findall(fold(name)))


def means_else(name: str, words: Vocabulary) -> bool:
    """Whether a name would be taken for something else when it is typed: a number, a coded word, an outcome."""
    key = name_key(name)
    folded = fold(name).strip()
    coded = words.find(folded, "kind", "region", "age") is not None or folded in _FLAG_BY_FORM
    return key.replace(" ", "").isdecimal() or coded or outcome_of(folded) is not None


def take_name(text: str) -> Named | NameFault:
    """The name at the start of a text: what stands in quotes, or its first word."""
    text = text.strip()
    if text[:1] in _DOUBLE or text[:1] in _SINGLE:
        marks = _DOUBLE if text[0] in _DOUBLE else _SINGLE
        end = next((at for at in range(1, len(text)) if text[at] in marks and _ends(text, at)), None)
        if end is None:
            return NameFault.UNCLOSED
        return _named(text[1:end], True, text[end + 1 :])
    first = next(iter(tokens(text)), None)
    return NameFault.MISSING if first is None else _named(first.raw, False, text[first.end :])


def _ends(text: str, at: int) -> bool:
    """Whether the quote ends here: an apostrophe inside a word does not."""
    return text[at] in _DOUBLE or at + 1 == len(text) or not text[at + 1].isalnum()


def _named(raw: str, quoted: bool, rest: str) -> Named | NameFault:
    name = clean(raw)
    if not name_key(name):
        return NameFault.MISSING
    return NameFault.LONG if len(name) > LONGEST_NAME else Named(name, quoted, rest.strip())


def read_marks(text: str, words: Vocabulary) -> Marks | Unknown:
    """The coded words of a text: kinds, regions, ages (also years), `plan`, `parents`."""
    found: dict[str, list[str]] = {"kind": [], "region": [], "age": []}
    flags: set[str] = set()
    for typed, folded in _pieces(text, words):
        if (flag := _FLAG_BY_FORM.get(folded)) is not None:
            flags.add(flag)
            continue
        facets: tuple[str, ...] = ("kind", "region", "age")
        key, colon, value = folded.partition(":")
        if colon and key in _FACET_BY_FORM:
            facets, folded = (_FACET_BY_FORM[key],), value
        word = (age_word(folded, words) if "age" in facets else None) or words.find(folded, *facets)
        if word is None or (word.facet == "age" and word.ages is None):
            return Unknown(typed, facets[0] if len(facets) == 1 else None)
        found[word.facet].append(word.key)
    return Marks(
        tuple(found["kind"]),
        tuple(found["region"]),
        tuple(dict.fromkeys(found["age"])),
        "plan" in flags,
        "parents" in flags,
    )


def _pieces(text: str, words: Vocabulary) -> Iterator[tuple[str, str]]:
    """Words as typed and folded: `ages:18-21,22-25` are two, `västra götaland` is one."""
    split: list[tuple[str, str]] = []
    for token in tokens(text):
        key, colon, value = token.folded.partition(":")
        start = f"{key}:" if colon and key in _FACET_BY_FORM else ""
        pieces = [piece for piece in re.split("[,;]", value if start else token.folded) if piece.strip('"')]
        split += [(token.raw if len(pieces) == 1 else piece, start + piece.strip('"')) for piece in pieces]
    at = 0
    while at < len(split):
        typed, folded = split[at]
        after = split[at + 1] if at + 1 < len(split) else ("", ":")
        joined = f"{folded}-{after[1]}"
        if ":" not in after[1] and words.find(joined.rpartition(":")[2], "region") is not None:
            typed, folded = f"{typed} {after[0]}", joined
            at += 1
        at += 1
        yield typed, folded


def read_search(text: str, words: Vocabulary) -> tuple[Marks, str] | Unknown:
    """What follows `actor find`: coded words, and what is none of them as the beginning of a name."""
    whole = read_marks(text, words)
    if not isinstance(whole, Unknown):
        return whole, ""
    if (quoted := unquoted(text)) != text.strip():
        return Marks(), quoted
    coded, name = [], []
    for token in tokens(text):
        read = read_marks(token.raw, words)
        if not isinstance(read, Unknown):
            coded.append(token.raw)
        elif read.facet is not None:
            return read
        else:
            name.append(token.raw)
    marks = read_marks(" ".join(coded), words)
    return marks if isinstance(marks, Unknown) else (marks, " ".join(name))


def read_entry(text: str, words: Vocabulary) -> Entry | NameFault | Unknown | Clash:
    """What follows `actor add`: a name, then coded words in any order.

    A kind that stands there twice was half of a name: names of several words need quotes.
    """
    named = take_name(text)
    if isinstance(named, NameFault):
        return named
    marks = read_marks(named.rest, words)
    if isinstance(marks, Unknown):
        return marks
    for facet, keys in (("kind", marks.kinds), ("region", marks.regions)):
        if len(keys) > 1 and len(set(keys)) < len(keys) and not named.quoted:
            return NameFault.QUOTES
        if len(set(keys)) > 1:
            one, other = list(dict.fromkeys(keys))[:2]
            return Clash(one, other, facet)
    return Entry(
        named.name,
        marks.kinds[0] if marks.kinds else None,
        marks.regions[0] if marks.regions else None,
        marks.ages,
        marks.plan,
        marks.parents,
    )


def choose(query: str, names: list[str]) -> list[int]:
    """Which of `names` a typed name can mean: the one that it is, else all that it shortens.

    Each typed word must be the beginning of a word of the name, of another one each.
    """
    key = name_key(query)
    if not key:
        return []
    exact = [at for at, name in enumerate(names) if name_key(name) == key]
    return exact or [at for at, name in enumerate(names) if _shortens(key.split(), name_key(name).split())]


def _shortens(typed: list[str], name: list[str]) -> bool:
    # Two words can begin the same word only if one begins the other, so the longest may choose first.
    left = list(name)
    for word in sorted(typed, key=len, reverse=True):
        fits = next((part for part in left if part.startswith(word)), None)
        if fits is None:
            return False
        left.remove(fits)
    return True


def unquoted(text: str) -> str:
    """A name without the quotes around it."""
    text = text.strip()
    if len(text) > 1 and text[0] in _DOUBLE | _SINGLE and text[-1] in _DOUBLE | _SINGLE:
        return text[1:-1].strip()
    return text.strip("".join(_DOUBLE))


def standing(verified_at: datetime | None, at: datetime, days: int) -> Standing:
    """Whether an actor counts as verified at a moment (both in the line's own zone, so that days are those
    of the calendar); `days` is how long that holds."""
    if verified_at is None:
        return Standing.UNVERIFIED
    return Standing.VERIFIED if at < verified_at + timedelta(days=days) else Standing.STALE
