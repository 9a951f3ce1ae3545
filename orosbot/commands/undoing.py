"""`undo`: take back one's own last command, all that it did."""

from datetime import time

from orosbot.casebook import AuditRow
from orosbot.commands.refusals import unknown_word
from orosbot.commands.undone import verb_text, what_it_did
from orosbot.commands.verb import Context, Reply, Request, Verb
from orosbot.commands.whatstands import stands_again, what_stands
from orosbot.messages import Block, Para, Rich, para, rich
from orosbot.rules import retention
from orosbot.rules.parsing import tokens
from orosbot.rules.reference import shown
from orosbot.texts import N_

WINDOW = retention.UNDOABLE
"""How long a command can be taken back."""


def run(ctx: Context, request: Request) -> Reply:
    _ = ctx.texts.get
    if words := tokens(request.rest):
        return unknown_word(ctx, words[0].raw, [])
    last = ctx.book.audit.last_by(ctx.sender, ctx.at - WINDOW)
    typed = ctx.book.audit.last_typed(ctx.sender)
    newer = typed is not None and (last is None or typed.id > last.id) and typed.at >= ctx.at - WINDOW
    if newer and typed is not None and (said := _without_effects(ctx, typed, last)) is not None:
        return said
    if last is None:
        return ctx.refuse(
            "error-nothing-to-undo",
            para(_("You have done nothing in the last 15 minutes that could be undone.")),
            para(_("Later than that, put it right with a new command: `!case help` shows them.")),
        )
    return take_back(ctx, last)


def _without_effects(ctx: Context, typed: AuditRow, last: AuditRow | None) -> Reply | None:
    """Undo a command that changed no rows: a question, or who is on duty. One that changed nothing at all is
    never passed over in silence for an older one, `last`, whose text would be gone for good."""
    _ = ctx.texts.get
    if typed.code == "duty-changed" and ctx.duty.take_back(ctx.sender, typed.event_id):
        ctx.book.audit.mark_undone(typed.id, ctx.at)
        text = (
            _("Undone: {who} is on duty again.")
            if ctx.duty.on(ctx.sender, ctx.at)
            else _("Undone: {who} is off duty again, till midnight.")
        )
        return ctx.say("undone", para(text, who=ctx.who(ctx.sender)))
    if typed.code == "case-incomplete":
        ctx.book.questions.drop_of(typed.event_id)
        ctx.book.audit.mark_undone(typed.id, ctx.at)
        verb = ctx.verb_word(typed.verb) if typed.verb in ctx.verbs else ""
        return ctx.say("undone", para(_("Undone: `{verb}`."), verb=verb))
    refused = typed.code.startswith("error-")
    if last is None or typed.verb == VERB.name:
        return None
    return ctx.refuse(
        "error-nothing-to-undo",
        para(_("Your last command was refused, so there is nothing of it to undo."))
        if refused
        else para(
            _("Your last command, `{verb}`, changed nothing, so there is nothing of it to undo."),
            verb=ctx.verb_word(typed.verb) if typed.verb in ctx.verbs else typed.verb,
        ),
        *([_the_one_before(ctx, last)] if _can_be_undone(ctx, last) else []),
    )


def _can_be_undone(ctx: Context, last: AuditRow) -> bool:
    return last.undoable and ctx.book.changes.built_on(last.id) is None


def _the_one_before(ctx: Context, last: AuditRow) -> Para:
    _ = ctx.texts.get
    verb = ctx.verb_word(last.verb) if last.verb in ctx.verbs else last.verb
    if last.ref is None:
        return para(_("Do you mean the one before, `{verb}`? Then type `!case undo` once more."), verb=verb)
    return para(
        _("Do you mean the one before, `{verb}` in case {ref}? Then type `!case undo` once more."),
        verb=verb,
        ref=shown(last.ref),
    )


def _after(did: Rich) -> Rich:
    return rich(": ") + did if did else ()


def _gone(ctx: Context, ref: str) -> Para:
    """That a case is there no more, be it one that started anew under the number of an erased one."""
    _ = ctx.texts.get
    if (day := ctx.book.cases.erased_on(ref)) is not None:
        text = _(
            "Undone: case **{ref}** is as before, erased on {day}. `!case reopen {ref}` starts an empty one."
        )
        return para(text, ref=shown(ref), day=ctx.day(ctx.schedule.at(day, time(12, 0))))
    return para(_("Undone: case **{ref}** is gone, and its number is never given out again."), ref=shown(ref))


def take_back(ctx: Context, last: AuditRow) -> Reply:
    """Reverse a command, unless it cannot be undone or somebody has built on it."""
    _ = ctx.texts.get
    verb = ctx.verbs.get(last.verb)
    name = last.verb if verb is None or ctx.texts.language == "en" else verb.forms[0]
    if not last.undoable:
        return ctx.refuse(
            "error-nothing-to-undo",
            para(_("Your last command was `{verb}`, and that cannot be undone."), verb=name),
            ref=last.ref,
        )
    if (later := ctx.book.changes.built_on(last.id)) is not None:
        by = ctx.book.audit.get(later).by
        return ctx.refuse(
            "error-nothing-to-undo",
            para(
                _("{who} has gone on from there, so it cannot be undone. Talk to each other."),
                who=ctx.who(by),
            ),
            ref=last.ref,
        )
    slips = {slip.number for slip in ctx.book.followups.living_slips()}
    name, did = verb_text(ctx, last), what_it_did(ctx, last)
    waited = len(ctx.book.referrals.pending())
    stood = what_stands(ctx, last.ref)
    if not ctx.book.changes.take_back(last.id):
        return ctx.refuse(
            "error-nothing-to-undo",
            para(_("Somebody has gone on from there, so it cannot be undone. Talk to each other.")),
            ref=last.ref,
        )
    ctx.book.audit.mark_undone(last.id, ctx.at)
    ctx.book.outbox.erase_text(last.event_id, _("(taken back)"))
    blocks: tuple[Block, ...]
    gone = last.ref is not None and ctx.book.cases.find(last.ref) is None
    if last.ref is None:
        blocks = (para(_("Undone: `{verb}`{did}."), verb=name, did=_after(did)),)
    elif gone:
        blocks = (_gone(ctx, last.ref),)
    else:
        text = _("Undone: `{verb}` in case **{ref}**{did}.")
        blocks = (
            para(text, verb=name, ref=shown(last.ref), did=_after(did)),
            *stands_again(ctx, last.ref, stood),
        )
    if last.verb == "actor" and (again := len(ctx.book.referrals.pending()) - waited) > 0:
        text = ctx.texts.plural("{count} referral waits again.", "{count} referrals wait again.", again)
        blocks = (*blocks, para(text, count=again))
    for number in sorted(slips - {slip.number for slip in ctx.book.followups.living_slips()}):
        blocks = (
            *blocks,
            para(_("**Shred slip {number}** if you wrote it: the number is free again."), number=number),
        )
    more = () if verb is None or verb.taken_back is None else verb.taken_back(ctx, last)
    return ctx.say("undone", *blocks, *more, ref=last.ref)


VERB = Verb(
    name="undo",
    forms=("ångra", "backa"),
    run=run,
    family="general",
    usage=N_("undo"),
    summary=N_("Take back your own last command, within 15 minutes."),
    example=N_("!case undo"),
    undoable=False,
)
