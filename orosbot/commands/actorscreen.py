"""What may stand in the directory: how an organisation is reached, and never anything about a private person.

Names of the directory pass the screen in everybody's notes, so nobody may come into it by name.
"""

import re
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


def named_like_a_person(ctx: Context, name: str) -> Reply | None:
    """The refusal of an actor whose name is, or holds, what a person is called."""
    _ = ctx.texts.get
    if not ctx.names_a_person(name):
        return None
    reply = ctx.refuse(
        "error-personal-data",
        para(
            _(
                "**Not stored:** that is a person's name. An actor is an organisation, or what somebody does there."
            )
        ),
        para(_('Write it like `"the coordinator in Mora"`. Nothing was changed.')),
        para(_('What is called after somebody is written in full: `"Maria helpline"`.')),
        removal(ctx, False),
    )
    return replace(reply, personal=Personal(False))


def perhaps_a_person(ctx: Context, text: str, email: str = "") -> tuple[Para, ...]:
    """A hint where a text of the directory, or a mail address, looks like somebody's name."""
    _ = ctx.texts.get
    if not any(find.kind in _PERSON for find in ctx.look(text).finds) and not _names_somebody(ctx, email):
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


def _names_somebody(ctx: Context, email: str) -> bool:
    """Whether a mail address is a person's, `linnea.berg@…`, and no function's, `info@…`."""
    words = re.findall(r"[^\W\d_]+", email.partition("@")[0])
    return ctx.is_full_name(" ".join(words)) or any(map(ctx.is_given_name, words))
