"""Emoji on the bot's messages. They are clear text and a server could forge them, so they only do what
`undo` reverses; each has a typed twin.
"""

from dataclasses import replace

from orosbot.casebook import Sent
from orosbot.casebook.living import Living
from orosbot.commands.cleaned import CODE, keep_cleaned
from orosbot.commands.followups import is_last_try
from orosbot.commands.subjects import kind_of, stands
from orosbot.commands.things import living_things
from orosbot.commands.undoing import WINDOW, take_back
from orosbot.commands.verb import Context, Reply, Request
from orosbot.commands.whichcase import Call, Outcome
from orosbot.gate import checked
from orosbot.messages import para
from orosbot.rules.reference import shown
from orosbot.values import Case, Incoming

DONE, NO_ANSWER, TOMORROW, MINE, CALLED = "✅", "❌", "⏰", "✋", "📞"
CARD = "case-card"
"""On it 📞 counts a contact, each time."""

_ALIKE = {"✔": DONE, "☑": DONE, "❎": NO_ANSWER, "✖": NO_ANSWER, "☎": CALLED, "📲": CALLED, "🖐": MINE}
"""Emoji that a keyboard offers beside those that are meant."""

_SHADES = dict.fromkeys([0xFE0E, 0xFE0F, *range(0x1F3FB, 0x1F400)])
"""Variation selectors and skin tones say nothing."""


def answer(ctx: Context, item: Incoming) -> Outcome | None:
    """Do what an emoji on one of the bot's messages means; `None` if it means nothing."""
    _ = ctx.texts.get
    sent = ctx.book.outbox.sent(item.target or "")
    if sent is None or not ctx.settings.reminders.reactions:
        return None
    key = item.body.strip().translate(_SHADES)
    key = _ALIKE.get(key, key)
    if key == DONE and sent.code == CODE:
        return _named(ctx, key, Outcome(*keep_cleaned(ctx, sent)))
    if sent.ref is None:
        return None
    case = ctx.book.cases.find(sent.ref)
    if case is None:
        return None
    verb = _meaning(key, sent)
    if verb is None:
        return None
    if verb != "take" and (settled := _settled(ctx, verb, sent, case)) is not None:
        return Outcome(verb, settled)
    if verb == "noanswer" and (refusal := _last_try(ctx, case)) is not None:
        return refusal
    reply = checked(ctx, Call(ctx.verbs[verb], Request("", case, sent.subject)))
    return _named(ctx, key, Outcome(verb, reply))


def _named(ctx: Context, key: str, outcome: Outcome) -> Outcome:
    """The answer to an emoji says whose it is."""
    named = para("{who} {key}", who=ctx.who(ctx.sender), key=key)
    message = outcome.reply.message
    message = replace(message, blocks=(named, *message.blocks))
    return replace(outcome, reply=replace(outcome.reply, message=message))


def _settled(ctx: Context, verb: str, sent: Sent, case: Case) -> Reply | None:
    """The refusal if what a reminder says holds no longer: its thing is done, or was given a new time since it
    was said. When they rang is another matter: that settles a call of theirs at whatever time it was due."""
    _ = ctx.texts.get
    if sent.subject is None:
        return None
    blocks = [para(_("That is settled already. Nothing was changed."))]
    if stands(ctx, sent.subject, case):
        thing = next((one for one in living_things(ctx) if one.subject == sent.subject), None)
        if verb == "later" and thing is not None and thing.first_at <= ctx.at < thing.at:
            waits = para(_("It waits already until **{when}**."), when=ctx.full(thing.at, timed=True))
            return ctx.refuse("error-nothing-open", waits, ref=case.ref)
        if verb == "call" or (thing is not None and _said_of(ctx, thing, sent)):
            return None
        if thing is not None:
            blocks.append(para(_("It is due again **{when}**."), when=ctx.full(thing.first_at, timed=True)))
    return ctx.refuse("error-nothing-open", *blocks, ref=case.ref)


def _said_of(ctx: Context, thing: Living, sent: Sent) -> bool:
    """Whether a message was said when a thing was due as it stands, or was to come up before that."""
    snooze = ctx.book.reminders.snooze_of(thing.subject, thing.first_at)
    return min(thing.first_at, thing.first_at if snooze is None else snooze.until) <= sent.queued


def _meaning(key: str, sent: Sent) -> str | None:
    kind = kind_of(sent.subject) if _reminds(sent) else ""
    if key == MINE:
        return "take"
    if key == CALLED and (sent.code == CARD or kind == "callback"):
        return "call"
    if key == TOMORROW and kind:
        return "later"
    if key == NO_ANSWER and kind == "followup":
        return "noanswer"
    if key == DONE and kind == "followup":
        return "reached"
    if key == DONE and kind == "callback":
        return "call"
    if key == DONE and kind == "promise":
        return "done"
    return None


def _reminds(sent: Sent) -> bool:
    """Whether a message reminds of what is due; a briefing or a list of the day tells what will be."""
    code = sent.code or ""
    return code.startswith("reminder-") or code == "catch-up"


def _last_try(ctx: Context, case: Case) -> Outcome | None:
    _ = ctx.texts.get
    if not is_last_try(ctx, case):
        return None
    text = para(
        _("That would be the last attempt and close case **{ref}**. Type it: `!case noanswer {ref}`"),
        ref=shown(case.ref),
    )
    return Outcome("noanswer", ctx.refuse("error-not-allowed", text, ref=case.ref))


def withdraw(ctx: Context, item: Incoming) -> Outcome | None:
    """Somebody takes their emoji away: within 15 minutes that undoes what it did."""
    _ = ctx.texts.get
    row = ctx.book.audit.by_event(item.target or "")
    if row is None or row.by != item.sender or not ctx.book.inbox.was_reaction(item.target or ""):
        return None
    if not row.undoable:
        return None  # it had done nothing, and was told so
    if row.at < ctx.at - WINDOW:
        return Outcome(
            "undo",
            ctx.refuse(
                "error-nothing-to-undo",
                para(_("After 15 minutes taking an emoji away undoes nothing. Type what holds.")),
                ref=row.ref,
            ),
        )
    return Outcome("undo", take_back(ctx, row))
