"""`field:value` of an actor: which fields there are, what may stand in them, how a line of them is read.

Contact *functions*; a person's name only where the organisation itself publishes it as its contact.
"""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from orosbot.rules.actors import LONGEST_NAME, Marks, clean, name_key, read_marks, unquoted
from orosbot.rules.opening import Unknown
from orosbot.rules.parsing import tokens
from orosbot.rules.words import Vocabulary, fold, nearest

Value: TypeAlias = str | bool | tuple[str, ...] | None

CONTACT = ("function", "phone", "email", "url", "hours", "note")
"""Fields of free text, in the order in which a card shows them."""

FIELDS = {
    "name": ("name", "namn"),
    "kind": ("kind", "slag", "typ"),
    "region": ("region", "län"),
    "ages": ("ages", "åldrar", "age", "ålder"),
    "plan": ("plan", "handlingsplan"),
    "parents": ("parents", "föräldragrupp", "föräldrar"),
    "function": ("function", "funktion", "kontakt", "contact"),
    "phone": ("phone", "telefon", "tel"),
    "email": ("email", "mejl", "e-post", "epost", "mail", "e-mail"),
    "url": ("url", "webb", "web", "länk"),
    "hours": ("hours", "tider", "öppet", "öppettider"),
    "note": ("note", "anteckning", "obs"),
}
"""The fields of an actor and how each is typed, English first."""

ANSWERS = {"yes": ("yes", "ja", "true", "1", "x"), "no": ("no", "nej", "false", "0", "-", "")}

LONGEST = {
    "name": LONGEST_NAME,
    "function": 80,
    "phone": 80,
    "email": 120,
    "url": 200,
    "hours": 120,
    "note": 500,
}
"""Characters at most."""

_WEEKDAY = 3
"""Letters of a weekday's short name, which may stand before a time of day."""

_FIELD_BY_FORM = {fold(form): name for name, forms in FIELDS.items() for form in forms}
_ANSWER_BY_FORM = {fold(form): name == "yes" for name, forms in ANSWERS.items() for form in forms}
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}")
_URL = re.compile(r"(?i)(?:https?://)?(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}(?::\d+)?(?:[/?#]\S*)?")


class FieldFault(StrEnum):
    """What is wrong with a value."""

    EMAIL = "email"
    URL = "url"
    PHONE = "phone"
    NAME = "name"
    KIND = "kind"
    REGION = "region"
    AGES = "ages"
    ANSWER = "answer"
    LONG = "long"


@dataclass(frozen=True, slots=True)
class Line:
    """What stands before the first field, and the fields with their values; an empty value clears one.

    `twice` names a field that was given two values, `unknown` a word that stands like the name of a field
    and is none: what follows it must not become part of the value before it.
    """

    before: str = field(repr=False)
    values: dict[str, str] = field(repr=False)
    twice: str | None = None
    unknown: str | None = None


def field_named(form: str) -> str | None:
    """The field of which this is a name, in either language."""
    return _FIELD_BY_FORM.get(fold(form).strip())


def read_fields(text: str) -> Line:
    """A line of `field:value`. A value goes on to the next field, that of `note` to the end."""
    starts: list[tuple[str, int, int]] = []
    unknown = None
    for token in tokens(text):
        name, colon, value = token.raw.replace("\uff1a", ":").partition(":")
        if not colon or (starts and starts[-1][0] == "note"):
            continue
        known = _FIELD_BY_FORM.get(fold(name))
        if known is not None:
            starts.append((known, token.start, token.start + len(name) + 1))
        elif unknown is None and _is_like_a_field(name, value, within=starts[-1][0] if starts else None):
            unknown = name
    values: dict[str, str] = {}
    twice = None
    ends = [start for _name, start, _at in starts[1:]] + [len(text)]
    for (name, _start, at), end in zip(starts, ends, strict=False):
        if name in values:
            twice = name
        values[name] = tidy(text[at:end])
    return Line(text[: starts[0][1]].strip() if starts else text.strip(), values, twice, unknown)


def _is_like_a_field(name: str, value: str, *, within: str | None) -> bool:
    """Whether `name:value` is a mistyped field rather than part of a text: `https://…`, `BUP:s`, `mon:9-12`."""
    if not name.replace("-", "").isalpha() or value.startswith("//"):
        return False
    near = bool(nearest(name, [form for forms in FIELDS.values() for form in forms]))
    if within == "hours":
        return near and len(name) > _WEEKDAY
    return near or (bool(value) and not name.isupper())


def tidy(value: str) -> str:
    """A value as it is kept; a lone hyphen stands for nothing."""
    kept = unquoted(clean(value))
    return "" if fold(kept) == "-" else kept


def read_value(name: str, value: str, words: Vocabulary) -> Value | FieldFault:
    """What a (tidied) value of a field means, or what is wrong with it; an empty one clears the field."""
    if name in ("kind", "region"):
        word = words.find("-".join(fold(value).split()), name)
        if word is None and (value or (name == "kind" and words.words("kind"))):
            return FieldFault(name)
        return None if word is None else word.key
    if name == "ages":
        marks = read_marks(value, words)
        return (
            FieldFault.AGES if isinstance(marks, Unknown) or marks != Marks(ages=marks.ages) else marks.ages
        )
    if name in ("plan", "parents"):
        answer = _ANSWER_BY_FORM.get(fold(value).strip())
        return FieldFault.ANSWER if answer is None else answer
    return _text_fault(name, value) or value or None


def _text_fault(name: str, value: str) -> FieldFault | None:
    if len(value) > LONGEST[name]:
        return FieldFault.LONG
    if name == "name":
        return None if name_key(value) else FieldFault.NAME
    if not value:
        return None
    if name == "email" and _EMAIL.fullmatch(value) is None:
        return FieldFault.EMAIL
    if name == "url" and _URL.fullmatch(value) is None:
        return FieldFault.URL
    if name == "phone" and sum(character.isdigit() for character in value) < 3:
        return FieldFault.PHONE
    return None
