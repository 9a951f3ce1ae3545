"""The coded facts of a case as one readable line."""

from orosbot import languages
from orosbot.commands.verb import Context
from orosbot.messages import Rich, join, rich
from orosbot.rules import children
from orosbot.values import Case


def facts_line(ctx: Context, case: Case) -> Rich:
    """`telefon · anhörig eller närstående · religiös · 18-21`, and what else was said."""
    _ = ctx.texts.get
    facts = case.facts
    parts = [
        ctx.word(facet, key)
        for facet, key in (
            ("channel", facts.channel),
            ("caller", facts.caller),
            ("concern", facts.concern),
            ("age", facts.age),
            ("region", facts.region),
        )
        if key is not None
    ]
    if facts.language is not None:
        parts.append(languages.name(facts.language, ctx.texts.language))
    if facts.interpreter:
        parts.append(_("with an interpreter"))
    if facts.wants:
        parts.append(_("wants") + " " + ", ".join(ctx.word("support", key) for key in facts.wants))
    if facts.via is not None:
        parts.append(_("heard of us through:") + " " + ctx.word("via", facts.via))
    line = [rich("{part}", part=part) for part in parts]
    if children.is_child_case(facts, ctx.words):
        line.insert(0, rich(_("**CHILD CASE**")))
        if facts.child_caller:
            line.append(rich(_("the caller is a child")))
            ring = {
                None: _("nobody asked whether we may ring"),
                "yes": _("we may ring"),
                "no": _("we may not ring"),
            }
            line.append(rich("{ring}", ring=ring[facts.ring]))
    return join(line)
