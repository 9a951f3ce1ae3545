"""`tally`: the figures of a month, a quarter or a year; a lead makes them final."""

from dataclasses import replace
from datetime import datetime

from orosbot.casebook import Question
from orosbot.commands import notpublished, publishing, tallyjournal, tallyoutside
from orosbot.commands.refusals import two_words, unknown_word
from orosbot.commands.tallyoutside import EDITION_BY_FORM, EDITIONS
from orosbot.commands.typedline import line_number
from orosbot.commands.verb import Context, Reply, Request, Verb
from orosbot.messages import Block, Folded, Message, Para, Picture, para, rich
from orosbot.rules import periodwords
from orosbot.rules.parsing import tokens
from orosbot.rules.periods import Period
from orosbot.rules.words import fold
from orosbot.tally import as_text, drawing, freezing, labels, reading, report
from orosbot.tally.charts import charts
from orosbot.tally.summary import Edition
from orosbot.texts import N_
from orosbot.values import Role

_OWN = {
    "freeze": ("freeze", "lås"),
    "publish": ("publish", "publicera"),
    "agree": ("agree", "överens"),
    "picture": ("picture", "bild"),
}
"""What is done with the figures, in English and in Swedish; a picture is shown with them."""
_WORDS = {fold(form): name for name, forms in _OWN.items() for form in forms} | {
    fold("frys"): "freeze",
    fold("instämmer"): "agree",
    **EDITION_BY_FORM,
}


def run(ctx: Context, request: Request) -> Reply:
    period: Period | None = None
    asked = ""
    typed = tokens(request.rest)
    today = ctx.local(ctx.at).date()
    taken = 0
    for at, token in enumerate(typed):
        if at < taken:
            continue
        read, words = periodwords.read([one.folded for one in typed[at:]], today)
        taken = at + words
        form = _WORDS.get(token.folded)
        if read is not None and period in (None, read):
            period = read
        elif form is None or read is not None:
            return unknown_word(ctx, token.raw, _words(ctx), examples=_examples(ctx))
        elif asked in ("", form):
            asked = form
        else:
            return two_words(ctx, _word(ctx, asked), _word(ctx, form))
    if asked == "freeze":
        return _freeze(ctx, period or this_month(ctx, ctx.at).before)
    if asked == "publish":
        return publishing.publish(ctx, period)
    if asked == "agree":
        return publishing.agree(ctx, period, request.subject)
    if period is not None and period.span(ctx.settings.zone)[0] > ctx.at:
        return notpublished.not_begun(ctx, period)
    if asked in EDITIONS:
        period = period or _last(ctx)
        further = publishing.standing(ctx, period) if asked == "public" else ()
        return tallyoutside.show(ctx, period, asked, *further)
    shown = edition(ctx, period or _last(ctx))
    said = message("tally", ctx, shown)
    return Reply(replace(said, picture=picture_of(ctx, shown)) if asked == "picture" else said)


def answer(ctx: Context, question: Question, text: str) -> Reply | None:
    """The number of a line, with or without `agree`, in reply to several that wait to be published."""
    words = [word for word in tokens(text) if _WORDS.get(word.folded) != "agree"]
    number = line_number(words[0]) if len(words) == 1 else None
    return None if number is None else publishing.agree_to_line(ctx, question, number)


def edition(ctx: Context, period: Period) -> Edition:
    """A period's tally as it stands now, with what it is compared with."""
    return reading.edition_of(ctx.book, period, ctx.settings.zone, ctx.words, ctx.at)


def message(code: str, ctx: Context, shown: Edition, *further: Block) -> Message:
    """The summary first, whatever is said further, and all tables folded."""
    _ = ctx.texts.get
    tally = shown.tally
    heading = rich("**{title}**", title=report.title(tally, ctx.texts))
    sentences = tuple(rich("{line}", line=line) for line in report.summary(tally, ctx.texts))
    compared = tuple(rich("{line}", line=line) for line in report.comparisons(shown, ctx.texts))
    blocks: list[Block] = [Para((heading, *sentences))]
    if compared:
        blocks.append(Para(compared))
    if changed := report.corrections(shown, ctx.texts):
        lines = (_("Changed since it was frozen:"), *changed)
        blocks.append(Para(tuple(rich("{line}", line=line) for line in lines)))
    rest = [*as_text.lines(shown, ctx.texts), *report.further(tally, ctx.texts)]
    folded = Folded(_("All figures"), tuple(rich("{line}", line=line) for line in rest))
    return Message(code, (*blocks, *further, folded, *tallyjournal.folded(ctx, shown)))


def picture_of(ctx: Context, shown: Edition) -> Picture:
    """The charts of a tally, and their words folded beneath."""
    _ = ctx.texts.get
    told = tuple(rich("{line}", line=chart.told) for chart in charts(shown, ctx.texts))
    words = (
        para("{title}", title=report.title(shown.tally, ctx.texts)),
        Folded(_("The picture in words"), told),
    )
    return Picture(f"tally-{shown.tally.period.name}.png", drawing.drawing_of(shown, ctx.texts), words)


def this_month(ctx: Context, at: datetime) -> Period:
    """The month in which a moment lies."""
    return Period.month_of(ctx.local(at).date())


def _last(ctx: Context) -> Period:
    """The last month that is over, or this one if nothing was counted before it."""
    now = this_month(ctx, ctx.at)
    first = ctx.book.figures.first_month(ctx.settings.zone)
    return now.before if first is not None and first < now else now


def _freeze(ctx: Context, period: Period) -> Reply:
    _ = ctx.texts.get
    name = labels.begins(period, ctx.texts.language)
    if ctx.role is not Role.LEAD:
        return ctx.refuse("error-not-allowed", para(_("Only leads may do that. Ask one of them.")))
    if period.span(ctx.settings.zone)[1] > ctx.at:
        return ctx.refuse(
            "error-bad-when",
            para(_("{period} is not over yet: it can be frozen afterwards."), period=name),
            para(_("Nothing was changed.")),
        )
    if (refused := notpublished.nothing_then(ctx, period)) is not None:
        return refused
    frozen = freezing.freeze(ctx.book, period, ctx.settings.zone, ctx.at)
    if not frozen:
        return ctx.refuse(
            "error-nothing-open",
            para(_("{period} is final already. Nothing was changed."), period=name),
        )
    names = ", ".join(labels.period(one, ctx.texts.language) for one in frozen)
    return ctx.say(
        "tally-frozen",
        para(_("Final now: **{periods}**. What is put right later shows as a correction."), periods=names),
    )


def _words(ctx: Context) -> list[str]:
    """What may stand beside a period."""
    return [_word(ctx, name) for name in (*_OWN, *EDITIONS)]


def _word(ctx: Context, name: str) -> str:
    return {**_OWN, **EDITIONS}[name][1 if ctx.texts.language == "sv" else 0]


def _examples(ctx: Context) -> list[str]:
    month = this_month(ctx, ctx.at)
    verb = f"{ctx.texts.get('!case')} {ctx.verb_word(VERB.name)}"
    return [f"{verb} {one.name}" for one in (month, month.quarter, month.whole_year)]


VERB = Verb(
    name="tally",
    forms=("statistik",),
    run=run,
    family="cards",
    usage=N_("tally [YYYY-MM|YYYY-Qn|YYYY] [picture|public|commissioner|freeze|publish|agree]"),
    summary=N_(
        "The figures of a month, a quarter or a year, with a picture or only what may leave the team. Leads: freeze makes"
        " them final, publish makes them public once a second person types `tally agree`."
    ),
    example=N_("!case tally 2017-02"),
    answer=answer,
)
