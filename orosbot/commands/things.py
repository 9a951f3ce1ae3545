"""What falls due by itself, as values: our follow-ups, timed calls of theirs, promises, tasks, assessments."""

from dataclasses import dataclass
from datetime import datetime

from orosbot.commands.verb import Context
from orosbot.rules import children, routine
from orosbot.texts import N_
from orosbot.values import Case

KINDS = {
    "followup": N_("we ring"),
    "callback": N_("they ring us now"),
    "promise": N_("something was promised"),
    "task": N_("an actor is to be rung first"),
    "assessment": N_("the assessment is open"),
}
"""What the kinds of things that fall due are called."""

REPEATED = frozenset({"followup", "promise", "task", "assessment"})
"""Kinds that come up again until they are done; a callback that did not come is in the briefing only."""


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that falls due. `subject` names it for ever (`followup:12`), `at` is when it is due now, put
    off or not (UTC), `first_at` when it was due before it was put off. `timed`: staff set the time."""

    subject: str
    kind: str
    case: Case
    at: datetime
    first_at: datetime
    timed: bool


def living_things(ctx: Context) -> list[Thing]:
    """Everything that is to come up and not done, in the order in which it falls due."""
    found = [*_followups(ctx), *_callbacks(ctx), *_promises(ctx), *_tasks(ctx), *_assessments(ctx)]
    return sorted(found, key=lambda thing: (thing.at, thing.subject))


def _thing(ctx: Context, kind: str, number: int, case: Case, at: datetime, *, timed: bool) -> Thing:
    subject = f"{kind}:{number}"
    until = ctx.book.reminders.snoozed_until(subject)
    return Thing(subject, kind, case, at if until is None else max(at, until), at, timed)


def _case(ctx: Context, ref: str) -> Case:
    case = ctx.book.cases.find(ref)
    if case is None:
        raise RuntimeError("something is due in a case that is not there")
    return case


def _followups(ctx: Context) -> list[Thing]:
    return [
        _thing(ctx, "followup", followup.id, _case(ctx, ref), followup.due_at, timed=followup.timed)
        for ref, followup in ctx.book.followups.booked()
        if followup.due_at is not None
    ]


def _callbacks(ctx: Context) -> list[Thing]:
    return [
        _thing(ctx, "callback", callback.id, _case(ctx, ref), callback.due_at, timed=True)
        for ref, callback in ctx.book.agreements.callbacks()
        if callback.due_at is not None and callback.timed
    ]


def _promises(ctx: Context) -> list[Thing]:
    return [
        _thing(ctx, "promise", promise.id, _case(ctx, ref), promise.due_at, timed=promise.timed)
        for ref, promise in ctx.book.agreements.all_promises()
    ]


def _tasks(ctx: Context) -> list[Thing]:
    """Actors that somebody has to ring before a referral to them is made: one of each actor and case."""
    first = {
        (referral.case_id, referral.actor_id): referral for referral in reversed(ctx.book.referrals.pending())
    }
    return [
        _thing(ctx, "task", one.id, _case(ctx, one.ref), one.due_at or one.at, timed=False)
        for one in first.values()
    ]


def _assessments(ctx: Context) -> list[Thing]:
    found = []
    for case in ctx.book.cases.list_open(child=True):
        last = ctx.book.assessments.last(case.id)
        if not children.assessment_open(None if last is None else last.answer):
            continue
        at = routine.assessment_due(ctx.schedule, ctx.book.cases.child_since(case))
        if at is not None:
            found.append(_thing(ctx, "assessment", case.id, case, at, timed=False))
    return found
