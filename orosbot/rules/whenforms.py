"""The forms in which days and times are typed, in both languages: from a text to what it says.

Only the language is read here; `when` lays it into the calendar. Nothing raises on any text.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import time, timedelta

from dateutil.relativedelta import relativedelta

from orosbot.rules.datewords import (
    DAY_PARTS,
    DOUBTFUL,
    MONTHS,
    NEAR_DAYS,
    NUMBERS,
    TODAY_PARTS,
    UNIT_RANKS,
    UNITS,
    WEEKDAYS,
    one_of,
)
from orosbot.rules.routine import NOON
from orosbot.rules.whentext import Reader

_ORDINAL = r"(?::?[ae]|st|nd|rd|th)"
_ON = r"(?:(?:pa|on) )?"
_MONTH = rf"(?P<month>{one_of(MONTHS)})\.?"
_YEAR = r"(?P<year>\d{4})"
_CALENDAR_DAYS = (
    rf"{_ON}{_YEAR}-(?P<m>\d\d?)-(?P<day>\d\d?)",
    rf"{_ON}(?:den |the )?(?P<day>\d\d?){_ORDINAL}?\.? ?(?:of |i )?{_MONTH}(?:,? {_YEAR})?",
    rf"{_ON}{_MONTH} (?:the |den )?(?P<day>\d\d?){_ORDINAL}?(?:,? {_YEAR})?",
    rf"{_ON}(?:den )?(?P<day>\d\d?)/(?P<m>\d\d?)(?:[/ -]{_YEAR}|[/-](?P<yy>\d\d))?",
    rf"{_ON}(?:den )?(?P<day>\d\d?)\.(?P<m>\d\d?)\.(?:{_YEAR}|(?P<yy>\d\d))",
    rf"{_ON}(?:den|the) (?P<day>\d\d?){_ORDINAL}?",
)
_DAY_OF_MONTH = rf"(?P<day>\d\d?){_ORDINAL}"
_DOTTED = rf"{_ON}(?P<first>\d\d?)\.(?P<second>\d\d?)\.?"
_COUNT = rf"(?:(?P<digits>\d+) ?|(?P<word>{one_of(NUMBERS)}) )(?P<unit>{one_of(UNITS)})\.?"
_WEEKDAY = (
    r"(?P<on>(?:pa|on|nu pa|nu|this|coming|this coming|kommande|denna) )?(?P<next>(?:nasta|next) )?"
    rf"(?P<weekday>{one_of(WEEKDAYS)})\.?"
)

_HALF = r"(?: ?(?P<half>[ap])\.?m\.?)"
_SAID = r"(?:(?:kl\.?|@) ?|(?:klockan|at|vid) )"
_HOURS = one_of(word for word, number in NUMBERS.items() if number <= 12 and word not in ("a", "an", "en"))
_PLAIN_CLOCKS = (rf"(?P<h>\d\d?)[:.](?P<min>\d\d){_HALF}?", rf"(?P<h>\d\d?){_HALF}")
_CLOCKS = (
    *_PLAIN_CLOCKS,
    *(_SAID + clock for clock in _PLAIN_CLOCKS),
    rf"{_SAID}(?P<h>\d\d)(?P<min>\d\d)",
    rf"{_SAID}(?P<h>\d\d?)",
    rf"(?:kl\.?|klockan) (?P<word>{_HOURS})",
    rf"(?:at|vid) (?P<word>{_HOURS})(?= ?(?:$|:))",
)
_TWICE_A_DAY = frozenset("123456")
# a stretch of time, a clock in words that are not known: refused after a day, lest they end up as text
_UNCLEAR_CLOCKS = (rf"{_SAID}?\d\d?(?:[:.]\d\d)? ?- ?\d\d?(?:[:.]\d\d)?", r"(?:kl\.?|klockan)")


@dataclass(frozen=True, slots=True)
class Spoken:
    """One reading of what was typed. The numbers are as typed: there may be no such day.

    `ahead` counts from today, `elapsed` from now. `following` is the *next* of "next friday".
    `impossible`: no clock shows that time. `if_agreed`: this is a reading only if weekday and date agree.
    """

    weekday: int | None = None
    following: bool = False
    next_week: bool = False
    year: int | None = None
    month: int | None = None
    day: int | None = None
    ahead: relativedelta | None = None
    elapsed: timedelta | None = None
    clock: time | None = None
    impossible: bool = False
    if_agreed: bool = False

    @property
    def timed(self) -> bool:
        return self.clock is not None or self.impossible or self.elapsed is not None


def read(text: str) -> tuple[tuple[Spoken, ...], str] | None:
    """What the start of a text says, in each reading that it has, and the text after it."""
    reader = Reader(text)
    today = reader.take(one_of(TODAY_PARTS))
    days = _days(reader) if today is None else (Spoken(ahead=relativedelta()),)
    if days is not None:
        part = _part(reader, days) if today is None else TODAY_PARTS[today[0]]
        return _timed(reader, days, part), reader.rest()
    clocks = _clocks(reader)
    if clocks is None:
        return None
    before = reader.at
    days = _days(reader)
    if days is None or any(day.timed for day in days):
        reader.at = before
        return clocks, reader.rest()
    return _at(days, clocks), reader.rest()


def _at(days: Iterable[Spoken], clocks: Iterable[Spoken]) -> tuple[Spoken, ...]:
    clocks = tuple(clocks)
    return tuple(replace(day, clock=one.clock, impossible=one.impossible) for day in days for one in clocks)


def _days(reader: Reader) -> tuple[Spoken, ...] | None:
    near = reader.take(one_of(NEAR_DAYS))
    if near is not None:
        return (Spoken(ahead=relativedelta(days=NEAR_DAYS[near[0]])),)
    one = _ahead(reader) or _calendar_day(reader)
    return (one,) if one is not None else _dotted(reader, Spoken()) or _weekday(reader)


def _ahead(reader: Reader) -> Spoken | None:
    start, found, rank = reader.at, Spoken(), -1
    match = reader.take(rf"(?:(?:om|in) )?{_COUNT}")
    while match is not None and UNIT_RANKS[match["unit"]] > rank:
        end, rank = reader.at, UNIT_RANKS[match["unit"]]
        # more than a hundred million of anything is beyond the calendar anyway
        count = NUMBERS[match["word"]] if match["word"] else min(int(match["digits"]), 10**8)
        step = UNITS[match["unit"]]
        if isinstance(step, timedelta):
            found = replace(found, elapsed=(found.elapsed or timedelta()) + count * step)
        else:
            found = replace(found, ahead=(found.ahead or relativedelta()) + step * count)
        match = reader.take(rf"(?:(?:och|and|&) )?{_COUNT}")
    if rank < 0:
        return None
    reader.at = end
    if reader.take("ago|sedan|sen"):
        reader.at = start
        return None
    return found


def _calendar_day(reader: Reader, *more: str) -> Spoken | None:
    match = reader.take(*_CALENDAR_DAYS, *more)
    if match is None:
        return None
    parts = match.groupdict()
    month = MONTHS[parts["month"]] if parts.get("month") else _number(parts.get("m"))
    short_year = _number(parts.get("yy"))
    year = _number(parts.get("year")) if short_year is None else 2000 + short_year
    return Spoken(year=year, month=month, day=int(parts["day"]))


def _number(digits: str | None) -> int | None:
    return None if digits is None else int(digits)


def _dotted(reader: Reader, weekday: Spoken) -> tuple[Spoken, ...] | None:
    """`24.3.` is a date, `14.30` a time, `14.10` may be both."""
    start = reader.at
    match = reader.take(_DOTTED)
    if match is None:
        return None
    first, second = int(match["first"]), int(match["second"])
    found = []
    if 1 <= second <= 12:
        found.append(replace(weekday, day=first, month=second))
    if len(match["second"]) == 2 and first < 24 and second < 60:
        found.append(replace(weekday, clock=time(first, second)))
    if len(found) == 2 and _follows(reader):
        found.pop()
    elif len(found) == 2 and weekday.weekday is not None:
        found[0] = replace(found[0], if_agreed=True)
    if not found or reader.take(one_of(UNITS)):  # 1.5 h
        reader.at = start
        return None
    return tuple(found)


def _weekday(reader: Reader) -> tuple[Spoken, ...] | None:
    start = reader.at
    match = reader.take(_WEEKDAY)
    if match is None:
        return None
    found = Spoken(weekday=WEEKDAYS[match["weekday"]], following=match["next"] is not None)
    after = reader.at
    date = _calendar_day(reader, _DAY_OF_MONTH)
    days: tuple[Spoken, ...] | None
    if date is not None:
        days = (replace(date, weekday=found.weekday),)
    elif reader.take("next week|nasta vecka"):
        days = (replace(found, next_week=True, following=False),)
    else:
        days = _dotted(reader, found)
        if days is None:
            days = (found,) if _follows(reader) else _bare_number(reader, found) or (found,)
    if reader.at == after and match["on"] is None and match["next"] is None:
        typed = reader.typed(match.start("weekday"), match.end("weekday")).casefold()
        if match["weekday"] in DOUBTFUL and typed.isascii() and not (reader.ended() or _follows(reader)):
            reader.at = start
            return None
    return days


def _follows(reader: Reader) -> bool:
    """Whether a time follows; nothing is taken."""
    before = reader.at
    found = reader.take(*_CLOCKS, *_UNCLEAR_CLOCKS) is not None
    reader.at = before
    return found


def _bare_number(reader: Reader, weekday: Spoken) -> tuple[Spoken, ...] | None:
    """`fri 14`: the 14th, or 14:00? Neither is guessed."""
    before = reader.at
    match = reader.take(r"(?P<number>\d\d?)")
    number = int(match["number"]) if match is not None else 0
    if not 1 <= number <= 31:
        reader.at = before
        return None
    if number > 23 or _follows(reader):
        return (replace(weekday, day=number),)
    return (Spoken(day=number), replace(weekday, clock=time(number)))


def _part(reader: Reader, days: tuple[Spoken, ...]) -> time | None:
    """The time that stands for a part of the day: `fri evening`."""
    match = None if any(day.timed for day in days) else reader.take(one_of(DAY_PARTS))
    return None if match is None else DAY_PARTS[match[0].lstrip(", ")]


def _in_part(clocks: Iterable[Spoken], part: time | None) -> tuple[Spoken, ...]:
    """`7` in the evening is 19:00."""
    return tuple(
        replace(one, clock=one.clock.replace(hour=one.clock.hour + 12))
        if part is not None and part >= NOON and one.clock is not None and one.clock.hour < 12
        else one
        for one in clocks
    )


def _timed(reader: Reader, days: tuple[Spoken, ...], part: time | None) -> tuple[Spoken, ...]:
    if any(day.timed for day in days):
        return days
    clocks = _clocks(reader)
    if clocks is not None:
        return _at(days, _in_part(clocks, part))
    if reader.take(*_UNCLEAR_CLOCKS):
        return (Spoken(impossible=True),)
    before = reader.at
    match = reader.take(r"\d\d?")
    if match is None or int(match[0]) > 23:
        reader.at = before
        return days if part is None else _at(days, (Spoken(clock=part),))
    at_hour = _at(days, _in_part(_hours(match[0]), part))
    return at_hour if part is not None or reader.ended() else (*at_hour, *days)


def _clocks(reader: Reader) -> tuple[Spoken, ...] | None:
    match = reader.take(*_CLOCKS)
    if match is None:
        return None
    parts = match.groupdict()
    typed = str(NUMBERS[parts["word"]]) if parts.get("word") else parts["h"]
    hour, minute, half = int(typed), int(parts.get("min") or 0), parts.get("half")
    if half and 1 <= hour <= 12:
        return (Spoken(clock=time(hour % 12 + (12 if half == "p" else 0), minute)),)
    if half or hour > 23 or minute > 59:
        return (Spoken(impossible=True),)
    return (Spoken(clock=time(hour, minute)),) if parts.get("min") else _hours(typed)


def _hours(typed: str) -> tuple[Spoken, ...]:
    """`2` may be said of 02:00 and of 14:00, `02` and `9` may not."""
    hour = int(typed)
    early = Spoken(clock=time(hour))
    return (early, Spoken(clock=time(hour + 12))) if typed in _TWICE_A_DAY else (early,)
