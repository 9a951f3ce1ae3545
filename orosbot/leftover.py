"""What was reminded of and is left undone: it comes again, and each item goes to the leads once.

An item is a thing as it was agreed on; putting it off makes no new one. What was put off waits, but an open
assessment of which somebody was reminded goes to the leads all the same.
"""

from collections.abc import Sequence
from datetime import datetime, time

from orosbot.casebook.living import Living
from orosbot.casebook.reminded import Reminded
from orosbot.commands.things import REPEATED, Thing, living_things, with_cases
from orosbot.commands.verb import Context

NOON = time(12, 0)


def undone(ctx: Context, before: datetime) -> list[Thing]:
    """What was reminded of before a moment, stands as it was then, and is not done."""
    return with_cases(ctx, [one for one in _repeated(ctx) if _reminded_before(ctx, one, before)])


def for_leads(ctx: Context, moment: datetime) -> list[Thing]:
    """What was due before noon of a moment's day or earlier, is not done, and the leads do not know of."""
    noon = ctx.schedule.at(ctx.local(moment).date(), NOON)
    found = []
    for one, thing in _with_things(ctx, _repeated(ctx)):
        rows = _item(ctx, thing)
        if any(row.escalated for row in rows):
            continue
        if one.kind == "assessment":
            late = any(row.due_at < noon and row.at < moment for row in rows)
        else:
            late = one.at < noon and _reminded_before(ctx, one, moment)
        if late:
            found.append(thing)
    return found


def told(ctx: Context, things: Sequence[Thing]) -> None:
    """The leads know of these now."""
    for thing in things:
        ctx.book.reminders.escalate(_item(ctx, thing)[-1], ctx.at)


def _repeated(ctx: Context) -> list[Living]:
    return [one for one in living_things(ctx) if one.kind in REPEATED]


def _with_things(ctx: Context, living: Sequence[Living]) -> list[tuple[Living, Thing]]:
    return list(zip(living, with_cases(ctx, living), strict=True))


def _reminded_before(ctx: Context, one: Living, moment: datetime) -> bool:
    row = ctx.book.reminders.of(one.subject, one.ref, one.at) if one.claimed else None
    return row is not None and row.at < moment


def _item(ctx: Context, thing: Thing) -> list[Reminded]:
    """Each time that somebody was reminded of an item, put off or not."""
    since = ctx.book.cases.child_since(thing.case) if thing.kind == "assessment" else thing.first_at
    return ctx.book.reminders.since(thing.subject, thing.case.ref, since)
