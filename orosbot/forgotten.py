"""What the round of forgetting says: which cases will be closed or erased, each kind under its own heading, and what
was. One message of each sort; only the leads are woken, where an assessment keeps a case open.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Literal, TypeAlias

from orosbot.commands.verb import Context
from orosbot.erasing import Erased
from orosbot.eventsize import parts
from orosbot.messages import Block, Message, Numbered, Rich, para, rich
from orosbot.rules.reference import shown
from orosbot.values import Case

CLOSING = "faded"
"""The closing word of a case in which nothing has happened."""

Fate: TypeAlias = Literal["unassessed", "idle", "erased"]


@dataclass(frozen=True, slots=True)
class Announced:
    """A case and what is to become of it: since when it lies idle, and on which day it is closed or erased. One that
    is not assessed is neither."""

    fate: Fate
    case: Case
    idle_since: date | None
    on: date | None


def _on(ctx: Context, day: date | None) -> str:
    return "" if day is None else ctx.day(ctx.schedule.at(day, time(12, 0)))


def _taken(ctx: Context, case: Case, line: Rich) -> Rich:
    return line if case.taken_by is None else line + rich(", {who}", who=ctx.who(case.taken_by))


def notices(ctx: Context, found: Sequence[Announced]) -> list[Message]:
    """What will be closed and erased, and what cannot be. Very many cases need several messages: nothing else
    would name them before they are gone."""
    return [_notice(ctx, some) for some in parts(found) if some]


def _notice(ctx: Context, found: Sequence[Announced]) -> Message:
    blocks, items = list[Block](), list[str]()
    for fate in ("unassessed", "idle", "erased"):
        some = [one for one in found if one.fate == fate]
        if some:
            blocks += _section(ctx, fate, some, first=len(items) + 1)
            items += [one.case.ref for one in some]
    return Message("retention-notice", tuple(blocks), items=tuple(items))


def _section(ctx: Context, fate: Fate, some: Sequence[Announced], *, first: int) -> list[Block]:
    lines = tuple(_taken(ctx, one.case, _line(ctx, one)) for one in some)
    heading = para(_heading(ctx, fate, len(some)), count=len(some))
    what = para(_what_to_do(ctx, fate), number=first, word=ctx.word("closing", CLOSING))
    return [heading, Numbered(lines, first), what]


def _heading(ctx: Context, fate: Fate, count: int) -> str:
    if fate == "unassessed":
        return ctx.texts.plural(
            "**Idle and not assessed:** {count} child case. I don't close it.",
            "**Idle and not assessed:** {count} child cases. I don't close them.",
            count,
        )
    if fate == "idle":
        return ctx.texts.plural(
            "**Nothing has happened for long:** {count} open case",
            "**Nothing has happened for long:** {count} open cases",
            count,
        )
    return ctx.texts.plural(
        "**Soon to be erased:** {count} case", "**Soon to be erased:** {count} cases", count
    )


def _line(ctx: Context, one: Announced) -> Rich:
    _ = ctx.texts.get
    ref = shown(one.case.ref)
    if one.fate == "erased":
        return rich(_("**{ref}** – is erased on {day}"), ref=ref, day=_on(ctx, one.on))
    last = _on(ctx, one.idle_since)
    if one.fate == "unassessed":
        return rich(_("**{ref}** – nothing since {last}"), ref=ref, last=last)
    text = _("**{ref}** – nothing since {last}; I close it on {day}")
    return rich(text, ref=ref, last=last, day=_on(ctx, one.on))


def _what_to_do(ctx: Context, fate: Fate) -> str:
    _ = ctx.texts.get
    if fate == "unassessed":
        return _(
            "Please assess: `{number} child none`, or `report`, `consult`, `caller`, `unknown`."
            " What is left in two weeks goes to the leads."
        )
    if fate == "idle":
        return _(
            "On that day it is closed as “{word}”. To keep one open, note what is going on or agree on a day:"
            " `{number} followup 10d`."
        )
    return _(
        "Nothing to do if that is right. Still needed? A lead replies `{number} prolong`; `{number} reopen` if work goes on."
    )


def for_leads(ctx: Context, left: Sequence[Case]) -> list[Message]:
    """Cases that would be closed by now, but for their assessment."""
    return [_for_leads(ctx, some) for some in parts(left) if some]


def _for_leads(ctx: Context, left: Sequence[Case]) -> Message:
    _ = ctx.texts.get
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


def done(ctx: Context, closed: Sequence[Case], erased: Erased) -> list[Message]:
    """What was closed as idle, in as many messages as it takes, and in the last what was erased."""
    some = parts(closed)
    blocks = [_closed(ctx, part) for part in some]
    blocks[-1] += _erased(ctx, erased)
    return [
        Message("retention-done", tuple(said), items=tuple(case.ref for case in part))
        for said, part in zip(blocks, some, strict=True)
        if said
    ]


def _closed(ctx: Context, closed: Sequence[Case]) -> list[Block]:
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
    return blocks


def _erased(ctx: Context, erased: Erased) -> list[Block]:
    _ = ctx.texts.get
    blocks: list[Block] = []
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
    return [*blocks, *(para(demand, number=number) for number in erased.slips)]
