"""`child`: how the question of a concern report was answered. Never what a report says."""

from orosbot.casebook.assessments import Assessment
from orosbot.commands import unassessed
from orosbot.commands.cards import ANSWER_TEXTS
from orosbot.commands.refusals import case_closed, missing_word, unknown_form, unknown_word
from orosbot.commands.verb import ROLE_TEXTS, Context, Reply, Request, Verb, the_case
from orosbot.messages import Block, Para, para
from orosbot.rules import children
from orosbot.rules.parsing import tokens
from orosbot.rules.reference import shown
from orosbot.rules.words import fold
from orosbot.texts import N_
from orosbot.values import Case

_ANSWER_BY_FORM = {fold(form): name for name, forms in children.ANSWERS.items() for form in forms}
_AGREE = {fold(form) for form in children.AGREE}


def run(ctx: Context, request: Request) -> Reply:
    _ = ctx.texts.get
    case = the_case(request)
    words = tokens(request.rest)
    if not words:
        example = _("!case child {ref} consult").replace("{ref}", shown(case.ref))
        return missing_word(
            ctx,
            _("How is the question of a concern report answered? {forms}.").replace(
                "{forms}", ", ".join(_forms(ctx))
            ),
            example,
        )
    answer = _ANSWER_BY_FORM.get(words[0].folded)
    agree = words[0].folded in _AGREE
    if len(words) > 1 and (answer or agree):
        return unknown_word(ctx, words[1].raw, [])
    if agree:
        return _agree(ctx, case)
    if answer is None:
        return unknown_form(ctx, words[0].raw, [*children.ANSWERS.values(), children.AGREE])
    if not case.open:
        return case_closed(ctx, case)
    before = ctx.book.assessments.last(case.id)
    if before is not None and _says_the_same(ctx, before, answer):
        return _already(ctx, case, before)
    same_day = ctx.local(ctx.at).date() == ctx.local(case.opened_at).date()
    ctx.book.assessments.add(case.id, answer=answer, at=ctx.at, by=ctx.sender, same_day=same_day)
    blocks: list[Block] = [
        para(_("Recorded in case **{ref}**: {answer}."), ref=shown(case.ref), answer=_(ANSWER_TEXTS[answer]))
    ]
    if before is not None:
        blocks.append(_replaced(ctx, before))
    if not children.is_child_case(case.facts, ctx.words):
        text = _("This is no child case. If it is about a child, put that right: `!case set {ref} u18`.")
        blocks.append(para(text, ref=shown(case.ref)))
    elif children.assessment_open(answer):
        blocks.append(para(_("The assessment stays open until it is decided.")))
    else:
        blocks.append(para(_("A second person may sign: `!case child {ref} agree`."), ref=shown(case.ref)))
    return ctx.say("assessment-recorded", *blocks, ref=case.ref)


def _says_the_same(ctx: Context, before: Assessment, answer: str) -> bool:
    """One may consult again on another day."""
    same_day = ctx.local(before.at).date() == ctx.local(ctx.at).date()
    return before.answer == answer and (same_day or not children.assessment_open(answer))


def _already(ctx: Context, case: Case, before: Assessment) -> Reply:
    """What stands is said once more, and stays whose it was, with its second signature."""
    _ = ctx.texts.get
    blocks: list[Block] = [
        para(
            _("That is recorded in case **{ref}** already: {answer} ({who}). Nothing was changed."),
            ref=shown(case.ref),
            answer=_(ANSWER_TEXTS[before.answer]),
            who=ctx.who(before.by),
        )
    ]
    may_sign = before.by != ctx.sender and before.by not in ROLE_TEXTS and before.agreed_by is None
    if may_sign and not children.assessment_open(before.answer):
        blocks.append(
            para(_("Sign it as the second person: `!case child {ref} agree`."), ref=shown(case.ref))
        )
    return ctx.say("assessment-recorded", *blocks, ref=case.ref)


def _replaced(ctx: Context, before: Assessment) -> Para:
    """What stood there until now; a second signature held for that answer alone."""
    _ = ctx.texts.get
    answer, who = _(ANSWER_TEXTS[before.answer]), ctx.who(before.by)
    if before.agreed_by is None:
        return para(_("It replaces: {answer} ({who})."), answer=answer, who=who)
    return para(
        _("It replaces: {answer} ({who}). **{other} had agreed to that; the signature no longer counts.**"),
        answer=answer,
        who=who,
        other=ctx.who(before.agreed_by),
    )


def _agree(ctx: Context, case: Case) -> Reply:
    _ = ctx.texts.get
    last = ctx.book.assessments.last(case.id)
    if last is None or children.assessment_open(last.answer):
        return ctx.refuse(
            "error-nothing-open",
            para(_("There is no recorded assessment in case **{ref}** to agree to."), ref=shown(case.ref)),
            Para((unassessed.how(ctx, case),)),
            ref=case.ref,
        )
    if last.by in ROLE_TEXTS:
        text = _("It is no longer known who recorded this assessment, so nobody can be the second person.")
        return ctx.refuse("error-not-allowed", para(text), ref=case.ref)
    if last.by == ctx.sender:
        return ctx.refuse(
            "error-not-allowed",
            para(_("You recorded this assessment yourself: the second signature must be somebody else's.")),
            ref=case.ref,
        )
    if last.agreed_by is not None:
        return ctx.refuse(
            "error-nothing-open",
            para(_("{who} has agreed to this assessment already."), who=ctx.who(last.agreed_by)),
            ref=case.ref,
        )
    ctx.book.assessments.agree(last.id, case.id, at=ctx.at, by=ctx.sender)
    return ctx.say(
        "assessment-agreed",
        para(
            _("Agreed to in case **{ref}**: {answer}."),
            ref=shown(case.ref),
            answer=_(ANSWER_TEXTS[last.answer]),
        ),
        ref=case.ref,
    )


def _forms(ctx: Context) -> list[str]:
    at = 1 if ctx.texts.language == "sv" else 0
    return [forms[at] for forms in (*children.ANSWERS.values(), children.AGREE)]


VERB = Verb(
    name="child",
    forms=("barn", "bedömning"),
    run=run,
    family="children",
    usage=N_("child REF report|consult|caller|unknown|none|agree"),
    summary=N_("How the question of a concern report was answered; `agree` is the second signature."),
    example=N_("!case child {ref} consult"),
    takes_case=True,
)
