"""`list overdue`: what should have been done by now, line by line as the morning's briefing names it."""

from orosbot.commands.due import due_lines, how_to_answer, numbered
from orosbot.commands.paging import more, no_such_page
from orosbot.commands.verb import Context, Reply
from orosbot.eventsize import pages
from orosbot.messages import para


def overdue(ctx: Context, page: int, most: int, where: str) -> Reply:
    """A page of at most so many lines, the oldest first; `where` is the command for the next page."""
    _ = ctx.texts.get
    found = due_lines(ctx, ctx.at, named=False)
    if not found:
        return ctx.say("case-list", para(_("Nothing is overdue.")))
    cut = pages([line.text for line in found], most)
    if (refusal := no_such_page(ctx, page, len(cut))) is not None:
        return refusal
    here = cut[page - 1]
    title = ctx.texts.plural(
        "{count} thing should have been done by now:",
        "{count} things should have been done by now, the oldest first:",
        len(found),
    )
    return ctx.say(
        "case-list",
        para(title, count=len(found)),
        numbered(found[here]),
        *more(ctx, len(found) - here.stop, where),
        *how_to_answer(ctx, found[here]),
        items=tuple(line.ref for line in found[here]),
        subjects=tuple(line.subject for line in found[here]),
    )
