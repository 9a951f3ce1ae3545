"""What each figure counts, said to people: in `help tally`, and word for word in docs/tally.md.

What is counted stands in `orosbot.casebook.definitions`; every figure there is explained by one meaning here.
"""

from dataclasses import dataclass

from orosbot.texts import N_


@dataclass(frozen=True, slots=True)
class Meaning:
    """What figures that belong together are called, and what they count (texts to be translated)."""

    name: str
    counts: str
    figures: tuple[str, ...]


MEANINGS = (
    Meaning(
        N_("contacts, new and repeat"),
        N_(
            "each call or chat in which they contacted us, in the month in which it came, by "
            "channel, part of the day and weekday. Our own calls are attempts, never contacts"
        ),
        ("contacts.kind", "contacts.channel", "contacts.part", "contacts.weekday"),
    ),
    Meaning(
        N_("contacts without a case"),
        N_("what was counted with `count`, by kind and channel"),
        ("noncases.kind",),
    ),
    Meaning(
        N_("cases opened"),
        N_("in the month of their opening, by concern, caller, age, region and how they heard of us"),
        ("cases.all", "cases.concern", "cases.caller", "cases.age", "cases.region", "cases.via"),
    ),
    Meaning(
        N_("cases worked on"),
        N_(
            "cases in which something was done or settled, not only put right. The months of a year do not add up to it"
        ),
        ("cases.worked",),
    ),
    Meaning(
        N_("about children, child callers"),
        N_("the worry concerns somebody under 18; a child calls. Counted apart: one case can be both"),
        ("cases.about_child", "cases.child_caller"),
    ),
    Meaning(
        N_("support wanted, given"),
        N_(
            "what was asked for when the case was opened, in that month; what we gave, in the "
            "month in which it was noted"
        ),
        ("wants.word", "supports.word"),
    ),
    Meaning(
        N_("nobody to refer to"),
        N_("each `gap`, by support, and by the age and region of its case"),
        ("gaps.word", "gaps.place"),
    ),
    Meaning(
        N_("referrals, and what they led to"),
        N_(
            "tips, referrals and mediated contacts that were made, in the month in which they "
            "were, by kind of actor and by form. What waits for an actor to be rung does not count "
            "yet"
        ),
        ("referrals.kind", "referrals.outcome"),
    ),
    Meaning(N_("interpreters"), N_("cases opened with an interpreter, by language"), ("cases.interpreter",)),
    Meaning(
        N_("follow-ups"),
        N_(
            "offered (booked or declined) in the month in which we asked; how they ended, in the "
            "month in which they did, and at which attempt we reached somebody; our attempts"
        ),
        ("followups.offered", "followups.ended", "followups.reached_at", "attempts.outcome"),
    ),
    Meaning(
        N_("their calls back"),
        N_("agreed calls that came, were called off, or ended with the case"),
        ("callbacks.ended",),
    ),
    Meaning(
        N_("assessments"),
        N_(
            "the last one of each case, in its month. Of a report only the month and whether it "
            "was made the same day is kept after 14 days"
        ),
        ("assessments.answer",),
    ),
    Meaning(
        N_("closings"),
        N_("those that were not reopened, by reason; the median of the days from opening to closing"),
        ("closings.reason", "closings.days"),
    ),
    Meaning(
        N_("slips living"),
        N_("slips not shredded at the end of the period, or now if it is not over"),
        ("slips.living",),
    ),
    Meaning(
        N_("shares"),
        N_(
            "asked about a follow-up: of the cases opened. Known what it led to: of the referrals "
            "made. Assessed the same day: of the assessments that are final"
        ),
        ("cases.followup_asked", "assessments.same_day"),
    ),
    Meaning(
        N_("beside the cases"),
        N_("entries of `log`, by kind; organisations that we contacted for support and to learn"),
        ("journal.kind",),
    ),
)
"""In the order in which the figures are read."""

STANDS = N_(
    "Each figure counts what stands now: what was undone counts nothing, a corrected fact "
    "counts as it was corrected to. Months, days and weekdays are those of the line's own "
    "calendar."
)
"""What holds for all of them."""
