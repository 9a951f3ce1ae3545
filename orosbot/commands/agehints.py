"""Whom it is worth asking for somebody of an age: a hint at referrals and gaps, never a refusal."""

from orosbot.casebook.actors import Actor
from orosbot.commands.verb import Context
from orosbot.messages import Block, para, written
from orosbot.rules import referrals as rules
from orosbot.values import Case


def hint(ctx: Context, case: Case, actor: Actor) -> tuple[Block, ...]:
    """What is to be thought of when a case is pointed to this actor."""
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
    return kinds_hint(ctx, case)


def kinds_hint(ctx: Context, case: Case) -> tuple[Block, ...]:
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
