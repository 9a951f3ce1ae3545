"""A reply to a question that the bot has asked back: the verb that asked takes the answer."""

from orosbot.casebook import Sent
from orosbot.commands.followups import whether_we_may
from orosbot.commands.verb import Context, Reply, is_form
from orosbot.messages import para
from orosbot.rules import asked, opening, parsing
from orosbot.rules.reference import shown
from orosbot.rules.replies import only_numbers


def answered_question(ctx: Context, replied: Sent, body: str) -> tuple[str, Reply] | None:
    """The verb's name and what it says to the answer; `None` if nothing was asked, or it is none."""
    _ = ctx.texts.get
    question = ctx.book.questions.get(replied.txn_id)
    if question is None or question.expires_at <= ctx.at:
        return _too_late(ctx, replied, body)
    verb = ctx.verbs.get(question.verb)
    if verb is None or verb.answer is None:
        return None
    reply = verb.answer(ctx, question, body)
    first = next(iter(parsing.tokens(body)), None)
    if (reply is None or reply.refused) and first is not None and is_form(verb, first.folded):
        # `new 1 2 3 1` in reply to what `new` asked is the answer, and no new line with four ages.
        again = verb.answer(ctx, question, body[first.end :])
        reply = reply if again is None or again.refused else again
    if reply is None:
        return None
    if not reply.refused:
        ctx.book.questions.drop(question.txn_id)
    return question.verb, reply


def _too_late(ctx: Context, replied: Sent, body: str) -> tuple[str, Reply] | None:
    """The refusal of an answer to what is asked no more; `None` if the reply is no answer to that."""
    _ = ctx.texts.get
    if replied.code != "case-incomplete":
        return None
    if replied.ref is not None:  # only the question whether we may ring is about a case
        if not whether_we_may(body):
            return None
        text = para(
            _(
                "This question has been answered or has lapsed. Type the command anew: `!case followup {ref} 10d`."
            ),
            ref=shown(replied.ref),
        )
        return "followup", ctx.refuse("error-nothing-open", text, ref=replied.ref)
    read = asked.answer(opening.Opening(), body, ctx.words, ctx.texts.language)
    if not isinstance(read, opening.Opening) and not only_numbers(body):
        return None
    text = para(_("This question has been answered or has lapsed. Type the command anew: `!case new …`"))
    return "new", ctx.refuse("error-nothing-open", text)
