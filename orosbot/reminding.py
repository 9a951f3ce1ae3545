"""What the bot says of its own accord about cases. A phone may show it on a lock screen: it tells the
reference and what kind of thing is due, and nothing that anybody wrote.
"""

from collections.abc import Sequence
from datetime import time

from orosbot.commands.followups import is_last_try
from orosbot.commands.paging import more
from orosbot.commands.replyexamples import examples, says
from orosbot.commands.slips import slip_line
from orosbot.commands.subjects import kind_of
from orosbot.commands.thinglines import kind_text, slip_text, thing_line, tries_made, what
from orosbot.commands.things import Thing
from orosbot.commands.unassessed import how_to_reply, is_open
from orosbot.commands.verb import Context
from orosbot.eventsize import pages
from orosbot.messages import Message, Numbered, Para, para, rich
from orosbot.rules.reference import shown
from orosbot.texts import N_
from orosbot.values import Case

_HOW = {
    "followup": N_("✅ reached · ❌ no answer · ⏰ {later} – or reply `reached`, `noanswer`, `later`"),
    "last": N_("✅ reached · ⏰ {later} – or reply `reached`, `noanswer` (that closes the case), `later`"),
    "last-open": N_("✅ reached · ⏰ {later} – or reply `reached`, `noanswer` (the last try), `later`"),
    "callback": N_("📞 they rang – or reply `call`"),
    "promise": N_("✅ kept · ⏰ {later} – or reply `done`, `later`"),
    "task": N_("⏰ {later} – or reply `verify` when you have rung them, or `later`; `show` tells whom"),
}
_TYPED = {
    "followup": N_("Reply `reached`, `noanswer` or `later`"),
    "callback": N_("Reply `call` when they ring"),
    "promise": N_("Reply `done` or `later`"),
    "task": N_("Reply `verify` when you have rung them, or `later`; `show` tells whom"),
}
"""The same where emoji are switched off."""


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
    return on_duty or _leads(ctx)


def _leads(ctx: Context) -> list[str]:
    """The leads who have not left the room; in a console all of them."""
    room = ctx.book.room.get()
    return [user for user in ctx.settings.roles.leads if room is None or user in room.joined]


def one(ctx: Context, thing: Thing) -> Message:
    """The message of one thing that falls due, or of which staff wanted to be reminded before."""
    _ = ctx.texts.get
    if thing.at < thing.first_at:
        told = what(ctx, thing, missed=False) + slip_text(ctx, thing)
    elif thing.kind == "callback":
        told = rich(_("they ring us now"))
    else:
        told = rich("{kind}", kind=kind_text(ctx, thing)) + tries_made(ctx, thing) + slip_text(ctx, thing)
    line = rich(_("**{ref}**: {what}."), ref=shown(thing.case.ref), what=told)
    return Message(
        f"reminder-{thing.kind}",
        (
            para("{line}", line=line),
            _how(ctx, thing),
        ),
        ref=thing.case.ref,
        wakes=people(ctx, [thing.case]),
    )


def _how(ctx: Context, thing: Thing) -> Para:
    """What came of it and how to say so. The last try is typed, and ⏰ names the day that it means."""
    _ = ctx.texts.get
    if thing.kind == "assessment":
        return para(how_to_reply(ctx, thing.case))
    if not ctx.settings.reminders.reactions:
        return para(_(_TYPED[thing.kind]))
    how = thing.kind
    if thing.kind == "followup" and is_last_try(ctx, thing.case):
        how = "last-open" if is_open(ctx, thing.case) else "last"
    return para(_(_HOW[how]), later=_later(ctx))


def _later(ctx: Context) -> str:
    """The next staffed day as people call it."""
    _ = ctx.texts.get
    today = ctx.local(ctx.at).date()
    day = ctx.schedule.next_staffed_day(today)
    if day is None:
        return _("later")
    return _("tomorrow") if (day - today).days == 1 else ctx.day(ctx.schedule.at(day, time(12, 0)))


def _collected(
    ctx: Context, code: str, title: str, things: Sequence[Thing], wakes: tuple[str, ...]
) -> Message:
    """The first of these things, as many as have room, how many more there are, and where."""
    _ = ctx.texts.get
    lines = [thing_line(ctx, thing) for thing in things]
    first = pages(lines)[0]
    named = things[first]
    return Message(
        code,
        (
            para(title, count=len(things)),
            Numbered(tuple(lines[first])),
            *more(ctx, len(things) - len(named), _("!case due")),
            para(
                _("Reply with a line's number and what came of it: {examples}."),
                examples=examples(ctx, [says(ctx, thing.kind, thing.case) for thing in named]),
            ),
        ),
        ref=things[0].case.ref if len({thing.case.ref for thing in things}) == 1 else None,
        items=tuple(thing.case.ref for thing in named),
        subjects=tuple(thing.subject for thing in named),
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
    leads = [user for user in _leads(ctx) if ctx.duty.on(user, ctx.at)] or room(ctx)
    wakes = tuple(dict.fromkeys([*leads, *on_duty]))
    return _collected(ctx, "reminder-escalated", title, things, wakes)


def settled(ctx: Context, subject: str, ref: str, *, moved: bool) -> Message:
    """What a reminder says once it holds no longer: its thing is settled, or is due at another time."""
    _ = ctx.texts.get
    text = _("→ {ref}: moved to another time.") if moved else _("✓ {ref}: settled.")
    return Message(f"reminder-{kind_of(subject)}", (para(text, ref=shown(ref)),), ref=ref)


def slips(ctx: Context) -> Message | None:
    """Slips that should be gone."""
    _ = ctx.texts.get
    gone = [slip for slip in ctx.book.followups.living_slips() if ctx.book.followups.useless(slip)]
    if not gone:
        return None
    cases = [case for slip in gone if slip.ref and (case := ctx.book.cases.find(slip.ref)) is not None]
    title = ctx.texts.plural(
        "{count} slip should be in the shredder:", "{count} slips should be in the shredder:", len(gone)
    )
    lines = [slip_line(ctx, slip) for slip in gone]
    first = pages(lines)[0]
    return Message(
        "reminder-slip",
        (
            para(title, count=len(gone)),
            Numbered(tuple(lines[first])),
            *more(ctx, len(gone[first.stop :]), _("!case slips")),
            para(_("Shredded? Reply with the line's number: `{number} shredded`."), number=1),
        ),
        ref=gone[0].ref if len(gone) == 1 else None,
        items=tuple(slip.item for slip in gone[first]),
        wakes=people(ctx, cases) or tuple(room(ctx)),
    )
