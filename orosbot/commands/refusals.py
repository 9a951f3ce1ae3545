"""Refusals that several verbs share. Each says what was wrong and what to type instead."""

from collections.abc import Iterable

from orosbot.commands.verb import Context, Reply
from orosbot.messages import para, written
from orosbot.rules.reference import shown
from orosbot.rules.words import fold, nearest
from orosbot.values import Case

LONGEST_TEXT = 2000
"""Characters of the longest note: a note is what was done, not what was said."""

LONGEST_QUOTED = 30
"""Characters of a mistyped word that a refusal repeats."""


CLEARLY = 0.75
"""How alike a word of the other language must be to be named."""


def quoted(typed: str) -> str:
    """A mistyped word as a refusal repeats it: not too long, and no mention, link or turned text."""
    return written(typed if len(typed) <= LONGEST_QUOTED else typed[:LONGEST_QUOTED] + "…")


def unknown_word(
    ctx: Context,
    typed: str,
    forms: Iterable[str],
    *,
    also: Iterable[str] = (),
    examples: Iterable[str] = (),
) -> Reply:
    """A word that nobody knows; the nearest known ones are named, never guessed.

    `forms` can be typed here; `also` too, in the other language: they are named only when near.
    `examples` are named in place of `forms` that are too many when none is near.
    """
    _ = ctx.texts.get
    if typed.lstrip().startswith((":", "：")):
        return text_is_a_note(ctx, None, unread=True)
    forms = list(dict.fromkeys(forms))
    near = nearest(typed, [*forms, *_clearly(typed, list(also))])
    typed = quoted(typed)
    if not near and (examples := list(examples)):
        block = para(
            _("I don't know the word “{typed}”. Type for example {forms}."),
            typed=typed,
            forms=", ".join(examples),
        )
    elif near:
        block = para(
            _("I don't know the word “{typed}”. Did you mean **{near}**?"), typed=typed, near=", ".join(near)
        )
    elif forms:
        block = para(
            _("I don't know the word “{typed}”. These go here: {forms}."), typed=typed, forms=", ".join(forms)
        )
    else:
        block = para(
            _("I don't understand “{typed}” here. Leave it out and type the rest once more."), typed=typed
        )
    return ctx.refuse("error-unknown-word", block, para(_("Nothing was changed.")), unread=True)


def unknown_coded(
    ctx: Context, typed: str, *facets: str, flags: Iterable[str] = (), also: Iterable[str] = ()
) -> Reply:
    """A word that is none of these facets'."""
    other = "en" if ctx.texts.language == "sv" else "sv"
    return unknown_word(
        ctx, typed, [*ctx.forms(*facets), *flags], also=[*ctx.words.forms(facets, other), *also]
    )


def _clearly(typed: str, also: list[str]) -> list[str]:
    """Words of the other language that are much like what was typed, or hold all of it."""
    parts = [form for form in nearest(typed, also) if fold(typed) in fold(form)]
    return [*nearest(typed, also, alike=CLEARLY), *parts]


def unknown_form(ctx: Context, typed: str, words: Iterable[tuple[str, ...]], *more: str) -> Reply:
    """A word that is none of these, each given as its forms: English first, then Swedish. `more` can be
    typed here too."""
    words = list(words)
    at = 1 if ctx.texts.language == "sv" else 0
    return unknown_word(
        ctx, typed, [*(forms[at] for forms in words), *more], also=[form for forms in words for form in forms]
    )


def missing_word(ctx: Context, what: str, example: str) -> Reply:
    """Something that is needed is not there; `what` says what, `example` how to type it."""
    _ = ctx.texts.get
    return ctx.refuse(
        "error-missing-word",
        para(what),
        para(_("Type for example `{example}`"), example=example),
        unread=True,
    )


def two_words(ctx: Context, one: str, other: str) -> Reply:
    """Two words that exclude each other."""
    _ = ctx.texts.get
    return ctx.refuse(
        "error-ambiguous",
        para(
            _("Both “{one}” and “{other}” – which one holds? Type it again with one of them."),
            one=one,
            other=other,
        ),
        unread=True,
    )


def text_is_a_note(ctx: Context, case: Case | None, *, unread: bool) -> Reply:
    """The refusal of free text after a verb that takes coded words and names alone."""
    _ = ctx.texts.get
    return ctx.refuse(
        "error-unknown-word",
        para(
            _("No text goes here. Type it without, then `!case note {ref} : …`"),
            ref="REF" if case is None else shown(case.ref),
        ),
        para(_("Nothing was changed.")),
        ref=None if case is None else case.ref,
        unread=unread,
    )


def too_long(ctx: Context, length: int) -> Reply | None:
    """A refusal if a text is longer than a note may be."""
    _ = ctx.texts.get
    if length <= LONGEST_TEXT:
        return None
    return ctx.refuse(
        "error-too-long",
        para(
            _(
                "The text has {length} characters, and at most {most} fit. Write it shorter, or split it in two."
            ),
            length=length,
            most=LONGEST_TEXT,
        ),
    )


def bad_reference(ctx: Context, *, unread: bool = False) -> Reply:
    """A number that cannot be a reference: a digit was misheard or mistyped."""
    _ = ctx.texts.get
    return ctx.refuse(
        "error-bad-reference",
        para(
            _(
                "That is no reference number: a digit is wrong or missing. Ask for the number again, digit by digit."
            )
        ),
        unread=unread,
    )


def case_closed(ctx: Context, case: Case) -> Reply:
    """The refusal of what a closed case does not take."""
    _ = ctx.texts.get
    return ctx.refuse(
        "error-case-closed",
        para(
            _("Case **{ref}** is closed. Type `!case reopen {ref}` first, if there is more to do."),
            ref=shown(case.ref),
        ),
        ref=case.ref,
    )
