"""`find`: a caller has lost the number. Two coded facts at least, and little is shown."""

from babel.dates import format_date

from orosbot import languages
from orosbot.commands.nextsteps import first_step
from orosbot.commands.opening import refusal
from orosbot.commands.refusals import missing_word
from orosbot.commands.verb import Context, Reply, Request, Verb
from orosbot.messages import Block, Numbered, Rich, para, rich
from orosbot.rules import opening
from orosbot.rules.opening import Clash, Unknown
from orosbot.rules.reference import shown
from orosbot.texts import N_
from orosbot.values import Case

FEWEST_FACTS = 2
MOST = 10


def run(ctx: Context, request: Request) -> Reply:
    _ = ctx.texts.get
    read = opening.read(request.rest, ctx.words, languages.codes())
    if isinstance(read, Unknown | Clash):
        return refusal(ctx, read, *opening.ASKED)
    facts = read.facts
    wanted: dict[str, str | int] = {
        name: value
        for name in ("channel", "caller", "concern", "age", "ring", "language", "region", "via")
        if (value := getattr(facts, name)) is not None
    }
    if facts.child_caller:
        wanted["child_caller"] = 1
    if facts.interpreter:
        wanted["interpreter"] = 1
    if len(wanted) < FEWEST_FACTS:
        return missing_word(
            ctx, _("Give at least two facts that the caller remembers."), _("!case find relative religious")
        )
    found = ctx.book.cases.with_facts(wanted, MOST + 1)
    if not found:
        return ctx.say("case-list", para(_("No case has these facts.")))
    lines = tuple(_line(ctx, case) for case in found[:MOST])
    blocks: list[Block] = [
        para(
            _(
                "Cases with these facts, the newest first. First ask something that only the caller can know. I note the search."
            )
        ),
        Numbered(lines),
    ]
    if len(found) > MOST:
        blocks.append(para(_("There are more: add a fact.")))
    return ctx.say("case-list", *blocks, items=tuple(case.ref for case in found[:MOST]))


def _line(ctx: Context, case: Case) -> Rich:
    _ = ctx.texts.get
    month = format_date(ctx.local(case.opened_at).date(), "MMMM y", locale=ctx.texts.language)
    line = rich("**{ref}** {month}", ref=shown(case.ref), month=month)
    if not case.open:
        return line + rich(_(" – closed"))
    step = first_step(ctx, case)
    return line + rich(" – ") + (rich(_("nothing agreed")) if step is None else step)


VERB = Verb(
    name="find",
    forms=("sök", "hitta"),
    run=run,
    family="cards",
    usage=N_("find WORD WORD…"),
    summary=N_("The caller has lost the number: two facts at least."),
    example=N_("!case find relative religious"),
)
