"""`tally … publish` by a lead, and `tally agree` by somebody else: then the public figures are published, for good."""

from dataclasses import replace
from datetime import timedelta

from orosbot.casebook import Question
from orosbot.casebook.publications import Publication
from orosbot.commands import notpublished, tallyoutside
from orosbot.commands.subjects import kind_of, number_of
from orosbot.commands.verb import Ask, Context, Reply
from orosbot.messages import Block, Numbered, Para, para, rich
from orosbot.rules.periods import Period
from orosbot.tally import published
from orosbot.tally.outside import Outside
from orosbot.tally.publishing import NotYet, Proposal, same
from orosbot.values import Role

WAITS = timedelta(days=7)
"""So long a publication that was asked for waits for a second person."""

REMEMBERED = timedelta(days=30)
"""So long it is said of one that lapsed that it did."""

SUBJECT = "publication"


def publish(ctx: Context, period: Period | None) -> Reply:
    """Show what would be published, exactly, and ask for a second person."""
    _ = ctx.texts.get
    if ctx.role is not Role.LEAD:
        return ctx.refuse("error-not-allowed", para(_("Only leads may do that. Ask one of them.")))
    publishing = notpublished.publishing_of(ctx)
    period = period or publishing.next_period()
    if period is None:
        return ctx.refuse(
            "error-nothing-open",
            para(
                _(
                    "Nothing is final that is not published. Freeze a month first: `!case tally freeze 2017-02`."
                )
            ),
        )
    if (refused := notpublished.nothing_then(ctx, period)) is not None:
        return refused
    proposal = publishing.proposal(period)
    if isinstance(proposal, NotYet):
        return notpublished.not_yet(ctx, period, proposal)
    lapses = ctx.at + WAITS
    number = ctx.book.publications.ask(
        period,
        editions=published.editions_text(proposal.editions),
        basis=published.basis_text(proposal.basis),
        at=ctx.at,
        by=ctx.sender,
        lapses_at=lapses,
    )
    first = para(
        _(
            "**{period}** is put right by so much that it can be published again. This would replace what is public now:"
        )
        if proposal.again
        else _("**{period}** is to be published. Exactly this would be public, and stay so:"),
        period=notpublished.begins(ctx, period),
    )
    shown: list[Block] = []
    for edition in proposal.editions:
        shown += tallyoutside.blocks(ctx, Outside(edition, None))
    shown += _put_right(ctx, proposal)
    last = para(
        _(
            "It needs a second person: somebody else than you reads it and types `!case tally agree`, here or in a reply,"
            " until **{when}**. Without that it lapses, and nothing is published."
        ),
        when=ctx.full(lapses, timed=True),
    )
    reply = ctx.say("tally", first, *shown, last)
    return replace(reply, message=replace(reply.message, subject=f"{SUBJECT}:{number}"))


def _put_right(ctx: Context, proposal: Proposal) -> list[Block]:
    """What the figures shown have to do with what was put right."""
    _ = ctx.texts.get
    told = (
        (
            _("In it is what was put right since it was final: {months}."),
            proposal.corrected,
        ),
        (
            _(
                "Not in it is what was put right in {months}: that was published before, and the year must agree with it."
            ),
            proposal.settled,
        ),
    )
    return [
        para(sentence, months=", ".join(notpublished.name(ctx, month) for month in months))
        for sentence, months in told
        if months
    ]


def agree(ctx: Context, period: Period | None, subject: str | None) -> Reply:
    """Publish what a lead has asked for; the second person is never the first."""
    _ = ctx.texts.get
    asked = _meant(ctx, period, subject)
    waiting = [one for one in asked if one.lapses_at > ctx.at]
    if not waiting:
        return notpublished.nothing_waits(ctx, asked)
    others = [one for one in waiting if one.asked_by != ctx.sender]
    if not others:
        return ctx.refuse(
            "error-not-allowed",
            para(_("You asked for this yourself: the second person must be somebody else.")),
            para(_("It waits until **{when}**."), when=ctx.full(waiting[-1].lapses_at, timed=True)),
        )
    if len(others) > 1:
        return _which(ctx, others)
    return _agreed(ctx, others[0])


def _which(ctx: Context, others: list[Publication]) -> Reply:
    _ = ctx.texts.get
    lines = tuple(
        rich(
            _("**{period}**, {who} asked for it"),
            period=notpublished.name(ctx, one.period),
            who=ctx.who(one.asked_by),
        )
        for one in others
    )
    reply = ctx.refuse(
        "error-ambiguous",
        para(_("Several wait to be published: which one do you agree to?")),
        Numbered(lines),
        para(
            _("Reply with its number, or type `{example}`."),
            example=_("!case tally {period} agree").replace("{period}", others[0].period.name),
        ),
    )
    return replace(reply, ask=Ask("tally", {"asked": [one.id for one in others]}))


def agree_to_line(ctx: Context, question: Question, number: int) -> Reply | None:
    """The number of a line in reply to "which one do you agree to?"."""
    asked = question.body["asked"]
    if not isinstance(asked, list) or not 1 <= number <= len(asked):
        return None
    return agree(ctx, None, f"{SUBJECT}:{asked[number - 1]}")


def standing(ctx: Context, period: Period) -> tuple[Block, ...]:
    """What is to be said of a period that is not published: it waits for a second person, or has waited in vain, or
    nobody has asked."""
    _ = ctx.texts.get
    asked = next((one for one in _asked(ctx) if one.period == period), None)
    if asked is not None and asked.lapses_at > ctx.at:
        text = _("{who} has asked for it to be published. It waits for a second person until **{when}**.")
        return (para(text, who=ctx.who(asked.asked_by), when=ctx.full(asked.lapses_at, timed=True)),)
    if asked is not None:
        text = _("It was to be published, but nobody agreed until {day}: that has lapsed.")
        return (para(text, day=ctx.day(asked.lapses_at)),)
    edition = notpublished.publishing_of(ctx).edition(period)
    if edition.draft or edition.published is not None:
        return ()
    text = _("It is final, but not published. A lead asks for that: `!case tally {period} publish`.")
    return (para(text, period=period.name),)


def _agreed(ctx: Context, asked: Publication) -> Reply:
    _ = ctx.texts.get
    name = notpublished.begins(ctx, asked.period)
    proposal = notpublished.publishing_of(ctx).proposal(asked.period)
    if not isinstance(proposal, Proposal) or not same(
        proposal, published.editions_from(asked.editions, ctx.words, None)
    ):
        return ctx.refuse(
            "error-nothing-open",
            para(
                _(
                    "**{period}** is not any more what was shown when it was asked for. Nothing was published."
                ),
                period=name,
            ),
            para(_("A lead asks anew: `!case tally {period} publish`."), period=asked.period.name),
        )
    ctx.book.publications.agree(asked, basis=published.basis_text(proposal.basis), at=ctx.at, by=ctx.sender)
    names = ", ".join(notpublished.name(ctx, edition.period) for edition in proposal.editions)
    reply = ctx.say(
        "tally-published",
        para(
            _("Published: **{periods}**. {first} asked for it, {second} agreed."),
            periods=names,
            first=ctx.who(asked.asked_by),
            second=ctx.who(ctx.sender),
        ),
        *_for_the_web(ctx, proposal),
    )
    return replace(reply, lasting=True)


def _for_the_web(ctx: Context, proposal: Proposal) -> tuple[Block, ...]:
    """What to type for each edition that is published: those that were replaced must be replaced on the web, too."""
    _ = ctx.texts.get
    if len(proposal.editions) == 1:
        sentence = _("It stays as it is. For the web: `orosbot tally {period} --public`.")
        return (para(sentence, period=proposal.editions[0].period.name),)
    commands = (
        rich("`orosbot tally {period} --public`", period=edition.period.name) for edition in proposal.editions
    )
    return (Para((rich(_("They stay as they are. For the web, each of them anew:")), *commands)),)


def _asked(ctx: Context) -> list[Publication]:
    """What waits, or has lapsed so lately that somebody may still look for it."""
    return [one for one in ctx.book.publications.asked() if one.lapses_at + REMEMBERED > ctx.at]


def _meant(ctx: Context, period: Period | None, subject: str | None) -> list[Publication]:
    """What somebody agrees to: the one that the message replied to is about, or those of a period, or all."""
    asked = _asked(ctx)
    if period is not None:
        return [one for one in asked if one.period == period]
    if kind_of(subject) == SUBJECT:
        return [one for one in asked if one.id == number_of(subject)]
    return asked
