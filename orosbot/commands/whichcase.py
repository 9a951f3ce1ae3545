"""Which case a command is about: the number typed, the line of the list replied to, what the message replied to
or the thread is about.
"""

from dataclasses import dataclass

from orosbot.casebook import Sent
from orosbot.casebook.followups import SLIP
from orosbot.commands import erased
from orosbot.commands.refusals import bad_reference, missing_word
from orosbot.commands.typedline import Lines, line_named, line_or_slip
from orosbot.commands.verb import Context, Reply, Request, Verb
from orosbot.messages import para
from orosbot.rules import parsing
from orosbot.rules.parsing import Token
from orosbot.rules.reference import shown

ANYWHERE = frozenset({"tip", "refer", "mediate", "outcome", "gap"})
"""Verbs of a case that take no free text: the reference may stand after the other words too."""


@dataclass(frozen=True, slots=True)
class Call:
    """A verb with what it is called on."""

    verb: Verb
    request: Request


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a message that was a command: the verb's name and what is answered."""

    verb: str
    reply: Reply


def with_case(ctx: Context, verb: Verb, after: str, lines: Lines, context: str | None) -> Call | Outcome:
    """The call of a verb that takes a case, from what follows it; or the refusal when no case can be meant."""
    found = parsing.take_reference(after, ctx.settings.reference.digits)
    if found is not None and found.good:
        return about(ctx, verb, found.digits, found.rest)
    words = parsing.tokens(after)
    if verb.name in ANYWHERE and (late := _later_reference(ctx, after, words)) is not None:
        return about(ctx, verb, *late)
    if words and verb.case_optional and (twofold := line_or_slip(ctx, words[0], lines)) is not None:
        return Outcome(verb.name, twofold)
    if words and (chosen := line_named(words[0], lines)) is not None:
        return about(ctx, verb, chosen[0], after[words[0].end :].strip(), subject=chosen[1])
    if context is not None and not (found is not None and found.shaped):
        return about(ctx, verb, context, after)
    if verb.case_optional:
        return Call(verb, Request(after, None))
    if found is not None or (words and any(character.isdigit() for character in words[0].folded)):
        return Outcome(verb.name, bad_reference(ctx, unread=found is None or not found.shaped))
    _ = ctx.texts.get
    name = verb.forms[0] if ctx.texts.language == "sv" else verb.name
    example = _("!case") + f" {name} 482-7396"
    if verb.name in ANYWHERE:
        example = _(verb.example).replace("{ref}", "482-7396").replace("{actor}", "mora")
    return Outcome(
        verb.name,
        missing_word(ctx, _("Which case? The number comes right after the verb."), example),
    )


def _later_reference(ctx: Context, after: str, words: list[Token]) -> tuple[str, str] | None:
    """The one word that is a reference, and the others: where no free text follows it can be nothing else."""
    usual = ctx.settings.reference.digits
    found = [
        (one.digits, f"{after[: word.start]} {after[word.end :]}".strip())
        for word in words
        if (one := parsing.take_reference(word.raw, usual)) is not None and one.good and not one.rest
    ]
    return found[0] if len(found) == 1 else None


def context_ref(ctx: Context, replied: Sent | None, thread: str | None) -> str | None:
    """The reference of the one case that the message replied to, or the thread, is about."""
    if replied is not None and replied.ref is not None:
        return replied.ref
    if thread is not None and len(refs := ctx.book.outbox.refs_in_thread(thread)) == 1:
        return refs[0]
    return None


def about(ctx: Context, verb: Verb, ref: str, rest: str, *, subject: str = "") -> Call | Outcome:
    """The call of a verb on the case with these digits, or the answer when there is no such case (any more)."""
    _ = ctx.texts.get
    case = ctx.book.cases.find(ref)
    if case is not None:
        return Call(verb, Request(rest, case, subject or None))
    if ref.startswith(SLIP):
        return _about_slip(ctx, verb, ref.removeprefix(SLIP), rest)
    if not ref:
        text = para(_("The case in that line was erased before the list was sent. Nothing was changed."))
        return Outcome(verb.name, ctx.refuse("error-case-closed", text))
    if (day := ctx.book.cases.erased_on(ref)) is not None:
        return Outcome(verb.name, erased.answer(ctx, verb.name, ref, rest, day))
    return Outcome(
        verb.name,
        ctx.refuse(
            "error-unknown-reference",
            para(_("There is no case **{ref}**. Ask for the number again, digit by digit."), ref=shown(ref)),
        ),
    )


def _about_slip(ctx: Context, verb: Verb, number: str, rest: str) -> Call | Outcome:
    """A line of a slip whose case is erased: it can be shredded, and nothing else."""
    _ = ctx.texts.get
    if verb.name == "shredded":
        return Call(verb, Request(f"{number} {rest}".strip(), None))
    text = para(
        _("The case of slip {number} is erased. Reply `shredded` when the slip is gone."), number=number
    )
    return Outcome(verb.name, ctx.refuse("error-case-closed", text))
