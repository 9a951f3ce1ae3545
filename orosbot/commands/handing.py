"""`handover`: what the next shift must know."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from orosbot.casebook.journal import Handed
from orosbot.commands.due import due_lines, end_of_day, how_to_answer, numbered, standing_lines
from orosbot.commands.paging import more
from orosbot.commands.refusals import too_long
from orosbot.commands.screening import kept, screened
from orosbot.commands.verb import Context, Reply, Request, Verb
from orosbot.eventsize import pages
from orosbot.messages import Block, Para, Rich, fitting, of_staff, para, rich, written
from orosbot.texts import N_

MOST_HANDED_OVER = 10
"""So many texts for the next shift are shown; earlier ones are counted."""

MOST_OF_A_TEXT = 4_000
"""Bytes of an event that each of them may take."""


def run(ctx: Context, request: Request) -> Reply:
    _ = ctx.texts.get
    text = request.rest.strip().removeprefix(":").strip()
    if refusal := too_long(ctx, len(text)):
        return refusal
    if text and (refusal := screened(ctx, VERB.name, request, text)):
        return refusal
    if text:
        ctx.book.journal.hand_over(text, at=ctx.at, by=ctx.sender, event_id=ctx.event_id)
    blocks: list[Block] = [para(_("**For the next shift**"))]
    handed = ctx.book.journal.handed_over(_since(ctx))
    if handed:
        blocks.append(Para(_newest(ctx, handed)))
    until = _till(ctx)
    waiting = [*due_lines(ctx, until), *standing_lines(ctx, until)]
    first = pages([line.text for line in waiting])[0]
    lines = waiting[first]
    if lines:
        blocks += [
            numbered(lines),
            *more(ctx, len(waiting) - first.stop, _("!case due")),
            *how_to_answer(ctx, lines),
        ]
    elif not handed:
        blocks.append(para(_("Nothing waits. `!case handover : text` leaves them a line.")))
    reply = ctx.say(
        "handover",
        *blocks,
        items=tuple(line.ref for line in lines),
        subjects=tuple(line.subject for line in lines),
    )
    return kept(ctx, reply, text)


def _newest(ctx: Context, handed: Sequence[Handed]) -> tuple[Rich, ...]:
    """What was handed over, in order; of very much the newest, and how many stand further up in the room."""
    lines = [
        rich(
            "{day} {time}, {who}: {text}",
            day=ctx.short_day(one.at),
            time=ctx.hour(one.at, one.by),
            who=ctx.who(one.by),
            text=of_staff(fitting(written(one.text), MOST_OF_A_TEXT), one.event_id),
        )
        for one in handed[-MOST_HANDED_OVER:]
    ]
    earlier = len(handed) - len(lines)
    if not earlier:
        return tuple(lines)
    text = ctx.texts.plural(
        "… {count} earlier one stands further up in the room.",
        "… {count} earlier ones stand further up in the room.",
        earlier,
    )
    return (rich(text, count=earlier), *lines)


def _till(ctx: Context) -> datetime:
    """The end of the day on which the next shift works: today, if the line is staffed once more then."""
    part = ctx.schedule.part_of(ctx.at)
    opens = ctx.schedule.next_open(ctx.at if part is None else part[1])
    if opens is None:
        return end_of_day(ctx)
    return ctx.schedule.at(ctx.local(opens).date() + timedelta(days=1), time(0, 0))


def _since(ctx: Context) -> datetime:
    """The beginning of the last staffed day before today: what was handed over since then counts."""
    today: date = ctx.local(ctx.at).date()
    before = ctx.schedule.staffed_day_before(today) or today - timedelta(days=3)
    return ctx.schedule.at(before, time(0, 0))


VERB = Verb(
    name="handover",
    forms=("överlämning", "överlämna"),
    run=run,
    family="cards",
    usage=N_("handover [: text]"),
    summary=N_("What the next shift must know, with a line of your own."),
    example=N_("!case handover : the coordinator rings back tomorrow"),
)
