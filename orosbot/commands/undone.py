"""What an undone command had done, in a few words: who takes back the wrong one sees it at once."""

from orosbot.casebook.audit import AuditRow
from orosbot.casebook.changes import Touched
from orosbot.commands.actorlines import ACTIONS
from orosbot.commands.journal import called, why_text
from orosbot.commands.verb import Context
from orosbot.messages import Rich, join, rich, written
from orosbot.rules.periods import Period
from orosbot.tally import labels

_ACTIONS = {
    "actor-added": "add",
    "actor-verified": "verify",
    "actor-changed": "change",
    "actor-retired": "retire",
}
"""Which part of `actor` has answered with a code."""


def verb_text(ctx: Context, row: AuditRow) -> str:
    """The verb in the configured language, of `actor` with what it did."""
    name = ctx.verb_word(row.verb) if row.verb in ctx.verbs else row.verb
    action = _ACTIONS.get(row.code)
    at = 1 if ctx.texts.language == "sv" else 0
    return name if action is None else f"{name} {ACTIONS[action][at]}"


def what_it_did(ctx: Context, row: AuditRow) -> Rich:
    """`Mora kommun`, `help to leave`, `meeting`: what the command was about besides its case; empty if there is
    nothing to be said. To be asked before the command is taken back."""
    touched = ctx.book.changes.touched(row.id)
    found: list[str] = []
    for one in touched:
        if one.table == "actors" or (one.table == "referrals" and row.verb != "actor"):
            found.append(_actor(ctx, one))
        elif one.table == "gaps" and row.verb == "gap":
            found.append(ctx.word("support", str(one.row["word"])))
        elif one.table == "allowed":
            found.append(written(str(one.row["word"])))
        elif one.table == "publications":
            found.append(_publication(ctx, one))
        elif one.table == "journal":
            found.append(_entry(ctx, one))
    if frozen := [
        labels.period(Period.read(str(one.row["period"])), ctx.texts.language)
        for one in touched
        if one.table == "tallies"
    ]:
        sentence = ctx.texts.plural("{periods} is a draft again", "{periods} are drafts again", len(frozen))
        found.append(sentence.replace("{periods}", ", ".join(frozen)))
    return join([rich("{part}", part=part) for part in dict.fromkeys(found)], ", ")


def _actor(ctx: Context, one: Touched) -> str:
    number = one.row["id"] if one.table == "actors" else one.row["actor_id"]
    return written(ctx.book.actors.get(int(str(number))).name)


def _publication(ctx: Context, one: Touched) -> str:
    _ = ctx.texts.get
    name = labels.period(Period.read(str(one.row["period"])), ctx.texts.language)
    return _("whether {period} is to be published").replace("{period}", name)


def _entry(ctx: Context, one: Touched) -> str:
    _ = ctx.texts.get
    kind = str(one.row["kind"])
    if one.row.get("approved_at") is not None:  # what was just written is not approved yet
        return _("lesson {number} is not approved any more").format(number=one.row["id"])
    if one.row.get("actor_id") is not None:
        return f"{_actor(ctx, one)}, {why_text(ctx, kind.removeprefix('contacted-'))}"
    return called(ctx, kind)
