"""`guide`: the team's own cards. The law in them is data, dated, and no advice."""

from orosbot import guides, law
from orosbot.commands.refusals import unknown_word
from orosbot.commands.screening import labels
from orosbot.commands.verb import Context, Reply, Request, Verb
from orosbot.messages import Para, Rich, para, rich
from orosbot.rules.parsing import tokens
from orosbot.rules.screening import masked
from orosbot.texts import N_


def run(ctx: Context, request: Request) -> Reply:
    _ = ctx.texts.get
    cards = guides.load(guides.folder_of(ctx.settings.folder, ctx.texts.language))
    words = tokens(request.rest)
    if not words:
        verb = _("!case guide")
        lines = tuple(
            rich("`{verb} {topic}` – {title}", verb=verb, topic=card.topic, title=_clean(ctx, card.title))
            for card in cards.values()
        )
        if not lines:
            return ctx.say("guide", para(_("There are no cards yet: put them into `config/guides/`.")))
        return ctx.say("guide", para(_("The team's own cards:")), Para(lines))
    other = "en" if ctx.texts.language == "sv" else "sv"
    both = guides.load(guides.folder_of(ctx.settings.folder, other)) | cards
    card = both.get(words[0].folded)
    if card is None or len(words) > 1:
        typed = words[0 if card is None else 1].raw
        return unknown_word(ctx, typed, [] if card else [card.topic for card in cards.values()])
    lines = tuple(line for template in card.lines for line in _line(ctx, template))
    return ctx.say("guide", para("**{title}**", title=_clean(ctx, card.title)), Para(lines))


def _line(ctx: Context, template: str) -> tuple[Rich, ...]:
    if template == "{law}":
        return law_lines(ctx)
    return (rich(_clean(ctx, template).replace("{", "").replace("}", "")),)


def _clean(ctx: Context, line: str) -> str:
    """A line of a card without personal data: it is refused at the start, but a card may be written since."""
    return masked(line, ctx.look(line), labels(ctx))


def law_duty(ctx: Context) -> Rich:
    """What the law says, in one line with its date."""
    _ = ctx.texts.get
    found = law.load(ctx.settings.law.duty, ctx.texts.language)
    return rich(found.duty) + rich(_(" As of {date}: ask your lawyer."), date=found.date.isoformat())


def law_lines(ctx: Context) -> tuple[Rich, ...]:
    """What the law says, with its date and whom to ask."""
    _ = ctx.texts.get
    found = law.load(ctx.settings.law.duty, ctx.texts.language)
    return (
        rich(found.duty),
        rich(found.professional),
        rich(_("As of {date}; no legal advice: ask your lawyer."), date=found.date.isoformat()),
    )


VERB = Verb(
    name="guide",
    forms=("kort",),
    run=run,
    family="general",
    usage=N_("guide [TOPIC]"),
    summary=N_("The team's own cards: children, danger, interpreters, words."),
    example=N_("!case guide danger"),
)
