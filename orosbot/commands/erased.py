"""What is answered about a number whose case was erased: that it existed, and a new beginning under it."""

from datetime import date, time

from orosbot.commands.refusals import unknown_word
from orosbot.commands.verb import Context, Reply
from orosbot.messages import para
from orosbot.rules.parsing import tokens
from orosbot.rules.reference import shown


def answer(ctx: Context, verb: str, ref: str, rest: str, day: date) -> Reply:
    """`show` and `reopen` on a number whose case was erased on a day; the refusal of everything else."""
    _ = ctx.texts.get
    words = tokens(rest)
    on = ctx.day(ctx.schedule.at(day, time(12, 0)))
    if verb in ("show", "reopen") and words:
        return unknown_word(ctx, words[0].raw, [])
    if verb == "show":
        return ctx.say(
            "case-card",
            para(
                _("**{ref}** existed, erased on {day}. Nothing else of it is kept."), ref=shown(ref), day=on
            ),
            para(_("They ring again? `!case reopen {ref}` starts an empty case."), ref=shown(ref)),
            ref=ref,
        )
    if verb == "reopen":
        ctx.book.cases.start_anew(ref, at=ctx.at, by=ctx.sender)
        return ctx.say(
            "case-reopened",
            para(
                _("Case **{ref}** starts anew and is empty: what was known was erased on {day}."),
                ref=shown(ref),
                day=on,
            ),
            para(
                _("`!case call {ref}` counts their call, `!case set {ref} …` says what it is about."),
                ref=shown(ref),
            ),
            ref=ref,
        )
    return ctx.refuse(
        "error-case-closed",
        para(_("Case **{ref}** existed and was erased on {day}."), ref=shown(ref), day=on),
        para(_("To go on under that number, type `!case reopen {ref}`: it starts empty."), ref=shown(ref)),
        ref=ref,
    )
