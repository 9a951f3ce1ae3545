"""`noanswer`: a try that counts. The next one is booked, and the last one closes the case."""

from datetime import datetime

from orosbot.casebook.followups import FollowUp
from orosbot.commands.closing import close_case
from orosbot.commands.followups import attempts_left, nothing_booked
from orosbot.commands.refusals import unknown_word
from orosbot.commands.slips import slip_demand
from orosbot.commands.verb import Context, Reply, Request, Verb, the_case
from orosbot.commands.whens import Moment, hours_of, moved
from orosbot.messages import Block, para
from orosbot.rules import children, routine
from orosbot.rules.parsing import tokens
from orosbot.rules.reference import shown
from orosbot.texts import N_
from orosbot.values import Case


def run(ctx: Context, request: Request) -> Reply:
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
        *_closed_then(ctx, case, due),
        ref=case.ref,
    )


def _closed_then(ctx: Context, case: Case, due: datetime) -> tuple[Block, ...]:
    """What is said when the time that staff set is one at which the line is closed on the next staffed day."""
    _ = ctx.texts.get
    if ctx.schedule.is_open(due):
        return ()
    day = ctx.local(due).date()
    return (
        *moved(ctx, Moment(due, True, "", False, day, hours_of(ctx, day))),
        para(_("Another time? `!case followup {ref} fri 14:00`"), ref=shown(case.ref)),
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
    most = living.attempts + attempts_left(ctx, case, living)
    text = _("No answer in case **{ref}**, attempt {count} of {most}: that was the last one.")
    if living.attempts >= most:  # the case was put right meanwhile: fewer are made now
        text = _("No answer in case **{ref}**, once more after all {most} tries: that was the last one.")
    first = para(text, ref=shown(case.ref), count=living.attempts + 1, most=most)
    last = ctx.book.assessments.last(case.id)
    child = children.is_child_case(case.facts, ctx.words)
    if child and children.assessment_open(None if last is None else last.answer):
        stays = para(
            _("The case stays open for its assessment alone: `!case child {ref} …`"), ref=shown(case.ref)
        )
        return ctx.say("attempt-recorded", first, stays, *slip_demand(ctx, case), ref=case.ref)
    reason = next(
        (word.key for word in ctx.words.words("closing", typed=False) if word.automatic), "no-answer"
    )
    cancelled = close_case(ctx, case, reason)
    closed = para(_("The case is closed: {reason}."), reason=ctx.word("closing", reason))
    return ctx.say("case-closed", first, closed, *cancelled, *slip_demand(ctx, case), ref=case.ref)


VERB = Verb(
    name="noanswer",
    forms=("ejsvar", "ej-svar", "ingetsvar", "es"),
    run=run,
    family="later",
    usage=N_("noanswer REF"),
    summary=N_("We rang, nobody answered: I book the next try; the last one closes the case."),
    example=N_("!case noanswer {ref}"),
    takes_case=True,
    on_closed=False,
)
