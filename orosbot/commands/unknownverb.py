"""The refusal of a command that nobody knows; the nearest ones are named, never guessed."""

from orosbot.commands.counting import said_alone
from orosbot.commands.refusals import quoted
from orosbot.commands.verb import Context, Reply
from orosbot.messages import para
from orosbot.rules.parsing import Token
from orosbot.rules.words import nearest


def unknown_command(ctx: Context, first: Token) -> Reply:
    """What is answered to a message whose first word is no verb."""
    _ = ctx.texts.get
    english = ctx.texts.language == "en"
    spoken = [form for verb in ctx.verbs.values() for form in ((verb.name,) if english else verb.forms)]
    other = [form for verb in ctx.verbs.values() for form in (verb.name, *verb.forms)]
    typed = quoted(first.raw)
    counted = said_alone(ctx, first.folded.rstrip(":"))
    near = [counted] if counted else nearest(first.raw, [form for form in (*spoken, *other) if len(form) > 1])
    if near:
        text = para(
            _("I don't know the command “{typed}”. Did you mean **{near}**?"),
            typed=typed,
            near=", ".join(near),
        )
    else:
        text = para(_("I don't know the command “{typed}”."), typed=typed)
    return ctx.refuse("error-unknown-command", text, para(_("Type `!case help` for all there are.")))
