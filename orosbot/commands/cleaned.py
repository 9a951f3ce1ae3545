"""`ok` to a cleaned text: what staff say when the bot has taken personal data out of what they wrote."""

from orosbot.casebook import Sent
from orosbot.commands.screening import keep, lapsed, nothing_kept, settled, undone
from orosbot.commands.talk import too_late
from orosbot.commands.verb import Context, Reply
from orosbot.rules.words import fold

OK = frozenset({"ok", "okej", "okay", "oki", "ja", "yes", "✅", "👍"})
"""Replies that keep a cleaned text, folded."""

CODE = "error-personal-data"
"""The code of the messages that show one."""


def kept_by_reply(ctx: Context, replied: Sent, rest: str) -> tuple[str, Reply] | None:
    """The verb that is done and its answer; `None` if the reply is no `ok` to a cleaned text."""
    if replied.code != CODE or fold(rest.strip().rstrip(".!")) not in OK:
        return None
    return keep_cleaned(ctx, replied)


def keep_cleaned(ctx: Context, sent: Sent) -> tuple[str, Reply]:
    """Somebody agrees to what one of the bot's messages shows of a text with personal data."""
    cleaned = ctx.waiting.get(sent.txn_id, ctx.at)
    if cleaned is None and ctx.waiting.offers_nothing(sent.txn_id):
        return "note", nothing_kept(ctx)
    if cleaned is None:
        event_id = ctx.waiting.settled_by(sent.txn_id)
        by = None if event_id is None else ctx.book.audit.by_event(event_id)
        if by is not None:
            return "note", settled(ctx, by)
        cause = ctx.book.outbox.cause_of(sent.txn_id)
        if cause is not None and ctx.book.inbox.is_talk(cause):
            return "note", too_late(ctx, cause)
        return "note", lapsed(ctx) if event_id is None else undone(ctx)
    return cleaned.verb or "note", keep(ctx, cleaned)
