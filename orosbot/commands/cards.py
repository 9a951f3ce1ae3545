"""`show`: one case as a card."""

from orosbot.casebook.notes import Note
from orosbot.commands.facts import facts_line
from orosbot.commands.nextsteps import next_lines
from orosbot.commands.prolonging import erased_text
from orosbot.commands.referrallines import given_lines
from orosbot.commands.refusals import unknown_word
from orosbot.commands.snoozed import put_off
from orosbot.commands.verb import ROLE_TEXTS, Context, Reply, Request, Verb, the_case
from orosbot.messages import Block, Para, Rich, fitting, join, of_staff, para, rich, written
from orosbot.rules import children
from orosbot.rules.parsing import tokens
from orosbot.rules.reference import shown
from orosbot.texts import N_
from orosbot.values import Case

NEWEST_NOTES = 3
"""How many notes a card shows in full; the older ones are counted."""

MOST_OF_AN_EVENT = 30_000
"""Bytes of an event that the notes on a card may take together."""


def card_blocks(ctx: Context, case: Case) -> tuple[Block, ...]:
    """A case as it stands, in a few lines."""
    _ = ctx.texts.get
    lines = [_title(ctx, case), facts_line(ctx, case), _contacts_line(ctx, case)]
    if supports := ctx.book.notes.supports(case.id):
        given = ", ".join(ctx.word("support", key) for key in supports)
        lines.append(rich(_("Support given: {given}"), given=given))
    lines += given_lines(ctx, case)
    if (assessment := _assessment_line(ctx, case)) is not None:
        lines.append(assessment)
    lines += next_lines(ctx, case)
    blocks: list[Block] = [Para(tuple(lines))]
    if notes := _note_lines(ctx, ctx.book.notes.of(case.id)):
        blocks.append(Para(notes))
    if not case.open and case.closed_at is not None:
        text = _("To be erased on {day}; prolonged.") if case.prolonged else _("To be erased on {day}.")
        blocks.append(para(text, day=erased_text(ctx, case)))
    return tuple(blocks)


def _title(ctx: Context, case: Case) -> Rich:
    _ = ctx.texts.get
    ref = shown(case.ref)
    if case.closed_at is None:
        if case.taken_by is None:
            return rich(_("**{ref}** – open since {day}"), ref=ref, day=ctx.day(case.opened_at))
        return rich(
            _("**{ref}** – open since {day}, taken by {who}"),
            ref=ref,
            day=ctx.day(case.opened_at),
            who=ctx.who(case.taken_by),
        )
    reason = ctx.word("closing", case.close_reason or "")
    return rich(
        _("**{ref}** – closed on {day}: {reason}"), ref=ref, day=ctx.day(case.closed_at), reason=reason
    )


def _contacts_line(ctx: Context, case: Case) -> Rich:
    _ = ctx.texts.get
    contacts = ctx.book.cases.contacts(case.id)
    if not contacts:
        return rich(_("No contact yet."))
    newest = max(contact.at for contact in contacts)
    line = ctx.texts.plural("{count} contact, on {day}", "{count} contacts, the last on {day}", len(contacts))
    parts = [rich(line, count=len(contacts), day=ctx.day(newest))]
    if reopened := [c for c in ctx.book.cases.closings(case.id) if c.reopened_at is not None]:
        last = max(c.reopened_at for c in reopened if c.reopened_at is not None)
        parts.append(rich(_("reopened on {day}"), day=ctx.day(last)))
    return join(parts)


def _assessment_line(ctx: Context, case: Case) -> Rich | None:
    _ = ctx.texts.get
    child = children.is_child_case(case.facts, ctx.words)
    last = ctx.book.assessments.last(case.id)
    if last is None and not child:
        return None
    since = ctx.book.cases.child_since(case)
    if last is None:
        line = rich(_("**Assessment: open** – type `!case child {ref} …`"), ref=shown(case.ref))
        return line + put_off(ctx, f"assessment:{case.id}", since, since=since)
    answer = _(ANSWER_TEXTS[last.answer])
    if last.answer == "report" and last.by in ROLE_TEXTS:
        text = _("Assessment: {answer} (the same day)") if last.same_day else _("Assessment: {answer}")
        return rich(text, answer=answer)
    line = rich(
        _("Assessment: {answer} ({who}, {day})"),
        answer=answer,
        who=ctx.who(last.by),
        day=ctx.short_day(last.at),
    )
    if last.agreed_by is not None:
        line += rich(_(", agreed by {who}"), who=ctx.who(last.agreed_by))
    if child and children.assessment_open(last.answer):
        line += rich(_(" – **still open**")) + put_off(ctx, f"assessment:{case.id}", since, since=since)
    return line


ANSWER_TEXTS = {
    "report": N_("we report"),
    "consult": N_("social services consulted, no name given"),
    "caller": N_("the caller reports, a duty of their own"),
    "unknown": N_("we don't know who the child is"),
    "none": N_("no suspicion that a child comes to harm"),
}


def _note_lines(ctx: Context, notes: list[Note]) -> tuple[Rich, ...]:
    _ = ctx.texts.get
    with_text = [note for note in notes if note.text is not None]
    newest = with_text[-NEWEST_NOTES:]
    lines = [_note_line(ctx, note, MOST_OF_AN_EVENT // len(newest)) for note in reversed(newest)]
    older = len(with_text) - len(lines)
    if older > 0:
        more = ctx.texts.plural("… and {count} older note", "… and {count} older notes", older)
        lines.append(rich(more, count=older))
    return tuple(lines)


def _note_line(ctx: Context, note: Note, most: int) -> Rich:
    supports = ", ".join(ctx.word("support", key) for key in note.supports)
    head = f"{ctx.short_day(note.at)} {ctx.hour(note.at, note.by)}, {ctx.who(note.by)}" + (
        f", {supports}" if supports else ""
    )
    return rich(
        "{head}: {text}", head=head, text=of_staff(fitting(written(note.text or ""), most), note.event_id)
    )


def show(ctx: Context, request: Request) -> Reply:
    case = the_case(request)
    if words := tokens(request.rest):
        return unknown_word(ctx, words[0].raw, [])
    return ctx.say("case-card", *card_blocks(ctx, case), ref=case.ref)


SHOW = Verb(
    name="show",
    forms=("visa",),
    run=show,
    family="cards",
    usage=N_("show REF"),
    summary=N_("The card of a case. `!case REF` does the same."),
    example=N_("!case show {ref}"),
    takes_case=True,
)
