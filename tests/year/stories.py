"""Makes up a year: 108 cases, 25 of them about children, and all that happens in them.

Each case is a story of its own, and what runs side by side in it (our ringing up, their call, a promise, the
assessment) a strand of its own. Strands know nothing of each other: what could not be typed when its time has
come (the case is closed, the follow-up has ended) is left out when all is laid together.
"""

import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from tests.year.days import at, some_minute, staffed_after, staffed_from
from tests.year.log import Typed

FIRST, LAST = date(2017, 2, 1), date(2017, 11, 30)
STAFF = ("anna", "bo", "sofia")
RUNG, NOT_RUNG = ("mora", "huddinge", "skolan"), ("falun", "kyrkan")
"""Actors that staff have rung, and others."""
TEXTS = ("talked about the next step", "listened, they will think about it", "explained what we can do")
OUTCOMES = {"reached": 40, "noanswer": 38, "notnow": 7, "other": 5, "wrongnumber": 4, "off": 6}


@dataclass(slots=True)
class Story:
    """One case while it is made up. `age` is what is typed first, `becomes` what it is put right to."""

    chance: random.Random
    number: int
    opened: datetime
    age: str
    becomes: str
    who: str
    entries: list[Typed] = field(default_factory=list)

    def say(self, moment: datetime, verb: str, *words: str, text: str = "", who: str = "") -> None:
        """Mostly who took the case types."""
        who = who or (self.who if self.maybe(0.7) else self.chance.choice(STAFF))
        self.entries.append(Typed(moment, who, verb, self.number, words, text, ""))

    def maybe(self, probability: float) -> bool:
        return self.chance.random() < probability

    def one_of(self, weights: dict[str, int]) -> str:
        return self.chance.choices(list(weights), list(weights.values()))[0]

    def other(self) -> str:
        return self.chance.choice([one for one in STAFF if one != self.who])

    def after(self, moment: datetime, least: int, most: int) -> datetime:
        """Some staffed minute so many days later."""
        later = some_minute(
            self.chance, staffed_from(moment.date() + timedelta(self.chance.randint(least, most)))
        )
        return later if later > moment else some_minute(self.chance, staffed_after(moment.date()))

    def soon(self, moment: datetime, most: int = 9) -> datetime:
        return moment + timedelta(minutes=self.chance.randint(1, most))

    def when(self, moment: datetime, least: int, most: int) -> tuple[str, datetime]:
        """A WHEN as it is typed, and about when it is; now and then a time when nobody is there."""
        number = self.chance.randint(least, most)
        day = moment.date() + timedelta(number)
        kind = self.one_of({"days": 50, "date": 10, "time": 33, "odd": 7})
        if kind == "odd":
            due = at(day, self.chance.choice((8, 17)), 15)
        elif kind == "time":
            due = some_minute(self.chance, staffed_from(day)).replace(
                minute=self.chance.choice((0, 15, 30, 45))
            )
        else:
            return (f"{number}d" if kind == "days" else f"{day}"), at(staffed_from(day), 9)
        return f"{due:%Y-%m-%d %H:%M}", due


def tell(story: Story) -> list[Typed]:
    """One whole story; not all of it can be typed when its time has come."""
    moment = _open(story)
    if story.becomes != story.age:
        moment = story.soon(moment, 25)
        story.say(moment, "set", story.becomes)
    _assess(story, moment)
    _point(story, moment)
    if story.maybe(0.15):
        story.say(story.after(moment, 0, 2), "take", who=story.other())
    plan = story.one_of({"we": 50, "they": 20, "both": 10, "nobody": 20})
    if plan in ("they", "both"):
        _their_call(story, moment)
    elif story.maybe(0.3):
        _promise(story, moment)
    if plan in ("we", "both"):
        _we_ring(story, moment)
    for _ in range(story.chance.choices((0, 1, 2), (70, 22, 8))[0]):
        story.say(story.after(moment, 1, 20), "call")
    _close(story)
    return story.entries


def _open(story: Story) -> datetime:
    """The first minutes of a case; when they are over."""
    put_right = story.becomes != story.age
    caller = story.one_of({"relative": 35, "professional": 60, **({} if put_right else {"self": 5})})
    concern = story.one_of({"right": 15, "left": 5, "religious": 45, "general": 35})
    channel = "chat" if story.opened.hour >= 18 and story.maybe(0.5) else "phone"
    adult = story.age not in ("under18", "15", "12")
    words = [channel, caller, concern, story.age]
    if (caller == "self" and not adult) or (caller == "relative" and adult and story.maybe(0.06)):
        words += ["child-caller", "ring:yes"]
    if story.maybe(0.2):
        words.append("region:dalarna")
    words += story.chance.sample(("listening", "advice", "knowledge"), story.chance.randint(0, 2))
    if caller == "professional" and adult and not put_right and story.maybe(0.2):
        words.append("close:information")
    story.say(story.opened, "new", *words, text=story.chance.choice(("", *TEXTS)), who=story.who)
    moment = story.opened
    for _ in range(story.chance.randint(0, 2)):
        moment = story.soon(moment)
        story.say(moment, "note", story.chance.choice(("advice", "leaving")), text=story.chance.choice(TEXTS))
    return moment


def _assess(story: Story, moment: datetime) -> None:
    """How the question of a child case is answered, if it is one."""
    if story.becomes not in ("under18", "15", "12") and "child-caller" not in story.entries[0].words:
        return
    moment = story.soon(moment, 20) if story.maybe(0.4) else story.after(moment, 0, 2)
    if story.maybe(0.3):
        story.say(moment, "child", "consult", who=story.who)
        moment = story.after(moment, 0, 3)
    story.say(moment, "child", story.chance.choice(("report", "caller", "unknown", "none")), who=story.who)
    if story.maybe(0.5):
        story.say(story.after(moment, 0, 2), "child", "agree", who=story.other())


def _point(story: Story, moment: datetime) -> None:
    for _ in range(story.chance.choices((0, 1, 2), (50, 35, 15))[0]):
        moment = story.soon(moment, 4)
        verb = story.one_of({"tip": 30, "refer": 35, "mediate": 20, "gap": 15})
        actor = story.chance.choice(RUNG if story.maybe(0.5) else NOT_RUNG)
        story.say(moment, verb, "leaving" if verb == "gap" else actor)


def _promise(story: Story, moment: datetime) -> None:
    moment = story.soon(moment)
    word, due = story.when(moment, 1, 6)
    story.say(moment, "promise", word, text="find out who helps there")
    kept = story.one_of({"never": 20, "soon": 45, "late": 20, "early": 15})
    if kept == "soon":
        story.say(due + timedelta(minutes=story.chance.randint(1, 170)), "done")
    elif kept == "late":
        story.say(story.after(due, 1, 3), "done")
    elif kept == "early":
        story.say(due - timedelta(minutes=story.chance.randint(1, 600)), "done")


def _their_call(story: Story, moment: datetime) -> None:
    """They ring: when they like, or at an agreed time, early, or not at all."""
    moment = story.soon(moment)
    if story.maybe(0.2):
        story.say(moment, "callback")
        return
    due = some_minute(story.chance, staffed_from(moment.date() + timedelta(story.chance.randint(4, 15))))
    story.say(moment, "callback", f"{due:%Y-%m-%d %H:%M}" if story.maybe(0.7) else f"{due:%Y-%m-%d}")
    if story.maybe(0.3):
        story.say(story.soon(moment), "promise", text="have an address ready")
        story.say(story.after(due - timedelta(days=2), 0, 1), "done")
    came = story.one_of({"came": 50, "early": 20, "never": 20, "off": 10})
    if came == "came":
        story.say(due + timedelta(minutes=story.chance.randint(-5, 40)), "call")
    elif came == "early":
        story.say(due - timedelta(days=2), "call", "phone")
    elif came == "off":
        story.say(due - timedelta(days=1), "callback", "off")


def _we_ring(story: Story, moment: datetime) -> None:
    """Our ringing up, to its end."""
    moment = story.soon(moment)
    if story.maybe(0.12):
        story.say(moment, "followup", "no")
        return
    word, due = story.when(moment, 6, 15)
    story.say(moment, "followup", word)
    if story.maybe(0.15):
        moment = story.after(moment, 1, 3)
        word, due = story.when(moment, 5, 12)
        story.say(moment, "followup", word)
    for _ in range(12):
        moment = _try(story, moment, due)
        if story.maybe(0.15):
            story.say(moment, "later", *_till(story, moment))
            moment = story.after(moment, 1, 2)
        outcome = story.one_of(OUTCOMES)
        story.say(moment, *(("followup", "off") if outcome == "off" else (outcome,)))
        if outcome == "noanswer":
            due = at(staffed_after(moment.date()), story.chance.choice((9, 13)))
        elif outcome in ("notnow", "other"):
            moment = story.after(moment, 1, 6)
            word, due = story.when(moment, 2, 9)
            story.say(moment, "followup", word)
        else:
            break
    if story.maybe(0.7):
        story.say(story.soon(moment) if story.maybe(0.6) else story.after(moment, 1, 4), "shredded")


def _try(story: Story, before: datetime, due: datetime) -> datetime:
    """When somebody rings: soon after it is due, some days late, or a little early; not on the day before's day."""
    kind = story.one_of({"soon": 60, "late": 30, "early": 10})
    if kind == "soon":
        found = due + timedelta(minutes=story.chance.randint(0, 50))
    elif kind == "early":
        found = due - timedelta(minutes=story.chance.randint(5, 90))
    else:
        found = story.after(due, 0, 3)
    return found if found.date() > before.date() else story.after(before, 1, 2)


def _till(story: Story, moment: datetime) -> tuple[str, ...]:
    if story.maybe(0.4):
        return ()
    day = moment.date() + timedelta(story.chance.randint(1, 2))
    due = at(day, 19, 30) if story.maybe(0.2) else some_minute(story.chance, staffed_from(day))
    return (f"{due:%Y-%m-%d %H:%M}",)


def _close(story: Story) -> None:
    """Mostly when all is done, sometimes before; then the slip, and now and then they are in touch again."""
    last, reason = (
        max(one.at for one in story.entries),
        story.chance.choice(("agreed", "handed-over", "faded")),
    )
    if story.maybe(0.12):
        return
    early = story.opened + (last - story.opened) / 2
    moment = story.after(last, 0, 4) if story.maybe(0.75) else story.after(early, 0, 1)
    story.say(moment, "close", reason)
    if story.maybe(0.95):
        story.say(story.soon(moment) if story.maybe(0.5) else story.after(moment, 0, 5), "shredded")
    if story.maybe(0.15):
        moment = story.after(max(moment, last), 3, 40)
        story.say(moment, "call")
        moment = story.soon(moment)
        story.say(moment, "reopen")
        story.say(story.soon(moment), "note", "advice")
        if story.maybe(0.5):
            _we_ring(story, moment)
        story.say(story.after(moment, 1, 30), "close", "agreed")
