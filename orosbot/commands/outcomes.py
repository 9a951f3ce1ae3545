"""`outcome`: what a referral led to, also long after the case was closed."""

from dataclasses import dataclass

from orosbot.casebook.referrals import Referral
from orosbot.commands.actorlookup import find_actor, item, typed_name
from orosbot.commands.referrallines import OUTCOME_TEXTS, short_line
from orosbot.commands.referrals import ADD, TIP
from orosbot.commands.refusals import missing_word, unknown_form
from orosbot.commands.verb import Context, Reply, Request, Verb, the_case
from orosbot.messages import Block, Numbered, Rich, para, rich, written
from orosbot.rules.parsing import tokens
from orosbot.rules.reference import shown
from orosbot.rules.referrals import OUTCOMES, take_outcome
from orosbot.texts import N_
from orosbot.values import Case


def run(ctx: Context, request: Request) -> Reply:
    _ = ctx.texts.get
    case = the_case(request)
    words = tokens(request.rest)
    if not words:
        prefix, helped = _("!case"), _("helped")
        example = f"{prefix} {ctx.verb_word('outcome')} {shown(case.ref)} mora {helped}"
        asked = _("What did it lead to, and whose help? {forms}.").replace(
            "{forms}", ", ".join(outcome_forms(ctx))
        )
        return missing_word(ctx, asked, example)
    outcome, typed = take_outcome(request.rest)
    if outcome is None:
        return unknown_form(ctx, words[-1].raw, OUTCOMES.values())
    referral = _meant(ctx, case, typed, outcome)
    if isinstance(referral, Reply):
        return referral
    ctx.book.referrals.set_outcome(referral, outcome, at=ctx.at, by=ctx.sender)
    return ctx.say(
        "outcome-recorded",
        para(
            _("Case **{ref}**, {name}: **{outcome}**."),
            ref=shown(case.ref),
            name=written(referral.actor),
            outcome=_(OUTCOME_TEXTS[outcome]),
        ),
        ref=case.ref,
    )


def outcome_forms(ctx: Context) -> list[str]:
    """How outcomes are typed in the configured language."""
    at = 1 if ctx.texts.language == "sv" else 0
    return [forms[at] for forms in OUTCOMES.values()]


def made(ctx: Context, case: Case) -> list[Referral]:
    """The referrals of a case that were made: of each actor the newest."""
    newest = {one.actor_id: one for one in ctx.book.referrals.of_case(case.id) if one.status == "made"}
    return list(newest.values())


def _meant(ctx: Context, case: Case, typed: str, outcome: str) -> Referral | Reply:
    _ = ctx.texts.get
    mine = made(ctx, case)
    if not tokens(typed):
        if len(mine) == 1:
            return mine[0]
        return _several(ctx, whose(ctx, case, mine, outcome)) if mine else none_made(ctx, case)
    actors = [ctx.book.actors.get(one.actor_id) for one in mine]
    found = find_actor(ctx, typed, actors, then=lambda name: f"outcome {case.ref} {name} {outcome}")
    if not isinstance(found, Reply):
        return next(one for one in mine if one.actor_id == found.id)
    if found.message.code == "error-ambiguous":
        return found
    known = find_actor(ctx, typed, ctx.book.actors.all())
    return known if isinstance(known, Reply) else none_made(ctx, case, known.name)


def _several(ctx: Context, told: "Told") -> Reply:
    return ctx.refuse("error-ambiguous", *told.blocks, items=told.items, subjects=told.subjects)


@dataclass(frozen=True, slots=True)
class Told:
    """What an answer says of an outcome; `items` and `subjects` are those of numbered lines (see `Message`)."""

    blocks: tuple[Block, ...]
    items: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()


def with_reached(ctx: Context, case: Case, outcome: str) -> Told:
    """Note the outcome that `reached` told of a case's one referral, and say so; or ask of which one it is."""
    _ = ctx.texts.get
    mine = made(ctx, case)
    if not mine:
        return Told(
            (para(_("The outcome is not noted: in this case there is neither a tip nor a referral.")),)
        )
    if len(mine) > 1:
        return whose(ctx, case, mine, outcome)
    ctx.book.referrals.set_outcome(mine[0], outcome, at=ctx.at, by=ctx.sender)
    name, led_to = written(mine[0].actor), _(OUTCOME_TEXTS[outcome])
    return Told((para(_("{name}: **{outcome}**."), name=name, outcome=led_to),))


def whose(ctx: Context, case: Case, mine: list[Referral], outcome: str) -> Told:
    """The question when an outcome could be that of several referrals."""
    _ = ctx.texts.get
    word = outcome_forms(ctx)[list(OUTCOMES).index(outcome)]
    prefix = _("!case")
    verb = f"{prefix} {ctx.verb_word('outcome')} {shown(case.ref)}"
    actors = [ctx.book.actors.get(one.actor_id) for one in mine]
    lines: list[Rich] = [
        short_line(ctx, one)
        + rich(" – `{verb} {typed} {word}`", verb=verb, typed=written(typed_name(actor)), word=word)
        for one, actor in zip(mine, actors, strict=True)
    ]
    asked = _(
        "In case **{ref}** there are several referrals: whose outcome is it? Reply with the line's number."
    )
    return Told(
        (para(asked, ref=shown(case.ref)), Numbered(tuple(lines))),
        tuple(item(actor) for actor in actors),
        tuple(f"outcome {case.ref} {typed_name(actor)} {outcome}" for actor in actors),
    )


def none_made(ctx: Context, case: Case, name: str | None = None) -> Reply:
    """The refusal when there is no referral that can have an outcome."""
    _ = ctx.texts.get
    text = (
        para(_("In case **{ref}** there is neither a tip nor a referral."), ref=shown(case.ref))
        if name is None
        else para(
            _("In case **{ref}** nobody was pointed to **{name}**."), ref=shown(case.ref), name=written(name)
        )
    )
    waits = [one for one in ctx.book.referrals.pending(case_id=case.id) if name in (None, one.actor)]
    more = (para(_("A referral waits: ring them, then `!case actor verify …`")),) if waits else ()
    return ctx.refuse("error-nothing-open", text, *more, ref=case.ref)


VERB = Verb(
    name="outcome",
    forms=("utfall", "resultat"),
    run=run,
    family="support",
    usage=N_("outcome REF ACTOR helped|waiting|denied|not-contacted|unknown"),
    summary=N_("What a tip or a referral led to; works on closed cases too."),
    example=N_("!case outcome {ref} {actor} helped"),
    first=(ADD, TIP.example),
    takes_case=True,
)
