"""Replies as short as the message asks for them: `fri 14:00` where it asked when, `consult` where it asked how
a question of a concern report is answered, `no answer` where that stands beside the emoji.
"""

from orosbot.casebook import Sent
from orosbot.commands.cards import ANSWER_TEXTS
from orosbot.commands.followups import DECLINED, OFF
from orosbot.commands.subjects import kind_of
from orosbot.commands.unassessed import is_open
from orosbot.commands.verb import Context, Reply
from orosbot.commands.whens import is_when
from orosbot.messages import para, written
from orosbot.rules import children
from orosbot.rules.parsing import tokens
from orosbot.rules.reference import shown
from orosbot.rules.words import fold
from orosbot.values import Case

_ASSESSING = frozenset(
    {"case-opened", "case-changed", "case-reopened", "reminder-assessment", "error-assessment-open"}
)
"""Codes of messages that ask for the assessment of a case."""

_CHILD_ANSWERS = {fold(form) for forms in children.ANSWERS.values() for form in forms}
_TOMORROW = {fold(form) for form in ("tomorrow", "imorgon", "i morgon", "i morn")}
_NOT_NOW = {fold(form) for form in ("kan ej", "kan inte", "inte nu", "not now", "hen kan inte", "hen kan ej")}
"""Of a reminder that we ring it is what came of that; elsewhere people say it to each other."""
_KEPT = {fold(form) for form in ("kept", "hållet")}


def spelled(ctx: Context, replied: Sent, text: str) -> str | Reply | None:
    """A reply without a verb as the command that it means, or a question back; `None` if it is none."""
    case = None if replied.ref is None else ctx.book.cases.find(replied.ref)
    words = tokens(text)
    if case is None or not words:
        return None
    said = " ".join(word.folded for word in words)
    if said in OFF:
        return _off(ctx, replied, case, text)
    if replied.code == "followup-paused" and (said in DECLINED or is_when(ctx, text)):
        return f"followup {text}"
    if (
        replied.code in _ASSESSING
        and said in _CHILD_ANSWERS
        and children.is_child_case(case.facts, ctx.words)
    ):
        return f"child {text}" if is_open(ctx, case) else _assessed(ctx, case, text)
    kind = kind_of(replied.subject)
    if said in _TOMORROW and kind and kind != "callback":
        return "later"
    if said in _NOT_NOW and kind == "followup" and replied.code == "reminder-followup":
        return "notnow"
    return "done" if said in _KEPT and kind == "promise" else None


def _assessed(ctx: Context, case: Case, text: str) -> Reply:
    """A word alone may be talk once the question is answered: it replaces no answer."""
    _ = ctx.texts.get
    last = ctx.book.assessments.last(case.id)
    if last is None:
        raise RuntimeError("an assessment is neither open nor recorded")
    return ctx.refuse(
        "error-nothing-open",
        para(
            _("In case **{ref}** this is recorded: {answer} ({who})."),
            ref=shown(case.ref),
            answer=_(ANSWER_TEXTS[last.answer]),
            who=ctx.who(last.by),
        ),
        para(_("Is it otherwise? Reply `child {word}`."), word=written(text.strip().casefold())),
        ref=case.ref,
    )


def _off(ctx: Context, replied: Sent, case: Case, text: str) -> str | Reply:
    """In a reply about a case `off` calls off what was agreed in it, and sends nobody off duty."""
    _ = ctx.texts.get
    about = kind_of(replied.subject) or (replied.code or "").partition("-")[0]
    rings = ctx.book.followups.living(case.id) is not None
    ring_us = ctx.book.agreements.callback(case.id) is not None
    if rings and ring_us and about not in ("followup", "callback"):
        return ctx.refuse(
            "error-ambiguous",
            para(
                _("What is off in case **{ref}**? Reply `followup off` or `callback off`."),
                ref=shown(case.ref),
            ),
            para(_("Are you going off duty? Then type `!case off`.")),
            ref=case.ref,
        )
    theirs = ring_us and (not rings or about == "callback")
    return f"callback {text}" if theirs else f"followup {text}"
