"""Until when something was put off, as it stands after its own date wherever that is shown."""

from datetime import datetime

from orosbot.commands.verb import Context
from orosbot.messages import Rich, rich


def put_off(ctx: Context, subject: str, due: datetime, *, since: datetime | None = None) -> Rich:
    """`, put off till Tuesday 27 June at 09:00`; nothing if it is due when it always was, be it that
    somebody is reminded before. `since`: of an assessment, since when its case is a child case as it stands."""
    _ = ctx.texts.get
    until = ctx.book.reminders.snoozed_until(subject, due, since=since)
    if until is None or until <= due:
        return ()
    return rich(_(", put off till {when}"), when=ctx.full(until, timed=True))
