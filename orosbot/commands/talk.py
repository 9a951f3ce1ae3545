"""Where the room is watched, talk is screened too. It is nobody's note: a message with personal data is only warned
of, and removed when somebody agrees. What colleagues call each other, and a case's number, is no find there.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from orosbot.commands.screening import kinds
from orosbot.commands.verb import Context, Personal, Reply
from orosbot.messages import para
from orosbot.rules import parsing
from orosbot.rules.reference import groups
from orosbot.rules.screening import Find, Screening
from orosbot.rules.words import fold
from orosbot.values import Incoming
from orosbot.waiting import LASTS, Cleaned

_CALLS = frozenset({"name", "handle", "initials", "nickname"})
"""Kinds under which a colleague is found."""

_WORD = re.compile(r"[^\W_]+(?:[-'.][^\W_]+)*")


def warned(ctx: Context, item: Incoming) -> Reply | None:
    """What is said of a message that is no command and holds personal data; `None` if it holds none."""
    _ = ctx.texts.get
    found = _look(ctx, parsing.strip_fallback(item.body))
    if not found.refused:
        return None
    how = (
        _("✅ here or a reply `ok` removes it.")
        if ctx.settings.reminders.reactions
        else _("A reply `ok` removes it.")
    )
    if not ctx.may_remove():
        how = _("Delete it, please: I lack the right to.")
    text = para(_("There is personal data in this message ({kinds})."), kinds=kinds(ctx, found))
    reply = ctx.refuse("error-personal-data", text, para(how))
    cleaned = Cleaned(None, "", None, item.event_id, ctx.at + LASTS)
    return replace(reply, personal=Personal(False, cleaned, stays=True))


def too_late(ctx: Context, event_id: str) -> Reply:
    """The answer to an `ok` that comes when the warning waits no more: whether the message is still there."""
    _ = ctx.texts.get
    gone = ctx.book.redactions.planned(event_id) or ctx.book.inbox.deleted(event_id)
    text = (
        _("The message is removed already.")
        if gone
        else _(
            "**The message is still there**: an `ok` counts for ten minutes. Whoever wrote it can delete it."
        )
    )
    return ctx.refuse("error-nothing-open", para(text))


def _look(ctx: Context, text: str) -> Screening:
    calls = frozenset(_calls(ctx))
    return Screening(
        tuple(
            find for find in ctx.look(text).finds if not _known(ctx, find, text[find.start : find.end], calls)
        )
    )


def _known(ctx: Context, find: Find, found: str, calls: frozenset[tuple[str, ...]]) -> bool:
    if find.kind == "phone":
        return _is_shown(found, ctx.settings.reference.digits)
    return find.kind in _CALLS and _only(_words(found), calls)


def _is_shown(found: str, digits: int) -> bool:
    """Whether this is written as references are shown, be it with a digit wrong."""
    sizes = [len(group) for group in groups("1" * digits)]
    parts = fold(found).split("-")
    return (
        all(part.isdecimal() for part in parts)
        and [len(part) for part in parts] == sizes
        and not found.startswith("0")
    )


def _calls(ctx: Context) -> Iterator[tuple[str, ...]]:
    """What colleagues in the room may be called: user name, Matrix address, display name, and how that begins."""
    room = ctx.book.room.get()
    for user in ctx.members():
        shown = _words("" if room is None else room.joined.get(user) or "")
        begins = [shown[:end] for end in range(1, len(shown) + 1)]
        for call in filter(None, (_words(ctx.who(user)), _words(user), *begins)):
            yield call
            yield (*call[:-1], call[-1] + "s")


def _only(words: Sequence[str], calls: frozenset[tuple[str, ...]]) -> bool:
    """Whether words are calls of colleagues one after the other, and nothing else."""
    return not words or any(
        tuple(words[:end]) in calls and _only(words[end:], calls) for end in range(1, len(words) + 1)
    )


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(fold(text)))
