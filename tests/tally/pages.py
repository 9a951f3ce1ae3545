"""What is written down of one case when its figures are counted by hand: a page, and what each command changes on it."""

from dataclasses import dataclass, field
from datetime import datetime

from tests.year.log import Typed
from tests.year.matter import ADULT, AGE

TRIED = {
    "reached": "reached",
    "noanswer": "no-answer",
    "notnow": "not-now",
    "other": "other",
    "wrongnumber": "wrong-number",
}
SUPPORTS = ("listening", "advice", "knowledge", "contact", "parents", "leaving", "research", "interpreter")
FACTS = {"caller": ("relative", "professional", "self"), "concern": ("right", "left", "religious", "general")}


@dataclass(slots=True)
class Referral:
    """Somebody was pointed to an actor, or is to be as soon as that was rung (`made` is `None`)."""

    actor: str
    form: str
    made: datetime | None
    outcome: str = ""
    answered: datetime | None = None
    cancelled: bool = False


@dataclass(slots=True)
class Agreed:
    """A follow-up, a callback, a promise or a slip: when it began, how and when it ended."""

    at: datetime
    end: str = ""
    ended: datetime | None = None
    misses: int = 0


@dataclass(slots=True)
class Closing:
    at: datetime
    reason: str
    stands: bool = True


@dataclass(slots=True)
class Page:
    """What was written down of one case."""

    opened: datetime
    facts: dict[str, str] = field(default_factory=dict)
    wants: list[str] = field(default_factory=list)
    child_caller: bool = False
    interpreter: bool = False
    contacts: list[tuple[datetime, str, str]] = field(default_factory=list)
    supports: list[tuple[datetime, str]] = field(default_factory=list)
    tries: list[tuple[datetime, str]] = field(default_factory=list)
    gaps: list[tuple[datetime, str]] = field(default_factory=list)
    assessment: tuple[datetime, str] | None = None
    followups: list[Agreed] = field(default_factory=list)
    callbacks: list[Agreed] = field(default_factory=list)
    promises: list[Agreed] = field(default_factory=list)
    slips: list[Agreed] = field(default_factory=list)
    referrals: list[Referral] = field(default_factory=list)
    closings: list[Closing] = field(default_factory=list)
    worked: set[datetime] = field(default_factory=set)

    @property
    def closed(self) -> Closing | None:
        return self.closings[-1] if self.closings and self.closings[-1].stands else None

    @property
    def work(self) -> set[datetime]:
        """When something was done or settled."""
        return self.worked | {one.answered for one in self.referrals if one.answered is not None}

    @property
    def about_child(self) -> bool:
        return self.facts.get("age") == "under18"


def living(things: list[Agreed]) -> Agreed | None:
    """The one of some things that has not ended."""
    return next((one for one in things if one.ended is None), None)


def opened(typed: Typed) -> Page:
    """The page of a case as `new` opens it."""
    channel, caller, concern, age, *words = typed.words
    page = Page(typed.at, {"channel": channel, "caller": caller, "concern": concern, "age": _band(age)})
    page.contacts.append((typed.at, "new", channel))
    page.worked.add(typed.at)
    for word in words:
        name, _, value = word.partition(":")
        match name:
            case "child-caller":
                page.child_caller = True
            case "interpreter":
                page.interpreter = True
                page.supports.append((typed.at, name))  # the word says both
            case "wants":
                page.wants.append(value)
            case "region" | "via" | "lang":
                page.facts[name] = value
            case "close":
                if typed.answer == "case-closed":
                    _close(page, typed.at, value)
            case "ring":
                pass
            case _:
                assert name in SUPPORTS, word
                page.supports.append((typed.at, name))
    return page


def _band(age: str) -> str:
    return age if ADULT.fullmatch(age) else "under18"


def do(page: Page, typed: Typed) -> None:
    """Change a case's page as one command does."""
    at, verb, words = typed.at, typed.verb, typed.words
    worked = True
    match verb:
        case "note":
            page.supports += [(at, word) for word in words if typed.text]  # without a colon all is text
        case "call":
            page.contacts.append((at, "repeat", words[0] if words else page.facts.get("channel", "phone")))
            _end(page.callbacks, at, "came")
        case "gap":
            worked = words[0] not in [word for _at, word in page.gaps]
            if worked:
                page.gaps.append((at, words[0]))
        case "tip" | "refer" | "mediate":
            worked = _point(page, typed)
        case "outcome":
            made = [one for one in page.referrals if one.actor == words[0] and one.made is not None]
            made[-1].outcome, made[-1].answered = words[1], at
            worked = False  # what it led to may be put right: when that was known is with the referral
        case "child" if words[0] != "agree":
            page.assessment = (at, words[0])
        case "close":
            _close(page, at, words[0])
        case "shredded":
            _end(page.slips, at, "shredded")
            _end(page.followups, at, "off")
        case "done":
            _end(page.promises, at, "kept")
        case "promise":
            page.promises.append(Agreed(at))
        case "callback":
            worked = _callback(page, typed)
        case "followup":
            worked = _followup(page, typed)
        case "reached" | "noanswer" | "notnow" | "other" | "wrongnumber":
            _rung(page, typed)
        case _:
            assert verb in ("set", "take", "later", "child"), typed
            worked = False
            if verb == "set":
                _put_right(page, words)
    if worked:
        page.worked.add(at)


def _put_right(page: Page, words: tuple[str, ...]) -> None:
    for word in words:
        if AGE.fullmatch(word):
            page.facts["age"] = _band(word)
        else:
            (name,) = [name for name, known in FACTS.items() if word in known]
            page.facts[name] = word


def _end(things: list[Agreed], at: datetime, end: str) -> None:
    if (one := living(things)) is not None:
        one.end, one.ended = end, at


def _close(page: Page, at: datetime, reason: str) -> None:
    page.closings.append(Closing(at, reason))
    for things in (page.followups, page.callbacks, page.promises):
        while living(things) is not None:
            _end(things, at, "closed")
    for referral in page.referrals:
        referral.cancelled = referral.cancelled or referral.made is None
    page.worked.add(at)


def _point(page: Page, typed: Typed) -> bool:
    """Whether anything is new: what was made or waits already stands once."""
    (actor,), waits = typed.words, typed.answer == "referral-pending"
    same = [
        one
        for one in page.referrals
        if (one.actor, one.form, one.outcome, one.cancelled) == (actor, typed.verb, "", False)
    ]
    if same and (same[-1].made is None) == waits:
        return False
    page.referrals.append(Referral(actor, typed.verb, None if waits else typed.at))
    return True


def _callback(page: Page, typed: Typed) -> bool:
    """Whether one is new or ends; a living one is moved."""
    if typed.words == ("off",):
        _end(page.callbacks, typed.at, "off")
        return True
    if living(page.callbacks) is not None:
        return False
    page.callbacks.append(Agreed(typed.at))
    return True


def _followup(page: Page, typed: Typed) -> bool:
    """The same of a follow-up; booking it makes a slip."""
    had = living(page.followups)
    if typed.words[0] in ("no", "off"):
        if had is None:
            page.followups.append(Agreed(typed.at))
        _end(page.followups, typed.at, "declined" if typed.words[0] == "no" else "off")
        return True
    if living(page.slips) is None:
        page.slips.append(Agreed(typed.at))
    if had is None:
        page.followups.append(Agreed(typed.at))
    return had is None


def _rung(page: Page, typed: Typed) -> None:
    followup = living(page.followups)
    assert followup is not None
    outcome = TRIED[typed.verb]
    page.tries.append((typed.at, outcome))
    followup.misses += outcome == "no-answer"
    if outcome in ("reached", "wrong-number"):
        _end(page.followups, typed.at, outcome)
    elif outcome == "no-answer" and followup.misses == (4 if page.about_child or page.child_caller else 3):
        _end(page.followups, typed.at, outcome)
        if typed.answer == "case-closed":
            _close(page, typed.at, outcome)
