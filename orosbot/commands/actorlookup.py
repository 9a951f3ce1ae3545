"""Which actor staff mean by a shortened name, and how an actor reads in a line."""

from collections.abc import Callable, Sequence

from orosbot.casebook import Sent
from orosbot.casebook.actors import Actor
from orosbot.commands.refusals import quoted, unknown_coded, unknown_word
from orosbot.commands.verb import Context, Reply
from orosbot.messages import Numbered, Rich, join, para, rich, written
from orosbot.rules import actors as rules
from orosbot.rules.actors import Standing
from orosbot.rules.opening import Unknown
from orosbot.rules.parsing import Token
from orosbot.rules.words import nearest

MOST_NAMED = 8
"""How many actors a question lists."""

REACH = ("function", "phone", "hours")
"""Fields that one needs for ringing."""

ITEM = "actor:"
"""What the item of a line that is an actor begins with."""

Then = Callable[[str], str]
"""The command that was meant, with an actor's name as one types it."""


def item(actor: Actor) -> str:
    """An actor as the item of a numbered line."""
    return f"{ITEM}{actor.id}"


def line_of(word: Token, replied: Sent) -> int | None:
    """Which numbered line of a message (from 0) a word of a reply names."""
    number = word.folded.rstrip(".):")
    if not (number.isascii() and number.isdecimal() and len(number) <= 3):
        return None
    return int(number) - 1 if 1 <= int(number) <= len(replied.items) else None


def find_actor(
    ctx: Context, typed: str, among: list[Actor] | None = None, *, then: Then | None = None
) -> Actor | Reply:
    """The actor that a typed name means, or the refusal that says why it means none; retired ones are not
    found, but named as such. Where several are meant, the number of one does what `then` says of it."""
    _ = ctx.texts.get
    name = rules.unquoted(typed)
    living = ctx.book.actors.living() if among is None else among
    found = [living[at] for at in rules.choose(name, [actor.name for actor in living])]
    if len(found) == 1:
        return found[0]
    if found:
        return ctx.refuse(
            "error-ambiguous",
            para(
                _("“{typed}” can be several. Which one? Reply with its number, or type more of the name."),
                typed=quoted(name),
            ),
            Numbered(tuple(rich("{name}", name=written(actor.name)) for actor in found[:MOST_NAMED])),
            items=tuple(item(actor) for actor in found[:MOST_NAMED]),
            subjects=() if then is None else tuple(then(typed_name(actor)) for actor in found[:MOST_NAMED]),
        )
    retired = [actor for actor in ctx.book.actors.all() if actor.retired_at is not None]
    gone = rules.choose(name, [actor.name for actor in retired])
    if len(gone) == 1:
        return ctx.refuse(
            "error-unknown-actor",
            para(
                _(
                    "**{name}** is retired: nobody is pointed there any more. `!case actor add` brings it back."
                ),
                name=written(retired[gone[0]].name),
            ),
        )
    return _unknown(ctx, name, living)


def _unknown(ctx: Context, name: str, living: list[Actor]) -> Reply:
    _ = ctx.texts.get
    forms: dict[str, str] = {}
    for actor in living:
        for form in (actor.name, *rules.name_key(actor.name).split()):
            forms.setdefault(form, actor.name)
    near = list(dict.fromkeys(forms[form] for form in nearest(name, forms)))
    if near:
        text = para(
            _("I don't know the actor “{typed}”. Did you mean **{near}**?"),
            typed=quoted(name),
            near=", ".join(written(one) for one in near),
        )
    else:
        text = para(_("I don't know the actor “{typed}”."), typed=quoted(name))
    return ctx.refuse(
        "error-unknown-actor",
        text,
        para(_("`!case actor find` shows those there are, `!case actor add` adds one.")),
        unread=True,
    )


def unknown_mark(ctx: Context, unknown: Unknown, *, names: Sequence[str] = ()) -> Reply:
    """The refusal of a word that says nothing of an actor. Regions are too many to be listed; of `names` a
    word could be meant too."""
    other = "en" if ctx.texts.language == "sv" else "sv"
    if unknown.facet not in (None, "age"):
        return unknown_coded(ctx, unknown.typed, unknown.facet)
    forms = actor_words(ctx, "age") if unknown.facet else actor_words(ctx, "kind", "age")
    flags = [names[1] if ctx.texts.language == "sv" else names[0] for names in rules.FLAGS.values()]
    parts = [part for name in names for part in rules.name_key(name).split()]
    also = [*names, *parts, *ctx.forms("region"), *ctx.words.forms(("kind", "region", "age"), other)]
    return unknown_word(ctx, unknown.typed, [*forms, *flags], also=also)


def actor_words(ctx: Context, *facets: str) -> list[str]:
    """What can be typed of an actor in these facets; ages that are none left out."""
    return [
        form
        for facet in facets
        for word in ctx.words.words(facet)
        if facet != "age" or word.ages is not None
        for form in word.forms[ctx.texts.language]
    ]


def typed_name(actor: Actor) -> str:
    """A name as one types it: in quotes if it has several words."""
    return f'"{actor.name}"' if " " in actor.name else actor.name


def standing(ctx: Context, actor: Actor) -> Standing:
    """Whether staff have rung it themselves, and lately enough."""
    rung = None if actor.verified_at is None else ctx.local(actor.verified_at)
    return rules.standing(rung, ctx.local(ctx.at), ctx.settings.routine.actor_verified_days)


def standing_text(ctx: Context, actor: Actor) -> Rich:
    """`verified on 3 March`, or that it is not."""
    _ = ctx.texts.get
    if actor.verified_at is None:
        return rich(_("**not rung yet**"))
    day = ctx.day(actor.verified_at)
    if standing(ctx, actor) is Standing.STALE:
        return rich(_("**last rung on {day}, too long ago**"), day=day)
    return rich(_("rung on {day}"), day=day)


def what_it_is(ctx: Context, actor: Actor) -> Rich:
    """`civil society · Dalarna · 18-21, 22-25 · has a plan`."""
    _ = ctx.texts.get
    parts = [ctx.word("kind", actor.kind)] if actor.kind is not None else []
    parts += [ctx.word("region", actor.region)] if actor.region is not None else []
    parts += [", ".join(ctx.word("age", key) for key in actor.ages)] if actor.ages else []
    parts += [_("has a plan")] if actor.plan else []
    parts += [_("has parents' groups")] if actor.parents else []
    return join([rich("{part}", part=part) for part in parts])


def how_to_reach(ctx: Context, actor: Actor) -> Rich:
    """`the duty officer, 0123-456 78, weekdays 9–16`: what one needs for ringing."""
    parts = [actor.contact[name] for name in REACH if name in actor.contact]
    return join([rich("{part}", part=written(part)) for part in parts], ", ")
