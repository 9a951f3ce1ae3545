"""`notnow`, `other`, `wrongnumber`: somebody answered, but not so that the follow-up could be done. None is a try."""

from orosbot.casebook.followups import FollowUp
from orosbot.commands.followups import nothing_booked
from orosbot.commands.refusals import unknown_word
from orosbot.commands.slips import slip_demand
from orosbot.commands.verb import Context, Reply, Request, Verb, the_case
from orosbot.messages import para
from orosbot.rules.parsing import tokens
from orosbot.rules.reference import shown
from orosbot.texts import N_


def not_now(ctx: Context, request: Request) -> Reply:
    _ = ctx.texts.get
    return _pause(
        ctx,
        request,
        "not-now",
        _(
            "They could not talk now; that is no attempt. When shall we ring? Reply for example `followup fri 14:00`."
        ),
    )


def other(ctx: Context, request: Request) -> Reply:
    _ = ctx.texts.get
    return _pause(
        ctx,
        request,
        "other",
        _(
            "Somebody else answered: say nothing of what it is about. I wait until you give a new date or call it off: `followup …`"
        ),
    )


def _booked(ctx: Context, request: Request) -> FollowUp | Reply:
    """The follow-up that is booked; nothing may follow these verbs."""
    case = the_case(request)
    if words := tokens(request.rest):
        return unknown_word(ctx, words[0].raw, [])
    living = ctx.book.followups.living(case.id)
    return nothing_booked(ctx, case) if living is None else living


def _pause(ctx: Context, request: Request, outcome: str, text: str) -> Reply:
    _ = ctx.texts.get
    case, living = the_case(request), _booked(ctx, request)
    if isinstance(living, Reply):
        return living
    ctx.book.followups.attempt(living, outcome, at=ctx.at, by=ctx.sender)
    ctx.book.followups.pause(living)
    return ctx.say(
        "followup-paused",
        para(_("The follow-up in case **{ref}** is paused."), ref=shown(case.ref)),
        para(text),
        ref=case.ref,
    )


def wrong_number(ctx: Context, request: Request) -> Reply:
    _ = ctx.texts.get
    case, living = the_case(request), _booked(ctx, request)
    if isinstance(living, Reply):
        return living
    ctx.book.followups.attempt(living, "wrong-number", at=ctx.at, by=ctx.sender)
    ctx.book.followups.end(living, "wrong-number", at=ctx.at, by=ctx.sender)
    return ctx.say(
        "followup-cancelled",
        para(_("Wrong number: the follow-up in case **{ref}** ends."), ref=shown(case.ref)),
        *slip_demand(ctx, case),
        ref=case.ref,
    )


NOT_NOW = Verb(
    name="notnow",
    forms=("kanej", "kan-ej", "intenu", "ke"),
    run=not_now,
    family="later",
    usage=N_("notnow REF"),
    summary=N_("They could not talk now: no attempt, a new date is needed."),
    example=N_("!case notnow {ref}"),
    takes_case=True,
    on_closed=False,
)
OTHER = Verb(
    name="other",
    forms=("annan",),
    run=other,
    family="later",
    usage=N_("other REF"),
    summary=N_("Somebody else answered: nothing more until you say so."),
    example=N_("!case other {ref}"),
    takes_case=True,
    on_closed=False,
)
WRONG_NUMBER = Verb(
    name="wrongnumber",
    forms=("felnr", "felnummer"),
    run=wrong_number,
    family="later",
    usage=N_("wrongnumber REF"),
    summary=N_("The number is wrong: the follow-up ends, shred the slip."),
    example=N_("!case wrongnumber {ref}"),
    takes_case=True,
    on_closed=False,
)
