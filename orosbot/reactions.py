"""Emoji on the bot's messages. They are clear text and a server could forge them, so they only do what
`undo` reverses; each has a typed twin.
"""

from dataclasses import replace

from orosbot.casebook import Sent
from orosbot.commands.followups import attempts_left
from orosbot.commands.subjects import kind_of, stands
from orosbot.commands.undoing import WINDOW, take_back
from orosbot.commands.verb import Context, Request
from orosbot.gate import Call, Outcome, checked
from orosbot.messages import para
from orosbot.rules.reference import shown
from orosbot.values import Case, Incoming

DONE, NO_ANSWER, TOMORROW, MINE, CALLED = "✅", "❌", "⏰", "✋", "📞"
CARDS = frozenset({"case-card", "reminder-callback"})
"""Messages on which 📞 counts a contact."""

_SHADES = dict.fromkeys([0xFE0E, 0xFE0F, *range(0x1F3FB, 0x1F400)])
"""Variation selectors and skin tones say nothing."""


def answer(ctx: Context, item: Incoming) -> Outcome | None:
    """Do what an emoji on one of the bot's messages means; `None` if it means nothing."""
    _ = ctx.texts.get
    sent = ctx.book.outbox.sent(item.target or "")
    if sent is None or sent.ref is None or not ctx.settings.reminders.reactions:
        return None
    case = ctx.book.cases.find(sent.ref)
    if case is None:
        return None
    key = item.body.strip().translate(_SHADES)
    verb = _meaning(key, sent)
    if verb is None:
        return None
    if sent.subject is not None and verb not in ("take", "call") and not stands(ctx, sent.subject, case):
        return Outcome(
            verb,
            ctx.refuse(
                "error-nothing-open", para(_("That is settled already. Nothing was changed.")), ref=case.ref
            ),
        )
    if verb == "noanswer" and (refusal := _last_try(ctx, case)) is not None:
        return refusal
    reply = checked(ctx, Call(ctx.verbs[verb], Request("", case, sent.subject)))
    named = para("{who} {key}", who=ctx.who(ctx.sender), key=key)
    return Outcome(
        verb, replace(reply, message=replace(reply.message, blocks=(named, *reply.message.blocks)))
    )


def _meaning(key: str, sent: Sent) -> str | None:
    kind = kind_of(sent.subject)
    if key == MINE:
        return "take"
    if key == CALLED and sent.code in CARDS:
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


def _last_try(ctx: Context, case: Case) -> Outcome | None:
    _ = ctx.texts.get
    living = ctx.book.followups.living(case.id)
    if living is None or attempts_left(ctx, case, living) > 1:
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
