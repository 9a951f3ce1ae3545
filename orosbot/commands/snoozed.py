"""Until when something was put off, as it stands after its own date wherever that is shown."""

from datetime import datetime

from orosbot.commands.verb import Context
from orosbot.messages import Rich, rich


def put_off(ctx: Context, subject: str, due: datetime, *, since: datetime | None = None) -> Rich:
    """`, put off till Tuesday 27 June at 09:00`, on the same day `, put off till 11:30`; nothing if it is due when
    it always was, be it that somebody is reminded before, or once more after that. `since`: of an assessment,
    since when its case is a child case as it stands."""
    _ = ctx.texts.get
    snooze = ctx.book.reminders.snooze_of(subject, due, since=since)
    if snooze is None or snooze.until <= due or (snooze.keeps and due > ctx.at):
        return ()
    same_day = ctx.local(snooze.until).date() == ctx.local(due).date()
    when = ctx.clock(snooze.until) if same_day else ctx.full(snooze.until, timed=True)
    return rich(_(", put off till {when}"), when=when)
