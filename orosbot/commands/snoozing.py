"""`later`: put off what is due."""

from dataclasses import replace

from orosbot.casebook import Question
from orosbot.casebook.living import Living
from orosbot.commands.refusals import unknown_word
from orosbot.commands.subjects import amiss, kind_of
from orosbot.commands.thinglines import thing_line
from orosbot.commands.things import KINDS, living_things, with_cases
from orosbot.commands.typedline import line_number
from orosbot.commands.unassessed import open_text
from orosbot.commands.verb import Ask, Context, Reply, Request, Verb, is_form, the_case
from orosbot.commands.whens import Moment, asked_again, is_when, moment_in, when_answered
from orosbot.messages import Numbered, para
from orosbot.rules.parsing import tokens
from orosbot.rules.reference import shown
from orosbot.rules.routine import LONGEST, due_on
from orosbot.texts import N_
from orosbot.values import Case


def run(ctx: Context, request: Request) -> Reply:
    _ = ctx.texts.get
    case = the_case(request)
    thing = _chosen(ctx, case, request)
    if isinstance(thing, Reply):
        return thing
    until = _until(ctx, case, thing, request.rest)
    if isinstance(until, Reply):
        return until
    ahead = thing.first_at > ctx.at
    # A child's assessment is due the same day, and the leads hear of it from there: nothing takes that away.
    keeps = ahead and (until.at < thing.first_at or not tokens(request.rest) or thing.kind == "assessment")
    if thing.kind == "callback" and not (ahead and until.at < thing.first_at):
        return _theirs(ctx, case)
    ctx.book.reminders.snooze(
        case.id,
        thing.subject,
        until.at,
        timed=until.timed,
        due_at=None if thing.kind == "assessment" else thing.first_at,
        keeps=keeps,
        at=ctx.at,
        by=ctx.sender,
    )
    blocks = [
        para(
            _("Case **{ref}** waits ({what}): I remind {who} again **{when}**."),
            ref=shown(case.ref),
            what=open_text(ctx, case) if thing.kind == "assessment" else _(KINDS[thing.kind]),
            who=ctx.who(case.taken_by or ctx.sender),
            when=ctx.full(until.at, timed=True),
        )
    ]
    if ahead and until.at != thing.first_at:
        text = (
            _("It is due **{when}** as before; I remind you then too.")
            if keeps
            else _("That is later than agreed: **{when}** I do not remind you.")
        )
        blocks.append(para(text, when=ctx.full(thing.first_at, timed=True)))
    if thing.kind == "assessment":
        blocks.append(para(_("As long as it is open, the leads hear of it all the same.")))
    return ctx.say("reminder-snoozed", *blocks, ref=case.ref)


def take_answer(ctx: Context, question: Question, text: str) -> Reply | None:
    """The reply to "which one shall wait?", or to "till when?"; `None` if it is talk."""
    case = ctx.book.cases.find(str(question.body["ref"]))
    if case is None or not case.open:
        return None
    if question.body["asks"] == "when":
        settled = amiss(ctx, VERB.name, Request("", case, str(question.body["subject"])))
        return settled if settled and is_when(ctx, text) else when_answered(ctx, question, text, run)
    words, subjects = tokens(text), question.body["subjects"]
    number = line_number(words[0]) if words else None
    if number is None or not isinstance(subjects, list) or not 1 <= number <= len(subjects):
        return None
    at = 1 if len(words) > 1 and is_form(VERB, words[1].folded) else 0
    rest = text[words[at].end :].strip() or str(question.body["text"])
    request = Request(rest, case, str(subjects[number - 1]))
    reply = amiss(ctx, VERB.name, request) or run(ctx, request)
    return None if reply.unread else reply


def _chosen(ctx: Context, case: Case, request: Request) -> Living | Reply:
    """What is put off: the very thing that was replied to, else what is due; else what falls due next. A call of
    theirs whose time is past is nothing that could wait."""
    _ = ctx.texts.get
    subject = request.subject
    mine = [thing for thing in living_things(ctx) if thing.ref == case.ref]
    replied = [thing for thing in mine if thing.subject == subject]
    if not replied and kind_of(subject) == "callback":
        return _theirs(ctx, case)
    mine = [thing for thing in mine if thing.kind != "callback" or thing.first_at > ctx.at]
    if not mine and not replied and _dated_call(ctx, case):
        return _theirs(ctx, case)
    if not mine and not replied:
        return ctx.refuse(
            "error-nothing-open",
            para(_("Nothing is due in case **{ref}** that could wait."), ref=shown(case.ref)),
            ref=case.ref,
        )
    due = [thing for thing in mine if thing.at <= ctx.at]
    if replied or len(due) <= 1:
        return (replied or due or mine)[0]
    return _which(ctx, case, due, request.rest)


def _which(ctx: Context, case: Case, due: list[Living], text: str) -> Reply:
    """Asks which one shall wait; the WHEN that was typed is not lost."""
    _ = ctx.texts.get
    lines = tuple(thing_line(ctx, thing) for thing in with_cases(ctx, due))
    asked = ctx.refuse(
        "error-ambiguous",
        para(_("Several things are due in case **{ref}**: which one shall wait?"), ref=shown(case.ref)),
        Numbered(lines),
        para(_("Reply with its number: `1 later`, `2 later fri 14:00`.")),
        ref=case.ref,
    )
    subjects = tuple(thing.subject for thing in due)
    listed = replace(asked.message, items=tuple(thing.ref for thing in due), subjects=subjects)
    body: dict[str, object] = {"asks": "which", "ref": case.ref, "subjects": list(subjects), "text": text}
    return replace(asked, message=listed, ask=Ask(VERB.name, body))


def _dated_call(ctx: Context, case: Case) -> bool:
    callback = ctx.book.agreements.callback(case.id)
    return callback is not None and callback.due_at is not None


def _theirs(ctx: Context, case: Case) -> Reply:
    """The refusal to put off what somebody else does."""
    _ = ctx.texts.get
    return ctx.refuse(
        "error-not-allowed",
        para(_("In case **{ref}** they ring us: I cannot put off their call."), ref=shown(case.ref)),
        para(_("Is there a new day? `!case callback {ref} fri 14:00`"), ref=shown(case.ref)),
        ref=case.ref,
    )


def _until(ctx: Context, case: Case, thing: Living, text: str) -> Moment | Reply:
    _ = ctx.texts.get
    if not tokens(text):
        # What waits till next week already does not come tomorrow instead.
        waits = thing.at if thing.first_at <= ctx.at else ctx.at
        tomorrow = ctx.schedule.next_staffed_day(ctx.local(max(ctx.at, waits)).date())
        at = None if tomorrow is None else due_on(ctx.schedule, tomorrow, ctx.at)
        if at is None:
            return ctx.refuse("error-bad-when", para(_("No day is staffed any more.")), ref=case.ref)
        return Moment(at, False, "", True, tomorrow or ctx.local(ctx.at).date(), "")
    found = moment_in(ctx, text, verb="later", case=case)
    if isinstance(found, Reply):
        return _about(found, thing)
    if found.rest:
        return unknown_word(ctx, tokens(found.rest)[0].raw, [])
    if found.at - ctx.at > LONGEST:
        too_far = para(
            _("{when} is too far away. Agree on an earlier day."),
            when=ctx.full(found.at, timed=found.timed),
        )
        refusal = ctx.refuse("error-bad-when", too_far, ref=case.ref)
        return _about(asked_again(ctx, refusal, "later", case), thing)
    return found


def _about(refusal: Reply, thing: Living) -> Reply:
    """The refusal of a WHEN, which the bare one may be replied to: it is about this thing still."""
    if refusal.ask is None:
        return refusal
    return replace(refusal, ask=Ask(refusal.ask.verb, {**refusal.ask.body, "subject": thing.subject}))


VERB = Verb(
    name="later",
    forms=("senare",),
    run=run,
    family="later",
    usage=N_("later REF [WHEN]"),
    summary=N_("Remind me again later; without a time, the next staffed day."),
    example=N_("!case later {ref} fri 14:00"),
    takes_case=True,
    on_closed=False,
    answer=take_answer,
)
