"""Every free text passes here before it is stored. One with personal data is not; its cleaned form waits in
memory for an `ok`, and the message that held it is removed from the room.
"""

from dataclasses import replace
from datetime import timedelta

from orosbot.casebook import AuditRow
from orosbot.commands.hinting import hints
from orosbot.commands.refusals import case_closed
from orosbot.commands.verb import Context, Personal, Reply, Request, with_more
from orosbot.messages import Block, Para, para, rich, written
from orosbot.rules.screening import Find, Screening, masked
from orosbot.screening import labels as called
from orosbot.values import Case
from orosbot.waiting import LASTS, Cleaned

TOGETHER = timedelta(minutes=10)
"""A number that is split over two notes of one case within this time is still one."""


def labels(ctx: Context) -> dict[str, str]:
    """What the kinds of personal data are called."""
    return called(ctx.texts)


def screened(ctx: Context, verb: str, request: Request, text: str) -> Reply | None:
    """The refusal of a text with personal data; `None` if it may be stored.

    `text` is a part of `request.rest`, and `verb` is what stores it: that is done anew with the cleaned
    text when somebody says `ok`.
    """
    found = look(ctx, text, request.case)
    if not found.refused:
        return None
    at = request.rest.rfind(text)
    rest = request.rest[:at] + masked(text, found, labels(ctx)) + request.rest[at + len(text) :]
    ref = None if request.case is None else request.case.ref
    return refused(
        ctx, found, text, cleaned=Cleaned(verb, rest, ref, ctx.event_id, ctx.at + LASTS, ctx.sender)
    )


def look(ctx: Context, text: str, case: Case | None = None) -> Screening:
    """Screen a text, and where it goes on from the last note of its case, the two together."""
    found = ctx.look(text)
    if case is None or found.certain:
        return found
    before = ctx.book.notes.last_text(case.id, since=ctx.at - TOGETHER)
    if before is None:
        return found
    joined = ctx.look(f"{before} {text}")
    across = [
        find for find in joined.finds if find.start < len(before) < find.end and Screening((find,)).certain
    ]
    if not across:
        return found
    end = across[0].end - len(before) - 1
    return Screening((Find(across[0].kind, 0, end), *(one for one in found.finds if one.start >= end)))


def refused(ctx: Context, found: Screening, text: str, *, cleaned: Cleaned) -> Reply:
    """What is said of a text with personal data: its kinds and its cleaned form, never what was found."""
    _ = ctx.texts.get
    first = para(_("**Not stored:** there is personal data in it ({kinds})."), kinds=kinds(ctx, found))
    shows = masked(text, found, labels(ctx))
    kept = None if ctx.look(shows).refused else cleaned
    reply = ctx.refuse(
        "error-personal-data",
        first,
        *_no_case(ctx, found),
        *keepable(ctx, shows, kept),
        removal(ctx, found.certain),
        ref=cleaned.ref,
    )
    return replace(reply, personal=Personal(found.certain, kept))


def _no_case(ctx: Context, found: Screening) -> tuple[Para, ...]:
    _ = ctx.texts.get
    if all(find.what != "reference" for find in found.finds):
        return ()
    return (
        para(
            _(
                "It looks like a case's number, but there is no such case. A wrong digit? The right one passes."
            )
        ),
    )


def kinds(ctx: Context, found: Screening) -> str:
    """The kinds that were found, for a sentence."""
    names = labels(ctx)
    told = [
        names["reference" if all(find.what == "reference" for find in finds) else kind]
        for kind in found.kinds
        if (finds := [find for find in found.finds if find.kind == kind])
    ]
    return ", ".join(told)


def keepable(ctx: Context, shows: str, kept: Cleaned | None) -> tuple[Block, ...]:
    """The cleaned text with how to keep it, or what to do when it cannot be cleaned."""
    _ = ctx.texts.get
    if kept is None:
        return (para(_("I can't clean it for you. Write it once more, without that.")),)
    how = (
        _("✅ or a reply `ok` within ten minutes keeps it like that.")
        if ctx.settings.reminders.reactions
        else _("A reply `ok` within ten minutes keeps it like that.")
    )
    return (Para((rich(_("Cleaned: {text}"), text=written(shows)), rich(how))),)


def keep(ctx: Context, cleaned: Cleaned) -> Reply:
    """Somebody says `ok`: store the cleaned text, or remove what was only warned of."""
    _ = ctx.texts.get
    gone = Personal(certain=True, event_id=cleaned.event_id)
    if cleaned.verb is None and not ctx.may_remove():
        return ctx.refuse("error-not-allowed", para(_("Delete it, please: I lack the right to.")))
    if cleaned.verb is None:
        ctx.waiting.settle(cleaned.event_id, ctx.event_id)
        return replace(ctx.say("error-personal-data", para(_("The message is removed."))), personal=gone)
    case = None if cleaned.ref is None else ctx.book.cases.find(cleaned.ref)
    if cleaned.ref is not None and case is None:
        return lapsed(ctx)
    verb = ctx.verbs[cleaned.verb]
    if case is not None and not (case.open or verb.on_closed or cleaned.closed):
        waits = para(_("Then say `ok` here once more: the cleaned text waits its ten minutes."))
        return with_more(case_closed(ctx, case), (waits,))
    reply = verb.run(replace(ctx, sender=cleaned.by or ctx.sender), Request(cleaned.rest, case))
    if reply.refused:
        return reply
    ctx.waiting.settle(cleaned.event_id, ctx.event_id)
    return replace(reply, personal=gone)


def settled(ctx: Context, by: AuditRow) -> Reply:
    """The refusal of a second `ok`: the text is kept."""
    _ = ctx.texts.get
    done = _("It is noted already: {who} was first. Nothing was changed.")
    if by.code == "error-personal-data":
        done = _("The message is removed already: {who} was first.")
    return ctx.refuse("error-nothing-open", para(done, who=ctx.who(by.by)), ref=by.ref)


def undone(ctx: Context) -> Reply:
    """The refusal of an `ok` to what was kept, and undone since."""
    _ = ctx.texts.get
    text = para(_("That was noted and then undone, so the text is gone. Write it once more, please."))
    return ctx.refuse("error-nothing-open", text)


def lapsed(ctx: Context) -> Reply:
    """The refusal of an `ok` that comes too late."""
    _ = ctx.texts.get
    text = para(_("That text is gone: it waits ten minutes and is never stored. Write it once more, please."))
    return ctx.refuse("error-nothing-open", text)


def nothing_kept(ctx: Context) -> Reply:
    """The refusal of an `ok` to a message that shows nothing which could be kept."""
    _ = ctx.texts.get
    text = para(_("There is nothing here that I could keep. Write it once more, without that."))
    return ctx.refuse("error-nothing-open", text)


def removal(ctx: Context, certain: bool) -> Para:
    """What happens with the message that holds it."""
    _ = ctx.texts.get
    if not ctx.may_remove():
        return para(_("**Delete your message now**: I lack the right to remove it."))
    if certain:
        return para(_("I have removed your message."))
    return para(_("I remove your message in two minutes."))


def kept(ctx: Context, reply: Reply, text: str | None) -> Reply:
    """The answer to a text that was stored, with a hint where the team has agreed on another word."""
    return reply if not text or reply.refused else with_more(reply, hints(ctx, text))
