"""The rounds of the day: what falls due comes up once, at its minute, to the right person; what stays
undone comes again, collected; nothing on its own outside staffed hours but for times that staff set.

What is due lives in the casebook. A tick claims it in the transaction that fills the outbox.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from orosbot import briefing, forgetting, leftover, monthly_tally, picturing, reminding, stale
from orosbot.casebook.living import Living
from orosbot.casebook.reminded import Reminded
from orosbot.commands.things import (
    Thing,
    living_things,
    next_moment,
    waiting_things,
    with_cases,
)
from orosbot.commands.verb import Context
from orosbot.eventsize import fit
from orosbot.messages import Message
from orosbot.rules.hours import Schedule

GRACE = timedelta(minutes=5)
"""What is worked off later than that was missed: the bot was away, or the machine slept."""

MOST_AT_ONCE = 5
"""More than so many things that fall due in one minute come as one list."""

SLOTS = {
    "briefing": time(9, 0),
    "again": time(13, 0),
    "nextstep": time(13, 0),
    "escalated": time(15, 30),
    "slips": time(15, 30),
    "evening": time(18, 0),
}
"""When each round is made on a staffed day: `nextstep` on Mondays, `evening` on evening days."""

_MONDAY = 0
_BEFORE_END = timedelta(minutes=30)
_SAID_FOR = timedelta(days=14)
"""So long a reminder's own message is edited when what it says no longer holds."""


def work(ctx: Context) -> None:
    """Do what is due now, inside a transaction; the same moment twice does nothing more."""
    since = _working_since(ctx)
    if since is None:
        ctx.book.state.set("rounds-since", ctx.at.isoformat())
    # First, so that nothing is said of what is gone the next moment: its messages would go with it, unsent.
    forgotten = [] if since is None else forgetting.work(ctx, since)
    for slot, moment in _slots(ctx):
        if since is not None and since < moment <= ctx.at <= moment + GRACE and not _made(ctx, slot, moment):
            ctx.book.state.set(f"round:{slot}", moment.isoformat())
            _round(ctx, slot, moment)
    for cause, message in forgotten:
        _send(ctx, cause, message)
    if since is not None and (monthly := stale.claim(ctx, since)) is not None:
        _send(ctx, *monthly)
    ready = [thing for thing in waiting_things(ctx) if _may_come(ctx, thing)]
    missed = [thing for thing in ready if _was_missed(ctx, thing)]
    _first(ctx, with_cases(ctx, [thing for thing in ready if thing not in missed]))
    _catch_up(ctx, with_cases(ctx, missed))
    if since is not None:
        monthly_tally.freeze(ctx, since)
        for cause, message in monthly_tally.claim(ctx, since):
            _send(ctx, cause, message)


def _working_since(ctx: Context) -> datetime | None:
    """When the first round of all could be made: a new bot makes none that was before it. `None`: it begins
    now, for the first time or because it began by a clock that was ahead."""
    known = ctx.book.state.get("rounds-since")
    since = None if known is None else datetime.fromisoformat(known)
    return None if since is None or since > ctx.at else since


def next_due(ctx: Context) -> datetime | None:
    """When there is something to do next: now, if something waits already, or if this is the beginning."""
    since = _working_since(ctx)
    if since is None:
        return ctx.at  # else nothing would note when the bot began, and each round would count as before that
    moments = [
        moment
        for slot, moment in _slots(ctx)
        if moment > since and moment + GRACE >= ctx.at and not _made(ctx, slot, moment)
    ]
    for thing in waiting_things(ctx):
        comes = _comes_at(ctx, thing)
        if not _may_come(ctx, thing):
            comes = ctx.schedule.next_open(ctx.at)
        if comes is not None:
            moments.append(comes)
    if (later := next_moment(ctx)) is not None:
        moments.append(later)
    others = (
        stale.next_due(ctx, since),
        forgetting.next_due(ctx, since),
        monthly_tally.next_due(ctx, since),
    )
    moments += [moment for moment in others if moment is not None]
    return min(moments, default=None)


def _may_come(ctx: Context, thing: Living) -> bool:
    """Within staffed hours. A time that staff set holds outside them too, but what was missed then waits."""
    return ctx.schedule.is_open(ctx.at) or (thing.timed and thing.at >= ctx.at - GRACE)


def _comes_at(ctx: Context, thing: Living) -> datetime | None:
    """When a thing was to come up: what has no time, and falls due when the line is closed (its hours are
    others now), comes when it opens."""
    return thing.at if thing.timed else ctx.schedule.next_open(thing.at)


def _was_missed(ctx: Context, thing: Living) -> bool:
    comes = _comes_at(ctx, thing)
    return comes is not None and comes < ctx.at - GRACE


def _slots(ctx: Context) -> tuple[tuple[str, datetime], ...]:
    """The rounds of today and of the next staffed day."""
    return _slots_from(ctx.schedule, ctx.local(ctx.at).date())


@lru_cache(maxsize=4)
def _slots_from(schedule: Schedule, today: date) -> tuple[tuple[str, datetime], ...]:
    found: list[tuple[str, datetime]] = []
    for day in (today, schedule.next_staffed_day(today)):
        if day is not None and schedule.open_day(day):
            found += _rounds_of(schedule, day)
    return tuple(found)


def _rounds_of(schedule: Schedule, day: date) -> list[tuple[str, datetime]]:
    """Rounds that find the line closed are made when it is staffed next that day, else before the day ends, so
    that hours other than the usual leave none out; but for the evening's, which is one more, and for Mondays'."""
    briefing_at = _staffed(schedule, day, SLOTS["briefing"]) or schedule.spans(day)[0][0]
    found = {"briefing": briefing_at}
    for slot in ("again", "escalated", "slips"):
        moment = _staffed(schedule, day, SLOTS[slot])
        if moment is None or moment <= briefing_at:
            moment = schedule.spans(day)[-1][1] - _BEFORE_END
        if moment > briefing_at:
            found[slot] = moment
    evening = _staffed(schedule, day, SLOTS["evening"]) if schedule.evening_day(day) else None
    if evening is not None and evening > briefing_at:
        if found.get("again", evening) >= evening:
            found.pop("again", None)
        found["evening"] = evening
    monday = schedule.at(day, SLOTS["nextstep"])
    if day.weekday() == _MONDAY and schedule.is_open(monday):
        found["nextstep"] = monday
    return sorted(found.items(), key=lambda slot: (slot[1], list(SLOTS).index(slot[0])))


def _staffed(schedule: Schedule, day: date, clock: time) -> datetime | None:
    """The given time of a staffed day, or the first staffed minute after it on that day."""
    wanted = schedule.at(day, clock)
    return next((max(start, wanted) for start, end in schedule.spans(day) if wanted < end), None)


def _made(ctx: Context, slot: str, moment: datetime) -> bool:
    return ctx.book.state.get(f"round:{slot}") == moment.isoformat()


def _round(ctx: Context, slot: str, moment: datetime) -> None:
    cause = f"{slot}:{moment.isoformat()}"
    if ctx.book.outbox.has(cause):
        return  # by a clock that has gone back since
    if slot == "briefing":
        _send(ctx, cause, briefing.morning(ctx))
    elif slot in ("again", "evening"):
        _again(ctx, cause, moment)
    elif slot == "escalated":
        _escalate(ctx, cause, moment)
    elif slot == "slips":
        _send(ctx, cause, reminding.slips(ctx))
    elif slot == "nextstep":
        _send(ctx, cause, briefing.next_steps(ctx))


def _first(ctx: Context, things: Sequence[Thing]) -> None:
    """Things that fall due now: a message each, or one list."""
    if len(things) > MOST_AT_ONCE:
        _send(ctx, f"due:{_occasion(things[0])}", reminding.several(ctx, things))
        _claim(ctx, things)
        return
    for thing in things:
        txn_id = _send(ctx, _occasion(thing), reminding.one(ctx, thing), subject=thing.subject)
        ctx.book.reminders.claim(thing.subject, thing.case.ref, thing.at, at=ctx.at, txn_id=txn_id)


def _catch_up(ctx: Context, things: Sequence[Thing]) -> None:
    """What fell due while the bot was away, in one list."""
    if not things:
        return
    _send(ctx, f"catch-up:{_occasion(things[0])}", reminding.catch_up(ctx, things))
    _claim(ctx, things)


def _claim(ctx: Context, things: Sequence[Thing]) -> None:
    for thing in things:
        ctx.book.reminders.claim(thing.subject, thing.case.ref, thing.at, at=ctx.at, txn_id=None)


def _occasion(thing: Thing) -> str:
    """A name for what is claimed once."""
    return f"{thing.subject}:{thing.case.ref}:{thing.at.isoformat()}"


def _again(ctx: Context, cause: str, moment: datetime) -> None:
    if undone := leftover.undone(ctx, moment):
        _send(ctx, cause, reminding.again(ctx, undone))


def _escalate(ctx: Context, cause: str, moment: datetime) -> None:
    if late := leftover.for_leads(ctx, moment):
        _send(ctx, cause, reminding.escalated(ctx, late))
        leftover.told(ctx, late)


def _send(ctx: Context, cause: str, message: Message | None, *, subject: str | None = None) -> str | None:
    if message is None or ctx.book.outbox.has(cause):
        return None
    message = fit(message, ctx.texts)
    message, written = message.parted()
    txn_id = ctx.book.outbox.put(
        cause,
        0,
        message.content(),
        queued=ctx.at,
        written=written,
        code=message.code,
        ref=message.ref,
        items=message.items,
        subjects=message.subjects,
        subject=subject,
    )
    picturing.follow(ctx.book, message, txn_id, cause, 1, queued=ctx.at)
    return txn_id


def mend(ctx: Context) -> None:
    """Let each reminder's own message say whether it still holds."""
    rows = ctx.book.reminders.with_message(ctx.at - _SAID_FOR)
    living = living_things(ctx) if rows else []
    standing = {(one.subject, one.ref, one.at): one for one in living}
    elsewhere = {(one.subject, one.ref): one for one in living}
    for row in rows:
        thing = standing.get((row.subject, row.ref, row.due_at)) or _said_first(
            ctx, row, elsewhere.get((row.subject, row.ref))
        )
        done = thing is None
        event_id = ctx.book.outbox.event_of(row.txn_id or "")
        if done == row.done or event_id is None:
            continue
        number = ctx.book.reminders.mark(row, done=done)
        if thing is None:
            moved = (row.subject, row.ref) in elsewhere
            message = reminding.settled(ctx, row.subject, row.ref, moved=moved)
        else:
            message = reminding.one(ctx, with_cases(ctx, [thing])[0])
        # Rows of what is settled are removed, and their ids are given out again; the message's own id never is.
        ctx.book.outbox.put(
            f"mended:{row.txn_id}",
            number,
            message.edit(event_id),
            queued=ctx.at,
            kind="edit",
            target=event_id,
        )


def _said_first(ctx: Context, row: Reminded, thing: Living | None) -> Living | None:
    """The thing, if staff wanted to be reminded of it before it is due, or after that once more, and this was
    the first time."""
    snooze = None if thing is None else ctx.book.reminders.snooze_of(thing.subject, thing.first_at)
    if thing is None or snooze is None:
        return None
    first = min(snooze.until, thing.first_at) if snooze.keeps else snooze.until
    return replace(thing, at=first) if first == row.due_at else None
