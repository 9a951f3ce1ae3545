"""`due`: what the day asks for. The same lines make the morning's briefing."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from orosbot.commands.nextsteps import followup_text
from orosbot.commands.refusals import unknown_word
from orosbot.commands.verb import Context, Reply, Request, Verb
from orosbot.messages import Numbered, Rich, para, rich, written
from orosbot.rules import children
from orosbot.rules.parsing import tokens
from orosbot.rules.reference import shown
from orosbot.texts import N_
from orosbot.values import Case


@dataclass(frozen=True, slots=True)
class DueLine:
    """One thing that is due: the case's reference, when (UTC), what kind, and how it reads."""

    ref: str
    at: datetime
    kind: str
    text: Rich


def end_of_day(ctx: Context) -> datetime:
    """Midnight after today, by the line's own clock."""
    return ctx.schedule.at(ctx.local(ctx.at).date() + timedelta(days=1), time(0, 0))


def start_of_day(ctx: Context) -> datetime:
    """Midnight before today, by the line's own clock."""
    return ctx.schedule.at(ctx.local(ctx.at).date(), time(0, 0))


def due_lines(ctx: Context, until: datetime) -> list[DueLine]:
    """Everything that falls due before a moment and is not done, the oldest first."""
    lines = [
        *_followups(ctx, until),
        *_callbacks(ctx, until),
        *_promises(ctx, until),
        *_tasks(ctx, until),
    ]
    return sorted(lines, key=lambda line: line.at)


def _case(ctx: Context, ref: str) -> Case:
    case = ctx.book.cases.find(ref)
    if case is None:
        raise RuntimeError("something is due in a case that is not there")
    return case


def _line(ctx: Context, case: Case, what: Rich) -> Rich:
    line = rich("**{ref}** ", ref=shown(case.ref)) + what
    if case.taken_by is not None:
        line += rich(", {who}", who=ctx.who(case.taken_by))
    return line


def _followups(ctx: Context, until: datetime) -> list[DueLine]:
    _ = ctx.texts.get
    found = []
    for ref, followup in ctx.book.followups.booked():
        if followup.due_at is None or followup.due_at >= until:
            continue
        case = _case(ctx, ref)
        what = rich(_("we ring ")) + followup_text(ctx, case, followup)
        slip = ctx.book.followups.slip(case.id)
        if slip is not None:
            what += rich(_(", slip {number}"), number=slip.number)
        found.append(DueLine(ref, followup.due_at, "followup", _line(ctx, case, what)))
    return found


def _callbacks(ctx: Context, until: datetime) -> list[DueLine]:
    _ = ctx.texts.get
    found = []
    for ref, callback in ctx.book.agreements.callbacks():
        if callback.due_at is None or callback.due_at >= until:
            continue
        case = _case(ctx, ref)
        what = rich(_("they ring {when}"), when=ctx.full(callback.due_at, timed=callback.timed))
        if ctx.book.agreements.promises(case.id):
            what += rich(_(" – **something was promised**"))
        found.append(DueLine(ref, callback.due_at, "callback", _line(ctx, case, what)))
    return found


def _promises(ctx: Context, until: datetime) -> list[DueLine]:
    _ = ctx.texts.get
    found = []
    for ref, promise in ctx.book.agreements.all_promises():
        if promise.due_at >= until:
            continue
        what = rich(_("promised until {when}"), when=ctx.full(promise.due_at, timed=promise.timed))
        found.append(DueLine(ref, promise.due_at, "promise", _line(ctx, _case(ctx, ref), what)))
    return found


def _tasks(ctx: Context, until: datetime) -> list[DueLine]:
    """Actors that somebody has to ring before a referral to them is made."""
    _ = ctx.texts.get
    found = []
    seen: set[tuple[int, int]] = set()
    for referral in ctx.book.referrals.pending():
        due, task = referral.due_at or referral.at, (referral.case_id, referral.actor_id)
        if due < until and task not in seen:
            seen.add(task)
            what = rich(_("ring **{name}** first"), name=written(referral.actor))
            found.append(DueLine(referral.ref, due, "task", _line(ctx, _case(ctx, referral.ref), what)))
    return found


def standing_lines(ctx: Context) -> list[tuple[str, Rich]]:
    """What waits without a time: paused follow-ups, open assessments, slips that should be gone."""
    _ = ctx.texts.get
    found: list[tuple[str, Rich]] = []
    for ref, followup in ctx.book.followups.paused():
        case = _case(ctx, ref)
        found.append((ref, _line(ctx, case, followup_text(ctx, case, followup))))
    for case in ctx.book.cases.list_open(child=True):
        last = ctx.book.assessments.last(case.id)
        if children.assessment_open(None if last is None else last.answer):
            found.append((case.ref, _line(ctx, case, rich(_("**assessment is open**")))))
    for slip in ctx.book.followups.living_slips():
        if ctx.book.followups.living(slip.case_id) is None:
            what = rich(_("slip {number} should be shredded"), number=slip.number)
            found.append((slip.ref, _line(ctx, _case(ctx, slip.ref), what)))
    return found


def run(ctx: Context, request: Request) -> Reply:
    _ = ctx.texts.get
    if words := tokens(request.rest):
        return unknown_word(ctx, words[0].raw, [])
    due = due_lines(ctx, end_of_day(ctx))
    standing = standing_lines(ctx)
    if not due and not standing:
        return ctx.say("due-list", para(_("Nothing is due today.")))
    lines = [line.text for line in due] + [text for _ref, text in standing]
    refs = [line.ref for line in due] + [ref for ref, _text in standing]
    return ctx.say(
        "due-list",
        para(_("Today; reply with a line's number and what came of it, like `2 reached`:")),
        Numbered(tuple(lines)),
        items=tuple(refs),
    )


VERB = Verb(
    name="due",
    forms=("idag",),
    run=run,
    family="cards",
    usage=N_("due"),
    summary=N_("What is due today, and what should have been done."),
    example=N_("!case due"),
)
