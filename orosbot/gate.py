"""From a message to a verb and what it is about: prefix or reply, reference or numbered line, role.

What is no command is talk, and talk has no answer. Without the prefix the whole reply must parse.
"""

from dataclasses import dataclass, replace

from orosbot.casebook import Sent
from orosbot.casebook.followups import SLIP
from orosbot.commands import erased
from orosbot.commands.actorlines import spelled_out
from orosbot.commands.answering import answered_question
from orosbot.commands.cleaned import kept_by_reply
from orosbot.commands.refusals import bad_reference, case_closed, missing_word
from orosbot.commands.ringing import rung
from orosbot.commands.shorthand import spelled
from orosbot.commands.subjects import amiss
from orosbot.commands.unknownverb import unknown_command
from orosbot.commands.verb import Context, Reply, Request, Verb, is_form
from orosbot.messages import para
from orosbot.rules import parsing
from orosbot.rules.parsing import Token
from orosbot.rules.reference import shown
from orosbot.values import Incoming, Role

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


def answer(ctx: Context, item: Incoming) -> Outcome | None:
    """Answer a message; `None` if it is talk."""
    body = parsing.strip_fallback(item.body)
    rest = parsing.after_prefix(body)
    replied = ctx.book.outbox.sent(item.reply_to) if item.reply_to else None
    prefixed = rest is not None
    if rest is None:
        if replied is None:
            return None
        rest = body.strip()
    if replied is not None and (kept := kept_by_reply(ctx, replied, rest)) is not None:
        return Outcome(*kept)
    answered = None if replied is None else answered_question(ctx, replied, rest)
    # What cannot be an answer but starts with a verb is that verb.
    if answered is not None and not (answered[1].refused and _is_verb(ctx, rest)):
        return Outcome(*answered)
    if replied is not None and (prefixed or len(parsing.tokens(rest)) > 1):  # a mere number may be talk
        missed = _no_such_line(ctx, rest, replied, item.thread)
        if missed is not None:
            return missed
    found = _read(ctx, rest, replied, item.thread, prefixed=prefixed)
    if found is None:
        return None
    if isinstance(found, Call):
        found = _with_subject(found, replied)
    outcome = found if isinstance(found, Outcome) else Outcome(found.verb.name, checked(ctx, found))
    return None if outcome.reply.unread and not prefixed else outcome


def _with_subject(call: Call, replied: Sent | None) -> Call:
    """A reply to a reminder is about the very thing that it reminds of."""
    case = call.request.case
    if replied is None or case is None or replied.ref != case.ref or call.request.subject is not None:
        return call
    return Call(call.verb, replace(call.request, subject=replied.subject))


def _is_verb(ctx: Context, text: str) -> bool:
    words = parsing.tokens(text)
    return bool(words) and _verb(ctx, words[0], prefixed=False) is not None


def _read(
    ctx: Context, rest: str, replied: Sent | None, thread: str | None, *, prefixed: bool
) -> Call | Outcome | None:
    lines = () if replied is None else tuple(zip(replied.items, replied.subjects, strict=True))
    if replied is not None:
        meant = spelled_out(ctx, rest, replied) or rung(ctx, rest, replied)
        if isinstance(meant, Reply):
            return Outcome("actor", meant)
        if meant is not None:
            rest, lines = meant, ()
        elif not prefixed and (said := spelled(ctx, replied, rest)) is not None:
            if isinstance(said, Reply):
                return Outcome("?", said)
            rest = said
    words = parsing.tokens(rest)
    if not words:
        return Call(ctx.verbs["help"], Request("", None)) if prefixed else None
    chosen = _line(words[0], lines)
    if chosen is not None and len(words) == 1:
        return _about(ctx, ctx.verbs["show"], chosen[0], "")
    at = 1 if chosen is not None else 0
    verb, end = _verb_at(ctx, words, at, prefixed=prefixed)
    if verb is None:
        return _no_verb(ctx, rest[words[at].start :], words[at]) if prefixed else None
    after = rest[end:].strip()
    if not verb.takes_case:
        return Call(verb, Request(after, None)) if chosen is None else None
    if chosen is not None:
        return _about(ctx, verb, chosen[0], after, subject=chosen[1])
    return _with_case(ctx, verb, after, lines, _context_ref(ctx, replied, thread))


def _no_such_line(ctx: Context, rest: str, replied: Sent, thread: str | None) -> Outcome | None:
    """A command on a line that the list has not: how many it has. Whatever else it is, goes on its way."""
    _ = ctx.texts.get
    count, words = len(replied.items), parsing.tokens(rest)
    at = next((at for at, word in enumerate(words[:2]) if _number(word) is not None), None)
    if not count or at is None or 1 <= (number := _number(words[at]) or 0) <= count:
        return None
    if at and ((verb := _verb(ctx, words[0], prefixed=False)) is None or verb.case_optional):
        return None  # `shredded 9` means a slip
    tried = rest[: words[at].start] + "1" + rest[words[at].end :]
    with ctx.book.trial():
        found = _read(ctx, tried, replied, thread, prefixed=False)
        reply = checked(ctx, found) if isinstance(found, Call) else None if found is None else found.reply
    if reply is None or reply.unread:
        return None
    text = ctx.texts.plural(
        "There is no line {number}: the list has one line only.",
        "There is no line {number}: the list has {count} lines.",
        count,
    )
    again = para(_("Reply with one of its numbers, or type the case's number."))
    name = found.verb.name if isinstance(found, Call) else "show"
    return Outcome(name, ctx.refuse("error-bad-reference", para(text, number=number, count=count), again))


def _number(word: Token) -> int | None:
    """The number of a line as it is typed: `9`, `9.`, `9)`."""
    number = word.folded.rstrip(".):")
    return int(number) if number.isascii() and number.isdecimal() and len(number) <= 3 else None


Lines = tuple[tuple[str, str], ...]
"""The numbered lines of the message replied to: the item and the thing that falls due, or an empty text."""


def _line(word: Token, lines: Lines) -> tuple[str, str] | None:
    number = _number(word)
    return lines[number - 1] if number is not None and 1 <= number <= len(lines) else None


def _line_or_slip(ctx: Context, word: Token, lines: Lines) -> Reply | None:
    """A number that is a line of the list and another line's slip: shredding cannot be undone, so ask."""
    _ = ctx.texts.get
    chosen = _line(word, lines)
    slip = None if chosen is None else ctx.book.followups.slip_numbered(int(word.folded.rstrip(".):")))
    if slip is None or chosen is None or slip.item == chosen[0]:
        return None
    if slip.ref is None:
        text = para(
            _("Line {number} or slip {number}? Type `!case shredded {number}` for the slip."),
            number=slip.number,
        )
        return ctx.refuse("error-ambiguous", text)
    text = para(
        _("Line {number} or slip {number}? Type the case's number: `!case shredded {ref}`."),
        number=slip.number,
        ref=shown(slip.ref),
    )
    return ctx.refuse("error-ambiguous", text)


def _verb_at(ctx: Context, words: list[Token], at: int, *, prefixed: bool) -> tuple[Verb | None, int]:
    """The verb that begins at a word, in one word or said in two (`no answer`), and where it ends."""
    if (verb := _verb(ctx, words[at], prefixed=prefixed)) is not None or at + 1 == len(words):
        return verb, words[at].end
    joined = words[at].folded + words[at + 1].folded.rstrip(":")
    found = next((verb for verb in ctx.verbs.values() if is_form(verb, joined)), None)
    if not prefixed and (len(words[at].folded) == 1 or (found is not None and found.name == "notnow")):
        found = None  # "i dag" and "kan ej" are what people say to each other
    return found, words[at + 1].end


def _verb(ctx: Context, word: Token, *, prefixed: bool) -> Verb | None:
    folded = word.folded.rstrip(":")
    if len(folded) == 1 and not prefixed:
        return None
    return next((verb for verb in ctx.verbs.values() if is_form(verb, folded)), None)


def _no_verb(ctx: Context, rest: str, first: Token) -> Call | Outcome:
    _ = ctx.texts.get
    if (found := parsing.take_reference(rest, ctx.settings.reference.digits)) is not None:
        if not found.good:
            return Outcome("show", bad_reference(ctx))
        return _about(ctx, ctx.verbs["show"], found.digits, found.rest)
    return Outcome("?", unknown_command(ctx, first))


def _context_ref(ctx: Context, replied: Sent | None, thread: str | None) -> str | None:
    if replied is not None and replied.ref is not None:
        return replied.ref
    if thread is not None and len(refs := ctx.book.outbox.refs_in_thread(thread)) == 1:
        return refs[0]
    return None


def _with_case(ctx: Context, verb: Verb, after: str, lines: Lines, context: str | None) -> Call | Outcome:
    found = parsing.take_reference(after, ctx.settings.reference.digits)
    if found is not None and found.good:
        return _about(ctx, verb, found.digits, found.rest)
    words = parsing.tokens(after)
    if verb.name in ANYWHERE and (late := _later_reference(ctx, after, words)) is not None:
        return _about(ctx, verb, *late)
    if words and verb.case_optional and (twofold := _line_or_slip(ctx, words[0], lines)) is not None:
        return Outcome(verb.name, twofold)
    if words and (chosen := _line(words[0], lines)) is not None:
        return _about(ctx, verb, chosen[0], after[words[0].end :].strip(), subject=chosen[1])
    if context is not None and not (found is not None and found.shaped):
        return _about(ctx, verb, context, after)
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


def _about(ctx: Context, verb: Verb, ref: str, rest: str, *, subject: str = "") -> Call | Outcome:
    _ = ctx.texts.get
    case = ctx.book.cases.find(ref)
    if case is not None:
        return Call(verb, Request(rest, case, subject or None))
    if ref.startswith(SLIP):
        return _about_slip(ctx, verb, ref.removeprefix(SLIP), rest)
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


def checked(ctx: Context, call: Call) -> Reply:
    """Run a call, if its role and the state of its case allow it."""
    _ = ctx.texts.get
    if call.verb.lead and ctx.role is not Role.LEAD:
        return ctx.refuse("error-not-allowed", para(_("Only leads may do that. Ask one of them.")))
    case = call.request.case
    if case is not None and not case.open and not call.verb.on_closed:
        return case_closed(ctx, case)
    if (refusal := amiss(ctx, call.verb.name, call.request)) is not None:
        return refusal
    reply = call.verb.run(ctx, call.request)
    if reply.refused and case is not None and reply.message.ref is None:
        return replace(reply, message=replace(reply.message, ref=case.ref))
    return reply
