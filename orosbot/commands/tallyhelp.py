"""`help tally`: what each figure counts, folded."""

from orosbot.commands.verb import Context
from orosbot.messages import Folded, rich
from orosbot.tally.meanings import MEANINGS, STANDS


def meanings(ctx: Context) -> Folded:
    """A line for each figure, and what holds for all."""
    _ = ctx.texts.get
    lines = [rich("**{name}**: ", name=_(one.name)) + rich(_(one.counts)) for one in MEANINGS]
    return Folded(_("What the figures count"), (rich(_(STANDS)), *lines))
