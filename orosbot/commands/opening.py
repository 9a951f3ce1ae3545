"""`new`: a contact that opens a case. What is missing is asked in one message and answered in one."""

import secrets
from dataclasses import replace
from datetime import timedelta

from orosbot import languages
from orosbot.casebook import Question
from orosbot.commands import unassessed
from orosbot.commands.asking import ask_child, ask_missing, child_answer, restored
from orosbot.commands.facts import facts_line
from orosbot.commands.guiding import law_duty
from orosbot.commands.keyed import keyed_word
from orosbot.commands.openingtext import opened_later, opened_without
from orosbot.commands.refusals import (
    quoted,
    too_long,
    two_words,
    unknown_coded,
    unknown_form,
    unknown_word,
)
from orosbot.commands.screening import kept
from orosbot.commands.verb import Context, Reply, Request, Verb
from orosbot.messages import Block, Para, Rich, para, rich
from orosbot.rules import asked, children, opening, parsing
from orosbot.rules.asked import Several
from orosbot.rules.opening import Clash, Opening, Unknown
from orosbot.rules.reference import groups, shown
from orosbot.rules.words import nearest
from orosbot.texts import LANGUAGES, N_
from orosbot.values import Case

LAPSES = timedelta(minutes=30)
"""How long a question waits for its answer."""

_SYSTEM_RANDOM = secrets.SystemRandom()

_DIGITS = [
    N_("zero"),
    N_("one"),
    N_("two"),
    N_("three"),
    N_("four"),
    N_("five"),
    N_("six"),
    N_("seven"),
    N_("eight"),
    N_("nine"),
]


def spelled(ctx: Context, ref: str) -> str:
    """A reference for reading aloud: `four eight two, seven three nine one`."""
    return ", ".join(" ".join(ctx.texts.get(_DIGITS[int(d)]) for d in group) for group in groups(ref))


def run(ctx: Context, request: Request) -> Reply:
    def known(folded: str) -> bool:
        return opening.is_word(folded, ctx.words)

    head, text = parsing.split_text(request.rest, known)
    read = opening.read(head, ctx.words, languages.codes())
    if isinstance(read, Unknown | Clash):
        return refusal(ctx, read)
    if text and (found := ctx.look(text)).refused:
        return opened_without(ctx, _go_on(ctx, read, None, ctx.event_id), found, text, lapses=LAPSES)
    return kept(ctx, _go_on(ctx, read, text or None, ctx.event_id), text)


def take_answer(ctx: Context, question: Question, text: str) -> Reply | None:
    """The reply to a question of `new`."""
    before, note, event_id = restored(question.body)
    about_age = question.body.get("asks") == "child"
    head, more = parsing.split_text(text, lambda folded: asked.is_answer_word(folded, ctx.words))
    read = (
        child_answer(before, head, ctx)
        if about_age
        else asked.answer(before, head, ctx.words, ctx.texts.language)
    )
    if read is None:
        return None
    if isinstance(read, Several):
        return _several(ctx, read)
    if isinstance(read, Unknown | Clash):
        return replace(refusal(ctx, read), unread=False)
    if more and note:
        return _two_texts(ctx)
    if more and (found := ctx.look(more)).refused:
        return opened_without(ctx, _go_on(ctx, read, None, event_id), found, more, lapses=LAPSES)
    reply = _go_on(ctx, read, note or more or None, ctx.event_id if more else event_id)
    return opened_later(ctx, reply, event_id)


def _several(ctx: Context, read: Several) -> Reply:
    _ = ctx.texts.get
    meant = _(" or ").join(ctx.word(read.facet, key) for key in read.keys)
    text = para(
        _("“{typed}” can be {meant}. Reply once more, with the word or its number."),
        typed=quoted(read.typed),
        meant=meant,
    )
    return ctx.refuse("error-ambiguous", text)


def _two_texts(ctx: Context) -> Reply:
    _ = ctx.texts.get
    return ctx.refuse(
        "error-ambiguous",
        para(_("You have written a text already. Reply without one, and note this one afterwards.")),
    )


def _go_on(ctx: Context, read: Opening, text: str | None, event_id: str) -> Reply:
    if text is not None and (refusal := too_long(ctx, len(text))):
        return refusal
    if children.about_child(read.facts, ctx.words) and children.calls_about_self(read.facts, ctx.words):
        read = replace(read, facts=replace(read.facts, child_caller=True))
    if missing := read.missing():
        return ask_missing(ctx, read, missing, text, event_id)
    if children.contradicts(read.facts, ctx.words):
        return ask_child(ctx, read, text, event_id)
    return _open(ctx, read, text, event_id)


def _open(ctx: Context, read: Opening, text: str | None, event_id: str) -> Reply:
    _ = ctx.texts.get
    case = ctx.book.cases.open(
        read.facts,
        about_child=children.about_child(read.facts, ctx.words),
        at=ctx.at,
        by=ctx.sender,
        digits=ctx.settings.reference.digits,
        rng=_SYSTEM_RANDOM,
    )
    if read.supports or text:
        ctx.book.notes.add(
            case.id, text=text, supports=read.supports, at=ctx.at, by=ctx.sender, event_id=event_id
        )
    blocks: list[Block] = [
        para(_("Case **{ref}** is open."), ref=shown(case.ref)),
        para(
            _("Read aloud: **{spelled}**. Let the caller say it back to you."), spelled=spelled(ctx, case.ref)
        ),
        Para((facts_line(ctx, case), *_support_line(ctx, read))),
    ]
    child = children.is_child_case(case.facts, ctx.words)
    if read.close is not None and not child:
        ctx.book.cases.close(case.id, reason=read.close, at=ctx.at, by=ctx.sender)
        reason = ctx.word("closing", read.close)
        blocks[0] = para(
            _("Case **{ref}** is opened and closed: {reason}."), ref=shown(case.ref), reason=reason
        )
        return ctx.say("case-closed", *blocks, ref=case.ref)
    if child:
        blocks.append(assessment_demand(ctx, case, wanted_to_close=read.close is not None))
    if read.close is None:
        blocks.append(_ask_followup(ctx, case))
    return ctx.say("case-opened", *blocks, ref=case.ref)


def _support_line(ctx: Context, read: Opening) -> tuple[Rich, ...]:
    _ = ctx.texts.get
    given = ", ".join(ctx.word("support", key) for key in read.supports)
    return (rich(_("Support given: {given}"), given=given),) if given else ()


def assessment_demand(ctx: Context, case: Case, *, wanted_to_close: bool) -> Para:
    """What the answer that makes a child case says of its assessment."""
    _ = ctx.texts.get
    first = (
        rich(_("It stays open: a **child case** closes when its assessment is recorded."))
        if wanted_to_close
        else rich(_("**A child case.** How is the question of a concern report answered?"))
    )
    return Para((first, unassessed.how(ctx, case), rich("{duty}", duty=law_duty(ctx))))


def _ask_followup(ctx: Context, case: Case) -> Para:
    _ = ctx.texts.get
    if case.facts.child_caller and case.facts.ring == "no":
        return para(_("Do they ring us? Reply `callback fri 14:00`, or `followup no`."))
    return para(
        _(
            "Shall we ring? Reply `followup 10d`. Do they ring us? `callback fri 14:00`. Neither? `followup no`."
        )
    )


def _form(ctx: Context, facet: str, key: str) -> str:
    if facet == "lang":
        return languages.name(key, ctx.texts.language)
    if facet == "ring":
        return opening.ANSWERS[key][_at(ctx)]
    word = ctx.words.get(facet, key)
    return key if word is None else word.form(ctx.texts.language)


def _at(ctx: Context) -> int:
    """Where the forms of flags, keys and answers have those of the configured language."""
    return 1 if ctx.texts.language == "sv" else 0


def refusal(ctx: Context, problem: Unknown | Clash, *facets: str) -> Reply:
    """The refusal of words that could not be read. `facets` are those whose words go there, of `new` all."""
    if isinstance(problem, Clash):
        one = _form(ctx, problem.facet, problem.one)
        return two_words(ctx, one, _form(ctx, problem.facet, problem.other))
    typed = problem.typed
    if problem.facet == "ring":
        return unknown_form(ctx, typed, opening.ANSWERS.values())
    if problem.facet == "lang":
        return _unknown_language(ctx, typed)
    if problem.facet == "age" and any(character.isdecimal() for character in typed):
        # Not the nearest, which may be another band.
        return unknown_word(ctx, typed, [], examples=ctx.forms("age"))
    if problem.facet in opening.ASKED:
        other = [form for language in LANGUAGES for form in ctx.words.forms(opening.FACETS, language)]
        return unknown_word(ctx, typed, ctx.forms(problem.facet), also=other)
    if problem.facet is not None:
        return unknown_coded(ctx, typed, problem.facet)
    if (keyed := keyed_word(ctx, typed)) is not None:
        return keyed
    key, colon, _value = typed.replace("\uff1a", ":").partition(":")
    if colon and nearest(key, keys := [form for forms in opening.KEYS.values() for form in forms]):
        return unknown_word(ctx, key + colon, [form + colon for form in keys])
    flags = [form for forms in opening.FLAGS.values() for form in forms]
    return unknown_coded(
        ctx,
        typed,
        *(facets or opening.FACETS),
        flags=[one[_at(ctx)] for one in opening.FLAGS.values()],
        also=flags,
    )


def _unknown_language(ctx: Context, typed: str) -> Reply:
    """There are hundreds: the nearest ones, or a few."""
    language = ctx.texts.language
    return unknown_word(
        ctx,
        typed,
        languages.names(language),
        also=languages.names("en" if language == "sv" else "sv"),
        examples=[languages.name(code, language) for code in languages.EXAMPLES],
    )


VERB = Verb(
    name="new",
    forms=("ny", "nytt"),
    run=run,
    family="contacts",
    usage=N_("new WORD… [: text]"),
    summary=N_("Open a case. Words in any order; what is missing is asked."),
    example=N_("!case new phone relative religious 18-21 advice : talked about the next step"),
    answer=take_answer,
)
