"""`close` and `reopen`."""

from orosbot.commands.refusals import missing_word, unknown_coded, unknown_word
from orosbot.commands.verb import Context, Reply, Request, Verb, the_case
from orosbot.messages import para
from orosbot.rules import children
from orosbot.rules.parsing import tokens
from orosbot.rules.reference import shown
from orosbot.texts import N_


def close(ctx: Context, request: Request) -> Reply:
    _ = ctx.texts.get
    case = the_case(request)
    words = tokens(request.rest)
    if not words:
        reasons = ", ".join(ctx.forms("closing"))
        example = _("!case close {ref} agreed").replace("{ref}", shown(case.ref))
        return missing_word(
            ctx, _("Why is it closed? There are: {reasons}.").replace("{reasons}", reasons), example
        )
    reason = ctx.words.find(words[0].folded, "closing")
    if reason is None:
        return unknown_coded(ctx, words[0].raw, "closing")
    if len(words) > 1:
        return unknown_word(ctx, words[1].raw, [])
    if children.is_child_case(case.facts, ctx.words):
        last = ctx.book.cases.last_assessment(case.id)
        if children.assessment_open(None if last is None else last.answer):
            return ctx.refuse(
                "error-assessment-open",
                para(
                    _(
                        "Case **{ref}** is a child case and its assessment is open: it stays open until that is recorded."
                    ),
                    ref=shown(case.ref),
                ),
                para(
                    _("Type `!case child {ref} report`, or `consult`, `caller`, `unknown`, `none`."),
                    ref=shown(case.ref),
                ),
                ref=case.ref,
            )
    ctx.book.cases.close(case.id, reason=reason.key, at=ctx.at, by=ctx.sender)
    return ctx.say(
        "case-closed",
        para(
            _("Case **{ref}** is closed: {reason}."),
            ref=shown(case.ref),
            reason=ctx.word("closing", reason.key),
        ),
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
    return ctx.say(
        "case-reopened", para(_("Case **{ref}** is open again."), ref=shown(case.ref)), ref=case.ref
    )


CLOSE = Verb(
    name="close",
    forms=("avsluta",),
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
