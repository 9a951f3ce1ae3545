"""`list`: cases as numbered lines; a reply names a line by its number."""

from orosbot.casebook.followups import Slip
from orosbot.commands.overdue import overdue
from orosbot.commands.paging import no_such_page, take_page
from orosbot.commands.refusals import unknown_form
from orosbot.commands.unassessed import consulted, is_open
from orosbot.commands.verb import Context, Reply, Request, Verb
from orosbot.eventsize import pages
from orosbot.messages import Block, Numbered, Para, Rich, para, rich
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
_MEANINGS = {
    "open": N_("all open cases"),
    "mine": N_("open cases that you have taken"),
    "child": N_("open child cases: about somebody under 18, or a child rings"),
    "slips": N_("cases with a slip in the box, closed ones too"),
    "overdue": N_("what should have been done by now, line by line"),
}
_EMPTY = {
    "open": N_("No open cases."),
    "mine": N_("You have taken no open case."),
    "child": N_("No open child cases."),
    "slips": N_("No slip should be in the box."),
}
_OPTION_BY_FORM = {fold(form): name for name, forms in OPTIONS.items() for form in forms}


def run(ctx: Context, request: Request) -> Reply:
    words, page = take_page(tokens(request.rest))
    option = "open"
    for token in words:
        known = _OPTION_BY_FORM.get(token.folded)
        if known is None or len(words) > 1:
            typed = token.raw if known is None else words[1].raw
            return unknown_form(ctx, typed, OPTIONS.values())
        option = known
    if option == "overdue":
        return overdue(ctx, page, LONGEST_LIST, _typed(ctx, option, page + 1))
    newest_first = list(reversed(_chosen(ctx, option)))
    orphans = _of_erased(ctx) if option == "slips" else []
    if not newest_first and not orphans:
        return ctx.say("case-list", _nothing(ctx, option))
    lines = [_line(ctx, case) for case in newest_first]
    cut = pages(lines, LONGEST_LIST)
    if (refusal := no_such_page(ctx, page, len(cut))) is not None:
        return refusal
    shown_here = cut[page - 1]
    listed = newest_first[shown_here]
    blocks: list[Block] = []
    if listed:
        title = ctx.texts.plural(
            "{what}; reply with its number:",
            "{what}, the newest first; reply with a line's number:",
            len(newest_first),
        )
        blocks.append(para(title, what=_counted(ctx, option, len(newest_first))))
        blocks.append(Numbered(tuple(lines[shown_here])))
    blocks += _older(ctx, len(newest_first) - shown_here.stop, _typed(ctx, option, page + 1))
    blocks += _erased_blocks(ctx, orphans, first=len(listed) + 1)
    items = (*(case.ref for case in listed), *(slip.item for slip in orphans))
    return ctx.say("case-list", *blocks, items=items)


def _counted(ctx: Context, option: str, count: int) -> str:
    """What the list is of, in words: `3 open child cases`."""
    plural = ctx.texts.plural
    called = {
        "open": plural("{count} open case", "{count} open cases", count),
        "mine": plural(
            "{count} open case that you have taken", "{count} open cases that you have taken", count
        ),
        "child": plural("{count} open child case", "{count} open child cases", count),
        "slips": plural("{count} case with a slip in the box", "{count} cases with a slip in the box", count),
    }
    return called[option].replace("{count}", str(count))


def kinds_of_list(ctx: Context) -> tuple[Rich, ...]:
    """What can be listed, a line each: the word and what it means."""
    _ = ctx.texts.get
    at = 1 if ctx.texts.language == "sv" else 0
    return tuple(
        rich("`{form}` – {what}", form=forms[at], what=_(_MEANINGS[option]))
        for option, forms in OPTIONS.items()
    )


def _nothing(ctx: Context, option: str) -> Para:
    _ = ctx.texts.get
    return para(_(_EMPTY[option]))


def _older(ctx: Context, count: int, where: str) -> tuple[Para, ...]:
    if not count:
        return ()
    text = ctx.texts.plural(
        "… and {count} older one: `{where}`.", "… and {count} older ones: `{where}`.", count
    )
    return (para(text, count=count, where=where),)


def _typed(ctx: Context, option: str, page: int) -> str:
    """The command for a page of the list."""
    _ = ctx.texts.get
    form = OPTIONS[option][1 if ctx.texts.language == "sv" else 0]
    words = [_("!case list"), *([] if option == "open" else [form]), str(page)]
    return " ".join(words)


def _chosen(ctx: Context, option: str) -> list[Case]:
    if option == "slips":
        refs = [slip.ref for slip in ctx.book.followups.living_slips() if slip.ref is not None]
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
    usage=N_("list [open|mine|child|slips|overdue] [PAGE]"),
    summary=N_("Open cases, numbered: reply to a line with its number and a verb."),
    example=N_("!case list mine"),
)
