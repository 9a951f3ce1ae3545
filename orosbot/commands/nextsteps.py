"""What was agreed for later, as lines of a card and as the lines of `due`."""

from orosbot.casebook.followups import FollowUp
from orosbot.commands.agreements import promise_line
from orosbot.commands.followups import attempts_left
from orosbot.commands.referrallines import task_lines
from orosbot.commands.snoozed import put_off
from orosbot.commands.verb import Context
from orosbot.messages import Rich, rich
from orosbot.rules.reference import shown
from orosbot.values import Case


def next_lines(ctx: Context, case: Case) -> list[Rich]:
    """What falls due in a case: our follow-up, their call, promises, whom to ring first, the slip."""
    _ = ctx.texts.get
    lines: list[Rich] = []
    living = ctx.book.followups.living(case.id)
    if living is not None:
        lines.append(rich(_("**We ring:** ")) + followup_text(ctx, case, living))
    callback = ctx.book.agreements.callback(case.id)
    if callback is not None and callback.due_at is None:
        lines.append(rich(_("**They ring:** when they like")))
    elif callback is not None and callback.due_at is not None:
        lines.append(
            rich(_("**They ring:** {when}"), when=ctx.full(callback.due_at, timed=callback.timed))
            + put_off(ctx, f"callback:{callback.id}", callback.due_at)
        )
    promises = ctx.book.agreements.promises(case.id)
    for number, promise in enumerate(promises, 1):
        label = _("**Promised:** ") if len(promises) == 1 else _("**Promise {number}:** ")
        off = put_off(ctx, f"promise:{promise.id}", promise.due_at)
        lines.append(rich(label, number=number) + promise_line(ctx, promise, more=off))
    lines += task_lines(ctx, case)
    slip = ctx.book.followups.slip(case.id)
    if slip is not None and living is None:
        lines.append(rich(_("**Slip {number} should be shredded**"), number=slip.number))
    elif slip is not None:
        lines.append(rich(_("Slip {number}"), number=slip.number))
    return lines


def followup_text(ctx: Context, case: Case, followup: FollowUp) -> Rich:
    """`fredag 24 mars kl. 14.00, attempt 2 of 3`."""
    _ = ctx.texts.get
    if followup.due_at is None:
        return rich(_("paused – give a new date with `!case followup {ref} …`"), ref=shown(case.ref))
    when = rich("{when}", when=ctx.full(followup.due_at, timed=True))
    return (
        when
        + put_off(ctx, f"followup:{followup.id}", followup.due_at)
        + rich(", ")
        + attempt_text(ctx, case, followup)
    )


def attempt_text(ctx: Context, case: Case, followup: FollowUp) -> Rich:
    """`attempt 2 of 3`."""
    _ = ctx.texts.get
    left = attempts_left(ctx, case, followup)
    if left <= 0:
        return rich(_("**all {count} tries are made**"), count=followup.attempts)
    return rich(
        _("attempt {number} of {most}"),
        number=followup.attempts + 1,
        most=followup.attempts + max(left, 1),
    )


def first_step(ctx: Context, case: Case) -> Rich | None:
    """The next step of a case in a few words, without anything that staff wrote."""
    _ = ctx.texts.get
    living = ctx.book.followups.living(case.id)
    if living is not None:
        return rich(_("**We ring:** ")) + followup_text(ctx, case, living)
    callback = ctx.book.agreements.callback(case.id)
    if callback is not None and callback.due_at is not None:
        return rich(_("**They ring:** {when}"), when=ctx.full(callback.due_at, timed=callback.timed))
    if promises := ctx.book.agreements.promises(case.id):
        return rich(_("promised by {when}"), when=ctx.full(promises[0].due_at, timed=promises[0].timed))
    if waiting := ctx.book.referrals.pending(case_id=case.id):
        when = ctx.full(waiting[0].due_at or waiting[0].at, timed=True)
        return rich(_("an actor is to be rung first, {when}"), when=when)
    return None
