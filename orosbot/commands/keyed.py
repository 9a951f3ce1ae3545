"""Words of `new` that only stand after a key: `skåne` is `region:skåne`."""

from orosbot import languages
from orosbot.commands.refusals import quoted
from orosbot.commands.verb import Context, Reply
from orosbot.messages import para
from orosbot.rules import opening
from orosbot.rules.words import fold

_CODE = 3
"""Letters of the longest code of a language (ISO 639)."""


def keyed_word(ctx: Context, typed: str) -> Reply | None:
    """The refusal of a word that is known after a key, with how to type it; `None` if it is none."""
    _ = ctx.texts.get
    at = 1 if ctx.texts.language == "sv" else 0
    folded = fold(typed)
    for facet in ("region", "via"):
        for word in ctx.words.words(facet):
            forms = {fold(form) for forms in word.forms.values() for form in forms}
            if folded in forms or (
                facet == "region" and any(form.startswith(f"{folded}-") for form in forms)
            ):
                return _say(ctx, typed, f"{opening.KEYS[facet][at]}:{word.form(ctx.texts.language)}")
    # Not a code of two letters: `an` may be a mistyped `anh`.
    code = languages.codes().get(folded) if len(folded) > _CODE else None
    if code is not None:
        return _say(ctx, typed, f"{opening.KEYS['lang'][at]}:{languages.name(code, ctx.texts.language)}")
    return None


def _say(ctx: Context, typed: str, example: str) -> Reply:
    _ = ctx.texts.get
    return ctx.refuse(
        "error-unknown-word",
        para(_("“{typed}” stands after its key. Type `{example}`."), typed=quoted(typed), example=example),
        para(_("Nothing was changed.")),
        unread=True,
    )
