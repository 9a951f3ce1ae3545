"""`log`: what the team did beside the cases."""

from orosbot.commands.actorlookup import find_actor
from orosbot.commands.refusals import missing_word, too_long, unknown_form, unknown_word
from orosbot.commands.screening import kept, screened
from orosbot.commands.verb import Context, Reply, Request, Verb
from orosbot.messages import para, written
from orosbot.rules.parsing import split_text, tokens
from orosbot.rules.words import fold
from orosbot.tally import labels
from orosbot.texts import N_
from orosbot.values import Role

KINDS = {
    "meeting": ("meeting", "möte"),
    "training": ("training", "utbildning"),
    "visit": ("visit", "besök"),
    "lecture": ("lecture", "föreläsning"),
    "council": ("council", "samråd", "råd"),
    "lesson": ("lesson", "lärdom"),
    "scan": ("scan", "omvärld"),
    "feedback": ("feedback", "återkoppling"),
    "event": ("event", "händelse"),
}
_KIND_BY_FORM = {fold(form): name for name, forms in KINDS.items() for form in forms}
_CONTACTED = {fold(form) for form in ("contacted", "kontaktat")}
WHY = {"support": ("support", "stöd"), "learning": ("learning", "lärande")}
"""Why an organisation was contacted: for a caller's sake, or to learn."""
_WHY_BY_FORM = {fold(form): name for name, forms in WHY.items() for form in forms}
_APPROVE = {fold(form) for form in ("approve", "godkänn")}

PARTS = _CONTACTED | _APPROVE
"""What `log` does besides writing down a kind of entry."""


def run(ctx: Context, request: Request) -> Reply:
    _ = ctx.texts.get
    given = [forms[1 if ctx.texts.language == "sv" else 0] for forms in KINDS.values()]
    words = tokens(request.rest)
    if words and words[0].folded in _APPROVE:
        return _approve(ctx, request.rest[words[0].end :])
    if words and words[0].folded in _CONTACTED:
        return _contacted(ctx, request.rest[words[0].end :])
    head, text = split_text(request.rest, lambda folded: folded in _KIND_BY_FORM)
    kinds = tokens(head)
    if not kinds:
        return missing_word(
            ctx,
            _("What was it? {forms}.").replace("{forms}", ", ".join(given)),
            _("!case log meeting : with the municipalities of the county"),
        )
    kind = _KIND_BY_FORM.get(kinds[0].folded)
    if kind is None:
        return unknown_form(ctx, kinds[0].raw, [*KINDS.values(), ("contacted", "kontaktat")])
    if text is None:
        text = head[kinds[0].end :].strip()
    elif len(kinds) > 1:
        return unknown_word(ctx, kinds[1].raw, [])
    if not text:
        return missing_word(
            ctx, _("What shall I write down?"), _("!case log meeting : with the municipalities of the county")
        )
    if refusal := too_long(ctx, len(text)):
        return refusal
    if refusal := screened(ctx, VERB.name, request, text):
        return refusal
    number = ctx.book.journal.write(kind, text, at=ctx.at, by=ctx.sender, event_id=ctx.event_id)
    blocks = [para(_("Written down as {kind}, number {number}."), kind=called(ctx, kind), number=number)]
    if kind == "lesson":
        blocks.append(
            para(_("It stays in the team until a lead types `!case log approve {number}`."), number=number)
        )
    return kept(ctx, ctx.say("journal-recorded", *blocks), text)


def _contacted(ctx: Context, rest: str) -> Reply:
    """An organisation that we were in touch with, counted for the month."""
    _ = ctx.texts.get
    words = tokens(rest)
    whys = [forms[1 if ctx.texts.language == "sv" else 0] for forms in WHY.values()]
    if len(words) < 2:
        asked = _("Why, and whom? {forms}, then the actor.").replace("{forms}", ", ".join(whys))
        return missing_word(ctx, asked, _("!case log contacted support mora"))
    why = _WHY_BY_FORM.get(words[0].folded)
    if why is None:
        return unknown_form(ctx, words[0].raw, WHY.values())
    actor = find_actor(ctx, rest[words[0].end :], then=lambda name: f"log contacted {why} {name}")
    if isinstance(actor, Reply):
        return actor
    ctx.book.journal.contact(why, actor.id, at=ctx.at, by=ctx.sender, event_id=ctx.event_id)
    called = why_text(ctx, why)
    return ctx.say(
        "journal-recorded",
        para(_("Written down: in touch with {name}, {why}."), name=written(actor.name), why=called),
    )


def called(ctx: Context, kind: str) -> str:
    """What a kind of entry is called; in the figures too."""
    return labels.key("journal.kind", kind, ctx.words, ctx.texts)


def why_text(ctx: Context, why: str) -> str:
    """For what we were in touch with an actor."""
    _ = ctx.texts.get
    return _("for support") if why == "support" else _("to learn")


def _approve(ctx: Context, rest: str) -> Reply:
    _ = ctx.texts.get
    if ctx.role is not Role.LEAD:
        return ctx.refuse("error-not-allowed", para(_("Only leads may do that. Ask one of them.")))
    words = tokens(rest)
    if not words:
        return missing_word(ctx, _("Which lesson? Its number."), _("!case log approve 3"))
    if len(words) > 1 or not words[0].folded.isdecimal() or len(words[0].folded) > 9:
        return unknown_word(ctx, words[-1].raw, [])
    entry = ctx.book.journal.entry(int(words[0].folded))
    if entry is None or entry.kind != "lesson" or entry.text is None or entry.approved:
        return ctx.refuse(
            "error-nothing-open",
            para(_("There is no lesson {number} that waits for approval."), number=words[0].folded),
        )
    ctx.book.journal.approve(entry, at=ctx.at, by=ctx.sender)
    return ctx.say("journal-recorded", para(_("Lesson {number} may leave the team now."), number=entry.id))


VERB = Verb(
    name="log",
    forms=("logg", "logga"),
    run=run,
    family="general",
    usage=N_("log KIND : text | contacted support|learning ACTOR | approve N"),
    summary=N_("What the team did beside the cases: meetings, training, lessons."),
    example=N_("!case log meeting : with the municipalities of the county"),
)
