"""A case is opened without the text when that holds personal data: the caller must not wait for it."""

from dataclasses import replace
from datetime import timedelta

from orosbot.commands.screening import keepable, kinds, labels, removal
from orosbot.commands.verb import Context, Personal, Reply, with_more
from orosbot.messages import Block, para
from orosbot.rules.screening import Screening, masked
from orosbot.waiting import LASTS, Cleaned

_NOTE = "note"


def opened_without(ctx: Context, reply: Reply, found: Screening, text: str, *, lapses: timedelta) -> Reply:
    """What `new` answers to a line whose text was left out; `lapses` is how long its question waits."""
    _ = ctx.texts.get
    shows = masked(text, found, labels(ctx))
    why = para(
        _("**The text is not stored:** there is personal data in it ({kinds})."), kinds=kinds(ctx, found)
    )
    cleaned = Cleaned(_NOTE, f": {shows}", reply.message.ref, ctx.event_id, ctx.at + LASTS, ctx.sender)
    cleaned = replace(cleaned, closed=_closed(ctx, reply.message.ref))
    kept = None if ctx.look(shows).refused else cleaned
    if reply.message.ref is None:
        more: tuple[Block, ...] = (why, removal(ctx, found.certain))
        if reply.ask is not None and kept is not None:
            ctx.waiting.put(ctx.event_id, replace(kept, until=ctx.at + lapses))
            more = (why, para(_("When the case is open I show it cleaned.")), removal(ctx, found.certain))
        return replace(with_more(reply, more), personal=Personal(found.certain))
    reply = with_more(reply, (why, *keepable(ctx, shows, kept), removal(ctx, found.certain)))
    return replace(
        reply,
        message=replace(reply.message, code="error-personal-data"),
        personal=Personal(found.certain, kept),
    )


def opened_later(ctx: Context, reply: Reply, event_id: str) -> Reply:
    """The same when the case was opened by the answer to a question."""
    _ = ctx.texts.get
    cleaned = ctx.waiting.of(event_id, ctx.at)
    if cleaned is None or reply.message.ref is None:
        return reply
    why = para(_("**The text is not stored:** there was personal data in it."))
    ref = reply.message.ref
    kept = replace(cleaned, ref=ref, until=ctx.at + LASTS, closed=_closed(ctx, ref))
    reply = with_more(reply, (why, *keepable(ctx, kept.rest.removeprefix(": "), kept)))
    return replace(
        reply,
        message=replace(reply.message, code="error-personal-data"),
        personal=Personal(certain=False, cleaned=kept, event_id=event_id),
    )


def _closed(ctx: Context, ref: str | None) -> bool:
    """Whether the line that opened a case closed it as well."""
    case = None if ref is None else ctx.book.cases.find(ref)
    return case is not None and not case.open
