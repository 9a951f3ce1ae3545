"""By what each figure is counted apart: the keys that are shown even where there was none of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from orosbot.rules.words import Vocabulary

UNSAID = "not-said"
"""The key of what nobody has said; it stands only where there is any."""

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Axis:
    """Keys of a figure: words of a facet of the categories, or fixed ones. An `open` axis shows only
    those of which there is any."""

    facet: str = ""
    fixed: tuple[str, ...] = ()
    open: bool = False

    def keys(self, words: Vocabulary) -> tuple[str, ...]:
        """Every key that is shown in any case, in its order."""
        if self.facet and not self.open:
            return tuple(word.key for word in words.words(self.facet, typed=False))
        return self.fixed


YES_NO = Axis(fixed=("yes", "no"))

AXES: Mapping[str, Axis] = {
    "contacts.kind": Axis(fixed=("new", "repeat")),
    "contacts.channel": Axis("channel"),
    "contacts.part": Axis(fixed=("morning", "afternoon", "evening")),
    "contacts.weekday": Axis(fixed=WEEKDAYS),
    "cases.concern": Axis("concern"),
    "cases.caller": Axis("caller"),
    "cases.age": Axis("age"),
    "cases.region": Axis("region"),
    "cases.via": Axis("via"),
    "cases.interpreter": Axis(open=True),
    "cases.followup_asked": YES_NO,
    "wants.word": Axis("support"),
    "supports.word": Axis("support"),
    "closings.reason": Axis("closing"),
    "closings.days": Axis(open=True),
    "followups.offered": Axis(fixed=("booked", "declined")),
    "followups.ended": Axis(
        fixed=("reached", "no-answer", "declined", "off", "wrong-number", "closed"),
    ),
    "followups.reached_at": Axis(open=True),
    "attempts.outcome": Axis(fixed=("no-answer", "not-now", "other", "wrong-number", "reached")),
    "callbacks.ended": Axis(fixed=("came", "off", "closed")),
    "assessments.answer": Axis(fixed=("report", "consult", "caller", "unknown", "none")),
    "assessments.same_day": YES_NO,
    "referrals.kind": Axis("kind"),
    "referrals.outcome": Axis(fixed=("helped", "waiting", "denied", "not-contacted", "unknown")),
    "gaps.place": Axis("age"),
    "gaps.word": Axis("support"),
    "noncases.kind": Axis(fixed=("silent", "wrong", "hangup", "abusive", "question", "threat")),
    "journal.kind": Axis(
        fixed=(
            *("meeting", "training", "visit", "lecture", "council", "lesson", "scan", "feedback", "event"),
            *("contacted-support", "contacted-learning"),
        )
    ),
}
"""By figure, for what `orosbot.casebook.definitions` calls `one`."""

SECOND: Mapping[str, Axis] = {
    "referrals.kind": Axis(fixed=("tip", "refer", "mediate")),
    "gaps.place": Axis("region"),
    "noncases.kind": Axis("channel"),
}
"""The same for `two`."""


def shown_key(figure: str, key: str) -> str:
    """A stored key as it is shown."""
    if not key:
        return UNSAID
    return WEEKDAYS[int(key) - 1] if figure == "contacts.weekday" else key
