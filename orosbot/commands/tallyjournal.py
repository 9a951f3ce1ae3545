"""The lessons and events of the journal as they stand in the message with a tally, folded."""

from collections.abc import Sequence

from orosbot.commands.verb import Context
from orosbot.messages import Folded, Rich, fitting, of_staff, rich, written
from orosbot.tally import beside
from orosbot.tally.beside import Line
from orosbot.tally.summary import Edition

MOST_LINES, MOST_BYTES = 50, 16_000
"""So many lines, the last ones, and bytes of what staff wrote fit into a message beside the figures."""


def folded(ctx: Context, shown: Edition) -> tuple[Folded, ...]:
    """What was learned in the period, and the events that are marks on its picture."""
    _ = ctx.texts.get
    parts = (
        (_("Lessons"), beside.lessons(shown, ctx.texts)),
        (_("Events of the year"), beside.events(shown, ctx.texts)),
    )
    return tuple(Folded(title, lines(ctx, found)) for title, found in parts if found)


def lines(ctx: Context, found: Sequence[Line]) -> tuple[Rich, ...]:
    """A line for each, the oldest first; with very many the oldest are left out."""
    _ = ctx.texts.get
    kept = found[-MOST_LINES:]
    told = tuple(_line(one, MOST_BYTES // len(kept)) for one in kept)
    if left := len(found) - len(kept):
        return (rich(_("Left out here, as there are so many: {count} older."), count=left), *told)
    return told


def _line(one: Line, most: int) -> Rich:
    text = of_staff(fitting(written(one.text), most), one.source)
    if one.head and text:
        return rich("{head}: {text}", head=one.head, text=text)
    return text or rich("{head}", head=one.head)
