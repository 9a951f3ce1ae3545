"""`allow`: a word of the line's own, a place or an organisation, that the screen lets pass from now on."""

from dataclasses import replace

from orosbot.commands.refusals import missing_word, quoted, too_long
from orosbot.commands.screening import kinds, removal
from orosbot.commands.verb import Context, Personal, Reply, Request, Verb
from orosbot.messages import para, written
from orosbot.rules.actors import unquoted
from orosbot.rules.parsing import tokens
from orosbot.rules.words import fold
from orosbot.texts import N_

LONGEST = 60
"""Characters of the longest word that can be allowed."""

_NOT = {fold(form) for form in ("not", "inte", "off", "av")}


def run(ctx: Context, request: Request) -> Reply:
    _ = ctx.texts.get
    words = tokens(request.rest)
    if not words:
        return missing_word(ctx, _("Which word may pass?"), _('!case allow "Vita huset"'))
    takes_back = words[0].folded in _NOT and len(words) > 1
    word = unquoted(request.rest[words[0].end :] if takes_back else request.rest).strip()
    if len(word) > LONGEST and (refusal := too_long(ctx, len(word))):
        return refusal
    known = {fold(one): one for one in ctx.book.allowed.words()}
    if takes_back:
        return _take_back(ctx, word, known.get(fold(word)))
    found = ctx.look(word)
    if found.certain:
        text = para(_("That is a number or an address of somebody, no word: it can't be allowed."))
        return ctx.refuse("error-personal-data", text)
    if any(find.kind != "name" and find.what != "school" for find in found.finds):
        text = para(_("That tells who somebody is ({kinds}): it can't be allowed."), kinds=kinds(ctx, found))
        return replace(ctx.refuse("error-personal-data", text, removal(ctx, False)), personal=Personal(False))
    if ctx.names_a_person(word):
        text = para(
            _("That is a person's given name and surname: it would pass in everybody's notes.")
            if ctx.is_full_name(word)
            else _("That is what a person is called: it would pass in everybody's notes.")
        )
        whole = para(
            _('A place or a fund that is called after somebody is allowed in full: `"Anna Lindhs plats"`.')
        )
        return replace(
            ctx.refuse("error-personal-data", text, whole, removal(ctx, False)), personal=Personal(False)
        )
    if fold(word) not in known:
        ctx.book.allowed.allow(word, at=ctx.at, by=ctx.sender)
    return ctx.say(
        "word-allowed",
        para(_("“{word}” passes from now on, in everybody's notes."), word=written(word)),
        para(_("Never allow a person's name. `!case allow not {word}` takes it back."), word=written(word)),
    )


def _take_back(ctx: Context, typed: str, word: str | None) -> Reply:
    _ = ctx.texts.get
    if word is None:
        text = para(_("“{word}” was not allowed. Nothing was changed."), word=quoted(typed))
        return ctx.refuse("error-nothing-open", text)
    ctx.book.allowed.forbid(word)
    return ctx.say("word-allowed", para(_("“{word}” is screened again."), word=written(word)))


VERB = Verb(
    name="allow",
    forms=("tillåt", "tillåta"),
    run=run,
    family="general",
    usage=N_("allow WORD"),
    summary=N_("Leads: a place or an organisation that notes may name."),
    example=N_('!case allow "Vita huset"'),
    lead=True,
)
