"""`note`: which support was given, and a text that identifies nobody."""

from orosbot.commands.refusals import missing_word, too_long, unknown_coded
from orosbot.commands.screening import kept, screened
from orosbot.commands.verb import Context, Reply, Request, Verb, the_case
from orosbot.messages import para
from orosbot.rules.parsing import split_text, tokens
from orosbot.rules.reference import shown
from orosbot.texts import N_


def run(ctx: Context, request: Request) -> Reply:
    _ = ctx.texts.get
    case = the_case(request)

    def known(folded: str) -> bool:
        return ctx.words.find(folded, "support") is not None

    head, text = split_text(request.rest, known)
    if text is None:
        head, text = "", head
    if not tokens(text):
        text = ""
    supports: list[str] = []
    for token in tokens(head.replace(",", " ")):
        word = ctx.words.find(token.folded, "support")
        if word is None:
            return unknown_coded(ctx, token.raw, "support")
        if word.key not in supports:
            supports.append(word.key)
    if not text and not supports:
        example = _("!case note {ref} advice : talked about the next step").replace("{ref}", shown(case.ref))
        return missing_word(ctx, _("What shall I note?"), example)
    if refusal := too_long(ctx, len(text)):
        return refusal
    if text and (refusal := screened(ctx, VERB.name, request, text)):
        return refusal
    ctx.book.notes.add(
        case.id, text=text or None, supports=supports, at=ctx.at, by=ctx.sender, event_id=ctx.event_id
    )
    given = ", ".join(ctx.word("support", key) for key in supports)
    said = (
        para(_("Noted in case **{ref}**: {given}."), ref=shown(case.ref), given=given)
        if given
        else para(_("Noted in case **{ref}**."), ref=shown(case.ref))
    )
    return kept(ctx, ctx.say("note-recorded", said, ref=case.ref), text)


VERB = Verb(
    name="note",
    forms=("anteckna", "anteckning", "notera", "ant"),
    run=run,
    family="support",
    usage=N_("note REF [SUPPORT…] : text"),
    summary=N_("Write down which support was given. Nothing that tells who it is."),
    example=N_("!case note {ref} advice : talked about the next step"),
    takes_case=True,
    on_closed=False,
)
