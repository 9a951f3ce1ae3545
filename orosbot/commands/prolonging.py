"""`prolong`: leads keep a closed case for the time of retention once more."""

from datetime import time

from orosbot.commands.refusals import unknown_word
from orosbot.commands.verb import Context, Reply, Request, Verb, the_case
from orosbot.erasing import erased_on
from orosbot.messages import para
from orosbot.rules.parsing import tokens
from orosbot.rules.reference import shown
from orosbot.texts import N_
from orosbot.values import Case


def erased_text(ctx: Context, case: Case) -> str:
    """The day on which a closed case is to be erased, as one reads it."""
    return ctx.day(ctx.schedule.at(erased_on(case, ctx.settings, ctx.schedule), time(12, 0)))


def run(ctx: Context, request: Request) -> Reply:
    _ = ctx.texts.get
    case = the_case(request)
    if words := tokens(request.rest):
        return unknown_word(ctx, words[0].raw, [])
    if case.open:
        text = _("Case **{ref}** is open: nothing of it is erased before it is closed. Nothing was changed.")
        return ctx.refuse("error-nothing-open", para(text, ref=shown(case.ref)), ref=case.ref)
    ctx.book.cases.prolong(case)
    after = ctx.book.cases.find(case.ref) or case
    text = _("Case **{ref}** is kept longer: it is to be erased on {day}.")
    return ctx.say(
        "case-prolonged", para(text, ref=shown(case.ref), day=erased_text(ctx, after)), ref=case.ref
    )


VERB = Verb(
    name="prolong",
    forms=("förläng",),
    run=run,
    family="closing",
    usage=N_("prolong REF"),
    summary=N_("Leads: keep a closed case for the time of retention once more."),
    example=N_("!case prolong {ref}"),
    takes_case=True,
    lead=True,
)
