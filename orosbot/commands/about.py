"""`about`, `status`: the bot about itself."""

from datetime import time

from orosbot import __version__
from orosbot.commands.refusals import unknown_word
from orosbot.commands.verb import Context, Reply, Request, Verb
from orosbot.destroyed import in_words
from orosbot.messages import Para, para, rich
from orosbot.rules.parsing import tokens
from orosbot.texts import N_


def status(ctx: Context, request: Request) -> Reply:
    _ = ctx.texts.get
    if words := tokens(request.rest):
        return unknown_word(ctx, words[0].raw, [])
    count = ctx.book.cases.count_open()
    lines = [
        rich(_("I am here and reading along.")),
        rich(ctx.texts.plural("{count} open case.", "{count} open cases.", count), count=count),
    ]
    if waiting := ctx.book.outbox.count_waiting():
        lines.append(
            rich(
                ctx.texts.plural(
                    "{count} message waits to be sent.", "{count} messages wait to be sent.", waiting
                ),
                count=waiting,
            )
        )
    if destroyed := ctx.book.destructions.last():
        day = ctx.schedule.at(destroyed[0].day, time(12, 0))
        what = in_words(destroyed, ctx.texts)
        lines.append(rich(_("Last erased, on {day}: {what}."), day=ctx.day(day), what=what))
    return ctx.say("status", Para(tuple(lines)))


def about(ctx: Context, request: Request) -> Reply:
    _ = ctx.texts.get
    if words := tokens(request.rest):
        return unknown_word(ctx, words[0].raw, [])
    return ctx.say(
        "about",
        para(_("orosbot {version}: staff assistant of an anonymous helpline."), version=__version__),
        para(
            _(
                "I keep reference numbers, coded facts and notes that identify nobody, encrypted. I never keep who called."
            )
        ),
    )


STATUS = Verb(
    name="status",
    forms=("läget",),
    run=status,
    family="general",
    usage=N_("status"),
    summary=N_("How I am doing."),
    example=N_("!case status"),
)
ABOUT = Verb(
    name="about",
    forms=("om",),
    run=about,
    family="general",
    usage=N_("about"),
    summary=N_("What I am, and which version."),
    example=N_("!case about"),
)
