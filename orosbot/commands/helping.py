"""`help`: all verbs in short, or one with its words and examples that can be pasted."""

from orosbot import languages
from orosbot.commands.actorlines import ACTION_BY_FORM
from orosbot.commands.actorlookup import actor_words, typed_name
from orosbot.commands.journal import PARTS
from orosbot.commands.lists import kinds_of_list
from orosbot.commands.refusals import unknown_word
from orosbot.commands.tallyhelp import meanings
from orosbot.commands.verb import Context, Reply, Request, Verb
from orosbot.messages import Block, Para, Rich, para, rich
from orosbot.rules import opening
from orosbot.rules.parsing import tokens
from orosbot.rules.reference import shown
from orosbot.rules.words import fold
from orosbot.texts import N_

FAMILIES = {
    "contacts": N_("Contacts"),
    "support": N_("Support"),
    "later": N_("Later"),
    "children": N_("Children"),
    "closing": N_("Closing"),
    "cards": N_("Cards and lists"),
    "general": N_("The rest"),
}

EXAMPLE = "4827396"
"""A well-formed reference for examples when there is no case yet."""

EXAMPLE_ACTOR = "mora"
"""The actor of examples when there is none yet: that which the example of `actor` adds, shortened."""


def help_(ctx: Context, request: Request) -> Reply:
    words = tokens(request.rest)
    if not words:
        return _overview(ctx)
    verb = next((verb for verb in ctx.verbs.values() if words[0].folded in folded_forms(verb)), None)
    if verb is None:
        of = "actor" if words[0].folded in ACTION_BY_FORM else "log" if words[0].folded in PARTS else ""
        verb = ctx.verbs.get(of)
    if verb is None or len(words) > 1:
        names = [ctx.verb_word(verb.name) for verb in ctx.verbs.values()]
        if verb is not None:
            return unknown_word(ctx, words[1].raw, [])
        both = [form for one in ctx.verbs.values() for form in (one.name, *one.forms) if len(form) > 1]
        return unknown_word(ctx, words[0].raw, names, also=both)
    return ctx.say("help", *_verb_help(ctx, verb))


def folded_forms(verb: Verb) -> set[str]:
    """The folded words by which a verb is known."""
    return {fold(form) for form in (verb.name, *verb.forms)}


def _overview(ctx: Context) -> Reply:
    _ = ctx.texts.get
    blocks: list[Block] = [
        para(
            _(
                "Write `!case` and a verb. In a reply to one of my messages the `!case` may be left out, and the number too."
            )
        ),
    ]
    for family, title in FAMILIES.items():
        verbs = [verb for verb in ctx.verbs.values() if verb.family == family]
        if not verbs:
            continue
        lines: list[Rich] = [rich("**{title}**", title=_(title))]
        lines += [rich("`{usage}` – ", usage=_(verb.usage)) + rich(_(verb.summary)) for verb in verbs]
        blocks.append(Para(tuple(lines)))
    blocks.append(
        para(
            _(
                "`REF` is a case's number, `SLIP` a slip's, `WORD…` one word or more; `|` means or; `[ ]` may be left out."
            )
        )
    )
    blocks.append(para(_("More on one verb: `!case help note`. Danger at once: ring 112.")))
    return ctx.say("help", *blocks)


def _verb_help(ctx: Context, verb: Verb) -> tuple[Block, ...]:
    _ = ctx.texts.get
    ref = shown(ctx.book.audit.last_ref_by(ctx.sender) or EXAMPLE)
    examples = _examples(ctx, verb, ref)
    lines = [rich(_("**{verb}** – "), verb=ctx.verb_word(verb.name)) + rich(_(verb.summary))]
    lines.append(rich(_("Form: `{usage}`"), usage=_("!case") + " " + _(verb.usage)))
    others = [form for form in dict.fromkeys((verb.name, *verb.forms)) if form != ctx.verb_word(verb.name)]
    if others:
        lines.append(rich(_("Also: {forms}"), forms=", ".join(others)))
    shown_first = rich(_("Example: `{example}`"), example=examples[0])
    shown_then = tuple(rich("`{example}`", example=example) for example in examples[1:])
    blocks: list[Block] = [Para(tuple(lines)), Para((shown_first, *shown_then))]
    if verb.name == "new":
        facets = ("channel", "caller", "concern", "age", "support")
        words = [" · ".join(ctx.forms(facet)) for facet in facets]
        blocks.append(Para(tuple(rich("{words}", words=line) for line in words)))
        blocks.append(Para(_optional(ctx)))
    elif verb.name == "actor":
        words = [" · ".join(actor_words(ctx, facet)) for facet in ("kind", "age")]
        blocks.append(Para(tuple(rich("{words}", words=line) for line in words)))
    elif verb.name == "list":
        blocks.append(Para(kinds_of_list(ctx)))
    elif verb.name == "tally":
        blocks.append(meanings(ctx))
    elif verb.name in ("note", "close", "gap"):
        facet = "closing" if verb.name == "close" else "support"
        blocks.append(para("{words}", words=" · ".join(ctx.forms(facet))))
    return tuple(blocks)


def _optional(ctx: Context) -> tuple[Rich, ...]:
    """The facts of `new` that nobody asks for."""
    _ = ctx.texts.get
    at = 1 if ctx.texts.language == "sv" else 0
    keys = {name: forms[at] for name, forms in opening.KEYS.items()}
    flags = [forms[at] for forms in opening.FLAGS.values()]
    yes, no = (forms[at] for forms in opening.ANSWERS.values())
    language = languages.name(languages.EXAMPLES[0], ctx.texts.language)
    lines = [
        *flags,
        f"{keys['ring']}:{yes} / {keys['ring']}:{no}",
        *(
            f"{keys[key]}:{ctx.forms(facet)[0]}"
            for key, facet in (
                ("wants", "support"),
                ("close", "closing"),
                ("region", "region"),
                ("via", "via"),
            )
            if ctx.forms(facet)
        ),
        f"{keys['lang']}:{language}",
    ]
    return (rich(_("Also, if you like:")), rich("{words}", words=" · ".join(lines)))


def _examples(ctx: Context, verb: Verb, ref: str) -> list[str]:
    """What can be pasted, one after the other; an actor is only made up when there is none."""
    _ = ctx.texts.get
    known = ctx.book.actors.living()
    actor = typed_name(known[0]) if known else EXAMPLE_ACTOR
    first = [one for one in verb.first if not known or "{actor}" in one]
    return [
        _(one).replace("{ref}", ref).replace("{actor}", actor) for one in (*first, verb.example, *verb.more)
    ]


VERB = Verb(
    name="help",
    forms=("hjälp",),
    run=help_,
    family="general",
    usage=N_("help [verb]"),
    summary=N_("All verbs, or one."),
    example=N_("!case help note"),
)
