"""A reply to a list of actors: the number of a line stands for the actor's name."""

from orosbot.casebook.actors import Actor
from orosbot.commands.actorlookup import typed_name
from orosbot.commands.verb import Context
from orosbot.rules.parsing import Token, take_reference, tokens
from orosbot.rules.words import fold

ACTIONS = {
    "add": ("add", "ny", "lägg-till"),
    "verify": ("verify", "verifiera"),
    "change": ("change", "ändra"),
    "find": ("find", "sök"),
    "show": ("show", "visa"),
    "retire": ("retire", "utgår", "utgå", "pensionera"),
    "mailing": ("mailing", "utskick"),
}
"""What `actor` does, and how that is typed: English first, then Swedish."""

ACTION_BY_FORM = {fold(form): name for name, forms in ACTIONS.items() for form in forms}

_ITEM = "actor:"
_OF_ONE = frozenset({"verify", "change", "show", "retire"})


def item(actor: Actor) -> str:
    """An actor as the item of a numbered line."""
    return f"{_ITEM}{actor.id}"


def spelled_out(ctx: Context, text: str, items: tuple[str, ...]) -> str | None:
    """A reply to a list of actors as the command that it means; `None` if the list is none of actors.

    `2` shows the second one, `2 verify` and `verify 2` act on it, `refer 482-7391 2` points a case there.
    """
    if not items or not all(one.startswith(_ITEM) for one in items):
        return None
    words = tokens(text)
    if not words:
        return text
    if (name := _named(ctx, words[0], items)) is not None:
        if len(words) == 1:
            return f"actor show {name}"
        if ACTION_BY_FORM.get(words[1].folded) in _OF_ONE:
            return f"actor {words[1].raw} {name} {text[words[1].end :]}"
        return f"{text[words[1].start :]} {name}"
    at = 1 if words[0].folded in {fold(form) for form in ("actor", *ctx.verbs["actor"].forms)} else 0
    if len(words) > at + 1 and ACTION_BY_FORM.get(words[at].folded) in _OF_ONE:
        name = _named(ctx, words[at + 1], items)
        return text if name is None else f"actor {words[at].raw} {name} {text[words[at + 1].end :]}"
    found = take_reference(text[words[0].end :], ctx.settings.reference.digits)
    if found is None or not found.good or not (rest := tokens(found.rest)):
        return text
    name = _named(ctx, rest[0], items)
    return text if name is None else f"{words[0].raw} {found.digits} {name} {found.rest[rest[0].end :]}"


def _named(ctx: Context, word: Token, items: tuple[str, ...]) -> str | None:
    number = word.folded.rstrip(".):")
    if not (number.isascii() and number.isdecimal() and len(number) <= 3 and 1 <= int(number) <= len(items)):
        return None
    return typed_name(ctx.book.actors.get(int(items[int(number) - 1].removeprefix(_ITEM))))
