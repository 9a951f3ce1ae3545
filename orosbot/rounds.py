"""The rounds of the day: what falls due comes up once, at its minute, to the right person; what stays
undone comes again, collected; nothing on its own outside staffed hours but for times that staff set.

What is due lives in the casebook. A tick claims it in the transaction that fills the outbox.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from orosbot import briefing, reminding, stale
from orosbot.casebook.reminded import Reminded
from orosbot.commands.things import REPEATED, Thing, living_things
from orosbot.commands.verb import Context
from orosbot.messages import Message
from orosbot.rules.hours import Schedule

GRACE = timedelta(minutes=5)
"""What is worked off later than that was missed: the bot was away, or the machine slept."""

MOST_AT_ONCE = 5
"""More than so many things that fall due in one minute come as one list."""

NOON = time(12, 0)
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
_SAID_FOR = timedelta(days=14)
"""So long a reminder's own message is edited when what it says no longer holds."""


def work(ctx: Context) -> None:
    """Do what is due now, inside a transaction; the same moment twice does nothing more."""
    since = _working_since(ctx)
    if ctx.book.state.get("rounds-since") is None:
        ctx.book.state.set("rounds-since", since.isoformat())
    for slot, moment in _slots(ctx):
        if since < moment <= ctx.at <= moment + GRACE and not _made(ctx, slot, moment):
            ctx.book.state.set(f"round:{slot}", moment.isoformat())
            _round(ctx, slot, moment)
    if (monthly := stale.claim(ctx, since)) is not None:
        _send(ctx, *monthly)
    things = [thing for thing in living_things(ctx) if thing.at <= ctx.at and not _claimed(ctx, thing)]
    ready = [thing for thing in things if ctx.schedule.is_open(ctx.at) or _on_time_set(ctx, thing)]
    missed = [thing for thing in ready if thing.at < ctx.at - GRACE]
    _first(ctx, [thing for thing in ready if thing not in missed])
    _catch_up(ctx, missed)


def _working_since(ctx: Context) -> datetime:
    """When the first round of all could be made: a new bot makes none that was before it."""
    known = ctx.book.state.get("rounds-since")
    return ctx.at if known is None else datetime.fromisoformat(known)


def next_due(ctx: Context) -> datetime | None:
    """When there is something to do next: now, if something waits already, or if this is the beginning."""
    if ctx.book.state.get("rounds-since") is None:
        return ctx.at  # else nothing would note when the bot began, and each round would count as before that
    since = _working_since(ctx)
    moments = [
        moment
        for slot, moment in _slots(ctx)
        if moment > since and moment + GRACE >= ctx.at and not _made(ctx, slot, moment)
    ]
    for thing in living_things(ctx):
        if _claimed(ctx, thing):
            continue
        if thing.at > ctx.at or ctx.schedule.is_open(ctx.at) or _on_time_set(ctx, thing):
            moments.append(thing.at)
        elif (opens := ctx.schedule.next_open(ctx.at)) is not None:
            moments.append(opens)
    if (monthly := stale.next_due(ctx, since)) is not None:
        moments.append(monthly)
    return min(moments, default=None)


def _on_time_set(ctx: Context, thing: Thing) -> bool:
    """A time that staff set holds outside staffed hours too, but what was missed then waits for them."""
    return thing.timed and thing.at >= ctx.at - GRACE


def _claimed(ctx: Context, thing: Thing) -> bool:
    return ctx.book.reminders.claimed(thing.subject, thing.at)


def _slots(ctx: Context) -> tuple[tuple[str, datetime], ...]:
    """The rounds of today and of the next staffed day."""
    return _slots_from(ctx.schedule, ctx.local(ctx.at).date())


@lru_cache(maxsize=4)
def _slots_from(schedule: Schedule, today: date) -> tuple[tuple[str, datetime], ...]:
    found: list[tuple[str, datetime]] = []
    for day in (today, schedule.next_staffed_day(today)):
        if day is None or not schedule.open_day(day):
            continue
        for slot, clock in SLOTS.items():
            if (slot == "nextstep" and day.weekday() != _MONDAY) or (
                slot == "evening" and not schedule.evening_day(day)
            ):
                continue
            moment = schedule.staffed_minute(day, clock)
            if moment is not None:
                found.append((slot, moment))
    return tuple(found)


def _made(ctx: Context, slot: str, moment: datetime) -> bool:
    return ctx.book.state.get(f"round:{slot}") == moment.isoformat()


def _round(ctx: Context, slot: str, moment: datetime) -> None:
    cause = f"{slot}:{moment.isoformat()}"
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
        cause = f"due:{things[0].subject}:{things[0].at.isoformat()}"
        _send(ctx, cause, reminding.several(ctx, things))
        for thing in things:
            ctx.book.reminders.claim(thing.subject, thing.case.ref, thing.at, at=ctx.at, txn_id=None)
        return
    for thing in things:
        txn_id = _send(
            ctx, f"{thing.subject}:{thing.at.isoformat()}", reminding.one(ctx, thing), subject=thing.subject
        )
        ctx.book.reminders.claim(thing.subject, thing.case.ref, thing.at, at=ctx.at, txn_id=txn_id)


def _catch_up(ctx: Context, things: Sequence[Thing]) -> None:
    """What fell due while the bot was away, in one list."""
    if not things:
        return
    _send(ctx, f"catch-up:{ctx.at.isoformat()}", reminding.catch_up(ctx, things))
    for thing in things:
        ctx.book.reminders.claim(thing.subject, thing.case.ref, thing.at, at=ctx.at, txn_id=None)


def _undone(ctx: Context, before: datetime) -> list[tuple[Reminded, Thing]]:
    """What was reminded of before a moment, stands as it was then, and is not done."""
    living = {(thing.subject, thing.at): thing for thing in living_things(ctx) if thing.kind in REPEATED}
    return [
        (row, living[row.subject, row.due_at])
        for row in ctx.book.reminders.standing()
        if row.at < before and (row.subject, row.due_at) in living
    ]


def _again(ctx: Context, cause: str, moment: datetime) -> None:
    undone = [thing for _row, thing in _undone(ctx, moment)]
    if undone:
        _send(ctx, cause, reminding.again(ctx, undone))


def _escalate(ctx: Context, cause: str, moment: datetime) -> None:
    noon = ctx.schedule.at(ctx.local(moment).date(), NOON)
    late = [(row, thing) for row, thing in _undone(ctx, moment) if not row.escalated and row.due_at < noon]
    if not late:
        return
    _send(ctx, cause, reminding.escalated(ctx, [thing for _row, thing in late]))
    for row, _thing in late:
        ctx.book.reminders.escalate(row, ctx.at)


def _send(ctx: Context, cause: str, message: Message | None, *, subject: str | None = None) -> str | None:
    if message is None or ctx.book.outbox.has(cause):
        return None
    message, written = message.parted()
    return ctx.book.outbox.put(
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


def mend(ctx: Context) -> None:
    """Let each reminder's own message say whether it still holds."""
    rows = ctx.book.reminders.with_message(ctx.at - _SAID_FOR)
    living = living_things(ctx) if rows else []
    standing = {(thing.subject, thing.at): thing for thing in living}
    elsewhere = {thing.subject for thing in living}
    for row in rows:
        thing = standing.get((row.subject, row.due_at))
        done = thing is None
        event_id = ctx.book.outbox.event_of(row.txn_id or "")
        if done == row.done or event_id is None:
            continue
        number = ctx.book.reminders.mark(row, done=done)
        if thing is None:
            message = reminding.settled(ctx, row.subject, row.ref, moved=row.subject in elsewhere)
        else:
            message = reminding.one(ctx, thing)
        ctx.book.outbox.put(
            f"mended:{row.id}", number, message.edit(event_id), queued=ctx.at, kind="edit", target=event_id
        )
