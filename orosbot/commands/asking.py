"""What `new` asks back: all that is missing in one message, and which of two facts holds."""

from dataclasses import asdict, replace

from orosbot.commands.verb import Ask, Context, Reply
from orosbot.messages import Block, Para, Rich, para, rich
from orosbot.rules import parsing
from orosbot.rules.opening import Opening, Unknown
from orosbot.texts import N_
from orosbot.values import Facts

_ASKED: dict[str, str] = {
    "channel": N_("How"),
    "caller": N_("Who"),
    "concern": N_("Worry"),
    "age": N_("Age"),
}


def ask_missing(
    ctx: Context, read: Opening, missing: tuple[str, ...], text: str | None, event_id: str
) -> Reply:
    """Ask for all that is missing, with numbered choices."""
    _ = ctx.texts.get
    lines: list[Rich] = []
    for facet in missing:
        choices = " · ".join(
            f"{number} {word.label(ctx.texts.language)}"
            for number, word in enumerate(ctx.words.words(facet), 1)
        )
        lines.append(rich(_("**{asked}**: {choices}"), asked=_(_ASKED[facet]), choices=choices))
    example = " ".join("1" for _facet in missing)
    blocks = (
        para(
            _(
                "Almost there. Reply to this message with a number for each line, like `{example}`, or with words:"
            ),
            example=example,
        ),
        Para(tuple(lines)),
    )
    return _asking(ctx, blocks, read, text, event_id, asks="missing")


def ask_child(ctx: Context, read: Opening, text: str | None, event_id: str) -> Reply:
    """Ask which holds: a child who calls about themself is no adult."""
    _ = ctx.texts.get
    blocks = (
        para(
            _("A child who calls about themself, and yet {age}: which is right? Reply with the number:"),
            age=ctx.word("age", read.facts.age or ""),
        ),
        Para(
            (
                rich(_("1 a child, under 18")),
                rich(_("2 an adult, {age}"), age=ctx.word("age", read.facts.age or "")),
            )
        ),
    )
    return _asking(ctx, blocks, read, text, event_id, asks="child")


def _asking(
    ctx: Context, blocks: tuple[Block, ...], read: Opening, text: str | None, event_id: str, *, asks: str
) -> Reply:
    body: dict[str, object] = {
        "facts": asdict(read.facts),
        "supports": list(read.supports),
        "close": read.close,
        "text": text,
        "event_id": event_id,
        "asks": asks,
    }
    return replace(ctx.say("case-incomplete", *blocks), ask=Ask("new", body))


def restored(body: dict[str, object]) -> tuple[Opening, str | None, str]:
    """What was said before a question was asked: the facts, the text, and the event that it stands in."""
    stored = body["facts"]
    supports, close, text = body["supports"], body["close"], body["text"]
    if not isinstance(stored, dict) or not isinstance(supports, list):
        raise TypeError("a stored question has lost its shape")
    facts = Facts(**{**stored, "wants": tuple(stored["wants"])})
    return (
        Opening(facts, tuple(supports), close if isinstance(close, str) else None),
        text if isinstance(text, str) else None,
        str(body["event_id"]),
    )


def child_answer(before: Opening, text: str, ctx: Context) -> Opening | Unknown | None:
    """The reply to `ask_child`; `None` if it is none."""
    words = parsing.tokens(text)
    if len(words) != 1:
        return None
    young = next((word for word in ctx.words.words("age") if word.child), None)
    if words[0].folded == "1" and young is not None:
        return replace(before, facts=replace(before.facts, age=young.key))
    if words[0].folded == "2":
        return replace(before, facts=replace(before.facts, child_caller=False))
    return Unknown(words[0].raw)
