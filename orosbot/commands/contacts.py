"""`call`: somebody whom we know by their number is in touch again."""

from orosbot.commands.cards import card_blocks
from orosbot.commands.refusals import unknown_coded
from orosbot.commands.verb import Context, Reply, Request, Verb, the_case
from orosbot.messages import Block, para
from orosbot.rules.parsing import tokens
from orosbot.rules.reference import shown
from orosbot.texts import N_


def run(ctx: Context, request: Request) -> Reply:
    _ = ctx.texts.get
    case = the_case(request)
    channel = case.facts.channel
    words = tokens(request.rest)
    for token in words:
        word = ctx.words.find(token.folded, "channel")
        if word is None or len(words) > 1:
            return unknown_coded(ctx, token.raw if word is None else words[1].raw, "channel")
        channel = word.key
    channel = channel or ctx.words.words("channel")[0].key
    ctx.book.cases.add_contact(case.id, kind="repeat", channel=channel, at=ctx.at, by=ctx.sender)
    blocks: list[Block] = [
        para(
            _("Counted: a call in case **{ref}** by {channel}."),
            ref=shown(case.ref),
            channel=ctx.word("channel", channel),
        )
    ]
    callback = ctx.book.agreements.callback(case.id)
    if callback is not None:
        ctx.book.agreements.end_callback(callback, "came", at=ctx.at, by=ctx.sender)
        if callback.due_at is not None:
            blocks.append(para(_("That settles the callback.")))
    if not case.open:
        blocks.append(
            para(
                _("The case is closed. If there is more to do, type `!case reopen {ref}`."),
                ref=shown(case.ref),
            )
        )
    return ctx.say("contact-recorded", *blocks, *card_blocks(ctx, case), ref=case.ref)


VERB = Verb(
    name="call",
    forms=("igen", "samtal", "i"),
    run=run,
    family="contacts",
    usage=N_("call REF [channel]"),
    summary=N_("Somebody with a number is in touch again. The card comes with the answer."),
    example=N_("!case call {ref} phone"),
    takes_case=True,
)
