"""Why nothing is published or frozen: each refusal says what to type instead."""

from collections.abc import Sequence

from babel.dates import format_date

from orosbot.casebook.publications import Publication
from orosbot.commands.verb import Context, Reply
from orosbot.messages import para
from orosbot.rules.periods import Period
from orosbot.tally import labels
from orosbot.tally.public import PublicEdition
from orosbot.tally.publishing import NotYet, Publishing


def publishing_of(ctx: Context) -> Publishing:
    """What can be published of the line."""
    return Publishing(ctx.book, ctx.settings.zone, ctx.words, ctx.settings.statistics.threshold, ctx.at)


def nothing_waits(ctx: Context, lapsed: Sequence[Publication]) -> Reply:
    _ = ctx.texts.get
    if not lapsed:
        return ctx.refuse(
            "error-nothing-open",
            para(_("Nothing waits to be published. A lead asks for it: `!case tally publish`.")),
        )
    last = lapsed[-1]
    return ctx.refuse(
        "error-nothing-open",
        para(
            _("**{period}** was to be published, but that lapsed on {day}: nobody had agreed."),
            period=begins(ctx, last.period),
            day=ctx.day(last.lapses_at),
        ),
        para(_("A lead asks anew: `!case tally {period} publish`."), period=last.period.name),
    )


def not_yet(ctx: Context, period: Period, why: NotYet) -> Reply:
    _ = ctx.texts.get
    called = begins(ctx, period)
    if why.why == "unfrozen":
        return _unfrozen(ctx, period, why.months)
    day = _day(ctx, why.published)
    if why.why == "published":
        return ctx.refuse(
            "error-nothing-open",
            para(
                _("**{period}** is published already, since {day}. Nothing was changed."),
                period=called,
                day=day,
            ),
        )
    return ctx.refuse(
        "error-nothing-open",
        para(
            _("**{period}** is published already, since {day}, and stays as it is."), period=called, day=day
        ),
        para(
            _(
                "Something in it has been put right that is not public, but by so little that the difference would give"
                " somebody away. The correction waits until every public number that changes does so by {count} or more;"
                " in your own figures it counts already."
            ),
            count=publishing_of(ctx).least(period),
        ),
    )


def _unfrozen(ctx: Context, period: Period, months: Sequence[Period]) -> Reply:
    _ = ctx.texts.get
    if period.span(ctx.settings.zone)[1] > ctx.at:
        return ctx.refuse(
            "error-bad-when",
            para(
                _("{period} is not over yet: it can be published afterwards."),
                period=begins(ctx, period),
            ),
            para(_("Nothing was changed.")),
        )
    whole = period if all(month in period.each_month() for month in months) else period.whole_year
    return ctx.refuse(
        "error-nothing-open",
        para(
            _("Only what is final can be published, and these months are drafts: {months}."),
            months=", ".join(name(ctx, month) for month in months),
        ),
        para(_("Freeze first: `!case tally freeze {period}`. Nothing was changed."), period=whole.name),
    )


def not_begun(ctx: Context, period: Period) -> Reply:
    _ = ctx.texts.get
    text = para(_("{period} has not begun yet: nothing is counted in it."), period=begins(ctx, period))
    return ctx.refuse("error-bad-when", text)


def nothing_then(ctx: Context, period: Period) -> Reply | None:
    """The refusal of a period that was over before the line counted anything."""
    _ = ctx.texts.get
    first = ctx.book.figures.first_month(ctx.settings.zone)
    if period.span(ctx.settings.zone)[1] > ctx.at or (first is not None and period.each_month()[-1] >= first):
        return None
    return ctx.refuse(
        "error-bad-when",
        para(_("Nothing has been counted yet."))
        if first is None
        else para(
            _("Nothing was counted in {period}: the figures begin in {first}."),
            period=name(ctx, period),
            first=name(ctx, first),
        ),
        para(_("Nothing was changed.")),
    )


def _day(ctx: Context, edition: PublicEdition | None) -> str:
    day = None if edition is None else edition.published
    return "" if day is None else format_date(day, "d MMMM y", locale=ctx.texts.language)


def name(ctx: Context, period: Period) -> str:
    return labels.period(period, ctx.texts.language)


def begins(ctx: Context, period: Period) -> str:
    """The name at the beginning of a sentence."""
    return labels.begins(period, ctx.texts.language)
