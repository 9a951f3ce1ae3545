"""`monthly-tally`: on a month's first staffed day at 09:00 the figures of the month before, as a draft with three
questions for the team, and a picture of them. Was the bot away then, they come at the next staffed minute, after the catch-up. Ten
staffed days later the month is final by itself.
"""

from dataclasses import replace
from datetime import date, datetime, time

from orosbot.commands import tallying
from orosbot.commands.verb import Context
from orosbot.messages import Block, Message, Numbered, para, rich
from orosbot.rules.periods import Period
from orosbot.tally import freezing

CLOCK = time(9, 0)
FINAL_AFTER = 10
"""So many staffed days after the draft a month is final by itself."""

_MADE = "round:monthly-tally"


def claim(ctx: Context, since: datetime) -> list[tuple[str, Message]]:
    """The tally that is due now, with its cause; its month is then done with."""
    month = tallying.this_month(ctx, ctx.at).before
    moment = _draft_moment(ctx, month)
    if moment is None or moment > ctx.at or not _is_to_come(ctx, month, moment, since):
        return []
    if not ctx.schedule.is_open(ctx.at):
        return []
    ctx.book.state.set(_MADE, month.name)
    ctx.book.state.set(_posted(month), ctx.local(ctx.at).date().isoformat())
    return [(f"monthly-tally:{month.name}", _message(ctx, month, since))]


def next_due(ctx: Context, since: datetime) -> datetime | None:
    """When there is a tally to send or to make final next."""
    this = tallying.this_month(ctx, ctx.at)
    moments = []
    for month in (this.before, this):
        moment = _draft_moment(ctx, month)
        if moment is not None and _is_to_come(ctx, month, moment, since):
            moments.append(moment if moment > ctx.at else ctx.schedule.next_open(ctx.at))
    for month in (this.before.before, this.before, this):
        if ctx.book.tallies.snapshot(month) is not None:
            continue
        final = _final_moment(ctx, month, since)
        if final is not None and final > ctx.at:
            moments.append(final)
    if _overdue(ctx, since):
        moments.append(ctx.at)
    return min((moment for moment in moments if moment is not None), default=None)


def freeze(ctx: Context, since: datetime) -> None:
    """Make final by itself what was a draft for long enough."""
    for month in _overdue(ctx, since):
        audit_id = ctx.book.audit.open(
            at=ctx.at, by=ctx.sender, verb="tally", event_id=f"frozen:{month.name}"
        )
        ctx.book.changes.begin(audit_id)
        freezing.freeze(ctx.book, month, ctx.settings.zone, ctx.at)
        ctx.book.audit.finish(audit_id, verb="tally", code="tally-frozen", ref=None, undoable=False)


def _overdue(ctx: Context, since: datetime) -> list[Period]:
    """Months that were drafts for long enough, the oldest first. They become final in order, so that behind
    a month that is final there is none that is not, but for what a lead froze early."""
    first = ctx.book.figures.first_month(ctx.settings.zone)
    month = tallying.this_month(ctx, ctx.at).before
    while first is not None and month >= first and not _was_long_enough(ctx, month, since):
        month = month.before
    found: list[Period] = []
    if ctx.book.tallies.snapshot(month) is not None:
        return found
    while first is not None and month >= first:
        if ctx.book.tallies.snapshot(month) is None:
            found.append(month)
        month = month.before
    return found[::-1]


def _was_long_enough(ctx: Context, month: Period, since: datetime) -> bool:
    final = _final_moment(ctx, month, since)
    return final is not None and final <= ctx.at


def _draft_moment(ctx: Context, month: Period) -> datetime | None:
    after = month.following
    day = ctx.schedule.first_staffed_day_of_month(after.year, after.month)
    return None if day is None else ctx.schedule.staffed_minute(day, CLOCK)


def _final_moment(ctx: Context, month: Period, since: datetime) -> datetime | None:
    """When a month is final by itself; `None` while the team has not had its figures, because the bot was away."""
    day = _team_had_it(ctx, month)
    if day is None:
        last = tallying.this_month(ctx, ctx.at).before
        draft = _draft_moment(ctx, last)
        if month <= last and draft is not None and draft <= ctx.at and _is_to_come(ctx, last, draft, since):
            return None
        day = ctx.schedule.staffed_day_from(month.following.first_day)
    for _number in range(FINAL_AFTER):
        day = None if day is None else ctx.schedule.next_staffed_day(day)
    return None if day is None else ctx.schedule.staffed_minute(day, CLOCK)


def _team_had_it(ctx: Context, month: Period) -> date | None:
    """The day on which a month's tally was posted, or, if it never was, that of a later one."""
    made = ctx.book.state.get(_MADE) or ""
    while month.name <= made:
        if (day := ctx.book.state.get(_posted(month))) is not None:
            return date.fromisoformat(day)
        month = month.following
    return None


def _posted(month: Period) -> str:
    return f"{_MADE}:{month.name}"


def _is_to_come(ctx: Context, month: Period, moment: datetime, since: datetime) -> bool:
    """Not made yet, not before the bot began, and of a month in which there was a line."""
    if moment <= since or (ctx.book.state.get(_MADE) or "") >= month.name:
        return False
    first = ctx.book.figures.first_month(ctx.settings.zone)
    return since < month.span(ctx.settings.zone)[1] or (first is not None and first <= month)


def _message(ctx: Context, month: Period, since: datetime) -> Message:
    _ = ctx.texts.get
    edition = tallying.edition(ctx, month)
    asked = para(_("Three questions for the team:"))
    questions = Numbered(
        (
            rich(_("What surprised us?")),
            rich(_("Where was there nobody to refer to, and whom could we ring?")),
            rich(_("What do we do differently this month?")),
        )
    )
    further: list[Block] = [asked, questions]
    if edition.tally.draft:
        final = _final_moment(ctx, month, since)
        sentence = _(
            "It can still be put right. A lead makes it final with `!case tally freeze`; by itself it is so on {day}."
        )
        further.append(para(sentence, day="–" if final is None else ctx.day(final)))
    said = tallying.message("monthly-tally", ctx, edition, *further)
    return replace(said, picture=tallying.picture_of(ctx, edition))
