"""Subjects name one thing that falls due for ever, as `followup:12`: a reply to the line or the message about
it is about that very thing, and about nothing that came after it.
"""

from orosbot.commands.verb import Context, Reply, Request
from orosbot.messages import para
from orosbot.rules.children import assessment_open
from orosbot.rules.reference import shown
from orosbot.values import Case

_OF_VERB = {
    "reached": ("followup",),
    "noanswer": ("followup",),
    "notnow": ("followup",),
    "other": ("followup",),
    "wrongnumber": ("followup",),
    "done": ("promise",),
    "later": ("followup", "callback", "promise", "task", "assessment"),
}
"""Which kinds of things these verbs settle or put off."""


def kind_of(subject: str | None) -> str:
    """`followup` of `followup:12`; empty for none."""
    return (subject or "").partition(":")[0]


def number_of(subject: str | None) -> int:
    """12 of `followup:12`; 0 for none."""
    return int((subject or "").partition(":")[2] or 0)


def stands(ctx: Context, subject: str, case: Case) -> bool:
    """Whether a thing is still to be done."""
    kind, number = kind_of(subject), number_of(subject)
    if kind == "followup":
        living = ctx.book.followups.living(case.id)
        return living is not None and living.id == number
    if kind == "callback":
        callback = ctx.book.agreements.callback(case.id)
        return callback is not None and callback.id == number
    if kind == "promise":
        return number in [promise.id for promise in ctx.book.agreements.promises(case.id)]
    if kind == "task":
        return number in [referral.id for referral in ctx.book.referrals.pending(case_id=case.id)]
    last = ctx.book.assessments.last(case.id)
    return assessment_open(None if last is None else last.answer)


def amiss(ctx: Context, verb: str, request: Request) -> Reply | None:
    """The refusal of a verb that would settle something else than what the line or message is about."""
    _ = ctx.texts.get
    case, subject = request.case, request.subject
    if case is None or subject is None or (verb == "done" and request.rest):
        return None  # `done 2` names a promise itself
    kind = kind_of(subject)
    if kind in _OF_VERB.get(verb, ()) and not stands(ctx, subject, case):
        text = para(_("That is settled already. Nothing was changed."))
        return ctx.refuse("error-nothing-open", text, ref=case.ref)
    if verb == "done" and kind == "followup" and ctx.book.agreements.promises(case.id):
        text = para(
            _("That is about our ringing: `reached` or `noanswer`. For a promise type `!case done {ref}`."),
            ref=shown(case.ref),
        )
        return ctx.refuse("error-nothing-open", text, ref=case.ref)
    return None
