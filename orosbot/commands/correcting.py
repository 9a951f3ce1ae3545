"""`set`: put coded facts right; what stood there before is kept as a correction."""

from dataclasses import replace

from orosbot import languages
from orosbot.commands.cards import ANSWER_TEXTS
from orosbot.commands.facts import facts_line
from orosbot.commands.followups import attempts_left
from orosbot.commands.opening import assessment_demand, refusal
from orosbot.commands.refusals import missing_word
from orosbot.commands.verb import Context, Reply, Request, Verb, the_case
from orosbot.messages import Block, Para, para
from orosbot.rules import children, opening
from orosbot.rules.opening import Clash, Opening, Unknown
from orosbot.rules.parsing import tokens
from orosbot.rules.reference import shown
from orosbot.texts import N_
from orosbot.values import Case, Facts


def run(ctx: Context, request: Request) -> Reply:
    _ = ctx.texts.get
    case = the_case(request)
    ref = shown(case.ref)
    if not tokens(request.rest):
        example = _("!case set {ref} 18-21").replace("{ref}", ref)
        return missing_word(ctx, _("What shall stand there instead?"), example)
    read = opening.read(request.rest, ctx.words, languages.codes())
    if isinstance(read, Unknown | Clash):
        return refusal(ctx, read, *opening.ASKED)
    if (read.supports and not read.facts.interpreter) or read.close is not None:
        return missing_word(
            ctx,
            _("Only coded facts are put right here; support belongs in a note."),
            _("!case note {ref} advice : talked about the next step").replace("{ref}", ref),
        )
    after = corrected(case.facts, read)
    if children.calls_about_self(after, ctx.words) and not read.facts.child_caller:
        # Who calls about themself is a child exactly when the age says so.
        after = replace(after, child_caller=children.about_child(after, ctx.words))
    elif read.facts.caller is not None and not read.facts.child_caller:
        after = replace(after, child_caller=False)
    if children.contradicts(after, ctx.words):
        return ctx.refuse(
            "error-ambiguous",
            para(
                _("A child who calls about themself cannot be an adult: set the age and who calls together.")
            ),
            ref=case.ref,
        )
    was_child = children.is_child_case(case.facts, ctx.words)
    ctx.book.cases.correct(
        case, after, about_child=children.about_child(after, ctx.words), at=ctx.at, by=ctx.sender
    )
    ctx.book.referrals.correct_gaps(case.id, age=after.age, region=after.region)
    changed = ctx.book.cases.find(case.ref) or case
    blocks: list[Block] = [
        para(
            _("Case **{ref}** stood so already:")
            if after == case.facts
            else _("Put right in case **{ref}**:"),
            ref=ref,
        ),
        Para((facts_line(ctx, changed),)),
    ]
    if not was_child and children.is_child_case(after, ctx.words):
        blocks.append(_as_a_child_case(ctx, changed))
    blocks += _tries(ctx, changed)
    return ctx.say("case-changed", *blocks, ref=case.ref)


def _as_a_child_case(ctx: Context, case: Case) -> Para:
    """What a case needs that has become a child case; nothing more if it was assessed before."""
    _ = ctx.texts.get
    last = ctx.book.assessments.last(case.id)
    if last is not None and not children.assessment_open(last.answer):
        text = _("A child case. The assessment that was recorded stands: {answer} ({who}).")
        return para(text, answer=_(ANSWER_TEXTS[last.answer]), who=ctx.who(last.by))
    if case.open:
        return assessment_demand(ctx, case, wanted_to_close=False)
    return para(
        _("It is a child case now, closed without an assessment: `!case reopen {ref}` to make up for it."),
        ref=shown(case.ref),
    )


def _tries(ctx: Context, case: Case) -> tuple[Block, ...]:
    """What holds when the cap has followed the case downward and as many tries were made already."""
    _ = ctx.texts.get
    living = ctx.book.followups.living(case.id)
    if living is None or attempts_left(ctx, case, living) > 0:
        return ()
    text = _(
        "**All {count} tries are made.** Close it with `!case close {ref} …`; one more `noanswer` closes it too."
    )
    return (para(text, count=living.attempts, ref=shown(case.ref)),)


def corrected(before: Facts, read: Opening) -> Facts:
    """The facts with what was typed in place of what stood there."""
    given = read.facts
    return replace(
        before,
        channel=given.channel or before.channel,
        caller=given.caller or before.caller,
        concern=given.concern or before.concern,
        age=given.age or before.age,
        child_caller=given.child_caller or before.child_caller,
        ring=given.ring or before.ring,
        language=given.language or before.language,
        region=given.region or before.region,
        interpreter=given.interpreter or before.interpreter,
        via=given.via or before.via,
        wants=given.wants or before.wants,
    )


VERB = Verb(
    name="set",
    forms=("rätta", "ändra", "rä"),
    run=run,
    family="contacts",
    usage=N_("set REF WORD…"),
    summary=N_("Put coded facts right; the old ones are kept as corrections."),
    example=N_("!case set {ref} 18-21"),
    takes_case=True,
)
