"""`due`: what the day asks for. The same lines make the morning's briefing and what a shift hands over."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from orosbot.commands.paging import more, no_such_page, take_page
from orosbot.commands.refusals import unknown_word
from orosbot.commands.replyexamples import examples, says
from orosbot.commands.snoozed import put_off
from orosbot.commands.subjects import number_of, stands
from orosbot.commands.thinglines import due_line, taker
from orosbot.commands.things import Thing, living_things, with_cases
from orosbot.commands.unassessed import open_line
from orosbot.commands.verb import Context, Reply, Request, Verb
from orosbot.eventsize import pages
from orosbot.messages import Block, Numbered, Para, Rich, para, rich
from orosbot.rules.parsing import tokens
from orosbot.rules.reference import shown
from orosbot.texts import N_
from orosbot.values import Case


@dataclass(frozen=True, slots=True)
class DueLine:
    """One numbered line: the case's reference, the thing that is due (`followup:12`, empty: none), when
    (UTC; `None`: whenever) and how it reads. `missed`: a call of theirs that did not come, on a day before today.
    `kind` is that of the example that goes with it (see replyexamples)."""

    ref: str
    subject: str
    at: datetime | None
    text: Rich
    kind: str
    missed: bool = False


def end_of_day(ctx: Context) -> datetime:
    """Midnight after today, by the line's own clock."""
    return ctx.schedule.at(ctx.local(ctx.at).date() + timedelta(days=1), time(0, 0))


def start_of_day(ctx: Context) -> datetime:
    """Midnight before today, by the line's own clock."""
    return ctx.schedule.at(ctx.local(ctx.at).date(), time(0, 0))


def due_lines(ctx: Context, until: datetime, *, named: bool = True) -> list[DueLine]:
    """Everything that falls due before a moment and is not done, the oldest first; what was put off falls due
    when it was put off to. `named`: what is of a day before today is called overdue."""
    begin = start_of_day(ctx)
    living = with_cases(ctx, [one for one in living_things(ctx) if one.at < until])
    things = [*living, *(thing for thing in _days_of_theirs(ctx) if thing.at < until)]
    lines = []
    for thing in sorted(things, key=lambda thing: (thing.at, thing.kind, number_of(thing.subject))):
        missed = thing.kind == "callback" and thing.first_at < (ctx.at if thing.first_timed else begin)
        asked = missed and thing.first_at < begin
        text = due_line(ctx, thing, missed=missed, overdue=named and thing.at < begin)
        kind = says(ctx, thing.kind, thing.case)
        lines.append(DueLine(thing.case.ref, thing.subject, thing.at, text, "" if asked else kind, asked))
    return lines


def _days_of_theirs(ctx: Context) -> list[Thing]:
    """Calls of theirs on a day without a time: nothing reminds of them, but the day has them."""
    found = []
    for ref, callback in ctx.book.agreements.callbacks():
        case = ctx.book.cases.find(ref)
        if callback.due_at is not None and not callback.timed and case is not None:
            due = callback.due_at
            found.append(Thing(f"callback:{callback.id}", "callback", case, due, due, False, False))
    return found


def _line(ctx: Context, case: Case, what: Rich) -> Rich:
    return rich("**{ref}** ", ref=shown(case.ref)) + what + taker(ctx, case)


def standing_lines(ctx: Context, until: datetime) -> list[DueLine]:
    """What waits without a time before a moment: paused follow-ups, open assessments that are asked about
    later, slips that should be gone."""
    _ = ctx.texts.get
    found: list[DueLine] = []
    for ref, followup in ctx.book.followups.paused():
        if (case := ctx.book.cases.find(ref)) is not None:
            text = rich(_("**the follow-up is paused**"))
            if (slip := ctx.book.followups.slip(case.id)) is not None:
                text += rich(_(", slip {number}"), number=slip.number)
            text += rich(_(" – give a new date, or call it off"))
            found.append(DueLine(ref, f"followup:{followup.id}", None, _line(ctx, case, text), "paused"))
    dated = {thing.subject for thing in living_things(ctx) if thing.kind == "assessment" and thing.at < until}
    for case in ctx.book.cases.list_open(child=True):
        subject = f"assessment:{case.id}"
        if subject not in dated and stands(ctx, subject, case):
            since = ctx.book.cases.child_since(case)
            off = put_off(ctx, subject, since, since=since)
            text = _line(ctx, case, open_line(ctx, case) + off)
            found.append(DueLine(case.ref, subject, None, text, says(ctx, "assessment", case)))
    for slip in ctx.book.followups.living_slips():
        if ctx.book.followups.useless(slip):
            text = rich(_("slip {number} should be shredded"), number=slip.number)
            if slip.ref is not None and (case := ctx.book.cases.find(slip.ref)) is not None:
                text = _line(ctx, case, text)
            found.append(DueLine(slip.item, "", None, text, "slip"))
    return found


def asks(ctx: Context, lines: list[DueLine]) -> tuple[Block, ...]:
    """What to type about calls of theirs that did not come, with the number of the first one's line."""
    _ = ctx.texts.get
    number = next((number for number, line in enumerate(lines, 1) if line.missed), None)
    if number is None:
        return ()
    return (
        Para(
            (
                rich(_("**Did they ring?** Reply `{number} call`."), number=number),
                rich(
                    _("A new day: `{number} callback fri 14:00`. Nothing more: `{number} callback off`."),
                    number=number,
                ),
            )
        ),
    )


def how_to_answer(ctx: Context, lines: list[DueLine]) -> tuple[Block, ...]:
    """What can be replied to these lines, and what is asked about them."""
    _ = ctx.texts.get
    told = examples(ctx, [line.kind for line in lines])
    how = para(_("Reply with a line's number and what came of it: {examples}."), examples=told)
    return (*((how,) if told else ()), *asks(ctx, lines))


def numbered(lines: list[DueLine]) -> Numbered:
    """The lines as a block."""
    return Numbered(tuple(line.text for line in lines))


def run(ctx: Context, request: Request) -> Reply:
    _ = ctx.texts.get
    words, page = take_page(tokens(request.rest))
    if words:
        return unknown_word(ctx, words[0].raw, [])
    until = end_of_day(ctx)
    found = [*due_lines(ctx, until), *standing_lines(ctx, until)]
    if not found:
        return ctx.say("due-list", para(_("Nothing is due today.")))
    cut = pages([line.text for line in found])
    if (refusal := no_such_page(ctx, page, len(cut))) is not None:
        return refusal
    lines = found[cut[page - 1]]
    return ctx.say(
        "due-list",
        para(_("What is due today:")),
        numbered(lines),
        *more(ctx, len(found) - cut[page - 1].stop, _("!case due") + f" {page + 1}"),
        *how_to_answer(ctx, lines),
        items=tuple(line.ref for line in lines),
        subjects=tuple(line.subject for line in lines),
    )


VERB = Verb(
    name="due",
    forms=("idag",),
    run=run,
    family="cards",
    usage=N_("due [PAGE]"),
    summary=N_("What is due today, and what should have been done."),
    example=N_("!case due"),
)
