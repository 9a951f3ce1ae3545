"""`verify` in a reply to what tells that an actor is to be rung: which actor that is."""

from orosbot.casebook import Sent
from orosbot.casebook.actors import Actor
from orosbot.commands.actorlines import ACTION_BY_FORM, of_actors
from orosbot.commands.actorlookup import item, line_of, typed_name
from orosbot.commands.subjects import kind_of, number_of
from orosbot.commands.verb import Context, Reply
from orosbot.messages import Numbered, para, rich, written
from orosbot.rules.parsing import Token, tokens
from orosbot.rules.reference import shown


def rung(ctx: Context, text: str, replied: Sent) -> str | Reply | None:
    """A reply with `verify` as the command that it means, or why it means none; `None` if it has no `verify`.

    Alone it is the actor whom the message is about, with a line's number the one of that line; `verify mora`
    names it.
    """
    words = tokens(text)
    if of_actors(replied) or not len(words) >= 1:
        return None
    first = line_of(words[0], replied)
    if first is None and not _is_verify(words[0]):
        return None
    if first is None:
        at = line_of(words[1], replied) if len(words) == 2 else None
        if at is None and len(words) > 1:
            return f"actor {text}" if replied.ref is not None or replied.items else None
    elif len(words) == 2 and _is_verify(words[1]):
        at = first
    else:
        return None
    ref = replied.ref if at is None else replied.items[at]
    subject = replied.subject if at is None else replied.subjects[at]
    return None if ref is None else _meant(ctx, ref, subject)


def _meant(ctx: Context, ref: str, subject: str | None) -> str | Reply:
    _ = ctx.texts.get
    actors: list[Actor] = []
    if kind_of(subject) == "task":
        actors = [ctx.book.actors.get(ctx.book.referrals.actor_of(number_of(subject)))]
    elif (case := ctx.book.cases.find(ref)) is not None:
        waiting = dict.fromkeys(one.actor_id for one in ctx.book.referrals.pending(case_id=case.id))
        actors = [ctx.book.actors.get(actor_id) for actor_id in waiting]
    if len(actors) == 1:
        return f"actor verify {typed_name(actors[0])}"
    if not actors:
        text = para(_("In case **{ref}** nobody is to be rung first."), ref=shown(ref))
        more = para(_("Somebody else? `!case actor verify mora`"))
        return ctx.refuse("error-nothing-open", text, more, ref=ref)
    return ctx.refuse(
        "error-ambiguous",
        para(_("In case **{ref}** several are to be rung first. Whom have you rung?"), ref=shown(ref)),
        Numbered(tuple(rich("{name}", name=written(actor.name)) for actor in actors)),
        para(_("Reply with the line's number.")),
        ref=ref,
        items=tuple(item(actor) for actor in actors),
        subjects=tuple(f"actor verify {typed_name(actor)}" for actor in actors),
    )


def _is_verify(word: Token) -> bool:
    return ACTION_BY_FORM.get(word.folded) == "verify"
