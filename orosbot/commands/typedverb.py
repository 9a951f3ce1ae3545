"""Which verb was typed: in one word, or said in two."""

from orosbot.commands.verb import Context, Verb, is_form
from orosbot.rules.parsing import Token


def verb_named(ctx: Context, word: Token, *, prefixed: bool) -> Verb | None:
    """The verb that one word is; without the prefix a single letter is none."""
    folded = word.folded.rstrip(":")
    if len(folded) == 1 and not prefixed:
        return None
    return next((verb for verb in ctx.verbs.values() if is_form(verb, folded)), None)


def verb_at(ctx: Context, words: list[Token], at: int, *, prefixed: bool) -> tuple[Verb | None, int]:
    """The verb that begins at a word, in one word or said in two (`no answer`), and where it ends."""
    if (verb := verb_named(ctx, words[at], prefixed=prefixed)) is not None or at + 1 == len(words):
        return verb, words[at].end
    joined = words[at].folded + words[at + 1].folded.rstrip(":")
    found = next((verb for verb in ctx.verbs.values() if is_form(verb, joined)), None)
    if not prefixed and (len(words[at].folded) == 1 or (found is not None and found.name == "notnow")):
        found = None  # "i dag" and "kan ej" are what people say to each other
    return found, words[at + 1].end
