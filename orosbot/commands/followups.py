"""`followup`: we ring."""

from dataclasses import replace
from datetime import date, datetime

from orosbot.casebook import Question
from orosbot.casebook.followups import FollowUp, Slip
from orosbot.commands.refusals import missing_word, unknown_word
from orosbot.commands.slips import slip_demand
from orosbot.commands.verb import Ask, Context, Reply, Request, Verb, the_case, with_more
from orosbot.commands.whens import Moment, asked_again, hours_of, moment_in, moved, when_answered
from orosbot.messages import Block, Para, para, rich
from orosbot.rules import children, routine
from orosbot.rules.parsing import tokens
from orosbot.rules.reference import shown
from orosbot.rules.replies import only_numbers
from orosbot.rules.words import fold
from orosbot.texts import N_
from orosbot.values import Case

DECLINED = {fold(form) for form in ("no", "nej", "n")}
YES = {fold(form) for form in ("yes", "ja", "y", "j", "1")}
NO = DECLINED | {"2"}
OFF = {fold(form) for form in ("off", "av", "inställt")}


def run(ctx: Context, request: Request) -> Reply:
    _ = ctx.texts.get
    case = the_case(request)
    words = tokens(request.rest)
    if not words:
        example = _("!case followup {ref} 10d").replace("{ref}", shown(case.ref))
        missing = missing_word(
            ctx, _("When shall we ring? `no` if they don't want it, `off` if it is called off."), example
        )
        return asked_again(ctx, missing, "followup", case)
    if len(words) == 1 and words[0].folded in DECLINED:
        return _decline(ctx, case)
    if len(words) == 1 and words[0].folded in OFF:
        return _off(ctx, case)
    found = moment_in(ctx, request.rest, verb="followup", case=case)
    if isinstance(found, Reply):
        return found
    if found.rest:
        return unknown_word(ctx, tokens(found.rest)[0].raw, [])
    booked_on = ctx.local(found.at).date()
    if max(found.asked, booked_on) - ctx.local(ctx.at).date() > routine.LONGEST:
        too_far = ctx.refuse(
            "error-bad-when",
            para(
                _(
                    "That is more than 90 days away: {when}. Take an earlier day, or leave it to them to ring: `!case callback {ref}`."
                ),
                when=ctx.full(found.at, timed=found.timed),
                ref=shown(case.ref),
            ),
            ref=case.ref,
        )
        return asked_again(ctx, too_far, "followup", case)
    if case.facts.child_caller and case.facts.ring != "yes":
        return _ask_ring(ctx, case, found)
    booked = _book(ctx, case, found.at, timed=found.timed)
    return with_more(booked, moved(ctx, found))


def _book(ctx: Context, case: Case, at: datetime, *, timed: bool) -> Reply:
    _ = ctx.texts.get
    before = ctx.book.followups.living(case.id)
    old, newest = ctx.book.followups.slip(case.id), ctx.book.followups.last(case.id)
    ctx.book.followups.book(case.id, due_at=at, timed=timed, at=ctx.at, by=ctx.sender)
    slip = ctx.book.followups.make_slip(case.id, at=ctx.at, by=ctx.sender)
    template = (
        _("Follow-up in case **{ref}** moved: we ring **{when}**.")
        if before is not None
        else _("Follow-up in case **{ref}**: we ring **{when}**.")
    )
    blocks: list[Block] = [para(template, ref=shown(case.ref), when=ctx.full(at, timed=True))]
    if before is not None and old is not None:
        blocks.append(para(_("Slip **{number}** still holds."), number=slip.number))
    else:
        blocks.append(_slip_line(ctx, slip, None if old is None else newest))
    days = (ctx.local(at).date() - ctx.local(ctx.at).date()).days
    first, last = ctx.settings.routine.followup_days
    if not routine.usual(days, (first, last)):
        text = _("The routine is {first}–{last} days; this is {soon}.")
        blocks.append(para(text, first=first, last=last, soon=_soon(ctx, days)))
    return ctx.say("followup-booked", *blocks, ref=case.ref)


def _soon(ctx: Context, days: int) -> str:
    _ = ctx.texts.get
    if days < 2:
        return _("today") if days == 0 else _("tomorrow")
    return ctx.texts.plural("in {count} day", "in {count} days", days).replace("{count}", str(days))


def _slip_line(ctx: Context, slip: Slip, ended: FollowUp | None) -> Para:
    """What to do with the paper; `ended` is the follow-up whose slip should have been shredded and was not."""
    _ = ctx.texts.get
    if ended is None:
        text = _("Write **{number}** on the slip with the phone number, never the reference.")
    elif ended.status == "wrong-number":
        text = _(
            "**Shred the old slip {number} first: its phone number is wrong.** Write the right one on a new slip {number}."
        )
    else:
        text = _("Slip **{number}** still holds. Is it shredded? Write {number} on a new one.")
    return para(text, number=slip.number)


def _ask_ring(ctx: Context, case: Case, found: Moment) -> Reply:
    _ = ctx.texts.get
    body: dict[str, object] = {"ref": case.ref, "at": found.at.isoformat(), "timed": found.timed}
    body["asked"] = found.asked.isoformat()
    return replace(
        ctx.say(
            "case-incomplete",
            para(
                _(
                    "The caller in case **{ref}** is a child. Did they say that we may ring them? Reply with the number:"
                ),
                ref=shown(case.ref),
            ),
            Para((rich(_("1 yes, we may ring")), rich(_("2 no")))),
            ref=case.ref,
        ),
        ask=Ask("followup", body),
    )


def take_answer(ctx: Context, question: Question, text: str) -> Reply | None:
    """The reply to "may we ring?", or to "when?"."""
    _ = ctx.texts.get
    if question.body.get("asks") == "when":
        return when_answered(ctx, question, text, run)
    words = tokens(text)
    case = ctx.book.cases.find(str(question.body["ref"]))
    if not whether_we_may(text) or case is None or not case.open:
        return None
    if len(words) != 1 or words[0].folded not in YES | NO:
        which = para(_("Reply `1`, yes, we may ring, or `2`, no."))
        return ctx.refuse("error-unknown-word", which, ref=case.ref)
    if words[0].folded in NO:
        ctx.book.cases.set_fact(case.id, "ring", "no")
        return _decline(ctx, case)
    ctx.book.cases.set_fact(case.id, "ring", "yes")
    at, timed = datetime.fromisoformat(str(question.body["at"])), bool(question.body["timed"])
    asked = date.fromisoformat(str(question.body["asked"]))
    is_open = ctx.schedule.is_open(at) if timed else ctx.schedule.open_day(asked)
    found = Moment(at, timed, "", is_open, asked, hours_of(ctx, asked))
    return with_more(_book(ctx, case, at, timed=timed), moved(ctx, found))


def whether_we_may(text: str) -> bool:
    """Whether a reply answers "may we ring?", or tries to: nothing but numbers."""
    words = tokens(text)
    return only_numbers(text) or (len(words) == 1 and words[0].folded in YES | NO)


def _decline(ctx: Context, case: Case) -> Reply:
    _ = ctx.texts.get
    living = ctx.book.followups.living(case.id)
    if living is None:
        ctx.book.followups.decline(case.id, at=ctx.at, by=ctx.sender)
    else:
        ctx.book.followups.end(living, "declined", at=ctx.at, by=ctx.sender)
    blocks: list[Block] = [
        para(_("Asked and declined: we don't ring in case **{ref}**."), ref=shown(case.ref))
    ]
    if ctx.book.agreements.callback(case.id) is None:
        blocks.append(para(_("Do they ring us? `!case callback {ref} fri 14:00`"), ref=shown(case.ref)))
    return ctx.say("followup-declined", *blocks, *slip_demand(ctx, case), ref=case.ref)


def _off(ctx: Context, case: Case) -> Reply:
    _ = ctx.texts.get
    living = ctx.book.followups.living(case.id)
    if living is None:
        return nothing_booked(ctx, case)
    ctx.book.followups.end(living, "off", at=ctx.at, by=ctx.sender)
    return ctx.say(
        "followup-cancelled",
        para(_("The follow-up in case **{ref}** is off: we don't ring."), ref=shown(case.ref)),
        *slip_demand(ctx, case),
        ref=case.ref,
    )


def nothing_booked(ctx: Context, case: Case) -> Reply:
    """The refusal when no follow-up is booked."""
    _ = ctx.texts.get
    return ctx.refuse(
        "error-nothing-open",
        para(
            _("No follow-up is booked in case **{ref}**. Type `!case followup {ref} 10d` to book one."),
            ref=shown(case.ref),
        ),
        ref=case.ref,
    )


def attempts_left(ctx: Context, case: Case, followup: FollowUp) -> int:
    """How many tries are left."""
    routine_ = ctx.settings.routine
    most = routine.cap(
        child=children.is_child_case(case.facts, ctx.words),
        attempts=routine_.attempts,
        child_extra=routine_.child_extra_attempts,
    )
    return most - followup.attempts


def is_last_try(ctx: Context, case: Case) -> bool:
    """Whether one more call without an answer is the last one."""
    living = ctx.book.followups.living(case.id)
    return living is not None and attempts_left(ctx, case, living) <= 1


FOLLOWUP = Verb(
    name="followup",
    forms=("viringer", "vi-ringer", "uppföljning", "vr"),
    run=run,
    family="later",
    usage=N_("followup REF WHEN|no|off"),
    summary=N_("We ring: book or move it. `no`: asked and declined."),
    example=N_("!case followup {ref} 10d"),
    takes_case=True,
    on_closed=False,
    answer=take_answer,
)
