"""`tip`, `refer`, `mediate`, `gap`: where callers are pointed, and what there is nobody for.

Nobody is referred to anyone whom staff have not rung themselves: until then a referral is pending.
"""

from datetime import datetime, time

from orosbot.casebook.actors import Actor
from orosbot.commands.actorlookup import find_actor, how_to_reach, standing, typed_name
from orosbot.commands.refusals import missing_word, unknown_coded
from orosbot.commands.verb import Context, Handler, Reply, Request, Verb, the_case
from orosbot.messages import Block, Para, para, rich, written
from orosbot.rules import referrals as rules
from orosbot.rules.actors import Standing
from orosbot.rules.parsing import tokens
from orosbot.rules.reference import shown
from orosbot.texts import N_
from orosbot.values import Case

_RING_AT = time(9, 0)

_MADE = {
    "tip": N_("Case **{ref}**: pointed to **{name}**."),
    "refer": N_("Case **{ref}**: referred to **{name}**."),
    "mediate": N_("Case **{ref}**: we make contact with **{name}**, with the caller's consent."),
}
_PENDING = {
    "refer": N_("Case **{ref}**: the referral to **{name}** waits: we have not rung them lately."),
    "mediate": N_(
        "Case **{ref}**: our contact with **{name}**, with the caller's consent, waits: we have not rung them lately."
    ),
}


def tip(ctx: Context, request: Request) -> Reply:
    return _point(ctx, request, "tip")


def refer(ctx: Context, request: Request) -> Reply:
    return _point(ctx, request, "refer")


def mediate(ctx: Context, request: Request) -> Reply:
    return _point(ctx, request, "mediate")


def _point(ctx: Context, request: Request, kind: str) -> Reply:
    _ = ctx.texts.get
    case = the_case(request)
    if not tokens(request.rest):
        prefix = _("!case")
        example = f"{prefix} {ctx.verb_word(kind)} {shown(case.ref)} mora"
        return missing_word(ctx, _("To whom? `!case actor find` shows those there are."), example)
    actor = find_actor(ctx, request.rest)
    if isinstance(actor, Reply):
        return actor
    if kind != "tip" and standing(ctx, actor) is not Standing.VERIFIED:
        return _pend(ctx, case, actor, kind)
    ctx.book.referrals.add(case.id, actor.id, kind, at=ctx.at, by=ctx.sender)
    blocks: list[Block] = [para(_(_MADE[kind]), ref=shown(case.ref), name=written(actor.name))]
    if reach := how_to_reach(ctx, actor):
        blocks.append(Para((reach,)))
    if standing(ctx, actor) is not Standing.VERIFIED:
        blocks.append(para(_("We have not rung them lately: say so when you tell the caller.")))
    return ctx.say("referral-recorded", *blocks, *_hint(ctx, case, actor), ref=case.ref)


def _pend(ctx: Context, case: Case, actor: Actor, kind: str) -> Reply:
    _ = ctx.texts.get
    due = ring_when(ctx)
    ctx.book.referrals.add(case.id, actor.id, kind, at=ctx.at, by=ctx.sender, pending=True, due_at=due)
    reach = how_to_reach(ctx, actor)
    ring = rich(_("Ring them first: do they answer, can they help?"))
    blocks: list[Block] = [
        para(_(_PENDING[kind]), ref=shown(case.ref), name=written(actor.name)),
        Para((ring, reach) if reach else (ring,)),
        para(
            _("Then type `!case actor verify {typed}` and it is made. I remind you {when}."),
            typed=written(typed_name(actor)),
            when=ctx.full(due, timed=True),
        ),
    ]
    return ctx.say("referral-pending", *blocks, *_hint(ctx, case, actor), ref=case.ref)


def ring_when(ctx: Context) -> datetime:
    """When a task falls due: the next staffed day at nine, or now if there is none."""
    day = ctx.schedule.next_staffed_day(ctx.local(ctx.at).date())
    return (None if day is None else ctx.schedule.staffed_minute(day, _RING_AT)) or ctx.at


def _hint(ctx: Context, case: Case, actor: Actor) -> tuple[Block, ...]:
    _ = ctx.texts.get
    if case.facts.age is None:
        return ()
    if rules.too_old_or_young(actor.ages, case.facts.age, ctx.words):
        return (
            para(
                _("{name} helps {ages}; here it is about {age}."),
                name=written(actor.name),
                ages=", ".join(ctx.word("age", key) for key in actor.ages),
                age=ctx.word("age", case.facts.age),
            ),
        )
    if actor.kind is None or rules.suits(actor.kind, case.facts.age, ctx.words):
        return ()
    return _kinds_hint(ctx, case)


def _kinds_hint(ctx: Context, case: Case) -> tuple[Block, ...]:
    """Which kinds of actors usually can help at that age, unless one of them was asked already."""
    _ = ctx.texts.get
    asked = [referral.actor_kind for referral in ctx.book.referrals.of_case(case.id)]
    kinds = rules.better_kinds(case.facts.age, asked, ctx.words)
    if not kinds:
        return ()
    word = ctx.words.get("kind", kinds[0])
    return (
        para(
            _("For {age}, ask {kinds} too: `!case actor find {form}`."),
            age=ctx.word("age", case.facts.age or ""),
            kinds=", ".join(ctx.word("kind", kind) for kind in kinds),
            form=kinds[0] if word is None else word.form(ctx.texts.language),
        ),
    )


def gap(ctx: Context, request: Request) -> Reply:
    _ = ctx.texts.get
    case = the_case(request)
    words = tokens(request.rest)
    if not words:
        example = _("!case gap {ref} leaving").replace("{ref}", shown(case.ref))
        supports = ", ".join(ctx.forms("support"))
        return missing_word(
            ctx, _("What is there nobody for? {supports}.").replace("{supports}", supports), example
        )
    found: list[str] = []
    for token in words:
        word = ctx.words.find(token.folded.strip(",;"), "support")
        if word is None:
            return unknown_coded(ctx, token.raw, "support")
        if word.key not in found:
            found.append(word.key)
    facts = case.facts
    for key in found:
        ctx.book.referrals.add_gap(case.id, key, age=facts.age, region=facts.region, at=ctx.at, by=ctx.sender)
    about = [ctx.word(facet, key) for facet, key in (("age", facts.age), ("region", facts.region)) if key]
    return ctx.say(
        "gap-recorded",
        para(
            _("Case **{ref}**: nobody to refer to for {supports} ({about})."),
            ref=shown(case.ref),
            supports=", ".join(ctx.word("support", key) for key in found),
            about=", ".join(about) or "–",
        ),
        *_kinds_hint(ctx, case),
        ref=case.ref,
    )


def _verb(
    name: str, forms: tuple[str, ...], run: Handler, usage: str, summary: str, *, example: str, actor: bool
) -> Verb:
    return Verb(
        name=name,
        forms=forms,
        run=run,
        family="support",
        usage=usage,
        summary=summary,
        example=example,
        first=(ADD,) if actor else (),
        takes_case=True,
        on_closed=False,
    )


ADD = N_('!case actor add "Mora kommun" municipality dalarna under18 18-21 plan')
"""What must have been typed before anybody can be pointed somewhere."""

TIP = _verb(
    "tip",
    ("tipsa", "tips"),
    tip,
    N_("tip REF ACTOR"),
    N_("Point the caller to somebody."),
    example=N_("!case tip {ref} {actor}"),
    actor=True,
)
REFER = _verb(
    "refer",
    ("hänvisa", "hänvisning", "hän"),
    refer,
    N_("refer REF ACTOR"),
    N_("Refer the caller; it waits until one of us has rung the actor."),
    example=N_("!case refer {ref} {actor}"),
    actor=True,
)
MEDIATE = _verb(
    "mediate",
    ("förmedla", "fm"),
    mediate,
    N_("mediate REF ACTOR"),
    N_("We make the contact ourselves, with the caller's consent."),
    example=N_("!case mediate {ref} {actor}"),
    actor=True,
)
GAP = _verb(
    "gap",
    ("saknas", "saknar"),
    gap,
    N_("gap REF SUPPORT"),
    N_("There is nobody to refer to for this support."),
    example=N_("!case gap {ref} leaving"),
    actor=False,
)
