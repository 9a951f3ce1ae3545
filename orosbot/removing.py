"""Messages with personal data leave the room: at once or in two minutes, with their edits and what quotes them."""

from dataclasses import replace
from datetime import datetime, timedelta

from orosbot.casebook import Casebook
from orosbot.commands.screening import kinds, labels, removal
from orosbot.commands.verb import Context, Personal, Reply, with_more
from orosbot.messages import Block, Message, Segment, para
from orosbot.rules import parsing
from orosbot.rules.reference import SHORTEST
from orosbot.rules.screening import CERTAIN, Screening, masked
from orosbot.values import Incoming, Kind
from orosbot.waiting import LASTS, Cleaned

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


def of_refused(ctx: Context, body: str, reply: Reply) -> Reply:
    """A command that was refused for another reason holds a number or an address: it is removed all the same,
    and the answer does not repeat it."""
    _ = ctx.texts.get
    if not reply.refused or reply.personal is not None:
        return reply
    rest = parsing.after_prefix(parsing.strip_fallback(body))
    typed = body if rest is None else rest
    finds = ctx.look(typed).finds
    found = Screening(tuple(find for find in finds if not _perhaps_a_reference(typed[find.start : find.end])))
    if not found.certain:
        return reply
    message = replace(reply.message, blocks=tuple(_blank(ctx, block) for block in reply.message.blocks))
    told = para(_("There is personal data in your message ({kinds})."), kinds=kinds(ctx, _certain(found)))
    return replace(
        with_more(replace(reply, message=message), (told, removal(ctx, True))), personal=Personal(True)
    )


def _perhaps_a_reference(found: str) -> bool:
    """Whether this can be a reference of ours with a digit wrong, missing or too many: phone numbers that staff
    write begin with 0 or +."""
    digits = "".join(character for character in found if character.isdecimal())
    usual = not any(character.isalpha() for character in found) and not found.lstrip("( ").startswith(
        ("0", "+")
    )
    return usual and abs(len(digits) - SHORTEST) <= 1


def of_edit(ctx: Context, item: Incoming) -> None:
    """An edit that brings a number or an address into the room is removed at once."""
    if ctx.look(parsing.strip_fallback(item.body)).certain:
        plan(ctx.book, item.event_id, ctx.at, certain=True)


def of_talk(ctx: Context, item: Incoming) -> Reply | None:
    """Where the room is watched: what is said of a message that is no command and holds personal data."""
    _ = ctx.texts.get
    found = ctx.look(parsing.strip_fallback(item.body))
    if not found.refused:
        return None
    how = (
        _("✅ here or a reply `ok` removes it.")
        if ctx.settings.reminders.reactions
        else _("A reply `ok` removes it.")
    )
    if not ctx.may_remove():
        how = _("Delete it, please: I lack the right to.")
    text = para(_("There is personal data in this message ({kinds})."), kinds=kinds(ctx, found))
    reply = ctx.refuse("error-personal-data", text, para(how))
    cleaned = Cleaned(None, "", None, item.event_id, ctx.at + LASTS)
    return replace(reply, personal=Personal(False, cleaned))


def _certain(found: Screening) -> Screening:
    return Screening(tuple(find for find in found.finds if find.kind in CERTAIN))


def _blank(ctx: Context, block: Block) -> Block:
    called = labels(ctx)

    def blank(segment: Segment) -> Segment:
        return replace(segment, text=masked(segment.text, _certain(ctx.look(segment.text)), called))

    return replace(block, lines=tuple(tuple(blank(one) for one in line) for line in block.lines))
