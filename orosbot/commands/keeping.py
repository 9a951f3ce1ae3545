"""`done`: a promise is kept; with several open it is asked which one."""

from dataclasses import replace

from orosbot.casebook import Question
from orosbot.casebook.agreements import Promise
from orosbot.commands.actorlookup import typed_name
from orosbot.commands.agreements import promise_line
from orosbot.commands.refusals import unknown_word
from orosbot.commands.subjects import amiss
from orosbot.commands.verb import Ask, Context, Reply, Request, Verb, the_case
from orosbot.messages import Block, Numbered, para, written
from orosbot.rules.parsing import tokens
from orosbot.rules.reference import shown
from orosbot.texts import N_
from orosbot.values import Case


def done(ctx: Context, request: Request) -> Reply:
    _ = ctx.texts.get
    case = the_case(request)
    if not tokens(request.rest) and (refusal := _no_promise(ctx, case, request.subject)) is not None:
        return refusal
    promises = ctx.book.agreements.promises(case.id)
    words = tokens(request.rest)
    if not promises:
        return ctx.refuse(
            "error-nothing-open",
            para(_("Nothing is promised in case **{ref}**."), ref=shown(case.ref)),
            ref=case.ref,
        )
    if len(words) > 1:
        return unknown_word(ctx, words[1].raw, [])
    meant = [promise for promise in promises if request.subject == f"promise:{promise.id}"]
    if meant and not words:
        return _kept(ctx, case, meant[0])
    if words:
        number = words[0].folded
        if not number.isdecimal() or len(number) > 3 or not 1 <= int(number) <= len(promises):
            return unknown_word(ctx, words[0].raw, [str(n) for n in range(1, len(promises) + 1)])
        return _kept(ctx, case, promises[int(number) - 1])
    if len(promises) > 1:
        return _which(ctx, case, promises)
    return _kept(ctx, case, promises[0])


def _which(ctx: Context, case: Case, promises: list[Promise]) -> Reply:
    _ = ctx.texts.get
    reply = ctx.refuse(
        "error-ambiguous",
        para(_("Several promises are open in case **{ref}**: which one is kept?"), ref=shown(case.ref)),
        Numbered(tuple(promise_line(ctx, one) for one in promises)),
        para(_("Reply with its number, or type `!case done {ref} 1`."), ref=shown(case.ref)),
        ref=case.ref,
    )
    subjects = tuple(f"promise:{one.id}" for one in promises)
    message = replace(reply.message, items=(case.ref,) * len(promises), subjects=subjects)
    return replace(reply, message=message, ask=Ask("done", {"ref": case.ref, "subjects": list(subjects)}))


def done_answer(ctx: Context, question: Question, text: str) -> Reply | None:
    """The number of a promise in reply to "which one is kept?"."""
    words = tokens(text)
    case = ctx.book.cases.find(str(question.body["ref"]))
    subjects = question.body["subjects"]
    if len(words) != 1 or case is None or not case.open or not isinstance(subjects, list):
        return None
    number = words[0].folded.rstrip(".):")
    if not (
        number.isascii() and number.isdecimal() and len(number) <= 3 and 1 <= int(number) <= len(subjects)
    ):
        return None
    request = Request("", case, str(subjects[int(number) - 1]))
    return amiss(ctx, "done", request) or done(ctx, request)


def _no_promise(ctx: Context, case: Case, subject: str | None) -> Reply | None:
    """The refusal if what was replied to is an actor that is to be rung first: ringing it is told by `verify`,
    and no promise of the same case is kept thereby."""
    _ = ctx.texts.get
    kind, _colon, number = (subject or "").partition(":")
    if kind != "task":
        return None
    waits = next((one for one in ctx.book.referrals.pending(case_id=case.id) if one.id == int(number)), None)
    if waits is None:
        text = para(_("That is settled already. Nothing was changed."))
        return ctx.refuse("error-nothing-open", text, ref=case.ref)
    typed = typed_name(ctx.book.actors.get(waits.actor_id))
    return ctx.refuse(
        "error-nothing-open",
        para(_("Here **{name}** is to be rung first, nothing was promised."), name=written(waits.actor)),
        para(_("Have you rung them? Then `!case actor verify {typed}`."), typed=written(typed)),
        ref=case.ref,
    )


def _kept(ctx: Context, case: Case, kept: Promise) -> Reply:
    _ = ctx.texts.get
    ctx.book.agreements.end_promise(kept, "kept", at=ctx.at, by=ctx.sender)
    blocks: list[Block] = [
        para(
            _("The promise in case **{ref}** is kept: {promise}."),
            ref=shown(case.ref),
            promise=promise_line(ctx, kept),
        )
    ]
    return ctx.say("promise-kept", *blocks, ref=case.ref)


DONE = Verb(
    name="done",
    forms=("gjort", "klart", "g"),
    run=done,
    family="later",
    usage=N_("done REF [N]"),
    summary=N_("A promise is kept."),
    example=N_("!case done {ref}"),
    takes_case=True,
    on_closed=False,
    answer=done_answer,
)
