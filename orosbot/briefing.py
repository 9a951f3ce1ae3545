"""What the bot tells the room without waking anybody: the morning's briefing, and cases without a next step."""

from orosbot.commands.due import (
    DueLine,
    due_lines,
    end_of_day,
    how_to_answer,
    numbered,
    standing_lines,
    start_of_day,
)
from orosbot.commands.paging import more
from orosbot.commands.thinglines import taker
from orosbot.commands.unassessed import is_open
from orosbot.commands.verb import Context
from orosbot.eventsize import MOST_LINES, pages
from orosbot.messages import Block, Message, Numbered, para, rich
from orosbot.rules.reference import shown
from orosbot.values import Case

MOST_OVERDUE = 5
"""So many overdue lines stand in a briefing; the others are counted."""


def next_steps(ctx: Context) -> Message | None:
    """Open cases in which nothing is agreed."""
    _ = ctx.texts.get
    idle = [case for case in ctx.book.cases.list_open() if not _has_step(ctx, case)]
    if not idle:
        return None
    title = ctx.texts.plural(
        "{count} open case has no next step:", "{count} open cases have no next step:", len(idle)
    )
    lines = [
        rich(_("**{ref}** – open since {day}"), ref=shown(case.ref), day=ctx.day(case.opened_at))
        + taker(ctx, case)
        for case in idle
    ]
    first = pages(lines)[0]
    return Message(
        "reminder-nextstep",
        (
            para(title, count=len(idle)),
            Numbered(tuple(lines[first])),
            *more(ctx, len(idle) - first.stop, _("!case list")),
            para(
                _("Reply with a line's number: `1 followup 10d`, `{last} close agreed`."),
                last=min(2, len(idle)),
            ),
        ),
        items=tuple(case.ref for case in idle[first]),
    )


def _has_step(ctx: Context, case: Case) -> bool:
    return (
        is_open(ctx, case)
        or ctx.book.followups.living(case.id) is not None
        or ctx.book.agreements.callback(case.id) is not None
        or bool(ctx.book.agreements.promises(case.id))
        or bool(ctx.book.referrals.pending(case_id=case.id))
    )


def morning(ctx: Context) -> Message:
    """The morning's briefing: today, what waits, calls that did not come, what is overdue."""
    _ = ctx.texts.get
    begin, until = start_of_day(ctx), end_of_day(ctx)
    due = due_lines(ctx, until)
    late = [line for line in due if line.at is not None and line.at < begin]
    asked = [line for line in late if line.missed]  # nothing else will remind of them
    late = [line for line in late if line not in asked]
    today = [line for line in due if line not in late and line not in asked]
    planned: list[DueLine] = [*today, *standing_lines(ctx, until), *asked]
    first = pages([line.text for line in planned], MOST_LINES - MOST_OVERDUE)[0]
    lines = [*planned[first], *late[:MOST_OVERDUE]]
    if not lines:
        return Message("briefing-morning", (para(_("Good morning. Nothing is planned today.")),))
    blocks: list[Block] = [para(_("**Good morning.** {day}:"), day=ctx.day(ctx.at)), numbered(lines)]
    blocks += more(ctx, len(planned) - first.stop, _("!case due"))
    if (further := len(late) - MOST_OVERDUE) > 0:
        text = ctx.texts.plural(
            "… and {count} more is overdue: `!case list overdue`.",
            "… and {count} more are overdue: `!case list overdue`.",
            further,
        )
        blocks.append(para(text, count=further))
    return Message(
        "briefing-morning",
        (*blocks, *how_to_answer(ctx, lines)),
        items=tuple(line.ref for line in lines),
        subjects=tuple(line.subject for line in lines),
    )
