"""The five outcomes of ringing: reached, no answer, not now, somebody else, wrong number."""

from orosbot.casebook.followups import FollowUp
from orosbot.commands.actorlookup import find_actor, typed_name
from orosbot.commands.closing import close_case
from orosbot.commands.followups import attempts_left, nothing_booked
from orosbot.commands.outcomes import with_reached
from orosbot.commands.refusals import quoted, unknown_form, unknown_word
from orosbot.commands.slips import slip_demand
from orosbot.commands.verb import Context, Reply, Request, Verb, the_case
from orosbot.messages import Block, para, written
from orosbot.rules import children, routine
from orosbot.rules.parsing import tokens
from orosbot.rules.reference import shown
from orosbot.rules.referrals import OUTCOMES, outcome_of, take_outcome
from orosbot.texts import N_
from orosbot.values import Case


def reached(ctx: Context, request: Request) -> Reply:
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


def no_answer(ctx: Context, request: Request) -> Reply:
    _ = ctx.texts.get
    case = the_case(request)
    words = tokens(request.rest)
    forced = bool(words) and words[0].folded == "!"
    if words and (not forced or len(words) > 1):
        return unknown_word(ctx, words[-1].raw, [])
    living = ctx.book.followups.living(case.id)
    if living is None:
        return nothing_booked(ctx, case)
    if not forced and (refusal := _twice_today(ctx, case, living)) is not None:
        return refusal
    ctx.book.followups.attempt(living, "no-answer", at=ctx.at, by=ctx.sender)
    left = attempts_left(ctx, case, living) - 1
    if left <= 0:
        return _last(ctx, case, living)
    set_time = ctx.local(living.due_at).time() if living.timed and living.due_at is not None else None
    due = routine.next_try(ctx.schedule, ctx.at, set_time)
    if due is None:
        ctx.book.followups.pause(living)
        return ctx.say(
            "followup-paused",
            para(
                _(
                    "No answer noted. The line has no staffed day ahead: give a date with `!case followup {ref} 10d`."
                ),
                ref=shown(case.ref),
            ),
            ref=case.ref,
        )
    ctx.book.followups.book(case.id, due_at=due, timed=set_time is not None, at=ctx.at, by=ctx.sender)
    count = living.attempts + 1
    return ctx.say(
        "attempt-recorded",
        para(
            _("No answer in case **{ref}**, attempt {count} of {most}. We try again **{when}**."),
            ref=shown(case.ref),
            count=count,
            most=count + left,
            when=ctx.full(due, timed=True),
        ),
        ref=case.ref,
    )


def _twice_today(ctx: Context, case: Case, living: FollowUp) -> Reply | None:
    _ = ctx.texts.get
    today = ctx.local(ctx.at).date()
    for attempt in reversed(ctx.book.followups.attempts(living.id)):
        if attempt.outcome == "no-answer" and ctx.local(attempt.at).date() == today:
            return ctx.refuse(
                "error-not-allowed",
                para(
                    _(
                        "{who} rang today at {time} and got no answer: a second try "
                        "the same day does not count. If it must: `!case noanswer {ref} !`"
                    ),
                    who=ctx.who(attempt.by),
                    time=ctx.clock(attempt.at),
                    ref=shown(case.ref),
                ),
                ref=case.ref,
            )
    return None


def _last(ctx: Context, case: Case, living: FollowUp) -> Reply:
    _ = ctx.texts.get
    ctx.book.followups.end(living, "no-answer", at=ctx.at, by=ctx.sender)
    first = para(
        _("No answer in case **{ref}**, attempt {count} of {count}: that was the last one."),
        ref=shown(case.ref),
        count=living.attempts + 1,
    )
    last = ctx.book.assessments.last(case.id)
    child = children.is_child_case(case.facts, ctx.words)
    if child and children.assessment_open(None if last is None else last.answer):
        stays = para(
            _("The case stays open for its assessment alone: `!case child {ref} …`."), ref=shown(case.ref)
        )
        return ctx.say("attempt-recorded", first, stays, *slip_demand(ctx, case), ref=case.ref)
    reason = next(
        (word.key for word in ctx.words.words("closing", typed=False) if word.automatic), "no-answer"
    )
    cancelled = close_case(ctx, case, reason)
    closed = para(_("The case is closed: {reason}."), reason=ctx.word("closing", reason))
    return ctx.say("case-closed", first, closed, *cancelled, *slip_demand(ctx, case), ref=case.ref)


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
            "Somebody else answered: say nothing of what it is about. I wait until you give a new date or call it off: `followup …`."
        ),
    )


def _pause(ctx: Context, request: Request, outcome: str, text: str) -> Reply:
    _ = ctx.texts.get
    case = the_case(request)
    if words := tokens(request.rest):
        return unknown_word(ctx, words[0].raw, [])
    living = ctx.book.followups.living(case.id)
    if living is None:
        return nothing_booked(ctx, case)
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
    case = the_case(request)
    if words := tokens(request.rest):
        return unknown_word(ctx, words[0].raw, [])
    living = ctx.book.followups.living(case.id)
    if living is None:
        return nothing_booked(ctx, case)
    ctx.book.followups.attempt(living, "wrong-number", at=ctx.at, by=ctx.sender)
    ctx.book.followups.end(living, "wrong-number", at=ctx.at, by=ctx.sender)
    return ctx.say(
        "followup-cancelled",
        para(_("Wrong number: the follow-up in case **{ref}** ends."), ref=shown(case.ref)),
        *slip_demand(ctx, case),
        ref=case.ref,
    )


REACHED = Verb(
    name="reached",
    forms=("svar", "svarade", "nådd", "sv"),
    run=reached,
    family="later",
    usage=N_("reached REF [helped|waiting|denied|not-contacted|unknown]"),
    summary=N_(
        "We rang and they answered: the follow-up is done. One word more says what the referral led to."
    ),
    example=N_("!case reached {ref}"),
    takes_case=True,
    on_closed=False,
)
NO_ANSWER = Verb(
    name="noanswer",
    forms=("ejsvar", "ej-svar", "ingetsvar", "es"),
    run=no_answer,
    family="later",
    usage=N_("noanswer REF"),
    summary=N_("We rang, nobody answered: I book the next try; the last one closes the case."),
    example=N_("!case noanswer {ref}"),
    takes_case=True,
    on_closed=False,
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
