"""`actor`: the directory of those whom callers are pointed to. Organisations and their contact functions,
and when staff last rang them themselves."""

from dataclasses import replace

from orosbot.casebook.referrals import Referral
from orosbot.commands.actorcards import find, mailing, show
from orosbot.commands.actorchange import change, meant, no_name, taken
from orosbot.commands.actorlines import ACTION_BY_FORM, ACTIONS
from orosbot.commands.actorlookup import how_to_reach, typed_name, unknown_mark, what_it_is
from orosbot.commands.actorscreen import named_like_a_person, of_actor, perhaps_a_person
from orosbot.commands.referrallines import cancelled_line, completed_line
from orosbot.commands.referrals import ADD
from orosbot.commands.refusals import missing_word, two_words, unknown_form
from orosbot.commands.verb import Context, Reply, Request, Verb
from orosbot.messages import Block, Numbered, Para, Rich, para, written
from orosbot.rules import actors
from orosbot.rules.actors import NameFault
from orosbot.rules.opening import Clash, Unknown
from orosbot.rules.parsing import tokens
from orosbot.texts import N_


def run(ctx: Context, request: Request) -> Reply:
    _ = ctx.texts.get
    words = tokens(request.rest)
    at = 1 if ctx.texts.language == "sv" else 0
    forms = [names[at] for names in ACTIONS.values()]
    if not words:
        return missing_word(
            ctx,
            _("What shall I do with which actor? {forms}.").replace("{forms}", ", ".join(forms)),
            _(ADD),
        )
    action = ACTION_BY_FORM.get(words[0].folded)
    if action is None:
        return unknown_form(ctx, words[0].raw, ACTIONS.values())
    rest = request.rest[words[0].end :].strip()
    return {
        "add": add,
        "verify": verify,
        "change": change,
        "find": find,
        "show": show,
        "retire": retire,
        "mailing": mailing,
    }[action](ctx, rest)


def add(ctx: Context, rest: str) -> Reply:
    _ = ctx.texts.get
    entry = actors.read_entry(rest, ctx.words)
    if isinstance(entry, NameFault):
        return _no_name(ctx, entry)
    if isinstance(entry, Unknown):
        return _unknown_mark(ctx, entry, rest)
    if isinstance(entry, Clash):
        return two_words(ctx, ctx.word(entry.facet, entry.one), ctx.word(entry.facet, entry.other))
    if actors.means_else(entry.name, ctx.words):
        return no_name(ctx, entry.name)
    if refusal := named_like_a_person(ctx, entry.name) or of_actor(ctx, entry.name):
        return refusal
    before = ctx.book.actors.named(entry.name)
    if before is not None and before.retired_at is None:
        return taken(ctx, before)
    if entry.kind is None and before is None and ctx.words.words("kind"):
        kinds = ", ".join(ctx.forms("kind"))
        example = _('!case actor add "Mora kommun" municipality dalarna')
        return missing_word(ctx, _("What kind of actor is it? {kinds}.").replace("{kinds}", kinds), example)
    person = perhaps_a_person(ctx, entry.name)  # from now on the name passes as one of the directory's
    actor = ctx.book.actors.add(entry, at=ctx.at)
    name = written(actor.name)
    first = _("**{name}** is in the directory.") if before is None else _("**{name}** is in use again.")
    ring = _("Ring them yourself: does somebody answer, can they help? Then `!case actor verify {typed}`.")
    typed = written(typed_name(actor))
    reach = para(
        _("How they are reached: `!case actor change {typed} phone:… function:… email:…`"), typed=typed
    )
    known = how_to_reach(ctx, actor)
    return ctx.say(
        "actor-added",
        para(first, name=name),
        Para((what_it_is(ctx, actor),)),
        para(ring, typed=typed),
        Para((known,)) if known else reach,
        *person,
    )


def _no_name(ctx: Context, fault: NameFault) -> Reply:
    _ = ctx.texts.get
    if fault is NameFault.LONG:
        text = para(_("A name has at most {most} characters."), most=actors.LONGEST_NAME)
        return ctx.refuse("error-too-long", text)
    asked = {
        NameFault.MISSING: _("Which organisation? Its name comes first, in quotes if it has several words."),
        NameFault.UNCLOSED: _("The quote at the end of the name is missing."),
        NameFault.QUOTES: _("The same word twice: a name of several words stands in quotes."),
    }
    example = _('!case actor add "Mora kommun" municipality dalarna')
    return missing_word(ctx, asked[fault], example)


def _unknown_mark(ctx: Context, unknown: Unknown, rest: str) -> Reply:
    _ = ctx.texts.get
    reply = unknown_mark(ctx, unknown)
    named = actors.take_name(rest)
    if isinstance(named, NameFault) or named.quoted:
        return reply
    hint = para(_("If it belongs to the name: a name of several words stands in quotes."))
    return replace(reply, message=replace(reply.message, blocks=(*reply.message.blocks, hint)))


def verify(ctx: Context, rest: str) -> Reply:
    _ = ctx.texts.get
    actor = meant(ctx, rest, _("!case actor verify mora"), then=lambda name: f"actor verify {name}")
    if isinstance(actor, Reply):
        return actor
    waiting = ctx.book.referrals.pending(actor_id=actor.id)
    for referral in waiting:
        ctx.book.referrals.complete(referral, at=ctx.at)
    actor = ctx.book.actors.verify(actor, at=ctx.at, role=ctx.role)
    days = ctx.settings.routine.actor_verified_days
    said = para(
        _("**{name}** is verified: somebody answers and can help. That holds for {days} days."),
        name=written(actor.name),
        days=days,
    )
    title = ctx.texts.plural(
        "This referral is made now; tell the caller:",
        "These referrals are made now; tell the callers:",
        len(waiting),
    )
    lines = tuple(completed_line(ctx, referral) for referral in waiting)
    return _with_referrals(ctx, "actor-verified", said, title, waiting, lines)


def retire(ctx: Context, rest: str) -> Reply:
    _ = ctx.texts.get
    actor = meant(ctx, rest, _("!case actor retire mora"), then=lambda name: f"actor retire {name}")
    if isinstance(actor, Reply):
        return actor
    waiting = ctx.book.referrals.pending(actor_id=actor.id)
    for referral in waiting:
        ctx.book.referrals.cancel(referral, at=ctx.at)
    ctx.book.actors.retire(actor, at=ctx.at)
    said = para(
        _("**{name}** is retired: nobody is pointed there any more. What was done stands."),
        name=written(actor.name),
    )
    title = _("These referrals were still pending and are cancelled; find somebody else:")
    lines = tuple(cancelled_line(ctx, referral) for referral in waiting)
    return _with_referrals(ctx, "actor-retired", said, title, waiting, lines)


def _with_referrals(
    ctx: Context, code: str, said: Para, title: str, waiting: list[Referral], lines: tuple[Rich, ...]
) -> Reply:
    """What was done with an actor, and the referrals that had waited for it, a numbered line each."""
    blocks: tuple[Block, ...] = (said, para(title), Numbered(lines)) if lines else (said,)
    return ctx.say(code, *blocks, items=tuple(referral.ref for referral in waiting))


VERB = Verb(
    name="actor",
    forms=("aktör", "aktörer"),
    run=run,
    family="support",
    usage=N_(
        'actor add "NAME" KIND [REGION] [AGE…] [plan] [parents] | verify|change|find|show|retire|mailing'
    ),
    summary=N_("Those whom we point callers to. Organisations and functions, never private persons."),
    example=ADD,
    more=(
        N_("!case actor verify mora"),
        N_("!case actor change mora function:the duty officer phone:0123-456 78"),
        N_("!case actor find municipality dalarna"),
        N_("!case actor show mora"),
        N_("!case actor mailing"),
    ),
)
