"""`callback` (they ring us) and `promise` (we find something out)."""

from datetime import datetime

from orosbot.casebook import Question
from orosbot.casebook.agreements import Promise
from orosbot.commands.refusals import missing_word, too_long, unknown_word
from orosbot.commands.screening import kept, screened
from orosbot.commands.verb import Context, Reply, Request, Verb, the_case
from orosbot.commands.whens import Moment, asked_again, asked_day, moment_in, moved, when_answered
from orosbot.messages import Block, Rich, fitting, of_staff, para, rich, written
from orosbot.rules.parsing import tokens
from orosbot.rules.reference import shown
from orosbot.rules.routine import LONGEST, due_on
from orosbot.rules.words import fold
from orosbot.texts import N_
from orosbot.values import Case

MOST_IN_A_LINE = 2_000
"""Bytes of an event that the text of one promise may take where several stand."""

OFF = {fold(form) for form in ("off", "av", "inställt")}


def callback(ctx: Context, request: Request) -> Reply:
    _ = ctx.texts.get
    case = the_case(request)
    words = tokens(request.rest)
    ref = shown(case.ref)
    if not words:
        ctx.book.agreements.book(case.id, due_at=None, timed=False, at=ctx.at, by=ctx.sender)
        return ctx.say(
            "callback-booked",
            para(_("In case **{ref}** they may be in touch when they like; I remind nobody."), ref=ref),
            ref=case.ref,
        )
    if len(words) == 1 and words[0].folded in OFF:
        living = ctx.book.agreements.callback(case.id)
        if living is None:
            return ctx.refuse(
                "error-nothing-open",
                para(_("No callback is booked in case **{ref}**."), ref=ref),
                ref=case.ref,
            )
        ctx.book.agreements.end_callback(living, "off", at=ctx.at, by=ctx.sender)
        return ctx.say(
            "callback-cancelled", para(_("The callback in case **{ref}** is off."), ref=ref), ref=case.ref
        )
    found = moment_in(ctx, request.rest, verb="callback", case=case)
    if isinstance(found, Reply):
        return found
    if found.rest:
        return unknown_word(ctx, tokens(found.rest)[0].raw, [])
    if (refusal := _closed_then(ctx, case, found)) is not None:
        return refusal
    if found.at - ctx.at > LONGEST * 4:
        return ctx.refuse(
            "error-bad-when",
            para(
                _("{when} is too far away. Agree on an earlier day."),
                when=ctx.full(found.at, timed=found.timed),
            ),
            ref=case.ref,
        )
    before = ctx.book.agreements.callback(case.id)
    ctx.book.agreements.book(case.id, due_at=found.at, timed=found.timed, at=ctx.at, by=ctx.sender)
    moved_from = None if before is None else before.due_at
    return ctx.say(
        "callback-booked",
        para(
            _("In case **{ref}** they ring us **{when}**."),
            ref=ref,
            when=ctx.full(found.at, timed=found.timed),
        ),
        para(_("Remind them to have the number ready: {ref}."), ref=ref),
        *_promises_stand(ctx, case, found.at, was_booked=moved_from is not None),
        ref=case.ref,
    )


def _promises_stand(ctx: Context, case: Case, at: datetime, *, was_booked: bool) -> tuple[Block, ...]:
    """That what was promised is due when it was, though their call is at another time; or after it only."""
    _ = ctx.texts.get
    blocks = []
    for one in ctx.book.agreements.promises(case.id):
        when = ctx.full(one.due_at, timed=one.timed)
        if one.due_at >= at:
            blocks.append(
                para(_("What was promised by **{when}** is due only when they have rung."), when=when)
            )
        elif was_booked:
            blocks.append(para(_("What was promised by **{when}** is due then as before."), when=when))
    return tuple(blocks)


def _closed_then(ctx: Context, case: Case, found: Moment) -> Reply | None:
    _ = ctx.texts.get
    if found.open:
        return None
    over = not found.timed and ctx.schedule.open_day(found.asked)
    template = (
        _("**The line is not staffed any more today.** {hours}")
        if over
        else _("**The line is closed {when}.** {hours}")
    )
    refusal = ctx.refuse(
        "error-bad-when",
        para(template, when=asked_day(ctx, found), hours=found.hours),
        para(
            _("Agree on another time while they are there: `!case callback {ref} fri 14:00`"),
            ref=shown(case.ref),
        ),
        ref=case.ref,
    )
    return asked_again(ctx, refusal, "callback", case)


def callback_answer(ctx: Context, question: Question, text: str) -> Reply | None:
    """The reply to "when do they ring?"."""
    return when_answered(ctx, question, text, callback)


def promise_answer(ctx: Context, question: Question, text: str) -> Reply | None:
    """The reply to "until when?"."""
    return when_answered(ctx, question, text, promise)


def promise(ctx: Context, request: Request) -> Reply:
    _ = ctx.texts.get
    case = the_case(request)
    found = moment_in(ctx, request.rest, verb="promise", case=case, optional=True)
    if isinstance(found, Reply):
        return found
    if found is None:
        before = _before_callback(ctx, case)
        if before is None:
            example = _("!case promise {ref} fri : find out who helps parents there").replace(
                "{ref}", shown(case.ref)
            )
            return missing_word(ctx, _("By when was it promised?"), example)
        due, timed, rest = before, False, request.rest
    else:
        due, timed, rest = found.at, found.timed, found.rest
    written_text = rest.strip().removeprefix(":").strip()
    if refusal := too_long(ctx, len(written_text)):
        return refusal
    if not written_text:
        example = _("!case promise {ref} fri : find out who helps parents there").replace(
            "{ref}", shown(case.ref)
        )
        return missing_word(ctx, _("What was promised?"), example)
    if refusal := screened(ctx, PROMISE.name, request, written_text):
        return refusal
    ctx.book.agreements.promise(
        case.id,
        due_at=due,
        timed=timed,
        text=written_text or None,
        at=ctx.at,
        by=ctx.sender,
        event_id=ctx.event_id,
    )
    reply = ctx.say(
        "promise-recorded",
        para(
            _("Promised in case **{ref}** by **{when}**."),
            ref=shown(case.ref),
            when=ctx.full(due, timed=timed),
        ),
        *(_why_then(ctx, case, due) if found is None else moved(ctx, found)),
        ref=case.ref,
    )
    return kept(ctx, reply, written_text)


def _why_then(ctx: Context, case: Case, due: datetime) -> tuple[Block, ...]:
    """Why a promise without a date is due when it is."""
    _ = ctx.texts.get
    living = ctx.book.agreements.callback(case.id)
    if living is None or living.due_at is None:
        return ()
    when = ctx.full(living.due_at, timed=living.timed)
    if living.due_at < ctx.at:
        return (para(_("They were to ring {when}."), when=when),)
    if ctx.local(living.due_at).date() == ctx.local(ctx.at).date():
        return (para(_("They ring {when}, so I remind you at once."), when=when),)
    return (para(_("They ring {when}."), when=when),)


def _before_callback(ctx: Context, case: Case) -> datetime | None:
    """The staffed day before the booked callback: what we promised must be there when they ring. Where that
    day is past, it is at once, or when the line opens."""
    living = ctx.book.agreements.callback(case.id)
    if living is None or living.due_at is None:
        return None
    day = ctx.schedule.staffed_day_before(ctx.local(living.due_at).date())
    if day is not None and day >= ctx.local(ctx.at).date():
        return due_on(ctx.schedule, day, ctx.at)
    return ctx.schedule.next_open(ctx.at)


def promise_line(ctx: Context, one: Promise, *, more: Rich = ()) -> Rich:
    """A promise with its day, `more` after that, and, for cards and confirmations, what was promised."""
    when = rich("{when}", when=ctx.full(one.due_at, timed=one.timed)) + more
    if one.text is None:
        return rich("{when}", when=when)
    return rich(
        "{when}: {text}", when=when, text=of_staff(fitting(written(one.text), MOST_IN_A_LINE), one.event_id)
    )


CALLBACK = Verb(
    name="callback",
    forms=("henringer", "hr"),
    run=callback,
    family="later",
    usage=N_("callback REF [WHEN|off]"),
    summary=N_("They ring us, at an agreed time or when they like."),
    example=N_("!case callback {ref} fri 14:00"),
    takes_case=True,
    on_closed=False,
    answer=callback_answer,
)
PROMISE = Verb(
    name="promise",
    forms=("lova", "lovat", "löfte"),
    run=promise,
    family="later",
    usage=N_("promise REF WHEN [:] text"),
    summary=N_("What we promised to find out, and until when."),
    example=N_("!case promise {ref} fri : find out who helps parents there"),
    takes_case=True,
    on_closed=False,
    answer=promise_answer,
)
