"""`count`: contacts that are no case. A threat is told to the leads at once."""

from dataclasses import replace

from orosbot.casebook import AuditRow
from orosbot.commands.refusals import missing_word, two_words, unknown_coded
from orosbot.commands.screening import kinds, removal
from orosbot.commands.verb import Context, Personal, Reply, Request, Verb, with_more
from orosbot.messages import Block, Message, para
from orosbot.rules.parsing import split_text, tokens
from orosbot.rules.words import fold
from orosbot.tally import labels
from orosbot.texts import N_

KINDS = {
    "silent": ("silent", "tyst"),
    "wrong": ("wrong", "fel"),
    "hangup": ("hangup", "la-på", "lapå", "lade-på", "pålagd"),
    "abusive": ("abusive", "otrevlig"),
    "question": ("question", "fråga"),
    "threat": ("threat", "hot"),
}
_KIND_BY_FORM = {fold(form): name for name, forms in KINDS.items() for form in forms}


def run(ctx: Context, request: Request) -> Reply:
    # A threat is told at once, whatever else was typed; and what was said is never kept.
    head, text = split_text(
        request.rest, lambda folded: folded in _KIND_BY_FORM or ctx.words.find(folded, "channel") is not None
    )
    read = _read(ctx, head)
    if isinstance(read, Reply):
        return read
    kind, channel = read
    ctx.book.journal.count(kind, channel, at=ctx.at, by=ctx.sender)
    _ = ctx.texts.get
    reply = ctx.say(
        "noncase-recorded",
        para(
            _("Counted: {kind}, by {channel}. No case."),
            kind=labels.key("noncases.kind", kind, ctx.words, ctx.texts),
            channel=ctx.word("channel", channel),
        ),
        *((para(_("I keep no text of it: what was said is not written down here.")),) if text else ()),
    )
    if kind == "threat":
        reply = replace(reply, also=(_alarm(ctx, channel),))
    return _without_text(ctx, reply, text or "")


def _without_text(ctx: Context, reply: Reply, text: str) -> Reply:
    """The text is kept nowhere; where it holds personal data, its message leaves the room too."""
    _ = ctx.texts.get
    found = ctx.look(text)
    if not found.refused:
        return reply
    told = para(_("There is personal data in your message ({kinds})."), kinds=kinds(ctx, found))
    return replace(with_more(reply, (told, removal(ctx, found.certain))), personal=Personal(found.certain))


def _read(ctx: Context, head: str) -> tuple[str, str] | Reply:
    """What it was and by which channel (the first one, if nothing is said), or a refusal."""
    kind: str | None = None
    channel: str | None = None
    given = [_form(ctx, name) for name in KINDS]
    for token in tokens(head):
        word = ctx.words.find(token.folded, "channel")
        found = _KIND_BY_FORM.get(token.folded)
        if found is not None:
            if kind not in (None, found):
                return two_words(ctx, _form(ctx, kind or found), _form(ctx, found))
            kind = found
        elif word is not None:
            if channel not in (None, word.key):
                before = ctx.words.get("channel", channel or "") or word
                return two_words(ctx, before.form(ctx.texts.language), word.form(ctx.texts.language))
            channel = word.key
        else:
            also = [form for forms in KINDS.values() for form in forms]
            return unknown_coded(ctx, token.raw, "channel", flags=given, also=also)
    if kind is None:
        _ = ctx.texts.get
        asked = _("What was it? {forms}.").replace("{forms}", ", ".join(given))
        return missing_word(ctx, asked, _("!case count silent"))
    return kind, channel or ctx.words.words("channel")[0].key


def _alarm(ctx: Context, channel: str) -> Message:
    _ = ctx.texts.get
    return Message(
        "alert-threat",
        (
            para(
                _("**A threat has come in by {channel}**, counted by {who}."),
                channel=ctx.word("channel", channel),
                who=ctx.who(ctx.sender),
            ),
            para(
                _("Danger at once: ring 112. Talk to {who} now, and write nothing of what was said here."),
                who=ctx.who(ctx.sender),
            ),
        ),
        wakes=tuple(ctx.settings.roles.leads),
    )


def withdraw_alarm(ctx: Context, last: AuditRow) -> tuple[Block, ...]:
    """Let the leads' alarm say that there was no threat, whether it is sent already or still waits."""
    _ = ctx.texts.get
    alarm = ctx.book.outbox.caused(last.event_id, "alert-threat")
    if alarm is None:
        return ()
    message = Message(
        "alert-threat",
        (para(_("**Withdrawn**: {who} has taken back that a threat came in."), who=ctx.who(ctx.sender)),),
    )
    ctx.book.outbox.withdraw(alarm, message.content())
    # It may be on its way at this moment, and then only an edit reaches it.
    ctx.book.outbox.put(
        f"withdrawn:{last.event_id}", 0, message.edit(alarm), queued=ctx.at, kind="edit", target=alarm
    )
    return (para(_("The alarm to the leads is withdrawn.")),)


def said_alone(ctx: Context, folded: str) -> str | None:
    """What to type when `threat` stands where the verb belongs; `None` if this is no such word."""
    kind = _KIND_BY_FORM.get(folded)
    return None if kind is None else f"{ctx.verb_word('count')} {_form(ctx, kind)}"


def _form(ctx: Context, kind: str) -> str:
    return KINDS[kind][1 if ctx.texts.language == "sv" else 0]


VERB = Verb(
    name="count",
    forms=("räkna",),
    run=run,
    family="contacts",
    usage=N_("count silent|wrong|hangup|abusive|question|threat [channel]"),
    summary=N_("A contact that is no case. A threat wakes the leads at once."),
    example=N_("!case count silent"),
    taken_back=withdraw_alarm,
)
