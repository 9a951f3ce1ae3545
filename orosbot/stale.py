"""`actor-stale`: once a month, those of the directory whom nobody of us has rung for too long, in one list.

On the month's first staffed day at 10:00, an hour after the briefing, when offices answer the phone. Was the
bot away then, it comes at the next staffed minute of that month: a month without it would be a month in which
callers are pointed to who may be gone (docs/decisions/0012-quiet-days.md).
"""

from datetime import datetime, time

from orosbot.casebook.actors import Actor
from orosbot.commands.actorlookup import how_to_reach, item, standing, standing_text
from orosbot.commands.verb import Context
from orosbot.eventsize import pages
from orosbot.messages import Block, Message, Numbered, Rich, para, rich, written
from orosbot.rules.actors import Standing

CLOCK = time(10, 0)

_MADE = "round:stale"


def due(ctx: Context, since: datetime) -> datetime | None:
    """When this month's message is or was due, if it is still to be made: it is not made up for a time before
    the bot began (`since`)."""
    today = ctx.local(ctx.at).date()
    day = ctx.schedule.first_staffed_day_of_month(today.year, today.month)
    moment = None if day is None else ctx.schedule.staffed_minute(day, CLOCK)
    if moment is None or moment <= since or ctx.book.state.get(_MADE) == _month(ctx, moment):
        return None
    return moment


def next_due(ctx: Context, since: datetime) -> datetime | None:
    """When there is something to do next."""
    moment = due(ctx, since)
    if moment is not None:
        return ctx.schedule.next_open(max(moment, ctx.at))
    today = ctx.local(ctx.at).date()
    year, month = (today.year, today.month + 1) if today.month < 12 else (today.year + 1, 1)
    day = ctx.schedule.first_staffed_day_of_month(year, month)
    return None if day is None else ctx.schedule.staffed_minute(day, CLOCK)


def claim(ctx: Context, since: datetime) -> tuple[str, Message] | None:
    """The month's message and its cause, if it is due now and there is one; the month is then done with."""
    moment = due(ctx, since)
    if moment is None or moment > ctx.at or not ctx.schedule.is_open(ctx.at):
        return None
    month = _month(ctx, moment)
    ctx.book.state.set(_MADE, month)
    actors = [one for one in ctx.book.actors.living() if standing(ctx, one) is Standing.STALE]
    return (f"stale:{month}", _message(ctx, actors)) if actors else None


def _month(ctx: Context, moment: datetime) -> str:
    return ctx.local(moment).strftime("%Y-%m")


def _message(ctx: Context, actors: list[Actor]) -> Message:
    _ = ctx.texts.get
    title = ctx.texts.plural(
        "{count} actor was last rung more than {days} days ago:",
        "{count} actors were last rung more than {days} days ago:",
        len(actors),
    )
    oldest_first = sorted(actors, key=lambda one: one.verified_at or ctx.at)
    lines = [_line(ctx, actor) for actor in oldest_first]
    first = pages(lines)[0]
    named = oldest_first[first]
    blocks: list[Block] = [
        para(title, count=len(actors), days=ctx.settings.routine.actor_verified_days),
        Numbered(tuple(lines[first])),
    ]
    if (more := len(actors) - len(named)) > 0:
        blocks.append(para(_("… and {count} more, next month or with `!case actor find`."), count=more))
    blocks.append(
        para(
            _(
                "Ring them when there is time: does somebody answer, can they help? Then reply `1 verify`; "
                "if they are gone, `1 retire`. Until then a referral to them waits."
            )
        )
    )
    return Message("actor-stale", tuple(blocks), items=tuple(item(actor) for actor in named))


def _line(ctx: Context, actor: Actor) -> Rich:
    line = rich("**{name}**", name=written(actor.name))
    if reach := how_to_reach(ctx, actor):
        line += rich(" – ") + reach
    return line + rich(" – ") + standing_text(ctx, actor)
