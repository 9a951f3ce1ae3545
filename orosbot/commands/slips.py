"""`shredded`, `slips`: the slip with the phone number lives until somebody has shredded it."""

from orosbot.casebook.followups import Slip
from orosbot.commands.refusals import missing_word, unknown_word
from orosbot.commands.verb import Context, Reply, Request, Verb
from orosbot.eventsize import pages
from orosbot.messages import Block, Numbered, Para, Rich, para, rich
from orosbot.rules.parsing import tokens
from orosbot.rules.reference import shown
from orosbot.texts import N_
from orosbot.values import Case


def slip_demand(ctx: Context, case: Case) -> tuple[Block, ...]:
    """What an answer says of a slip that should be gone; nothing if there is none, or it is still needed."""
    _ = ctx.texts.get
    slip = ctx.book.followups.slip(case.id)
    if slip is None or ctx.book.followups.living(case.id) is not None:
        return ()
    return (
        para(
            _("**Shred slip {number}** and type `!case shredded {ref}`."),
            number=slip.number,
            ref=shown(case.ref),
        ),
    )


def shredded(ctx: Context, request: Request) -> Reply:
    _ = ctx.texts.get
    slip = _slip_of(ctx, request)
    if isinstance(slip, Reply):
        return slip
    ctx.book.followups.shred(slip, at=ctx.at, by=ctx.sender)
    if slip.ref is None or slip.case_id is None:
        return ctx.say(
            "slip-shredded", para(_("Slip **{number}** is shredded. Thank you."), number=slip.number)
        )
    blocks: list[Block] = [
        para(
            _("Slip **{number}** of case **{ref}** is shredded. Thank you."),
            number=slip.number,
            ref=shown(slip.ref),
        )
    ]
    living = ctx.book.followups.living(slip.case_id)
    if living is not None:
        ctx.book.followups.end(living, "off", at=ctx.at, by=ctx.sender)
        blocks.append(para(_("So the follow-up is off: nobody can ring without the slip.")))
    return ctx.say("slip-shredded", *blocks, ref=slip.ref)


def _slip_of(ctx: Context, request: Request) -> Slip | Reply:
    _ = ctx.texts.get
    words = tokens(request.rest)
    if request.case is not None:
        if words and (len(words) > 1 or slip_number(words[0].folded) is None):
            return unknown_word(ctx, words[-1].raw, [])
        found = ctx.book.followups.slip(request.case.id)
        if found is None:
            return ctx.refuse(
                "error-nothing-open",
                para(
                    _("Case **{ref}** has no slip. `!case slips` shows those there are."),
                    ref=shown(request.case.ref),
                ),
                ref=request.case.ref,
            )
        if words and slip_number(words[0].folded) != found.number:
            return ctx.refuse(
                "error-ambiguous",
                para(
                    _("The slip of case **{ref}** is number {number}, not {typed}. Which one is shredded?"),
                    ref=shown(request.case.ref),
                    number=found.number,
                    typed=words[0].folded,
                ),
                para(
                    _("Type `!case shredded {ref}`, or the slip's number: `!case shredded {typed}`."),
                    ref=shown(request.case.ref),
                    typed=words[0].folded,
                ),
                ref=request.case.ref,
            )
        return found
    if not words:
        return missing_word(ctx, _("Which slip? Its number, or the case's reference."), _("!case shredded 7"))
    number = slip_number(words[0].folded)
    if len(words) > 1 or number is None:
        return unknown_word(ctx, words[0].raw, [])
    numbered = ctx.book.followups.slip_numbered(number)
    if numbered is None:
        return ctx.refuse(
            "error-nothing-open",
            para(
                _("There is no slip {number}. `!case slips` shows those there are."), number=words[0].folded
            ),
        )
    return numbered


def slip_number(folded: str) -> int | None:
    """The number of a slip as it is typed."""
    return int(folded) if folded.isdecimal() and len(folded) <= 5 else None


def slips(ctx: Context, request: Request) -> Reply:
    _ = ctx.texts.get
    words = tokens(request.rest)
    if words and (len(words) > 1 or not words[0].folded.isdecimal() or len(words[0].folded) > 4):
        return unknown_word(ctx, words[0].raw, [])
    living = ctx.book.followups.living_slips()
    blocks: list[Block] = []
    if words:
        blocks.append(_counted(ctx, int(words[0].folded), living))
    if not living:
        blocks.append(para(_("No slip should be in the box.")))
        return ctx.say("slip-list", *blocks)
    title = ctx.texts.plural(
        "{count} slip should be in the box:", "{count} slips should be in the box:", len(living)
    )
    blocks.append(para(title, count=len(living)))
    lines = [_line(ctx, slip) for slip in living]
    first = pages(lines)[0]
    blocks.append(Numbered(tuple(lines[first])))
    if further := living[first.stop :]:
        numbers = ", ".join(str(slip.number) for slip in further)
        blocks.append(para(_("Also these slips: {numbers}."), numbers=numbers))
    useless = [number for number, slip in enumerate(living[first], 1) if ctx.book.followups.useless(slip)]
    if useless:
        blocks.append(
            para(_("Shredded? Reply with the line's number: `{number} shredded`."), number=useless[0])
        )
    return ctx.say("slip-list", *blocks, items=tuple(slip.item for slip in living[first]))


def slip_line(ctx: Context, slip: Slip) -> Rich:
    """A slip and its case."""
    _ = ctx.texts.get
    if slip.ref is None:
        return rich(_("slip **{number}** – of a case that is erased"), number=slip.number)
    return rich(_("slip **{number}** – case {ref}"), number=slip.number, ref=shown(slip.ref))


def _line(ctx: Context, slip: Slip) -> Rich:
    _ = ctx.texts.get
    line = slip_line(ctx, slip)
    if ctx.book.followups.useless(slip):
        line += rich(_(" – **to be shredded**"))
    return line


def _counted(ctx: Context, counted: int, living: list[Slip]) -> Para:
    _ = ctx.texts.get
    if counted == len(living):
        return para(_("It tallies."))
    if counted < len(living):
        return para(
            _(
                "**You count {counted}, not {expected}.** Compare the numbers; "
                "search for what is missing, or type `!case shredded 7` for it."
            ),
            counted=counted,
            expected=len(living),
        )
    return para(
        _(
            "**You count {counted}, not {expected}.** A slip whose number does not stand here belongs in the shredder."
        ),
        counted=counted,
        expected=len(living),
    )


SHREDDED = Verb(
    name="shredded",
    forms=("strimlad", "strimlat", "strimla", "str"),
    run=shredded,
    family="later",
    usage=N_("shredded REF|SLIP"),
    summary=N_("The slip is in the shredder."),
    example=N_("!case shredded {ref}"),
    takes_case=True,
    case_optional=True,
    undoable=False,
)
SLIPS = Verb(
    name="slips",
    forms=("lappar",),
    run=slips,
    family="later",
    usage=N_("slips [COUNT]"),
    summary=N_("Which slips should be in the box; with a count it is compared."),
    example=N_("!case slips"),
)
