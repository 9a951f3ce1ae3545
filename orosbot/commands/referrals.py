"""`tip`, `refer`, `mediate`: where callers are pointed.

Nobody is referred to anyone whom staff have not rung themselves: until then a referral is pending.
"""

from datetime import datetime, time

from orosbot.casebook.actors import Actor
from orosbot.casebook.referrals import Referral
from orosbot.commands.actorlookup import find_actor, how_to_reach, item, standing, typed_name
from orosbot.commands.agehints import hint
from orosbot.commands.referrallines import short_line
from orosbot.commands.refusals import missing_word, text_is_a_note
from orosbot.commands.verb import Context, Handler, Reply, Request, Verb, the_case
from orosbot.messages import Block, Para, para, rich, written
from orosbot.rules.actors import Standing, choose
from orosbot.rules.parsing import split_text, tokens
from orosbot.rules.reference import shown
from orosbot.texts import N_
from orosbot.values import Case

_RING_AT = time(9, 0)
_TO = {"to", "till"}

_MADE = {
    "tip": N_("Case **{ref}**: pointed to **{name}**."),
    "refer": N_("Case **{ref}**: referred to **{name}**."),
    "mediate": N_("Case **{ref}**: we make contact with **{name}**, with the caller's consent."),
}
_PENDING = {
    "refer": N_("Case **{ref}**: the referral to **{name}** waits: {why}."),
    "mediate": N_("Case **{ref}**: our contact with **{name}**, with the caller's consent, waits: {why}."),
}
_WHY = {
    Standing.UNVERIFIED: N_("we have never rung them"),
    Standing.STALE: N_("we have not rung them lately"),
}
_SAY_SO = {
    Standing.UNVERIFIED: N_("We have never rung them: say so when you tell the caller."),
    Standing.STALE: N_("We have not rung them lately: say so when you tell the caller."),
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
    typed, text = split_text(_without_to(ctx, request.rest), lambda _folded: False)
    if text is not None:
        return text_is_a_note(ctx, case, unread=isinstance(find_actor(ctx, typed), Reply))
    actor = find_actor(ctx, typed, then=lambda name: f"{kind} {case.ref} {name}")
    if isinstance(actor, Reply):
        return actor
    rung = standing(ctx, actor)
    before = _open_one(ctx, case, actor, kind)
    if kind != "tip" and rung is not Standing.VERIFIED:
        return _pend(ctx, case, actor, kind, before)
    if before is not None and before.status == "made":
        return _made_already(ctx, case, actor, before)
    ctx.book.referrals.add(case.id, actor.id, kind, at=ctx.at, by=ctx.sender)
    blocks: list[Block] = [para(_(_MADE[kind]), ref=shown(case.ref), name=written(actor.name))]
    if reach := how_to_reach(ctx, actor):
        blocks.append(Para((reach,)))
    if rung is not Standing.VERIFIED:
        blocks.append(para(_(_SAY_SO[rung])))
    return ctx.say("referral-recorded", *blocks, *hint(ctx, case, actor), ref=case.ref)


def _without_to(ctx: Context, typed: str) -> str:
    """`to mora` is `mora`, unless somebody is called so."""
    words = tokens(typed)
    if len(words) < 2 or words[0].folded not in _TO:
        return typed
    names = [actor.name for actor in ctx.book.actors.living()]
    return typed if choose(typed, names) else typed[words[0].end :].strip()


def _open_one(ctx: Context, case: Case, actor: Actor, kind: str) -> Referral | None:
    """The last referral of this kind to this actor, unless one knows already what it led to."""
    same = [
        one
        for one in ctx.book.referrals.of_case(case.id)
        if (one.actor_id, one.kind, one.outcome) == (actor.id, kind, None)
    ]
    return same[-1] if same else None


def _made_already(ctx: Context, case: Case, actor: Actor, before: Referral) -> Reply:
    _ = ctx.texts.get
    blocks: list[Block] = [
        para(
            _("Case **{ref}**: noted already on {day}: {line}. Nothing was changed."),
            ref=shown(case.ref),
            day=ctx.day(before.at),
            line=short_line(ctx, before),
        )
    ]
    if reach := how_to_reach(ctx, actor):
        blocks.append(Para((reach,)))
    return ctx.say("referral-recorded", *blocks, ref=case.ref)


def _pend(ctx: Context, case: Case, actor: Actor, kind: str, before: Referral | None) -> Reply:
    """Let a referral wait, unless the same one waits already."""
    _ = ctx.texts.get
    if before is not None and before.status == "pending":
        due = before.due_at or before.at
        first = para(
            _("Case **{ref}**: waits already since {day}: {line}. Nothing was changed."),
            ref=shown(case.ref),
            day=ctx.day(before.at),
            line=short_line(ctx, before),
        )
    else:
        due = ring_when(ctx)
        ctx.book.referrals.add(case.id, actor.id, kind, at=ctx.at, by=ctx.sender, pending=True, due_at=due)
        why = _(_WHY[standing(ctx, actor)])
        first = para(_(_PENDING[kind]), ref=shown(case.ref), name=written(actor.name), why=why)
    reach = how_to_reach(ctx, actor)
    ring = rich(_("Ring them first: do they answer, can they help?"))
    blocks: list[Block] = [
        first,
        Para((ring, reach) if reach else (ring,)),
        para(
            _(
                "Then reply `verify`, or type `!case actor verify {typed}`, and it is made. I remind you {when}."
            ),
            typed=written(typed_name(actor)),
            when=ctx.full(due, timed=True),
        ),
    ]
    hints = hint(ctx, case, actor)
    return ctx.say("referral-pending", *blocks, *hints, ref=case.ref, items=(item(actor),))


def ring_when(ctx: Context) -> datetime:
    """When a task falls due: the next staffed day at nine, or now if there is none."""
    day = ctx.schedule.next_staffed_day(ctx.local(ctx.at).date())
    return (None if day is None else ctx.schedule.staffed_minute(day, _RING_AT)) or ctx.at


def _verb(name: str, forms: tuple[str, ...], run: Handler, usage: str, summary: str, *, example: str) -> Verb:
    return Verb(
        name=name,
        forms=forms,
        run=run,
        family="support",
        usage=usage,
        summary=summary,
        example=example,
        first=(ADD,),
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
)
REFER = _verb(
    "refer",
    ("hänvisa", "hänvisning", "hän"),
    refer,
    N_("refer REF ACTOR"),
    N_("Refer the caller; it waits until one of us has rung the actor."),
    example=N_("!case refer {ref} {actor}"),
)
MEDIATE = _verb(
    "mediate",
    ("förmedla", "fm"),
    mediate,
    N_("mediate REF ACTOR"),
    N_("We make the contact ourselves, with the caller's consent."),
    example=N_("!case mediate {ref} {actor}"),
)
