"""`take`, `on`, `off`: who has a case, and who is on duty."""

from datetime import time, timedelta

from orosbot.commands.refusals import unknown_word
from orosbot.commands.verb import Context, Reply, Request, Verb, the_case
from orosbot.messages import Para, para
from orosbot.rules.parsing import tokens
from orosbot.rules.reference import shown
from orosbot.texts import N_


def take(ctx: Context, request: Request) -> Reply:
    _ = ctx.texts.get
    case = the_case(request)
    if words := tokens(request.rest):
        return unknown_word(ctx, words[0].raw, [])
    ref = shown(case.ref)
    away: tuple[Para, ...] = ()
    if not ctx.duty.on(ctx.sender, ctx.at):
        away = (para(_("You are off duty till midnight: so long I remind the room. `!case on` ends it.")),)
    if case.taken_by == ctx.sender:
        had = para(_("You have case **{ref}** already."), ref=ref)
        return ctx.say("case-taken", had, *away, ref=case.ref)
    ctx.book.cases.set_fact(case.id, "taken_by", ctx.sender)
    if case.taken_by is None:
        text = para(_("{who} has case **{ref}** now."), who=ctx.who(ctx.sender), ref=ref)
    else:
        text = para(
            _("{who} has case **{ref}** now, after {before}."),
            who=ctx.who(ctx.sender),
            ref=ref,
            before=ctx.who(case.taken_by),
        )
    return ctx.say("case-taken", text, *away, ref=case.ref)


def on(ctx: Context, request: Request) -> Reply:
    _ = ctx.texts.get
    if words := tokens(request.rest):
        return unknown_word(ctx, words[0].raw, [])
    ctx.duty.come_on(ctx.sender, ctx.event_id)
    return ctx.say("duty-changed", para(_("{who} is on duty."), who=ctx.who(ctx.sender)))


def off(ctx: Context, request: Request) -> Reply:
    _ = ctx.texts.get
    if words := tokens(request.rest):
        return unknown_word(ctx, words[0].raw, [])
    midnight = ctx.schedule.at(ctx.local(ctx.at).date() + timedelta(days=1), time(0, 0))
    ctx.duty.go_off(ctx.sender, midnight, ctx.event_id)
    return ctx.say(
        "duty-changed",
        para(
            _("{who} is off duty till midnight: I ping the room instead. `!case on` ends it."),
            who=ctx.who(ctx.sender),
        ),
    )


TAKE = Verb(
    name="take",
    forms=("ta", "tar"),
    run=take,
    family="later",
    usage=N_("take REF"),
    summary=N_("I take it: its reminders come to me."),
    example=N_("!case take {ref}"),
    takes_case=True,
    on_closed=False,
)
ON = Verb(
    name="on",
    forms=("på", "itjänst"),
    run=on,
    family="general",
    usage=N_("on"),
    summary=N_("I am on duty."),
    example=N_("!case on"),
)
OFF = Verb(
    name="off",
    forms=("av", "ledig"),
    run=off,
    family="general",
    usage=N_("off"),
    summary=N_("I am off duty till midnight and not pinged."),
    example=N_("!case off"),
)
