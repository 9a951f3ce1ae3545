"""What is answered when nothing is done, whatever was typed: to somebody who is not staff, to an edit, and when
the bot itself fails.
"""

from orosbot.commands.verb import Context, Reply
from orosbot.messages import para


def not_staff(ctx: Context) -> Reply:
    """To a command of somebody whom the settings do not name."""
    _ = ctx.texts.get
    text = para(_("You are not on the list of staff. Ask a lead to put you there."))
    return ctx.refuse("error-not-allowed", text)


def edited(ctx: Context) -> Reply:
    """To an edit of a command, or into one."""
    _ = ctx.texts.get
    return ctx.refuse(
        "error-edit",
        para(
            _(
                "Edits don't count. Type `!case undo` to take the command back, or type it anew as a new message."
            )
        ),
    )


def failed(ctx: Context) -> Reply:
    """To what could not be worked off."""
    _ = ctx.texts.get
    return ctx.refuse(
        "error-internal",
        para(
            _(
                "Something went wrong in me and nothing was stored. Type it once more; if it happens again, tell the person who runs me."
            )
        ),
    )
