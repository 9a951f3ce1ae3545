"""What falls due, in words: what kind of thing, when, put off till when, which try. In a reminder's line
stands nothing that anybody wrote; `due` and the briefing tell more.
"""

from orosbot.commands.followups import attempts_left
from orosbot.commands.nextsteps import attempt_text
from orosbot.commands.snoozed import put_off
from orosbot.commands.subjects import number_of
from orosbot.commands.things import KINDS, Thing
from orosbot.commands.unassessed import consulted, open_line, open_text
from orosbot.commands.verb import Context
from orosbot.messages import Rich, rich, written
from orosbot.rules.reference import shown
from orosbot.texts import N_
from orosbot.values import Case

_TASKS = {
    "refer": N_("an actor is to be rung first, for a referral"),
    "mediate": N_("an actor is to be rung first, for a contact by us"),
}


def kind_text(ctx: Context, thing: Thing) -> str:
    """What kind of thing it is; of several promises of a case which one, of a task what it is for."""
    _ = ctx.texts.get
    number = number_of(thing.subject)
    if thing.kind == "promise":
        ids = [promise.id for promise in ctx.book.agreements.promises(thing.case.id)]
        if len(ids) > 1 and number in ids:
            which = _("something was promised ({number} of {count})")
            return which.replace("{number}", str(ids.index(number) + 1)).replace("{count}", str(len(ids)))
    if thing.kind == "task":
        for referral in ctx.book.referrals.pending(case_id=thing.case.id):
            if referral.id == number and referral.kind in _TASKS:
                return _(_TASKS[referral.kind])
    if thing.kind == "assessment":
        return open_text(ctx, thing.case)
    return _(KINDS[thing.kind])


def tries_made(ctx: Context, thing: Thing) -> Rich:
    """`, all 3 tries are made`, where the case was put right and fewer are made in it now; else nothing."""
    living = ctx.book.followups.living(thing.case.id) if thing.kind == "followup" else None
    if living is None or attempts_left(ctx, thing.case, living) > 0:
        return ()
    return rich(", ") + attempt_text(ctx, thing.case, living)


def thing_line(ctx: Context, thing: Thing) -> Rich:
    """One thing as a numbered line of a reminder: its case, its kind, when it is or was due, which try, whose."""
    line = rich("**{ref}**: ", ref=shown(thing.case.ref)) + what(ctx, thing, missed=thing.first_at < ctx.at)
    return line + slip_text(ctx, thing) + taker(ctx, thing.case)


def taker(ctx: Context, case: Case) -> Rich:
    """`, anna`; nothing if nobody has taken the case."""
    return () if case.taken_by is None else rich(", {who}", who=ctx.who(case.taken_by))


def due_line(ctx: Context, thing: Thing, *, missed: bool = False, overdue: bool = False) -> Rich:
    """One thing as a numbered line of `due` or of the briefing. `missed`: a call of theirs that did not come;
    `overdue`: of a day before today."""
    _ = ctx.texts.get
    case = thing.case
    line = rich("**{ref}** ", ref=shown(case.ref))
    if overdue and not missed:
        line += rich(_("**overdue:** "))
    line += _task_named(ctx, thing) if thing.kind == "task" else what(ctx, thing, missed=missed)
    if thing.kind == "callback" and ctx.book.agreements.promises(case.id):
        line += rich(_(" – **something was promised**"))
    return line + slip_text(ctx, thing) + taker(ctx, case)


def slip_text(ctx: Context, thing: Thing) -> Rich:
    """`, slip 3` where we ring; else nothing."""
    _ = ctx.texts.get
    slip = ctx.book.followups.slip(thing.case.id) if thing.kind == "followup" else None
    return () if slip is None else rich(_(", slip {number}"), number=slip.number)


def what(ctx: Context, thing: Thing, *, missed: bool) -> Rich:
    """What kind of thing it is, when it is or was due, which try. `missed`: a call of theirs that did not come."""
    _ = ctx.texts.get
    if thing.kind == "followup":
        living = ctx.book.followups.living(thing.case.id)
        line = rich(_("we ring {when}"), when=_when(ctx, thing, timed=True))
        return line if living is None else line + rich(", ") + attempt_text(ctx, thing.case, living)
    if thing.kind == "callback" and missed:
        template = _("they were to ring {when} – **no call is noted**")
        return rich(template, when=_when(ctx, thing, timed=thing.first_timed))
    if thing.kind == "callback":
        return rich(_("they ring {when}"), when=_when(ctx, thing, timed=thing.first_timed))
    if thing.kind == "assessment":
        begun = ctx.book.cases.child_since(thing.case)
        line = (
            rich(_("**assessment is open** since {when}"), when=ctx.full(begun, timed=True))
            if consulted(ctx, thing.case) is None
            else open_line(ctx, thing.case)
        )
        return line + put_off(ctx, thing.subject, thing.first_at, since=begun)
    when = _when(ctx, thing, timed=thing.first_timed or thing.kind == "task")
    template = _("{what}, by {when}") if thing.kind == "task" else _("{what}, due {when}")
    return rich(template, what=kind_text(ctx, thing), when=when)


def _task_named(ctx: Context, thing: Thing) -> Rich:
    _ = ctx.texts.get
    pending = ctx.book.referrals.pending(case_id=thing.case.id)
    names = [one.actor for one in pending if one.id == number_of(thing.subject)]
    line = rich(_("ring **{name}** first"), name=written("".join(names)))
    if ctx.local(thing.first_at).date() < ctx.local(ctx.at).date():
        line += rich(_(", due {when}"), when=ctx.full(thing.first_at, timed=True))
    return line + put_off(ctx, thing.subject, thing.first_at)


def _when(ctx: Context, thing: Thing, *, timed: bool) -> Rich:
    when = rich("{when}", when=ctx.full(thing.first_at, timed=timed))
    return when + put_off(ctx, thing.subject, thing.first_at)
