"""Whom it is worth asking for somebody of an age, and how the outcome of a referral is typed."""

from collections.abc import Iterable, Sequence

from orosbot.rules.parsing import tokens
from orosbot.rules.words import Vocabulary, fold

OUTCOMES = {
    "helped": ("helped", "hjälpte", "hjälpt"),
    "waiting": ("waiting", "väntar", "väntelista"),
    "denied": ("denied", "nekad", "nekades", "avslag", "sa-nej"),
    "not-contacted": ("not-contacted", "ej-kontaktat", "ejkontaktat", "inte-kontaktat", "notcontacted"),
    "unknown": ("unknown", "okänt", "vet-ej", "vetej"),
}
"""What a referral can have led to, and how that is typed: English first, then Swedish."""

_OUTCOME_BY_FORM = {fold(form): name for name, forms in OUTCOMES.items() for form in forms}


def outcome_of(folded: str) -> str | None:
    """The outcome that a folded word names."""
    return _OUTCOME_BY_FORM.get(folded.strip(".,;!"))


def take_outcome(text: str) -> tuple[str | None, str]:
    """The outcome that a text ends with, also typed as two words (`not contacted`), and what stands before it."""
    words = tokens(text)
    for count in (2, 1):
        if len(words) >= count:
            outcome = outcome_of("-".join(word.folded for word in words[-count:]))
            if outcome is not None:
                return outcome, text[: words[-count].start].strip()
    return None, text


def too_old_or_young(ages: Sequence[str], age: str, words: Vocabulary) -> bool:
    """Whether an actor that says whom it helps does not name the age band of the person worried about."""
    word = words.get("age", age)
    return bool(ages) and word is not None and word.ages is not None and age not in ages


def suits(kind: str, age: str, words: Vocabulary) -> bool:
    """Whether the categories leave open that this kind of actor can help at this age."""
    who, band = words.get("kind", kind), words.get("age", age)
    if who is None or who.ages is None or band is None or band.ages is None:
        return True
    return who.ages[0] <= band.ages[1] and band.ages[0] <= who.ages[1]


def better_kinds(age: str | None, asked: Iterable[str | None], words: Vocabulary) -> list[str]:
    """Kinds of actors that usually can help at an age, by the categories; none if one of them was asked."""
    word = None if age is None else words.get("age", age)
    if word is None or word.ages is None:
        return []
    first, last = word.ages
    good = [
        kind.key
        for kind in words.words("kind")
        if kind.ages is not None and kind.ages[0] <= first and last <= kind.ages[1]
    ]
    return [] if set(good) & set(asked) else good
