"""Below a numbered list: what can be replied, for each kind of line with the number of the first one that is it."""

from collections.abc import Sequence

from orosbot.commands.unassessed import consulted
from orosbot.commands.verb import Context
from orosbot.messages import Rich, join, rich
from orosbot.texts import N_
from orosbot.values import Case

_EXAMPLES = {
    "followup": N_("`{number} reached`, `{number} noanswer`"),
    "paused": N_("`{number} followup fri 14:00`"),
    "promise": N_("`{number} done`"),
    "task": N_("`{number} show`, `{number} verify`"),
    "assessment": N_("`{number} child consult`"),
    "consulted": N_("`{number} child report`"),
    "callback": N_("`{number} call`"),
    "slip": N_("`{number} shredded`"),
}
_LATER = N_("`{number} later`")
_WAITS = ("followup", "promise", "task", "assessment", "consulted")
"""What can be put off; a call of theirs cannot."""


def says(ctx: Context, kind: str, case: Case) -> str:
    """Which example goes with a thing that falls due: nobody needs to be told to consult who has."""
    return "consulted" if kind == "assessment" and consulted(ctx, case) is not None else kind


def examples(ctx: Context, kinds: Sequence[str]) -> Rich:
    """`1 reached, 1 noanswer, 3 done, 1 later`; `kinds` are those of the lines, empty for one that has no example."""
    _ = ctx.texts.get
    first: dict[str, int] = {}
    for number, kind in enumerate(kinds, 1):
        first.setdefault(kind, number)
    texts = [rich(_(_EXAMPLES[kind]), number=number) for kind, number in first.items() if kind]
    waits = min((number for kind, number in first.items() if kind in _WAITS), default=None)
    if waits is not None:
        texts.append(rich(_(_LATER), number=waits))
    return join(texts, ", ")
