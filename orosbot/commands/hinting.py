"""Hints at the words that the team has agreed on: at most once a week for each word and person."""

from orosbot import terms
from orosbot.commands.verb import Context
from orosbot.messages import Para, para
from orosbot.rules.retention import HINTED
from orosbot.rules.terms import Term


def hints(ctx: Context, text: str) -> tuple[Para, ...]:
    """What to say of a text that was stored; each hint given is written down."""
    told = list[Para]()
    for term in terms.load(ctx.settings.terms).found(text):
        if ctx.book.hinted.since(term.key, ctx.sender, ctx.at - HINTED):
            continue
        ctx.book.hinted.give(term.key, ctx.sender, ctx.at, forget=ctx.at - HINTED)
        if (hint := _hint(ctx, term)) not in told:  # all views are spoken of alike
            told.append(hint)
    return tuple(told)


def _hint(ctx: Context, term: Term) -> Para:
    _ = ctx.texts.get
    if term.instead is None:
        return para(
            _("A hint: we don't write what somebody believes or thinks. Write what support was given.")
        )
    agreed = term.instead.get(ctx.texts.language) or next(iter(term.instead.values()))
    form = term.forms[0]
    return para(
        _("A hint: the team has agreed not to write “{form}” but {agreed}."), form=form, agreed=agreed
    )
