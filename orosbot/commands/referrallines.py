"""Referrals as lines: of a card, of `due`, of what else tells about them."""

from orosbot.casebook.referrals import Referral
from orosbot.commands.snoozed import put_off
from orosbot.commands.verb import Context
from orosbot.messages import Rich, join, rich, written
from orosbot.rules.reference import shown
from orosbot.texts import N_
from orosbot.values import Case

_SHORT = {
    "tip": N_("{name} (tip)"),
    "refer": N_("{name} (referred)"),
    "mediate": N_("{name} (contact by us)"),
}
_TO_REFER = N_("{name} (referral)")
OUTCOME_TEXTS = {
    "helped": N_("helped"),
    "waiting": N_("waiting"),
    "denied": N_("denied"),
    "not-contacted": N_("not contacted"),
    "unknown": N_("unknown"),
}
"""What a referral led to."""


def given_lines(ctx: Context, case: Case) -> list[Rich]:
    """Where a case was pointed and what that led to, and what there was nobody for; for its card."""
    _ = ctx.texts.get
    lines: list[Rich] = []
    made = [one for one in ctx.book.referrals.of_case(case.id) if one.status == "made"]
    if made:
        lines.append(rich(_("Pointed to: ")) + join([short_line(ctx, one) for one in made], ", "))
    if gaps := ctx.book.referrals.gaps(case.id):
        words = ", ".join(ctx.word("support", key) for key in gaps)
        lines.append(rich(_("Nobody to refer to for: {words}"), words=words))
    return lines


def short_line(ctx: Context, referral: Referral) -> Rich:
    """`Mora kommun (referred): helped`."""
    _ = ctx.texts.get
    waits = referral.kind == "refer" and referral.status == "pending"
    line = rich(_(_TO_REFER if waits else _SHORT[referral.kind]), name=written(referral.actor))
    if referral.outcome is not None:
        line += rich(": **{outcome}**", outcome=_(OUTCOME_TEXTS[referral.outcome]))
    return line


def task_lines(ctx: Context, case: Case) -> list[Rich]:
    """Whom somebody has to ring before a case's referrals are made."""
    _ = ctx.texts.get
    lines = []
    tasks: dict[int, str] = {}
    for one in ctx.book.referrals.pending(case_id=case.id):
        subject = tasks.setdefault(one.actor_id, f"task:{one.id}")
        off = put_off(ctx, subject, one.due_at or one.at)
        when = rich(", {when}", when=_due(ctx, one))
        lines.append(rich(_("**Ring first:** ")) + short_line(ctx, one) + when + off)
    return lines


def _due(ctx: Context, referral: Referral) -> str:
    return ctx.full(referral.due_at or referral.at, timed=True)


def completed_line(ctx: Context, referral: Referral) -> Rich:
    """One referral that is made now that its actor was rung."""
    _ = ctx.texts.get
    what = _("referred") if referral.kind == "refer" else _("make the contact, with the caller's consent")
    return rich("**{ref}** ", ref=shown(referral.ref)) + rich("{what}", what=what) + _taker(ctx, referral)


def cancelled_line(ctx: Context, referral: Referral) -> Rich:
    """One pending referral that will not be made."""
    return rich("**{ref}** ", ref=shown(referral.ref)) + short_line(ctx, referral) + _taker(ctx, referral)


def _taker(ctx: Context, referral: Referral) -> Rich:
    case = ctx.book.cases.find(referral.ref)
    if case is None or case.taken_by is None:
        return ()
    return rich(", {who}", who=ctx.who(case.taken_by))
