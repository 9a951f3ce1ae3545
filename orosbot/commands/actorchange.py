"""`actor change`: put right how an actor is reached and what it is."""

from dataclasses import replace

from orosbot.casebook.actors import Actor
from orosbot.commands.actorcards import contact_line
from orosbot.commands.actorlookup import (
    REACH,
    Then,
    find_actor,
    how_to_reach,
    typed_name,
    unknown_mark,
    what_it_is,
)
from orosbot.commands.actorscreen import named_like_a_person, of_actor, perhaps_a_person
from orosbot.commands.refusals import missing_word, quoted, unknown_form, unknown_word
from orosbot.commands.verb import Context, Reply, with_more
from orosbot.messages import Para, para, written
from orosbot.rules import actorfields
from orosbot.rules.actorfields import CONTACT, FieldFault
from orosbot.rules.actors import means_else
from orosbot.rules.opening import Unknown
from orosbot.rules.parsing import tokens
from orosbot.texts import N_


def taken(ctx: Context, actor: Actor) -> Reply:
    """The refusal of a name that an actor has already."""
    _ = ctx.texts.get
    return ctx.refuse(
        "error-ambiguous",
        para(
            _("**{name}** is in the directory already. `!case actor show {typed}` shows it."),
            name=written(actor.name),
            typed=written(typed_name(actor)),
        ),
    )


def no_name(ctx: Context, name: str) -> Reply:
    """The refusal of a name that would be taken for something else."""
    _ = ctx.texts.get
    return ctx.refuse(
        "error-unknown-word",
        para(
            _('“{typed}” can be taken for something else. Write the name in full, like `"Mora kommun"`.'),
            typed=quoted(name),
        ),
        para(_("Nothing was changed.")),
    )


def meant(ctx: Context, rest: str, example: str, *, then: Then | None = None) -> Actor | Reply:
    """The actor whom a text names, or the refusal; `example` shows how to name one."""
    _ = ctx.texts.get
    return find_actor(ctx, rest, then=then) if tokens(rest) else missing_word(ctx, _("Which actor?"), example)


def change(ctx: Context, rest: str) -> Reply:
    _ = ctx.texts.get
    line = actorfields.read_fields(rest)
    example = _("!case actor change mora function:the duty officer phone:0123-456 78")
    actor = meant(ctx, line.before, example)
    if line.unknown is not None and (line.values or isinstance(actor, Reply)):
        return replace(unknown_word(ctx, line.unknown, _fields(ctx), also=_ALL_FIELDS), unread=False)
    if isinstance(actor, Reply):
        more = para(_("With what shall stand there, for example `1 change phone:0123-456 78`."))
        return with_more(actor, (more,)) if actor.message.items else actor
    if line.twice is not None:
        text = _("“{typed}” stands there twice: which one holds? Type it again with one of them.")
        return ctx.refuse("error-ambiguous", para(text, typed=line.twice))
    if not line.values:
        fields = ", ".join(_fields(ctx))
        return missing_word(ctx, _("What shall stand there? {fields}.").replace("{fields}", fields), example)
    values: dict[str, actorfields.Value] = {}
    for name, typed in line.values.items():
        value = actorfields.read_value(name, typed, ctx.words)
        if isinstance(value, FieldFault):
            return _bad_value(ctx, value, name, typed)
        values[name] = value
    if means_else(new := str(values.get("name", "")), ctx.words):
        return no_name(ctx, new)
    typed = " . ".join(str(values[name]) for name in _SCREENED if values.get(name))
    if refusal := named_like_a_person(ctx, new) or of_actor(ctx, typed):
        return refusal
    other = ctx.book.actors.named(str(values["name"])) if "name" in values else None
    if other is not None and other.id != actor.id:
        return taken(ctx, other)
    person = perhaps_a_person(ctx, typed, str(values.get("email", "")))
    actor = ctx.book.actors.change(actor, values)
    told = actor.contact.keys() & set(REACH)
    extra = [contact_line(ctx, actor, name) for name in CONTACT if name in values and name not in told]
    lines = [what_it_is(ctx, actor), how_to_reach(ctx, actor), *extra]
    return ctx.say(
        "actor-changed",
        para(_("Changed: **{name}**."), name=written(actor.name)),
        Para(tuple(line for line in lines if line)),
        *person,
    )


def _fields(ctx: Context) -> list[str]:
    """How the fields are typed in the configured language."""
    at = 1 if ctx.texts.language == "sv" else 0
    return [forms[at] for forms in actorfields.FIELDS.values()]


_SCREENED = ("name", "function", "hours", "note")
"""Fields that anything can be typed into."""

_ALL_FIELDS = [form for forms in actorfields.FIELDS.values() for form in forms]

FAULTS = {
    FieldFault.EMAIL: N_("“{typed}” is no email address. Write one, like `email:info@example.org`."),
    FieldFault.URL: N_("“{typed}” is no web address. Write it like `url:https://example.org`."),
    FieldFault.PHONE: N_("“{typed}” is no phone number. Write it like `phone:0123-456 78`."),
    FieldFault.NAME: N_("“{typed}” is no name. Write it like `name:Mora kommun`."),
}
"""What is wrong with a value, and how to write it."""


def _bad_value(ctx: Context, fault: FieldFault, name: str, typed: str) -> Reply:
    _ = ctx.texts.get
    if fault is FieldFault.KIND and not typed:
        asked = _("What kind of actor is it? {kinds}.").replace("{kinds}", ", ".join(ctx.forms("kind")))
        return ctx.refuse("error-unknown-word", para(asked), para(_("Nothing was changed.")))
    if fault in (FieldFault.KIND, FieldFault.REGION, FieldFault.AGES):
        return unknown_mark(ctx, Unknown(typed, "age" if fault is FieldFault.AGES else fault.value))
    if fault is FieldFault.ANSWER:
        return unknown_form(ctx, typed, actorfields.ANSWERS.values())
    if fault is FieldFault.LONG:
        most = actorfields.LONGEST[name]
        return ctx.refuse(
            "error-too-long", para(_("That is too long: at most {most} characters."), most=most)
        )
    return ctx.refuse(
        "error-unknown-word", para(_(FAULTS[fault]), typed=quoted(typed)), para(_("Nothing was changed."))
    )
