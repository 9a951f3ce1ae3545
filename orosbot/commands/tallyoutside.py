"""`tally … public` and `tally … commissioner`: in the room, what of the figures may leave the team."""

from orosbot.commands import tallyjournal
from orosbot.commands.verb import Context, Reply
from orosbot.messages import Block, Folded, Para, para, rich
from orosbot.rules.periods import Period
from orosbot.rules.words import fold
from orosbot.tally import as_text, outside
from orosbot.tally.beside import Line
from orosbot.tally.outside import Outside

EDITIONS = {
    "public": ("public", "offentlig"),
    "commissioner": ("commissioner", "uppdragsgivare"),
}
EDITION_BY_FORM = {fold(form): name for name, forms in EDITIONS.items() for form in forms} | {
    fold(form): name
    for form, name in (("offentligt", "public"), ("publik", "public"), ("uppdragsgivaren", "commissioner"))
}


def show(ctx: Context, period: Period, name: str, *further: Block) -> Reply:
    """An edition of a period: what it says in short, its tables folded, whatever is said further."""
    shown = outside.edition_of(
        *(ctx.book, period, ctx.settings.zone, ctx.words, ctx.settings.statistics.threshold, ctx.at),
        commissioner=name == "commissioner",
    )
    return ctx.say("tally", *blocks(ctx, shown), *further)


def blocks(ctx: Context, shown: Outside) -> tuple[Block, ...]:
    """The edition as it stands in a message."""
    _ = ctx.texts.get
    heading = rich("**{title}**", title=outside.title(shown, ctx.texts))
    totals = (rich("{line}", line=line) for line in outside.totals(shown, ctx.texts))
    found: list[Block] = [Para((heading, *totals))]
    if tables := as_text.outside_lines(shown, ctx.texts):
        found.append(Folded(_("All figures"), tuple(rich("{line}", line=line) for line in tables)))
    if notes := outside.notes(shown, ctx.texts):
        found.append(Para(tuple(rich("{line}", line=line) for line in notes)))
    if shown.lessons is not None:
        found.append(_lessons(ctx, shown.lessons))
    return tuple(found)


def _lessons(ctx: Context, lessons: tuple[Line, ...]) -> Block:
    _ = ctx.texts.get
    if not lessons:
        return para(
            _("No lesson of this time has been approved. A lead does that with `!case log approve 3`.")
        )
    return Folded(_("What we have learned"), tallyjournal.lines(ctx, lessons))
