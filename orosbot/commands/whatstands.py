"""What is agreed in a case again once a command is taken back: whoever undid it must not have to look it up, and
must not shred a slip that is needed.
"""

from dataclasses import dataclass

from orosbot.commands.nextsteps import next_lines
from orosbot.commands.slips import slip_demand
from orosbot.commands.verb import Context
from orosbot.messages import Block, Para, Rich, para, rich


@dataclass(frozen=True, slots=True)
class Standing:
    """What is agreed in a case, line by line, and whether its slip should be shredded."""

    lines: tuple[Rich, ...]
    demanded: bool


def what_stands(ctx: Context, ref: str | None) -> Standing:
    """What is agreed in a case; nothing if there is none of that number, or it is closed."""
    case = None if ref is None else ctx.book.cases.find(ref)
    if case is None:
        return Standing((), demanded=False)
    demanded = bool(slip_demand(ctx, case))
    slip = ctx.book.followups.slip(case.id)
    lines = tuple(next_lines(ctx, case))
    return Standing(lines if slip is None else lines[:-1], demanded)


def stands_again(ctx: Context, ref: str | None, before: Standing) -> tuple[Block, ...]:
    """What of it was not so `before`, and what that means for the slip."""
    _ = ctx.texts.get
    now = what_stands(ctx, ref)
    again = [line for line in now.lines if line not in before.lines]
    blocks: list[Block] = [Para((rich(_("This holds again:")), *again))] if again else []
    case = None if ref is None else ctx.book.cases.find(ref)
    slip = None if case is None else ctx.book.followups.slip(case.id)
    if slip is not None and before.demanded and not now.demanded:
        blocks.append(para(_("**Don't shred slip {number}:** we need it."), number=slip.number))
    elif case is not None and now.demanded and not before.demanded:
        blocks += slip_demand(ctx, case)
    return tuple(blocks)
