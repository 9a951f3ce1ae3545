"""`close` and `reopen`."""

from orosbot.commands import unassessed
from orosbot.commands.agreements import promise_line
from orosbot.commands.referrallines import short_line
from orosbot.commands.refusals import missing_word, unknown_coded, unknown_word
from orosbot.commands.slips import slip_demand
from orosbot.commands.verb import Context, Reply, Request, Verb, the_case
from orosbot.messages import Block, Para, Rich, para, rich
from orosbot.rules.parsing import tokens
from orosbot.rules.reference import shown
from orosbot.texts import N_
from orosbot.values import Case


def close_case(ctx: Context, case: Case, reason: str) -> tuple[Block, ...]:
    """Close a case and cancel what was agreed for later; the answer's lines about what that was."""
    _ = ctx.texts.get
    lines: list[Rich] = []
    if (followup := ctx.book.followups.living(case.id)) is not None:
        ctx.book.followups.end(followup, "closed", at=ctx.at, by=ctx.sender)
        lines.append(
            rich(_("our follow-up"))
            if followup.due_at is None
            else rich(_("our follow-up {when}"), when=ctx.full(followup.due_at, timed=True))
        )
    if (callback := ctx.book.agreements.callback(case.id)) is not None:
        ctx.book.agreements.end_callback(callback, "closed", at=ctx.at, by=ctx.sender)
        lines.append(
            rich(_("their call, for which no day was set"))
            if callback.due_at is None
            else rich(_("their call {when}"), when=ctx.full(callback.due_at, timed=callback.timed))
        )
    for promise in ctx.book.agreements.promises(case.id):
        ctx.book.agreements.end_promise(promise, "closed", at=ctx.at, by=ctx.sender)
        lines.append(rich(_("the promise by ")) + promise_line(ctx, promise))
    for referral in ctx.book.referrals.pending(case_id=case.id):
        ctx.book.referrals.cancel(referral, at=ctx.at)
        lines.append(rich(_("the referral that waited: ")) + short_line(ctx, referral))
    ctx.book.cases.close(case.id, reason=reason, at=ctx.at, by=ctx.sender)
    if not lines:
        return ()
    return (Para((rich(_("Cancelled with it:")), *lines)),)


def close(ctx: Context, request: Request) -> Reply:
    _ = ctx.texts.get
    case = the_case(request)
    words = tokens(request.rest)
    if not words:
        reasons = ", ".join(ctx.forms("closing"))
        example = _("!case close {ref} agreed").replace("{ref}", shown(case.ref))
        return missing_word(
            ctx, _("Why is it closed? Choose one of: {reasons}.").replace("{reasons}", reasons), example
        )
    reason = ctx.words.find(words[0].folded, "closing")
    if reason is None:
        return unknown_coded(ctx, words[0].raw, "closing")
    if len(words) > 1:
        return unknown_word(ctx, words[1].raw, [])
    if unassessed.is_open(ctx, case):
        return _unassessed(ctx, case)
    cancelled = close_case(ctx, case, reason.key)
    return ctx.say(
        "case-closed",
        para(
            _("Case **{ref}** is closed: {reason}."),
            ref=shown(case.ref),
            reason=ctx.word("closing", reason.key),
        ),
        *cancelled,
        *slip_demand(ctx, case),
        ref=case.ref,
    )


def _unassessed(ctx: Context, case: Case) -> Reply:
    _ = ctx.texts.get
    last = unassessed.consulted(ctx, case)
    why = (
        _("Case **{ref}** is a child case and its assessment is open: it stays open until that is recorded.")
        if last is None
        else _(
            "Case **{ref}** is a child case. You consulted on {day}, but its assessment is open: it stays open until that is recorded."
        )
    )
    return ctx.refuse(
        "error-assessment-open",
        para(why, ref=shown(case.ref), day="" if last is None else ctx.short_day(last.at)),
        Para((unassessed.how(ctx, case),)),
        ref=case.ref,
    )


def reopen(ctx: Context, request: Request) -> Reply:
    _ = ctx.texts.get
    case = the_case(request)
    if words := tokens(request.rest):
        return unknown_word(ctx, words[0].raw, [])
    if case.open:
        return ctx.refuse(
            "error-nothing-open",
            para(_("Case **{ref}** is open already. Nothing was changed."), ref=shown(case.ref)),
            ref=case.ref,
        )
    ctx.book.cases.reopen(case.id, at=ctx.at, by=ctx.sender)
    return _reopened(ctx, case)


def _reopened(ctx: Context, case: Case) -> Reply:
    _ = ctx.texts.get
    blocks: list[Block] = [para(_("Case **{ref}** is open again."), ref=shown(case.ref))]
    if unassessed.is_open(ctx, case):
        blocks.append(Para((unassessed.how(ctx, case),)))
    return ctx.say("case-reopened", *blocks, ref=case.ref)


CLOSE = Verb(
    name="close",
    forms=("avsluta", "avslut", "stäng"),
    run=close,
    family="closing",
    usage=N_("close REF REASON"),
    summary=N_("Close a case and say why."),
    example=N_("!case close {ref} agreed"),
    takes_case=True,
    on_closed=False,
)
REOPEN = Verb(
    name="reopen",
    forms=("återöppna", "åö"),
    run=reopen,
    family="closing",
    usage=N_("reopen REF"),
    summary=N_("Open a closed case again."),
    example=N_("!case reopen {ref}"),
    takes_case=True,
)
