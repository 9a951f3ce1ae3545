"""What the bot says of its own accord about cases. A phone may show it on a lock screen: it tells the
reference and what kind of thing is due, and nothing that anybody wrote.
"""

from collections.abc import Sequence

from orosbot.commands.due import due_lines, end_of_day, standing_lines, start_of_day
from orosbot.commands.things import KINDS, Thing
from orosbot.commands.verb import Context
from orosbot.messages import Block, Message, Numbered, Rich, para, rich
from orosbot.rules.children import assessment_open, is_child_case
from orosbot.rules.reference import shown
from orosbot.texts import N_
from orosbot.values import Case

_HOW = {
    "followup": N_("✅ reached · ❌ no answer · ⏰ tomorrow – or reply `reached`, `noanswer`, `later`"),
    "callback": N_("📞 they rang – or reply `call`"),
    "promise": N_("✅ kept · ⏰ tomorrow – or reply `done`, `later`"),
    "task": N_("⏰ tomorrow – or reply `later`; `show` tells which actor"),
    "assessment": N_("Reply `child report`, or `consult`, `caller`, `unknown`, `none`"),
}
_TYPED = {
    "followup": N_("Reply `reached`, `noanswer` or `later`"),
    "callback": N_("Reply `call` when they ring"),
    "promise": N_("Reply `done` or `later`"),
    "task": N_("Reply `later`; `show` tells which actor"),
    "assessment": _HOW["assessment"],
}
"""The same where emoji are switched off."""

_EXAMPLES = {
    "followup": N_("`1 reached`, `1 noanswer`, `1 later`"),
    "promise": N_("`1 done`, `1 later`"),
    "task": N_("`1 show`, `1 later`"),
    "assessment": N_("`1 child consult`"),
    "callback": N_("`1 call`"),
}

MOST_OVERDUE = 5
"""So many overdue lines stand in a briefing; the others are counted."""


def people(ctx: Context, cases: Sequence[Case]) -> tuple[str, ...]:
    """Whom to wake: those who took the cases, or the room for whoever is off duty or gone."""
    on_duty = [user for user in ctx.members() if ctx.duty.on(user, ctx.at)]
    found: list[str] = []
    for case in cases:
        found += [case.taken_by] if case.taken_by is not None and case.taken_by in on_duty else room(ctx)
    return tuple(dict.fromkeys(found))


def room(ctx: Context) -> list[str]:
    """Everybody on duty; when nobody is, the leads."""
    on_duty = [user for user in ctx.members() if ctx.duty.on(user, ctx.at)]
    return on_duty or list(ctx.settings.roles.leads)


def one(ctx: Context, thing: Thing) -> Message:
    """The message of one thing that falls due."""
    _ = ctx.texts.get
    line = rich(_("**{ref}**: {what}."), ref=shown(thing.case.ref), what=_(KINDS[thing.kind]))
    return Message(
        f"reminder-{thing.kind}",
        (
            para("{line}", line=line),
            para(_((_HOW if ctx.settings.reminders.reactions else _TYPED)[thing.kind])),
        ),
        ref=thing.case.ref,
        wakes=people(ctx, [thing.case]),
    )


def _lines(ctx: Context, things: Sequence[Thing]) -> Numbered:
    _ = ctx.texts.get
    return Numbered(
        tuple(
            rich(_("**{ref}**: {what}"), ref=shown(thing.case.ref), what=_(KINDS[thing.kind]))
            for thing in things
        )
    )


def _collected(
    ctx: Context, code: str, title: str, things: Sequence[Thing], wakes: tuple[str, ...]
) -> Message:
    _ = ctx.texts.get
    return Message(
        code,
        (
            para(title, count=len(things)),
            _lines(ctx, things),
            para(
                _("Reply with a line's number and what came of it: {examples}."),
                examples=rich(_(_EXAMPLES[things[0].kind])),
            ),
        ),
        items=tuple(thing.case.ref for thing in things),
        wakes=wakes,
    )


def several(ctx: Context, things: Sequence[Thing]) -> Message:
    """More things at once than anybody wants messages of."""
    title = ctx.texts.plural("{count} thing is due:", "{count} things are due:", len(things))
    wakes = people(ctx, [thing.case for thing in things])
    return _collected(ctx, f"reminder-{things[0].kind}", title, things, wakes)


def catch_up(ctx: Context, things: Sequence[Thing]) -> Message:
    """What fell due while the bot was away."""
    title = ctx.texts.plural(
        "I was away. Meanwhile {count} thing fell due:",
        "I was away. Meanwhile {count} things fell due:",
        len(things),
    )
    return _collected(ctx, "catch-up", title, things, people(ctx, [thing.case for thing in things]))


def again(ctx: Context, things: Sequence[Thing]) -> Message:
    """What was reminded of and is not done."""
    title = ctx.texts.plural(
        "{count} thing is still to be done:", "{count} things are still to be done:", len(things)
    )
    return _collected(ctx, "reminder-again", title, things, people(ctx, [thing.case for thing in things]))


def escalated(ctx: Context, things: Sequence[Thing]) -> Message:
    """What was due before noon or earlier and is not done: for the leads."""
    _ = ctx.texts.get
    title = ctx.texts.plural(
        "For the leads: {count} thing has been left undone:",
        "For the leads: {count} things have been left undone:",
        len(things),
    )
    takers = [thing.case.taken_by for thing in things if thing.case.taken_by in ctx.members()]
    on_duty = [user for user in takers if user is not None and ctx.duty.on(user, ctx.at)]
    leads = [user for user in ctx.settings.roles.leads if ctx.duty.on(user, ctx.at)] or room(ctx)
    wakes = tuple(dict.fromkeys([*leads, *on_duty]))
    return _collected(ctx, "reminder-escalated", title, things, wakes)


def settled(ctx: Context, ref: str) -> Message:
    """What a reminder says once it holds no longer."""
    _ = ctx.texts.get
    return Message("reminder-settled", (para(_("✓ {ref}: settled."), ref=shown(ref)),), ref=ref)


def slips(ctx: Context) -> Message | None:
    """Slips that should be gone."""
    _ = ctx.texts.get
    gone = [s for s in ctx.book.followups.living_slips() if ctx.book.followups.living(s.case_id) is None]
    if not gone:
        return None
    cases = [case for slip in gone if (case := ctx.book.cases.find(slip.ref)) is not None]
    title = ctx.texts.plural(
        "{count} slip should be in the shredder:", "{count} slips should be in the shredder:", len(gone)
    )
    lines = tuple(rich(_("slip **{number}** – case {ref}"), number=s.number, ref=shown(s.ref)) for s in gone)
    return Message(
        "reminder-slip",
        (
            para(title, count=len(gone)),
            Numbered(lines),
            para(_("Shredded? Reply with the line's number: `1 shredded`.")),
        ),
        items=tuple(slip.ref for slip in gone),
        wakes=people(ctx, cases),
    )


def next_steps(ctx: Context) -> Message | None:
    """Open cases in which nothing is agreed."""
    _ = ctx.texts.get
    idle = [case for case in ctx.book.cases.list_open() if not _has_step(ctx, case)]
    if not idle:
        return None
    title = ctx.texts.plural(
        "{count} open case has no next step:", "{count} open cases have no next step:", len(idle)
    )
    lines = tuple(
        rich(_("**{ref}** – open since {day}"), ref=shown(case.ref), day=ctx.day(case.opened_at))
        for case in idle
    )
    return Message(
        "reminder-nextstep",
        (
            para(title, count=len(idle)),
            Numbered(lines),
            para(_("Reply with a line's number: `1 followup 10d`, `2 close agreed`.")),
        ),
        items=tuple(case.ref for case in idle),
    )


def _has_step(ctx: Context, case: Case) -> bool:
    last = ctx.book.assessments.last(case.id)
    unassessed = is_child_case(case.facts, ctx.words) and assessment_open(
        None if last is None else last.answer
    )
    return (
        unassessed
        or ctx.book.followups.living(case.id) is not None
        or ctx.book.agreements.callback(case.id) is not None
        or bool(ctx.book.agreements.promises(case.id))
    )


def briefing(ctx: Context) -> Message:
    """The morning's briefing: today, what waits, what is overdue."""
    _ = ctx.texts.get
    begin = start_of_day(ctx)
    due = due_lines(ctx, end_of_day(ctx))
    overdue = [line for line in due if line.at < begin]
    today: list[tuple[str, Rich]] = [(line.ref, line.text) for line in due if line.at >= begin]
    today += standing_lines(ctx)
    late = [(line.ref, line.text) for line in overdue]
    if not today and not late:
        return Message("briefing-morning", (para(_("Good morning. Nothing is planned today.")),))
    blocks: list[Block] = [para(_("**Good morning.** {day}:"), day=ctx.day(ctx.at))]
    shown_late = late[:MOST_OVERDUE]
    blocks.append(Numbered(tuple(text for _ref, text in [*today, *shown_late])))
    if len(late) > MOST_OVERDUE:
        more = len(late) - MOST_OVERDUE
        text = ctx.texts.plural(
            "… and {count} more is overdue: `!case list overdue`.",
            "… and {count} more are overdue: `!case list overdue`.",
            more,
        )
        blocks.append(para(text, count=more))
    return Message(
        "briefing-morning", tuple(blocks), items=tuple(ref for ref, _text in [*today, *shown_late])
    )
