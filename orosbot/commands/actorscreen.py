"""What may stand in the directory: how an organisation is reached, and never anything about a private person."""

from dataclasses import replace

from orosbot.commands.screening import kinds, labels, removal
from orosbot.commands.verb import Context, Personal, Reply
from orosbot.messages import Para, para
from orosbot.rules.screening import Screening

PRIVATE = frozenset({"personnummer", "birthdate", "id_number"})
"""Kinds of data that no organisation has: they are refused in each field."""

_PERSON = frozenset({"name", "initials", "nickname"})


def of_actor(ctx: Context, text: str) -> Reply | None:
    """The refusal of an entry of the directory with something private in it."""
    _ = ctx.texts.get
    found = Screening(tuple(find for find in ctx.look(text).finds if find.kind in PRIVATE))
    if not found.refused:
        return None
    reply = ctx.refuse(
        "error-personal-data",
        para(_("**Not stored:** there is personal data in it ({kinds})."), kinds=kinds(ctx, found)),
        para(_("The directory is about organisations. Write it once more, without that.")),
        removal(ctx, found.certain),
    )
    return replace(reply, personal=Personal(found.certain))


def perhaps_a_person(ctx: Context, text: str) -> tuple[Para, ...]:
    """A hint where a text of the directory looks like somebody's name."""
    _ = ctx.texts.get
    if not any(find.kind in _PERSON for find in ctx.look(text).finds):
        return ()
    called = labels(ctx)["name"]
    return (
        para(
            _(
                "Is there a person's {called} in it? Only if the organisation itself publishes it as its contact."
            ),
            called=called,
        ),
    )
