"""A reply to a list of actors: the number of a line stands for the actor's name."""

from orosbot.casebook import Sent
from orosbot.commands.actorlookup import ITEM, line_of, typed_name
from orosbot.commands.verb import Context
from orosbot.rules.actorfields import field_named
from orosbot.rules.parsing import Token, take_reference, tokens
from orosbot.rules.referrals import outcome_of
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

_OF_ONE = frozenset({"verify", "change", "show", "retire"})
_POINTING = ("tip", "refer", "mediate", "outcome")
"""Verbs that take a case and an actor."""


def of_actors(replied: Sent) -> bool:
    """Whether the lines of a message are actors, or the message is about one."""
    return bool(replied.items) and all(one.startswith(ITEM) for one in replied.items)


def spelled_out(ctx: Context, text: str, replied: Sent) -> str | None:
    """A reply to a list of actors as the command that it means; `None` if the list is none of actors.

    `2` does what was asked for with the second one, or shows it; `2 verify` and `verify 2` act on it; `2 tip`,
    `tip 2` and `refer 482-7391 2` point a case there; `2 helped` is what it led to.
    """
    if not of_actors(replied):
        return None
    words = tokens(text)
    if not words:
        return text
    if (at := line_of(words[0], replied)) is not None:
        return _of_line(ctx, text, words, at, replied)
    verb = 1 if words[0].folded in {fold(form) for form in ("actor", *ctx.verbs["actor"].forms)} else 0
    if len(words) > verb and ACTION_BY_FORM.get(words[verb].folded) in _OF_ONE:
        return _action(ctx, text, words[verb:], replied)
    after = text[words[0].end :]
    if len(words) == 2 and (at := line_of(words[1], replied)) is not None and _is_outcome(words[0], replied):
        return f"outcome {_name(ctx, replied, at)} {words[0].raw}"
    found = take_reference(after, ctx.settings.reference.digits)
    if found is not None and found.good:
        rest = tokens(found.rest)
        if not rest or (at := line_of(rest[0], replied)) is None:
            return text
        return f"{words[0].raw} {found.digits} {_name(ctx, replied, at)} {found.rest[rest[0].end :]}"
    if len(words) > 1 and _points(ctx, words[0]) and (at := line_of(words[1], replied)) is not None:
        return f"{words[0].raw} {_name(ctx, replied, at)} {text[words[1].end :]}"
    return text


def _of_line(ctx: Context, text: str, words: list[Token], at: int, replied: Sent) -> str:
    name = _name(ctx, replied, at)
    if len(words) == 1:
        return replied.subjects[at] or f"actor show {name}"
    verb, after = words[1], text[words[1].end :]
    if ACTION_BY_FORM.get(verb.folded) in _OF_ONE:
        return f"actor {verb.raw} {name} {after}"
    if len(words) == 2 and _is_outcome(verb, replied):
        return f"outcome {name} {verb.raw}"
    found = take_reference(after, ctx.settings.reference.digits)
    if found is not None and found.good:
        return f"{verb.raw} {found.digits} {name} {found.rest}"
    return f"{verb.raw} {name} {after}" if _points(ctx, verb) else f"{verb.raw} {after} {name}"


def _action(ctx: Context, text: str, words: list[Token], replied: Sent) -> str:
    """`verify 2`, `verify mora`; and `verify` or `change phone:…` where there is but one whom it can mean."""
    action, after = words[0], text[words[0].end :]
    if len(words) > 1 and (at := line_of(words[1], replied)) is not None:
        return f"actor {action.raw} {_name(ctx, replied, at)} {text[words[1].end :]}"
    shows_case = ACTION_BY_FORM[action.folded] == "show" and replied.ref is not None
    if len(replied.items) > 1 or shows_case:
        return text
    name, colon, _value = ("" if len(words) == 1 else words[1].raw).replace("\uff1a", ":").partition(":")
    if len(words) == 1 or (colon and field_named(name) is not None):
        return f"actor {action.raw} {_name(ctx, replied, 0)} {after}"
    return f"actor {action.raw} {after}"


def _is_outcome(word: Token, replied: Sent) -> bool:
    return replied.ref is not None and outcome_of(word.folded) is not None


def _points(ctx: Context, word: Token) -> bool:
    forms = {fold(form) for name in _POINTING for form in (name, *ctx.verbs[name].forms)}
    return word.folded in forms


def _name(ctx: Context, replied: Sent, at: int) -> str:
    return typed_name(ctx.book.actors.get(int(replied.items[at].removeprefix(ITEM))))
