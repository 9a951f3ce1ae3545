"""`actor show`, `actor find`, `actor mailing`: the directory read."""

from itertools import accumulate

from orosbot.casebook.actors import Actor
from orosbot.commands.actorlookup import (
    find_actor,
    how_to_reach,
    item,
    standing,
    standing_text,
    typed_name,
    unknown_mark,
    what_it_is,
)
from orosbot.commands.refusals import missing_word
from orosbot.commands.verb import Context, Reply
from orosbot.messages import Block, Numbered, Para, Rich, para, rich, written
from orosbot.rules import actors as rules
from orosbot.rules.actors import Marks, Standing
from orosbot.rules.opening import Unknown
from orosbot.rules.parsing import tokens
from orosbot.rules.words import fold
from orosbot.texts import N_
from orosbot.values import Role

LONGEST_LIST = 20

MOST_RECIPIENTS = 200
MOST_CHARACTERS = 8000
"""What one mailing names: more makes no message, and no mail server takes them."""

_RETIRED = {fold(form) for form in ("retired", "utgångna", "pensionerade", "strukna")}
"""What lists those who are retired."""

_ORDER = list(Standing)

_LABELS = {
    "function": N_("Contact: {value}"),
    "phone": N_("Phone: {value}"),
    "email": N_("Email: `{value}`"),
    "url": N_("Web: `{value}`"),
    "hours": N_("Hours: {value}"),
    "note": N_("Note: {value}"),
}


def show(ctx: Context, rest: str) -> Reply:
    _ = ctx.texts.get
    if not tokens(rest):
        return missing_word(ctx, _("Which actor?"), _("!case actor show mora"))
    actor = find_actor(ctx, rest, ctx.book.actors.all())
    if isinstance(actor, Reply):
        return actor
    return ctx.say("actor-card", *card_blocks(ctx, actor), items=(item(actor),))


def card_blocks(ctx: Context, actor: Actor) -> tuple[Block, ...]:
    """All that the directory has of an actor."""
    _ = ctx.texts.get
    lines = [rich("**{name}**", name=written(actor.name)), what_it_is(ctx, actor)]
    lines += [contact_line(ctx, actor, name) for name in _LABELS if name in actor.contact]
    if actor.retired_at is not None:
        lines.append(rich(_("**Retired on {day}**"), day=ctx.day(actor.retired_at)))
        return (Para(tuple(line for line in lines if line)),)
    lines.append(_standing_line(ctx, actor))
    return (Para(tuple(line for line in lines if line)),)


def contact_line(ctx: Context, actor: Actor, name: str) -> Rich:
    """`Phone: 0123-456 78`; a dash where nothing stands."""
    label = ctx.texts.get(_LABELS[name])
    return rich(label, value=_value(actor, name) if name in actor.contact else "–")


def _value(actor: Actor, name: str) -> str:
    # An address is there to be copied, and no client makes a link of what stands in code.
    return actor.contact[name] if name in ("email", "url") else written(actor.contact[name])


def _standing_line(ctx: Context, actor: Actor) -> Rich:
    _ = ctx.texts.get
    line = standing_text(ctx, actor)
    if actor.verified_by is not None:
        line += rich(_(", by a lead") if actor.verified_by is Role.LEAD else _(", by staff"))
    if standing(ctx, actor) is not Standing.VERIFIED:
        line += rich(_(" – ring them, then `!case actor verify {typed}`"), typed=written(typed_name(actor)))
    return line


def matching(ctx: Context, marks: Marks) -> list[Actor]:
    """Living actors that fit, those first whom staff have rung, and those of the region before those that
    are for the whole country. Who names no ages, or no region, helps any."""

    def fits(actor: Actor) -> bool:
        return (
            (not marks.kinds or actor.kind in marks.kinds)
            and (not marks.regions or actor.region is None or actor.region in marks.regions)
            and (not marks.ages or not actor.ages or bool(set(actor.ages) & set(marks.ages)))
            and (actor.plan or not marks.plan)
            and (actor.parents or not marks.parents)
        )

    def order(actor: Actor) -> tuple[int, bool]:
        return _ORDER.index(standing(ctx, actor)), bool(marks.regions) and actor.region is None

    return sorted(filter(fits, ctx.book.actors.living()), key=order)


def _read(ctx: Context, rest: str) -> Marks | Reply:
    marks = rules.read_marks(rest, ctx.words)
    return unknown_mark(ctx, marks) if isinstance(marks, Unknown) else marks


def find(ctx: Context, rest: str) -> Reply:
    _ = ctx.texts.get
    typed = tokens(rest)
    if len(typed) == 1 and typed[0].folded in _RETIRED:
        return _retired(ctx)
    read = rules.read_search(rest, ctx.words)
    if isinstance(read, Unknown):
        return unknown_mark(ctx, read)
    marks, name = read
    living = ctx.book.actors.living()
    if name and not rules.choose(name, [actor.name for actor in living]):
        return unknown_mark(ctx, Unknown(name), names=[actor.name for actor in living])
    fitting = matching(ctx, marks)
    meant = rules.choose(name, [actor.name for actor in fitting]) if name else range(len(fitting))
    found = [fitting[at] for at in sorted(meant)]
    if not found:
        return ctx.say("actor-list", para(_why_none(ctx)))
    title = ctx.texts.plural("{count} actor:", "{count} actors, those we have rung first:", len(found))
    blocks: list[Block] = [
        para(title, count=len(found)),
        Numbered(tuple(_line(ctx, actor) for actor in found[:LONGEST_LIST])),
    ]
    if (more := len(found) - LONGEST_LIST) > 0:
        blocks.append(para(_("… and {count} more: add a word."), count=more))
    blocks.append(para(_("Reply `1` for its card, `1 verify`, or `refer REF 1`.")))
    return ctx.say("actor-list", *blocks, items=tuple(item(actor) for actor in found[:LONGEST_LIST]))


def _why_none(ctx: Context) -> str:
    _ = ctx.texts.get
    if ctx.book.actors.living():
        return _("No actor fits. Take a word away, or note the gap: `!case gap REF SUPPORT`.")
    if ctx.book.actors.all():
        return _(
            "All actors are retired: `!case actor find retired` lists them, `!case actor add` brings one back."
        )
    return _("There are no actors yet. `!case actor add` adds one.")


def _retired(ctx: Context) -> Reply:
    """Those to whom nobody is pointed any more."""
    _ = ctx.texts.get
    found = [actor for actor in ctx.book.actors.all() if actor.retired_at is not None]
    if not found:
        return ctx.say("actor-list", para(_("No actor is retired.")))
    title = ctx.texts.plural("{count} actor is retired:", "{count} actors are retired:", len(found))
    lines = tuple(
        rich("**{name}** ", name=written(actor.name)) + what_it_is(ctx, actor)
        for actor in found[:LONGEST_LIST]
    )
    blocks: list[Block] = [para(title, count=len(found)), Numbered(lines)]
    if (more := len(found) - LONGEST_LIST) > 0:
        blocks.append(para(_("… and {count} more: add a word."), count=more))
    blocks.append(para(_("Reply `1` for its card. `!case actor add NAME` brings one back.")))
    return ctx.say("actor-list", *blocks, items=tuple(item(actor) for actor in found[:LONGEST_LIST]))


def _line(ctx: Context, actor: Actor) -> Rich:
    line = rich("**{name}** ", name=written(actor.name)) + what_it_is(ctx, actor)
    if reach := how_to_reach(ctx, actor):
        line += rich(" – ") + reach
    return line + rich(" – ") + standing_text(ctx, actor)


def mailing(ctx: Context, rest: str) -> Reply:
    _ = ctx.texts.get
    marks = _read(ctx, rest)
    if isinstance(marks, Reply):
        return marks
    chosen = sorted(matching(ctx, marks), key=lambda actor: rules.name_key(actor.name))
    addresses = list(dict.fromkeys(actor.contact["email"] for actor in chosen if "email" in actor.contact))
    silent = [actor.name for actor in chosen if "email" not in actor.contact]
    if not addresses:
        return ctx.say(
            "actor-mailing",
            para(_("No actor that fits has an email address: `!case actor change NAME email:…` adds one.")),
        )
    title = ctx.texts.plural(
        "A mailing to {count} address. Put it in the BCC field:",
        "A mailing to {count} addresses. Put them in the BCC field, so that none sees the others:",
        len(addresses),
    )
    named = _that_fit(addresses)
    blocks: list[Block] = [para(title, count=len(addresses)), para("`{bcc}`", bcc=", ".join(named))]
    if len(addresses) > len(named):
        blocks.append(
            para(
                _("Only the first {most} stand here: take them in parts, by region or kind."),
                most=len(named),
            )
        )
    if silent:
        names = ", ".join(written(name) for name in silent[:LONGEST_LIST]) + (
            " …" if len(silent) > LONGEST_LIST else ""
        )
        blocks.append(para(_("Without an address, ring them: {names}."), names=names))
    return ctx.say("actor-mailing", *blocks, *_letter(ctx))


def _that_fit(addresses: list[str]) -> list[str]:
    ends = accumulate(len(address) + 2 for address in addresses)
    return [
        address
        for address, end in zip(addresses[:MOST_RECIPIENTS], ends, strict=False)
        if end <= MOST_CHARACTERS
    ]


def _letter(ctx: Context) -> tuple[Block, ...]:
    _ = ctx.texts.get
    return (
        para(_("And a letter to paste:")),
        para(_("Subject: May we still tell people about you?")),
        para(
            _(
                "Hello, we are an anonymous helpline, and you are on our list of those who can help. "
                "We tell a caller about you only when we know that somebody answers."
            )
        ),
        para(
            _(
                "Are these still right: which function one turns to, phone number, email and web address, opening hours, "
                "whom you help (ages, region), whether you have a plan of action or groups for parents?"
            )
        ),
        para(_("A short answer is enough: “all is right”, or what has changed. We will ring you as well.")),
        para(_("Please send us contact functions, not names of people. Thank you, and best wishes.")),
    )
