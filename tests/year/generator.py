"""Lays the stories of a year together by time, with what staff take back, and numbers the cases."""

import random
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import count

from tests.year.days import at, some_minute, staffed_from
from tests.year.line import Line
from tests.year.log import Typed
from tests.year.stories import FIRST, LAST, NOT_RUNG, RUNG, STAFF, Story, tell

CASES = 108
ADULTS = ("18-21", "22-25", "over25", "ageunknown", "noperson")
AGES = [
    *[("under18", "under18")] * 14,
    *[("15", "15")] * 5,
    *[("12", "12")] * 3,
    *[(adult, "15") for adult in ADULTS[:3]],
    ("under18", "18-21"),
]
"""Ages as typed and as put right: 25 cases that are about children in the end, and one that is not."""
END = at(date(2017, 12, 29), 22)
UNDOABLE = {"new", "note", "call", "child", "tip", "refer", "promise", "done", "followup", "callback"} | {
    *("reached", "noanswer", "notnow", "close", "reopen", "set", "later")
}
HASTE = timedelta(minutes=2)
"""So long before the right command the wrong one was typed; a minute later it was taken back."""


@dataclass(frozen=True, slots=True)
class Year:
    """All that is typed, in order, and when the year ends. `taken_back` are the numbers of cases that were
    opened by mistake: they stand for no case."""

    log: tuple[Typed, ...]
    end: datetime
    taken_back: frozenset[int]


def year(seed: int) -> Year:
    """The same year for the same seed."""
    chance = random.Random(seed)
    ages = [*AGES, *[(age, age) for age in chance.choices(ADULTS, (30, 20, 25, 15, 10), k=CASES - len(AGES))]]
    chance.shuffle(ages)
    opened = sorted(_opening(chance) for _ in ages[2:])
    moments = [at(FIRST, 9, 40), *opened, at(LAST, 15, 20)]
    typed = _beside(chance)
    for number, (moment, (age, becomes)) in enumerate(zip(moments, ages, strict=True), 1):
        typed += tell(Story(chance, number, moment, age, becomes, chance.choice(STAFF)))
    possible = _answered(sorted((one for one in typed if one.at < END), key=_time), strict=False)
    numbers = count(CASES + 1)
    hasty = [wrong for one in possible for wrong in _haste(chance, one, possible, numbers)]
    log = sorted([*hasty, *possible], key=_time)
    order = {number: place for place, number in enumerate((one.case for one in log if one.verb == "new"), 1)}
    log = [replace(one, case=order[one.case]) if one.case else one for one in log]
    back = {place for number, place in order.items() if number is not None and number > CASES}
    return Year(tuple(_answered(log, strict=True)), END, frozenset(back))


def _time(typed: Typed) -> datetime:
    return typed.at


def _opening(chance: random.Random) -> datetime:
    day = FIRST + timedelta(chance.randrange((LAST - FIRST).days))
    moment = some_minute(chance, staffed_from(day))
    return max(moment, at(FIRST, 9, 45))


def _beside(chance: random.Random) -> list[Typed]:
    """Actors, and what the team does beside the cases."""
    kinds = {"skolan": "school", "kyrkan": "faith"}
    found = [
        Typed(at(FIRST, 9, 5), "anna", "actor", None, ("add", name, kinds.get(name, "municipality")), "", "")
        for name in (*RUNG, *NOT_RUNG)
    ]
    rung = [
        (name, moment)
        for name in RUNG
        for moment in (at(FIRST, 9, 20), at(staffed_from(LAST.replace(month=7)), 10))
    ]
    rung += [
        (name, some_minute(chance, staffed_from(FIRST + timedelta(number))))
        for name, number in (("falun", 20), ("kyrkan", 120), ("falun", 270))
    ]
    found += [Typed(moment, "bo", "actor", None, ("verify", name), "", "") for name, moment in rung]
    for _ in range(40):
        words = (chance.choice(("silent", "wrong", "hangup", "question")), "phone")
        found.append(Typed(_opening(chance), chance.choice(STAFF), "count", None, words, "", ""))
    for _ in range(10):
        found.append(
            Typed(_opening(chance), "lead", "log", None, ("meeting",), "with the municipalities", "")
        )
    return found


def _answered(log: Iterable[Typed], *, strict: bool) -> list[Typed]:
    """What can be typed when its time has come, with the code of the answer."""
    line, found = Line(), []
    for typed in log:
        if typed.case is not None and typed.verb != "new" and typed.case not in line.matters:
            continue
        answer = line.do(typed)
        assert answer is not None or not strict, typed
        if answer is not None:
            found.append(replace(typed, answer=answer))
    return found


def _haste(chance: random.Random, typed: Typed, log: list[Typed], numbers: "count[int]") -> list[Typed]:
    """Now and then somebody types too fast, and takes it back."""
    begin = typed.at - HASTE
    busy = [one for one in log if begin <= one.at <= typed.at and one is not typed]
    if typed.verb not in UNDOABLE or chance.random() > 0.06:
        return []
    if any(one.who == typed.who or one.case == typed.case for one in busy):
        return []
    wrong = replace(typed, at=begin, case=next(numbers) if typed.verb == "new" else typed.case)
    if typed.verb == "followup" and typed.words[0] not in ("no", "off"):
        wrong = replace(wrong, words=(f"{staffed_from(begin.date() + timedelta(9))} 10:07",))
    return [wrong, replace(wrong, at=begin + HASTE / 2, verb="undo", words=(), text="")]
