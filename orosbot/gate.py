"""From a message to a verb and what it is about: prefix or reply, reference or numbered line, role.

What is no command is talk, and talk has no answer. Without the prefix the whole reply must parse.
"""

import re
from dataclasses import replace

from orosbot.casebook import Sent
from orosbot.commands.actorlines import spelled_out
from orosbot.commands.answering import answered_question
from orosbot.commands.cleaned import kept_by_reply
from orosbot.commands.refusals import bad_reference, case_closed
from orosbot.commands.ringing import rung
from orosbot.commands.shorthand import spelled
from orosbot.commands.subjects import amiss
from orosbot.commands.typedline import line_named, line_number
from orosbot.commands.typedverb import verb_at, verb_named
from orosbot.commands.unknownverb import unknown_command
from orosbot.commands.verb import Context, Reply, Request
from orosbot.commands.whichcase import Call, Outcome, about, context_ref, with_case
from orosbot.messages import para
from orosbot.rules import parsing
from orosbot.rules.parsing import Token
from orosbot.values import Incoming, Role

_ENDED = re.compile(r"(?<=\w)(?:\.|!+)\s*\Z")
"""How somebody ends a sentence who does not know that a command is none."""


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
    outcome = _tried(ctx, rest, replied, item.thread, prefixed=prefixed)
    bare = _ENDED.sub("", rest)
    if bare != rest and (outcome is None or outcome.reply.unread):
        again = _tried(ctx, bare, replied, item.thread, prefixed=prefixed)
        outcome = again if again is not None and not again.reply.unread else outcome
    return None if outcome is None or (outcome.reply.unread and not prefixed) else outcome


def _tried(
    ctx: Context, rest: str, replied: Sent | None, thread: str | None, *, prefixed: bool
) -> Outcome | None:
    found = _read(ctx, rest, replied, thread, prefixed=prefixed)
    if found is None or isinstance(found, Outcome):
        return found
    call = _with_subject(found, replied)
    return Outcome(call.verb.name, checked(ctx, call))


def _with_subject(call: Call, replied: Sent | None) -> Call:
    """A reply to a reminder is about the very thing that it reminds of; one to what is about no case, about that."""
    case = call.request.case
    if replied is None or call.request.subject is not None or replied.ref != (case and case.ref):
        return call
    return Call(call.verb, replace(call.request, subject=replied.subject))


def _is_verb(ctx: Context, text: str) -> bool:
    words = parsing.tokens(text)
    return bool(words) and verb_named(ctx, words[0], prefixed=False) is not None


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
    chosen = line_named(words[0], lines)
    if chosen is not None and len(words) == 1:
        return about(ctx, ctx.verbs["show"], chosen[0], "")
    at = 1 if chosen is not None else 0
    verb, end = verb_at(ctx, words, at, prefixed=prefixed)
    if verb is None:
        return _no_verb(ctx, rest[words[at].start :], words[at]) if prefixed else None
    after = rest[end:].strip()
    if not verb.takes_case:
        return Call(verb, Request(after, None)) if chosen is None else None
    if chosen is not None:
        return about(ctx, verb, chosen[0], after, subject=chosen[1])
    return with_case(ctx, verb, after, lines, context_ref(ctx, replied, thread))


def _no_such_line(ctx: Context, rest: str, replied: Sent, thread: str | None) -> Outcome | None:
    """A command on a line that the list has not: how many it has. Whatever else it is, goes on its way."""
    _ = ctx.texts.get
    count, words = len(replied.items), parsing.tokens(rest)
    at = next((at for at, word in enumerate(words[:2]) if line_number(word) is not None), None)
    if not count or at is None or 1 <= (number := line_number(words[at]) or 0) <= count:
        return None
    if at and (
        (verb := verb_named(ctx, words[0], prefixed=False)) is None
        or verb.case_optional
        or not verb.takes_case
    ):
        return None  # `shredded 9` means a slip, `list 2` a page
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


def _no_verb(ctx: Context, rest: str, first: Token) -> Call | Outcome:
    _ = ctx.texts.get
    if (found := parsing.take_reference(rest, ctx.settings.reference.digits)) is not None:
        if not found.good:
            return Outcome("show", bad_reference(ctx))
        return about(ctx, ctx.verbs["show"], found.digits, found.rest)
    return Outcome("?", unknown_command(ctx, first))


def checked(ctx: Context, call: Call) -> Reply:
    """Run a call, if its role and the state of its case allow it."""
    case = call.request.case
    reply = _refusal(ctx, call) or call.verb.run(ctx, call.request)
    if reply.refused and case is not None and reply.message.ref is None:
        return replace(reply, message=replace(reply.message, ref=case.ref))
    return reply


def _refusal(ctx: Context, call: Call) -> Reply | None:
    _, case = ctx.texts.get, call.request.case
    if call.verb.lead and ctx.role is not Role.LEAD:
        return ctx.refuse("error-not-allowed", para(_("Only leads may do that. Ask one of them.")))
    if case is not None and not case.open and not call.verb.on_closed:
        return case_closed(ctx, case)
    return amiss(ctx, call.verb.name, call.request)
