"""`trust`: a lead vouches for somebody whose cross-signing identity has changed."""

from orosbot.commands.refusals import missing_word, unknown_word
from orosbot.commands.verb import Context, Reply, Request, Verb
from orosbot.messages import para
from orosbot.rules.parsing import tokens
from orosbot.rules.words import fold
from orosbot.texts import N_


def run(ctx: Context, request: Request) -> Reply:
    _ = ctx.texts.get
    changed = ctx.book.pins.changed()
    words = tokens(request.rest)
    if not words:
        return missing_word(ctx, _("Whom do you vouch for?"), _("!case trust @name:example.org"))
    if len(words) > 1:
        return unknown_word(ctx, words[1].raw, [])
    wanted = words[0].folded
    users = [
        user for user in changed if wanted in (fold(user), fold(ctx.who(user)), "@" + fold(ctx.who(user)))
    ]
    if len(users) > 1:
        return ctx.refuse("error-ambiguous", para(_("Which of them? {users}"), users=", ".join(users)))
    if not users:
        return ctx.refuse(
            "error-nothing-open",
            para(_("I know of no changed identity of that person. Nothing was changed.")),
        )
    (user,) = users
    ctx.book.pins.accept(user)
    return ctx.say(
        "identity-trusted",
        para(_("{who} is trusted with the new identity, on your word."), who=ctx.who(user)),
        para(_("I did nothing with what {who} wrote meanwhile: it must be typed anew."), who=ctx.who(user)),
    )


VERB = Verb(
    name="trust",
    forms=("lita",),
    run=run,
    family="general",
    usage=N_("trust USER"),
    summary=N_("Leads: vouch for somebody's new identity, after asking in person."),
    example=N_("!case trust @name:example.org"),
    lead=True,
    undoable=False,
)
