"""The round of forgetting, at nine o'clock on staffed days: what is idle is asked about and closed, what was closed
long enough ago is announced and erased. One message of what will be, one of what was; neither wakes anybody but
the leads, where an assessment keeps a case open.
"""

from datetime import date, datetime, timedelta

from orosbot.commands.closing import close_case
from orosbot.commands.verb import Context
from orosbot.erasing import Eraser, remember, untold
from orosbot.forgotten import CLOSING, Announced, done, for_leads, notices
from orosbot.messages import Message
from orosbot.rules import retention
from orosbot.rules.children import assessment_open, is_child_case
from orosbot.values import Case

_ERASED = "round:erasing"
_TOLD = "round:forgetting"


def _erases(ctx: Context, since: datetime) -> datetime | None:
    """When today's erasures are or were due, staffed or not; `None` once they are made."""
    today = ctx.local(ctx.at).date()
    moment = ctx.schedule.at(today, retention.CLOCK)
    return None if moment <= since or ctx.book.state.get(_ERASED) == today.isoformat() else moment


def _tells(ctx: Context, since: datetime) -> datetime | None:
    """When today's messages are due, later than at nine only the same day; `None` once they are made."""
    today = ctx.local(ctx.at).date()
    moment = ctx.schedule.staffed_minute(today, retention.CLOCK) if ctx.schedule.open_day(today) else None
    if moment is None or moment <= since or ctx.book.state.get(_TOLD) == today.isoformat():
        return None
    opens = ctx.schedule.next_open(max(moment, ctx.at))
    return opens if opens is not None and ctx.local(opens).date() == today else None


def next_due(ctx: Context, since: datetime) -> datetime:
    """When there is something to do next."""
    moments = [moment for moment in (_erases(ctx, since), _tells(ctx, since)) if moment is not None]
    tomorrow = ctx.local(ctx.at).date() + timedelta(days=1)
    return min(moments, default=ctx.schedule.at(tomorrow, retention.CLOCK))


def work(ctx: Context, since: datetime) -> list[tuple[str, Message]]:
    """Do what is due, inside a transaction: the messages about it, each with its cause."""
    today = ctx.local(ctx.at).date()
    if (moment := _erases(ctx, since)) is not None and moment <= ctx.at:
        ctx.book.state.set(_ERASED, today.isoformat())
        remember(ctx.book, Eraser(ctx.book, ctx.settings, ctx.schedule, ctx.at).erase())
    moment = _tells(ctx, since)
    if moment is None or moment > ctx.at:
        return []
    ctx.book.state.set(_TOLD, today.isoformat())
    closed, left = _close_idle(ctx, today)
    said = [
        ("forgotten", done(ctx, closed, untold(ctx.book))),
        ("retention", notices(ctx, [*_ask_idle(ctx, today), *_announce(ctx, today)])),
        ("unassessed", for_leads(ctx, left)),
    ]
    return [
        (f"{name}:{today.isoformat()}" if number == 0 else f"{name}:{today.isoformat()}:{number}", message)
        for name, messages in said
        for number, message in enumerate(messages)
    ]


def _idle(ctx: Context) -> list[tuple[Case, date]]:
    """Open cases in which nothing has happened for too long, and the day on which something did last."""
    latest = ctx.local(ctx.at).date() - timedelta(days=ctx.settings.privacy.idle_days)
    found = []
    for one in ctx.book.forgetting.idle(ctx.at):
        case, day = ctx.book.cases.find(one.ref), ctx.local(one.since).date()
        if case is not None and day <= latest:
            found.append((case, day))
    return found


def _unassessed(ctx: Context, case: Case) -> bool:
    last = ctx.book.assessments.last(case.id)
    return is_child_case(case.facts, ctx.words) and assessment_open(None if last is None else last.answer)


def _close_idle(ctx: Context, today: date) -> tuple[list[Case], list[Case]]:
    """Close what was asked about long enough ago; what was closed, and what stays open for its assessment."""
    closed, left = list[Case](), list[Case]()
    for case, day in _idle(ctx):
        asked = ctx.book.forgetting.announced(case.id, "idle", day)
        if asked is None or today < asked + timedelta(days=retention.ASKED_FOR):
            continue
        if not _unassessed(ctx, case):
            _close(ctx, case)
            closed.append(case)
        elif ctx.book.forgetting.announced(case.id, "leads", day) is None:
            ctx.book.forgetting.announce(case.id, "leads", day, today)
            left.append(case)
    return closed, left


def _close(ctx: Context, case: Case) -> None:
    cause = f"faded:{case.id}"
    audit_id = ctx.book.audit.open(at=ctx.at, by=ctx.sender, verb="close", event_id=cause)
    ctx.book.changes.begin(audit_id)
    close_case(ctx, case, CLOSING)
    ctx.book.audit.finish(audit_id, verb="close", code="retention-done", ref=case.ref, undoable=False)


def _ask_idle(ctx: Context, today: date) -> list[Announced]:
    found = []
    for case, day in _idle(ctx):
        if ctx.book.forgetting.announced(case.id, "idle", day) is not None:
            continue
        ctx.book.forgetting.announce(case.id, "idle", day, today)
        if _unassessed(ctx, case):
            found.append(Announced("unassessed", case, day, None))
        else:
            closes = retention.staffed_from(ctx.schedule, today + timedelta(days=retention.ASKED_FOR))
            found.append(Announced("idle", case, day, closes))
    return found


def _announce(ctx: Context, today: date) -> list[Announced]:
    """What is to be erased soon; an erasure that was missed is announced once more before it is made."""
    eraser = Eraser(ctx.book, ctx.settings, ctx.schedule, ctx.at)
    found = []
    for ref in ctx.book.forgetting.closed():
        case = ctx.book.cases.find(ref)
        if case is None:
            continue
        day = eraser.erased_on(case)
        kind = retention.notice_due(ctx.schedule, today, day)
        given = (kind, "late")  # who has had the last notice needs no earlier one
        if kind is None or any(ctx.book.forgetting.announced(case.id, one, day) for one in given if one):
            continue
        ctx.book.forgetting.announce(case.id, kind, day, today)
        kept = timedelta(days=min(retention.LAST_NOTICE, ctx.settings.privacy.retention_days))
        when = day if kind == "early" else max(day, today + kept)
        found.append(Announced("erased", case, None, when))
    return found
