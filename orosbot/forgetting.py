"""The round of forgetting, at nine o'clock on staffed days: what is idle is asked about and closed, what was closed
long enough ago is announced and erased. One message of what will be, one of what was; neither wakes anybody but
the leads, where an assessment keeps a case open.
"""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from orosbot.commands.closing import close_case
from orosbot.commands.verb import Context
from orosbot.erasing import Erased, Eraser
from orosbot.messages import Block, Message, Numbered, Rich, para, rich
from orosbot.rules import retention
from orosbot.rules.children import assessment_open, is_child_case
from orosbot.rules.reference import shown
from orosbot.values import Case

CLOSING = "faded"
"""The closing word of a case in which nothing has happened."""

_ERASED = "round:erasing"
_TOLD = "round:forgetting"
_UNTOLD = "forgotten"
"""What was erased on days without staff, until somebody is there to be told."""


@dataclass(frozen=True, slots=True)
class _Announced:
    """A case that is to be closed or erased, and the line that says so."""

    case: Case
    line: Rich


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
        _remember(ctx, Eraser(ctx.book, ctx.settings, ctx.schedule, ctx.at).erase())
    moment = _tells(ctx, since)
    if moment is None or moment > ctx.at:
        return []
    ctx.book.state.set(_TOLD, today.isoformat())
    closed, left = _close_idle(ctx, today)
    said = [
        ("forgotten", _done(ctx, closed, _untold(ctx))),
        ("retention", _notice(ctx, [*_ask_idle(ctx, today), *_announce(ctx, today)])),
        ("unassessed", _for_leads(ctx, left)),
    ]
    return [(f"{name}:{today.isoformat()}", message) for name, message in said if message is not None]


def _remember(ctx: Context, erased: Erased) -> None:
    """Keep what was erased till it can be told."""
    before = _untold(ctx)
    counts = before.counts + erased.counts
    kept = {"cases": counts["cases"], "messages": counts["messages"], "slips": [*before.slips, *erased.slips]}
    ctx.book.state.set(_UNTOLD, json.dumps(kept))


def _untold(ctx: Context) -> Erased:
    """What was erased and not told of; it counts as told from now on."""
    kept = json.loads(ctx.book.state.get(_UNTOLD) or "{}")
    ctx.book.state.set(_UNTOLD, "{}")
    return Erased(
        Counter(cases=kept.get("cases", 0), messages=kept.get("messages", 0)), tuple(kept.get("slips", []))
    )


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


def _ask_idle(ctx: Context, today: date) -> list[_Announced]:
    _ = ctx.texts.get
    found = []
    for case, day in _idle(ctx):
        if ctx.book.forgetting.announced(case.id, "idle", day) is not None:
            continue
        ctx.book.forgetting.announce(case.id, "idle", day, today)
        last = _on(ctx, day)
        if _unassessed(ctx, case):
            line = rich(
                _("**{ref}** – nothing since {last}, and **not assessed**"), ref=shown(case.ref), last=last
            )
        else:
            closes = retention.staffed_from(ctx.schedule, today + timedelta(days=retention.ASKED_FOR))
            line = rich(
                _("**{ref}** – nothing since {last}; I close it on {day}"),
                ref=shown(case.ref),
                last=last,
                day=_on(ctx, closes),
            )
        found.append(_Announced(case, _taken(ctx, case, line)))
    return found


def _announce(ctx: Context, today: date) -> list[_Announced]:
    """What is to be erased soon; an erasure that was missed is announced once more before it is made."""
    _ = ctx.texts.get
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
        line = rich(_("**{ref}** – is erased on {day}"), ref=shown(case.ref), day=_on(ctx, when))
        found.append(_Announced(case, _taken(ctx, case, line)))
    return found


def _on(ctx: Context, day: date) -> str:
    return ctx.day(ctx.schedule.at(day, time(12, 0)))


def _taken(ctx: Context, case: Case, line: Rich) -> Rich:
    return line if case.taken_by is None else line + rich(", {who}", who=ctx.who(case.taken_by))


def _notice(ctx: Context, found: list[_Announced]) -> Message | None:
    _ = ctx.texts.get
    if not found:
        return None
    title = ctx.texts.plural(
        "**Soon to be forgotten:** {count} case", "**Soon to be forgotten:** {count} cases", len(found)
    )
    blocks: list[Block] = [
        para(title, count=len(found)),
        Numbered(tuple(one.line for one in found)),
        para(_("Nothing to do if that is right.")),
    ]
    by_number = {one.case.open: number for number, one in reversed(list(enumerate(found, 1)))}
    if (number := by_number.get(True)) is not None:
        text = _("To keep a case open, note what is going on or agree on a day: `{number} followup 10d`.")
        blocks.append(para(text, number=number))
    if (number := by_number.get(False)) is not None:
        text = _("Still needed? A lead replies `{number} prolong`; `{number} reopen` if work goes on.")
        blocks.append(para(text, number=number))
    return Message("retention-notice", tuple(blocks), items=tuple(one.case.ref for one in found))


def _for_leads(ctx: Context, left: list[Case]) -> Message | None:
    """Cases that would be closed by now, but for their assessment."""
    _ = ctx.texts.get
    if not left:
        return None
    title = ctx.texts.plural(
        "For the leads: {count} case lies idle and cannot be closed, for it is **not assessed**:",
        "For the leads: {count} cases lie idle and cannot be closed, for they are **not assessed**:",
        len(left),
    )
    room = ctx.book.room.get()
    leads = [user for user in ctx.settings.roles.leads if room is None or user in room.joined]
    return Message(
        "retention-notice",
        (
            para(title, count=len(left)),
            Numbered(tuple(_taken(ctx, case, rich("**{ref}**", ref=shown(case.ref))) for case in left)),
            para(
                _("Reply with a line's number: `1 child none`, or `report`, `consult`, `caller`, `unknown`.")
            ),
        ),
        items=tuple(case.ref for case in left),
        wakes=tuple(leads),
    )


def _done(ctx: Context, closed: list[Case], erased: Erased) -> Message | None:
    _ = ctx.texts.get
    blocks: list[Block] = []
    if closed:
        title = ctx.texts.plural(
            "{count} case is closed, as nothing has happened in it ({word}):",
            "{count} cases are closed, as nothing has happened in them ({word}):",
            len(closed),
        )
        blocks.append(para(title, count=len(closed), word=ctx.word("closing", CLOSING)))
        blocks.append(
            Numbered(tuple(_taken(ctx, case, rich("**{ref}**", ref=shown(case.ref))) for case in closed))
        )
        blocks.append(para(_("If work goes on in one, reply `1 reopen`.")))
    if (count := erased.counts["cases"]) > 0:
        title = ctx.texts.plural(
            "{count} case is erased for good; its number tells only that it existed.",
            "{count} cases are erased for good; their numbers tell only that they existed.",
            count,
        )
        blocks.append(para(title, count=count))
        if messages := erased.counts["messages"]:
            text = ctx.texts.plural(
                "I remove {count} message about that from the room.",
                "I remove {count} messages about that from the room.",
                messages,
            )
            blocks.append(para(text, count=messages))
    demand = _("**Shred slip {number}** and type `!case shredded {number}`.")
    blocks += [para(demand, number=number) for number in erased.slips]
    if not blocks:
        return None
    return Message("retention-done", tuple(blocks), items=tuple(case.ref for case in closed))
