"""What the figures and their keys are called."""

from babel.dates import format_date

from orosbot import languages
from orosbot.rules.periods import Period
from orosbot.rules.words import Vocabulary
from orosbot.tally.keys import AXES, SECOND, UNSAID
from orosbot.texts import N_, Texts

TITLES = {
    "contacts.channel": N_("Contacts by channel"),
    "contacts.part": N_("Contacts by part of the day"),
    "contacts.weekday": N_("Contacts by weekday"),
    "cases.concern": N_("Cases by concern"),
    "cases.caller": N_("Cases by caller"),
    "cases.age": N_("Cases by age"),
    "cases.region": N_("Cases by region"),
    "cases.via": N_("How they heard of us"),
    "cases.interpreter": N_("Interpreters by language"),
    "wants.word": N_("Support wanted"),
    "supports.word": N_("Support given"),
    "referrals.outcome": N_("What it led to"),
    "gaps.word": N_("Nobody to refer to, by support"),
    "gaps.place": N_("Nobody to refer to, by age"),
    "referrals.kind": N_("Referrals by kind of actor"),
    "noncases.kind": N_("Contacts without a case"),
    "followups.offered": N_("Follow-ups offered"),
    "followups.ended": N_("How follow-ups ended"),
    "followups.reached_at": N_("Reached at which attempt"),
    "callbacks.ended": N_("Their calls back"),
    "assessments.answer": N_("Assessments"),
    "closings.reason": N_("Closings by reason"),
    "journal.kind": N_("Beside the cases"),
}
"""The tables in their order; each is a figure apart by what it is counted by."""

SECOND_TITLES = {
    "gaps.place": N_("Nobody to refer to, by region"),
    "referrals.kind": N_("Referrals by form"),
    "noncases.kind": N_("Contacts without a case, by channel"),
}
"""The same for the other thing that a figure is counted by."""

SINGLE = {
    "contacts.kind": N_("Contacts"),
    "cases.all": N_("Cases opened"),
    "cases.worked": N_("Cases worked on"),
    "cases.about_child": N_("Cases about children"),
    "cases.child_caller": N_("Children who called"),
    "attempts.outcome": N_("Attempts"),
}
"""Figures that are told without a table."""

_KEYS = {
    "new": N_("new"),
    "repeat": N_("repeat"),
    "morning": N_("morning"),
    "afternoon": N_("afternoon"),
    "evening": N_("evening"),
    "mon": N_("Monday"),
    "tue": N_("Tuesday"),
    "wed": N_("Wednesday"),
    "thu": N_("Thursday"),
    "fri": N_("Friday"),
    "sat": N_("Saturday"),
    "sun": N_("Sunday"),
    "yes": N_("yes"),
    "no": N_("no"),
    "booked": N_("we ring"),
    "declined": N_("declined"),
    "reached": N_("reached"),
    "no-answer": N_("no answer"),
    "not-now": N_("not now"),
    "other": N_("somebody else answered"),
    "off": N_("called off"),
    "wrong-number": N_("wrong number"),
    "closed": N_("ended with the case"),
    "came": N_("came"),
    "report": N_("we report"),
    "consult": N_("consulted"),
    "caller": N_("the caller reports"),
    "unknown": N_("unknown"),
    "none": N_("no suspicion"),
    "helped": N_("helped"),
    "waiting": N_("waiting"),
    "denied": N_("denied"),
    "not-contacted": N_("not contacted"),
    "tip": N_("tip"),
    "refer": N_("referred"),
    "mediate": N_("mediated"),
    "silent": N_("nobody spoke"),
    "wrong": N_("wrong number"),
    "hangup": N_("hung up"),
    "abusive": N_("abusive"),
    "question": N_("a mere question"),
    "threat": N_("a threat"),
    "meeting": N_("meeting"),
    "training": N_("training"),
    "visit": N_("visit"),
    "lecture": N_("lecture"),
    "council": N_("council"),
    "lesson": N_("lesson"),
    "scan": N_("scan"),
    "feedback": N_("feedback"),
    "event": N_("event"),
    "contacted-support": N_("organisations contacted for support"),
    "contacted-learning": N_("organisations contacted to learn"),
}

_OF_A_FIGURE = {("assessments.answer", "unknown"): N_("child unknown to us")}
"""Keys that mean something else in one figure."""

_UNSAID = N_("not said")
_TRY = N_("try {number}")
_TRIES = {"1": N_("first try"), "2": N_("second try"), "3": N_("third try"), "4": N_("fourth try")}


def key(figure: str, name: str, words: Vocabulary, texts: Texts, *, second: bool = False) -> str:
    """What a shown key of a figure is called; the key itself if nobody knows it any more."""
    if name == UNSAID:
        return texts.get(_UNSAID)
    axis = (SECOND if second else AXES)[figure]
    if axis.facet:
        return words.label(axis.facet, name, texts.language)
    if figure == "cases.interpreter":
        return languages.name(name, texts.language)
    if figure == "followups.reached_at":
        return texts.get(_TRIES.get(name, _TRY)).format(number=name)
    told = _OF_A_FIGURE.get((figure, name)) or _KEYS.get(name)
    return name if told is None else texts.get(told)


def period(which: Period, language: str) -> str:
    """`februari 2017`, `1:a kvartalet 2017`, `2017`."""
    if which.months == 12:
        return which.name
    return str(format_date(which.first_day, "MMMM y" if which.months == 1 else "QQQQ y", locale=language))


def of_period(which: Period, language: str) -> str:
    """The same within a sentence: `the 1st quarter 2017`."""
    told = period(which, language)
    return f"the {told}" if language == "en" and which.months == 3 else told


def begins(which: Period, language: str) -> str:
    """The same where a sentence begins: `Februari 2017`."""
    told = period(which, language)
    return told[:1].upper() + told[1:]
