"""`reached`: we rang and they answered, so the follow-up is done."""

from orosbot.commands.actorlookup import find_actor, typed_name
from orosbot.commands.followups import nothing_booked
from orosbot.commands.outcomes import with_reached
from orosbot.commands.refusals import quoted, unknown_form
from orosbot.commands.verb import Context, Reply, Request, Verb, the_case
from orosbot.messages import Block, para, written
from orosbot.rules.parsing import tokens
from orosbot.rules.reference import shown
from orosbot.rules.referrals import OUTCOMES, outcome_of, take_outcome
from orosbot.texts import N_
from orosbot.values import Case


def run(ctx: Context, request: Request) -> Reply:
    _ = ctx.texts.get
    case = the_case(request)
    words = tokens(request.rest)
    outcome, typed = take_outcome(request.rest)
    if outcome is not None and typed:
        return _outcome_of_whom(ctx, case, typed, words[-1].raw)
    if words and outcome is None:
        known = outcome_of(words[0].folded) is not None
        return unknown_form(ctx, words[-1].raw, [] if known else OUTCOMES.values())
    living = ctx.book.followups.living(case.id)
    if living is None:
        return nothing_booked(ctx, case)
    told = None if outcome is None else with_reached(ctx, case, outcome)
    ctx.book.followups.attempt(living, "reached", at=ctx.at, by=ctx.sender)
    ctx.book.followups.end(living, "reached", at=ctx.at, by=ctx.sender)
    blocks: list[Block] = [para(_("Reached in case **{ref}**. Good."), ref=shown(case.ref))]
    if told is not None:
        blocks += told.blocks
    slip = ctx.book.followups.slip(case.id)
    if slip is not None:
        blocks.append(
            para(
                _(
                    "Ring again? `!case followup {ref} 10d`. If not: **shred slip {number}** and type `!case shredded {ref}`."
                ),
                ref=shown(case.ref),
                number=slip.number,
            )
        )
    items, subjects = ((), ()) if told is None else (told.items, told.subjects)
    return ctx.say("followup-reached", *blocks, ref=case.ref, items=items, subjects=subjects)


def _outcome_of_whom(ctx: Context, case: Case, typed: str, outcome: str) -> Reply:
    """The refusal of `reached REF mora helped`: with `reached` stands no actor."""
    _ = ctx.texts.get
    ref, actor = shown(case.ref), find_actor(ctx, typed)
    return ctx.refuse(
        "error-unknown-word",
        para(_("“{typed}” does not go here: `reached` takes only what it led to."), typed=quoted(typed)),
        para(_("Type `!case reached {ref} {outcome}`."), ref=ref, outcome=outcome)
        if isinstance(actor, Reply)
        else para(
            _("Type `!case reached {ref}`, then `!case outcome {ref} {typed} {outcome}`."),
            ref=ref,
            typed=written(typed_name(actor)),
            outcome=outcome,
        ),
        para(_("Nothing was changed.")),
        unread=True,
    )


VERB = Verb(
    name="reached",
    forms=("svar", "svarade", "nådd", "sv"),
    run=run,
    family="later",
    usage=N_("reached REF [helped|waiting|denied|not-contacted|unknown]"),
    summary=N_(
        "We rang and they answered: the follow-up is done. One word more says what the referral led to."
    ),
    example=N_("!case reached {ref}"),
    takes_case=True,
    on_closed=False,
)
