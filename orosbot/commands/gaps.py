"""`gap`: what there is nobody for. It is worth counting, by age and region."""

from orosbot.commands.agehints import kinds_hint
from orosbot.commands.refusals import missing_word, text_is_a_note, unknown_coded
from orosbot.commands.verb import Context, Reply, Request, Verb, the_case
from orosbot.messages import para
from orosbot.rules.parsing import split_text, tokens
from orosbot.rules.reference import shown
from orosbot.texts import N_


def run(ctx: Context, request: Request) -> Reply:
    _ = ctx.texts.get
    case = the_case(request)
    typed, text = split_text(request.rest, lambda folded: ctx.words.find(folded, "support") is not None)
    words = tokens(typed)
    if text is not None:
        read = all(ctx.words.find(word.folded.strip(",;"), "support") for word in words)
        return text_is_a_note(ctx, case, unread=not read)
    if not words:
        example = _("!case gap {ref} leaving").replace("{ref}", shown(case.ref))
        supports = ", ".join(ctx.forms("support"))
        return missing_word(
            ctx, _("What is there nobody for? {supports}.").replace("{supports}", supports), example
        )
    found: list[str] = []
    for token in words:
        word = ctx.words.find(token.folded.strip(",;"), "support")
        if word is None:
            return unknown_coded(ctx, token.raw, "support")
        if word.key not in found:
            found.append(word.key)
    facts = case.facts
    known = ctx.book.referrals.gaps(case.id)
    if set(found) <= set(known):
        return ctx.say(
            "gap-recorded",
            para(
                _("Case **{ref}**: noted already that there is nobody for {supports}. Nothing was changed."),
                ref=shown(case.ref),
                supports=", ".join(ctx.word("support", key) for key in found),
            ),
            *kinds_hint(ctx, case),
            ref=case.ref,
        )
    for key in (key for key in found if key not in known):
        ctx.book.referrals.add_gap(case.id, key, age=facts.age, region=facts.region, at=ctx.at, by=ctx.sender)
    about = [ctx.word(facet, key) for facet, key in (("age", facts.age), ("region", facts.region)) if key]
    return ctx.say(
        "gap-recorded",
        para(
            _("Case **{ref}**: nobody to refer to for {supports} ({about})."),
            ref=shown(case.ref),
            supports=", ".join(ctx.word("support", key) for key in found),
            about=", ".join(about) or "–",
        ),
        *kinds_hint(ctx, case),
        ref=case.ref,
    )


VERB = Verb(
    name="gap",
    forms=("saknas", "saknar"),
    run=run,
    family="support",
    usage=N_("gap REF SUPPORT"),
    summary=N_("There is nobody to refer to for this support."),
    example=N_("!case gap {ref} leaving"),
    takes_case=True,
    on_closed=False,
)
