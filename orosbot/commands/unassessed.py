"""An assessment that is still open, in words: that it is missing, or that social services were consulted and it
is still to be decided.
"""

from orosbot.casebook.assessments import Assessment
from orosbot.commands.verb import Context
from orosbot.messages import Rich, rich
from orosbot.rules import children
from orosbot.rules.reference import shown
from orosbot.texts import N_
from orosbot.values import Case

OPEN = N_("the assessment is open")


def is_open(ctx: Context, case: Case) -> bool:
    """Whether a case is a child case whose assessment is still to be recorded."""
    last = ctx.book.assessments.last(case.id)
    return children.is_child_case(case.facts, ctx.words) and children.assessment_open(
        None if last is None else last.answer
    )


def consulted(ctx: Context, case: Case) -> Assessment | None:
    """When social services were consulted, if that is all that was recorded last."""
    last = ctx.book.assessments.last(case.id)
    return last if last is not None and last.answer == "consult" else None


def open_text(ctx: Context, case: Case) -> str:
    """`the assessment is open`, and since when it waits for what a consultation leads to."""
    _ = ctx.texts.get
    if (last := consulted(ctx, case)) is None:
        return _(OPEN)
    day = ctx.short_day(last.at).rstrip(".")  # it may end a sentence
    return _("the assessment is open, consulted on {day}").replace("{day}", day)


def open_line(ctx: Context, case: Case) -> Rich:
    """The same as it stands in a list."""
    _ = ctx.texts.get
    if (last := consulted(ctx, case)) is None:
        return rich(_("**assessment is open**"))
    return rich(_("**assessment is open**, consulted on {day}"), day=ctx.short_day(last.at))


def how(ctx: Context, case: Case) -> Rich:
    """What to type; nobody needs to be told to consult who has."""
    _ = ctx.texts.get
    template = (
        _("Type `!case child {ref} report`, or `consult`, `caller`, `unknown`, `none`.")
        if consulted(ctx, case) is None
        else _("Type `!case child {ref} report`, or `caller`, `unknown`, `none`.")
    )
    return rich(template, ref=shown(case.ref))


def how_to_reply(ctx: Context, case: Case) -> str:
    """What to reply to a message about the case alone."""
    _ = ctx.texts.get
    if consulted(ctx, case) is None:
        return _("Reply `child report`, or `consult`, `caller`, `unknown`, `none`")
    return _("Reply `child report`, or `caller`, `unknown`, `none`")
