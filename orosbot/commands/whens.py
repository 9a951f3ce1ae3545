"""WHEN in a command: read, laid onto the line's staffed days, and refused in words that help."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Literal, overload

from orosbot.casebook import Question
from orosbot.commands.verb import Ask, Context, Reply, Request
from orosbot.messages import Block, para
from orosbot.rules import routine
from orosbot.rules.reference import shown
from orosbot.rules.when import Ambiguous, Bad, Reason, take_when
from orosbot.texts import N_
from orosbot.values import Case


@dataclass(frozen=True, slots=True)
class Moment:
    """When something falls due (UTC), whether staff set the time, and what follows the WHEN.

    `open` tells whether the line is staffed then, or still on that day when no time was set;
    `asked` is the day that was typed and `hours` are that day's, in words.
    """

    at: datetime
    timed: bool
    rest: str
    open: bool
    asked: date
    hours: str


@overload
def moment_in(ctx: Context, text: str, *, verb: str, case: Case) -> Moment | Reply: ...
@overload
def moment_in(
    ctx: Context, text: str, *, verb: str, case: Case, optional: Literal[True]
) -> Moment | Reply | None: ...
def moment_in(
    ctx: Context, text: str, *, verb: str, case: Case, optional: bool = False
) -> Moment | Reply | None:
    """The WHEN at the start of a text, or the refusal of what is none.

    A day without a time means that day's first staffed minute, or the next staffed day's.
    With `optional` a text that begins with no WHEN gives `None`.
    """
    _ = ctx.texts.get
    found = take_when(text, ctx.at, ctx.settings.zone)
    if found is None:
        return (
            None
            if optional
            else _refuse(ctx, N_("I don't understand when. Write it like {examples}."), verb, case)
        )
    if isinstance(found, Ambiguous):
        readings = [ctx.full(reading.start, timed=reading.has_time) for reading in found.readings]
        template = (
            _("That can mean {readings}. Which one? Write it with day and time.")
            if any(reading.has_time for reading in found.readings)
            else _("That can mean {readings}. Which day? Write its date.")
        )
        which = para(template, readings=_either(ctx, readings))
        return asked_again(ctx, ctx.refuse("error-ambiguous", which, ref=case.ref), verb, case, found.rest)
    if isinstance(found, Bad):
        # What nothing but a text follows was meant as a WHEN; "viringer igår, sa hen" is talk.
        meant = not found.rest or (verb == "promise" and found.rest.startswith(":"))
        return _refuse(ctx, _REASONS[found.reason], verb, case, unread=not meant)
    hours = hours_of(ctx, found.day)
    if found.has_time:
        return Moment(found.start, True, found.rest, ctx.schedule.is_open(found.start), found.day, hours)
    at = routine.due_on(ctx.schedule, found.day, ctx.at)
    if at is None:
        return _refuse(ctx, N_("The line has no staffed day then. Write it like {examples}."), verb, case)
    still_open = ctx.schedule.local_day(at) == found.day
    return Moment(at, False, found.rest, still_open, found.day, hours)


def asked_again(ctx: Context, refusal: Reply, verb: str, case: Case, text: str = "") -> Reply:
    """A refusal to which the bare WHEN may be replied; `text` is what had followed it and is not lost."""
    body: dict[str, object] = {
        "asks": "when",
        "ref": case.ref,
        "text": text or None,
        "event_id": ctx.event_id,
    }
    return replace(refusal, ask=Ask(verb, body))


def is_when(ctx: Context, text: str) -> bool:
    """Whether a text is a WHEN and no more, or meant as one."""
    found = take_when(text, ctx.at, ctx.settings.zone)
    return found is not None and (isinstance(found, Bad) or not found.rest)


def when_answered(
    ctx: Context, question: Question, text: str, run: Callable[[Context, Request], Reply]
) -> Reply | None:
    """The bare WHEN that was asked for, as if the command had been typed with it; `None` if it is talk."""
    case = ctx.book.cases.find(str(question.body["ref"]))
    if case is None or not case.open or not is_when(ctx, text):
        return None
    # The text stands in the message that it was typed in: when that is deleted, it goes too.
    first = replace(ctx, event_id=str(question.body["event_id"]))
    subject = question.body.get("subject")
    typed = f"{text} {question.body.get('text') or ''}".strip()
    return run(first, Request(typed, case, None if subject is None else str(subject)))


def moved(ctx: Context, found: Moment) -> tuple[Block, ...]:
    """What an answer says when the line is closed then: a time that staff set holds all the same, a day
    without one becomes the next staffed day."""
    _ = ctx.texts.get
    if found.open:
        return ()
    if found.timed:
        return (
            para(_("The line is closed at that time; it holds all the same. {hours}"), hours=found.hours),
        )
    if ctx.schedule.open_day(found.asked):
        return (para(_("The line is not staffed any more today; this is the next staffed day.")),)
    return (para(_("The line is closed {day}; this is the next staffed day."), day=asked_day(ctx, found)),)


def asked_day(ctx: Context, found: Moment) -> str:
    """The day that was typed, in full, with its time if one was set."""
    if found.timed:
        return ctx.full(found.at, timed=True)
    return ctx.day(ctx.schedule.at(found.asked, time(12, 0)))


_REASONS = {
    Reason.PAST: N_("That is past already. Write it like {examples}."),
    Reason.NO_SUCH_DAY: N_("There is no such day. Write it like {examples}."),
    Reason.NO_SUCH_TIME: N_("There is no such time. Write it like {examples}."),
    Reason.TOO_FAR: N_("That is too far away. Write it like {examples}."),
}


def _either(ctx: Context, readings: list[str]) -> str:
    _ = ctx.texts.get
    return _(" or ").join(readings)


def hours_of(ctx: Context, day: date) -> str:
    """When the line is staffed on a day, in words."""
    _ = ctx.texts.get
    parts = ctx.schedule.hours_text(day, "." if ctx.texts.language == "sv" else ":")
    if parts:
        return _("That day: {hours}.").replace("{hours}", ", ".join(parts))
    following = ctx.schedule.next_staffed_day(day)
    if following is None:
        return _("No day is staffed any more.")
    parts = ctx.schedule.hours_text(following, "." if ctx.texts.language == "sv" else ":")
    return (
        _("Next: {day} {hours}.")
        .replace("{day}", ctx.day(ctx.schedule.at(following, time(12, 0))))
        .replace("{hours}", ", ".join(parts))
    )


def _refuse(ctx: Context, template: str, verb: str, case: Case, *, unread: bool = True) -> Reply:
    _ = ctx.texts.get
    examples = _("`10d`, `fri 14:00`, `24 march 9:30`")
    name = ctx.verb_word(verb)
    refusal = ctx.refuse(
        "error-bad-when",
        para(_(template).replace("{examples}", examples)),
        para(
            "`{prefix} {name} {ref} {when}`",
            prefix=_("!case"),
            name=name,
            ref=shown(case.ref),
            when=_("fri 14:00"),
        ),
        ref=case.ref,
        unread=unread,
    )
    # What else a promise says would be lost.
    return refusal if verb == "promise" else asked_again(ctx, refusal, verb, case)
