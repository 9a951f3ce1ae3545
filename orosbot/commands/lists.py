"""`list`: cases as numbered lines; a reply names a line by its number."""

from orosbot.casebook.followups import Slip
from orosbot.commands.due import due_lines
from orosbot.commands.refusals import unknown_form
from orosbot.commands.unassessed import consulted, is_open
from orosbot.commands.verb import Context, Reply, Request, Verb
from orosbot.messages import Block, Numbered, Rich, para, rich
from orosbot.rules import children
from orosbot.rules.parsing import tokens
from orosbot.rules.reference import shown
from orosbot.rules.words import fold
from orosbot.texts import N_
from orosbot.values import Case

LONGEST_LIST = 20

OPTIONS = {
    "open": ("open", "öppna"),
    "mine": ("mine", "mina"),
    "child": ("child", "barn"),
    "slips": ("slips", "lappar"),
    "overdue": ("overdue", "försenade", "försenat"),
}
_OPTION_BY_FORM = {fold(form): name for name, forms in OPTIONS.items() for form in forms}


def run(ctx: Context, request: Request) -> Reply:
    _ = ctx.texts.get
    option = "open"
    words = tokens(request.rest)
    for token in words:
        known = _OPTION_BY_FORM.get(token.folded)
        if known is None or len(words) > 1:
            typed = token.raw if known is None else words[1].raw
            return unknown_form(ctx, typed, OPTIONS.values())
        option = known
    cases = _chosen(ctx, option)
    orphans = _of_erased(ctx) if option == "slips" else []
    if not cases and not orphans:
        empty = {
            "open": _("No open cases."),
            "mine": _("You have taken no open case."),
            "child": _("No open child cases."),
            "slips": _("No slip should be in the box."),
            "overdue": _("Nothing is overdue."),
        }
        return ctx.say("case-list", para(empty[option]))
    newest_first = list(reversed(cases))[:LONGEST_LIST]
    lines = tuple(_line(ctx, case) for case in newest_first)
    title = ctx.texts.plural(
        "{count} case, reply with its number:",
        "{count} cases, the newest first; reply with a line's number:",
        len(cases),
    )
    blocks: list[Block] = [para(title, count=len(cases)), Numbered(lines)] if lines else []
    blocks += _erased_blocks(ctx, orphans, first=len(lines) + 1)
    if len(cases) > LONGEST_LIST:
        more = len(cases) - LONGEST_LIST
        older = ctx.texts.plural("… and {count} older one.", "… and {count} older ones.", more)
        blocks.append(para(older, count=more))
    items = (*(case.ref for case in newest_first), *(slip.item for slip in orphans))
    return ctx.say("case-list", *blocks, items=items)


def _chosen(ctx: Context, option: str) -> list[Case]:
    if option in ("slips", "overdue"):
        slips = [slip.ref for slip in ctx.book.followups.living_slips() if slip.ref is not None]
        refs = slips if option == "slips" else [line.ref for line in due_lines(ctx, ctx.at)]
        found = [ctx.book.cases.find(ref) for ref in dict.fromkeys(refs)]
        return sorted((case for case in found if case is not None), key=lambda case: case.opened_at)
    return ctx.book.cases.list_open(
        taken_by=ctx.sender if option == "mine" else None, child=option == "child"
    )


def _of_erased(ctx: Context) -> list[Slip]:
    """Living slips whose case is erased."""
    return [slip for slip in ctx.book.followups.living_slips() if slip.ref is None]


def _erased_blocks(ctx: Context, slips: list[Slip], *, first: int) -> tuple[Block, ...]:
    _ = ctx.texts.get
    if not slips:
        return ()
    title = ctx.texts.plural(
        "{count} slip of a case that is erased – **to be shredded**:",
        "{count} slips of cases that are erased – **to be shredded**:",
        len(slips),
    )
    lines = tuple(rich(_("slip **{number}**"), number=slip.number) for slip in slips)
    how = para(_("Reply `{number} shredded` when it is gone."), number=first)
    return (para(title, count=len(slips)), Numbered(lines, first), how)


def _line(ctx: Context, case: Case) -> Rich:
    _ = ctx.texts.get
    facts = [
        ctx.word(facet, key)
        for facet, key in (
            ("caller", case.facts.caller),
            ("concern", case.facts.concern),
            ("age", case.facts.age),
        )
        if key is not None
    ]
    template = _("**{ref}** {facts} – {day}") if facts else "**{ref}** – {day}"
    line = rich(template, ref=shown(case.ref), facts=", ".join(facts), day=ctx.short_day(case.opened_at))
    if (slip := ctx.book.followups.slip(case.id)) is not None:
        line += rich(_(", slip {number}"), number=slip.number)
    if case.taken_by is not None:
        line += rich(", {who}", who=ctx.who(case.taken_by))
    if children.is_child_case(case.facts, ctx.words):
        if not is_open(ctx, case):
            line += rich(_(" – child"))
        elif consulted(ctx, case) is None:
            line += rich(_(" – **child, not assessed**"))
        else:
            line += rich(_(" – **child, consulted, not assessed yet**"))
    return line


VERB = Verb(
    name="list",
    forms=("lista",),
    run=run,
    family="cards",
    usage=N_("list [open|mine|child|slips|overdue]"),
    summary=N_("Open cases, numbered: reply to a line with its number and a verb."),
    example=N_("!case list mine"),
)
