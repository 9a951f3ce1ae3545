"""Messages with personal data leave the room: at once or in two minutes, with their edits and what quotes them."""

from datetime import datetime, timedelta

from orosbot.casebook import Casebook
from orosbot.commands.verb import Context
from orosbot.messages import Message, para
from orosbot.refused import in_command
from orosbot.rules import parsing
from orosbot.values import Incoming, Kind

UNSURE = timedelta(minutes=2)
"""So long a message stays whose find is not certain: who wrote it may see what was meant."""


def plan(book: Casebook, event_id: str, now: datetime, *, certain: bool) -> None:
    """Let a message be removed, and all that says the same."""
    for one in (event_id, *book.redactions.repeating(event_id)):
        book.redactions.plan(one, "personal-data", now if certain else now + UNSURE)


def queue(book: Casebook, now: datetime) -> None:
    """Put into the outbox what is to be removed by now."""
    for one in book.redactions.due(now):
        cause = f"redact:{one.event_id}"
        if not book.outbox.has(cause):
            book.outbox.put(cause, 0, {}, queued=now, kind="redaction", target=one.event_id)
        book.redactions.queued(one.event_id, now)


def follow(book: Casebook, item: Incoming, now: datetime) -> None:
    """An edit of a message that is removed, or a reply that quotes it, is removed with it."""
    quotes = item.kind is Kind.MESSAGE and item.body.startswith("> ")
    of = item.target if item.kind is Kind.EDIT else item.reply_to if quotes else None
    if of is not None and book.redactions.planned(of):
        book.redactions.plan(item.event_id, "personal-data", now)


def alert(ctx: Context) -> tuple[Message, ...]:
    """What the leads are told when the bot may remove nothing."""
    _ = ctx.texts.get
    if ctx.may_remove():
        return ()
    text = para(
        _("There is personal data in the room and I lack the right to remove it. Is the message gone?")
    )
    power = para(_("Give me power level 50 (Moderator): Room settings → Roles and permissions."))
    return (Message("alert-room", (text, power), wakes=tuple(ctx.settings.roles.leads)),)


def of_edit(ctx: Context, item: Incoming) -> None:
    """An edit that brings a number or an address into the room is removed at once."""
    is_command = parsing.after_prefix(parsing.strip_fallback(item.body)) is not None
    found = (
        in_command(ctx, item.body).screening if is_command else ctx.look(parsing.strip_fallback(item.body))
    )
    if found.certain:
        plan(ctx.book, item.event_id, ctx.at, certain=True)
