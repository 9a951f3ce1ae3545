"""What falls due by itself, as values: our follow-ups, timed calls of theirs, promises, tasks, assessments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from orosbot.casebook.living import Living, Unassessed
from orosbot.commands.subjects import number_of
from orosbot.commands.unassessed import OPEN
from orosbot.commands.verb import Context
from orosbot.rules import children, routine
from orosbot.texts import N_
from orosbot.values import Case

KINDS = {
    "followup": N_("we ring"),
    "callback": N_("they ring us"),
    "promise": N_("something was promised"),
    "task": N_("an actor is to be rung first"),
    "assessment": OPEN,
}
"""What the kinds of things that fall due are called."""

REPEATED = frozenset({"followup", "promise", "task", "assessment"})
"""Kinds that come up again until they are done; a callback that did not come is in the briefing only."""


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that falls due. `subject` names it for ever (`followup:12`), `at` is when it is due now, put
    off or not (UTC), `first_at` when it was due before it was put off. `timed` and `first_timed`: staff set that
    time."""

    subject: str
    kind: str
    case: Case
    at: datetime
    first_at: datetime
    timed: bool
    first_timed: bool


def living_things(ctx: Context) -> list[Living]:
    """Everything that is to come up and not done, in the order in which it falls due."""
    return _in_order([*ctx.book.living.agreed(), *_assessments(ctx)])


def waiting_things(ctx: Context) -> list[Living]:
    """What is due now and nobody was reminded of, in the order in which it fell due."""
    assessments = [one for one in _assessments(ctx) if one.at <= ctx.at and not one.claimed]
    return _in_order([*ctx.book.living.waiting(ctx.at), *assessments])


def next_moment(ctx: Context) -> datetime | None:
    """When the next thing falls due after now."""
    later = [one.at for one in _assessments(ctx) if one.at > ctx.at and not one.claimed]
    agreed = ctx.book.living.next_after(ctx.at)
    return min([*later, *([] if agreed is None else [agreed])], default=None)


def with_cases(ctx: Context, living: Sequence[Living]) -> list[Thing]:
    """The same things with the cases they belong to."""
    return [
        Thing(one.subject, one.kind, _case(ctx, one.ref), one.at, one.first_at, one.timed, one.first_timed)
        for one in living
    ]


def _in_order(living: list[Living]) -> list[Living]:
    return sorted(living, key=lambda one: (one.at, one.kind, number_of(one.subject), one.ref))


def _case(ctx: Context, ref: str) -> Case:
    case = ctx.book.cases.find(ref)
    if case is None:
        raise RuntimeError("something is due in a case that is not there")
    return case


def _assessments(ctx: Context) -> list[Living]:
    found = (_assessment(ctx, one) for one in ctx.book.living.unassessed())
    return [one for one in found if one is not None]


def _assessment(ctx: Context, case: Unassessed) -> Living | None:
    """Somebody who was reminded is not reminded anew because the line has other hours now."""
    if not children.assessment_open(case.answer):
        return None
    due = routine.assessment_due(ctx.schedule, case.since)
    first_at = case.reminded or due
    if first_at is None:
        return None
    at, claimed = first_at, case.reminded is not None
    if case.until is None or due is None:
        pass
    elif case.keeps and (case.reminded is None or case.reminded < due):
        early = case.until < due and not case.claimed
        at, first_at, claimed = case.until if early else due, due, False
    elif not case.keeps or case.until > due:
        at, claimed = case.until, case.claimed
    subject = f"assessment:{case.case_id}"
    return Living(subject, "assessment", case.ref, at, first_at, case.timed, False, claimed)
