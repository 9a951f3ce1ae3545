"""WHEN, as staff type it: most of it seen from Monday 6 March 2017, 10:00 in Stockholm."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from orosbot.rules.when import Ambiguous, Bad, Found, Reading, Reason, take_when

STOCKHOLM = ZoneInfo("Europe/Stockholm")
MONDAY = "2017-03-06 10:00"


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM).astimezone(UTC)


def told(reading: Reading) -> str:
    return f"{reading.day} {reading.time:%H:%M}" if reading.time is not None else str(reading.day)


def take(text: str, now: str = MONDAY) -> list[str] | Reason | None:
    """All readings, or why there is none."""
    match take_when(text, local(now), STOCKHOLM):
        case Found() as found:
            return [told(found)]
        case Ambiguous(readings):
            return [told(reading) for reading in readings]
        case Bad(reason):
            return reason
        case None:
            return None


def each(texts: str) -> list[list[str] | Reason | None]:
    """What the texts between bars mean: one meaning if they all mean the same."""
    different: list[list[str] | Reason | None] = []
    for meaning in map(take, texts.split(" | ")):
        if meaning not in different:
            different.append(meaning)
    return different


def rest(text: str) -> str | None:
    found = take_when(text, local(MONDAY), STOCKHOLM)
    return None if found is None or isinstance(found, Bad) else found.rest


@pytest.mark.parametrize(
    ("texts", "day"),
    [
        ("idag | i dag | today | 0d", "2017-03-06"),
        ("imorgon | i morgon | I MORGON | tomorrow | 1d | om en dag | in a day | imorron", "2017-03-07"),
        (
            "övermorgon | i övermorgon | i overmorgon | day after tomorrow | the day after tomorrow",
            "2017-03-08",
        ),
        (
            "10d | 10 d | in 10 days | om 10 dagar | 10 dagar | om tio dagar | in ten days | om 10d",
            "2017-03-16",
        ),
        ("2w | 2v | om två veckor | om tva veckor | in two weeks | in a fortnight | 14d", "2017-03-20"),
        ("om fjorton dagar | in 2 weeks | 2 wks | 2 v. | 1v 7d | en vecka och sju dagar", "2017-03-20"),
        ("om 1 månad | om en månad | in a month | 1 mån", "2017-04-06"),
        ("om ett år | in a year", "2018-03-06"),
    ],
)
def test_a_day_is_counted_from_today(texts: str, day: str) -> None:
    assert each(texts) == [[day]]


@pytest.mark.parametrize(
    ("texts", "day"),
    [
        ("fri | fre | fredag | Friday | på fredag | pa fredag | on friday | nu på fredag", "2017-03-10"),
        ("FREDAG. | this friday | på fredagen | fre. | kommande fredag", "2017-03-10"),
        ("tisdag | tis | tue | tues | Tuesday", "2017-03-07"),
        ("ons | wed | wednesday | onsdag", "2017-03-08"),
        ("tors | tor | thu | thurs | torsdag", "2017-03-09"),
        ("lör | lor | sat | lördag | lordag", "2017-03-11"),
        ("sön | son | sun | söndag | so\u0308n", "2017-03-12"),
        ("mån | man | mon | måndag | ma\u030andag | monday", "2017-03-13"),
        ("fredag nästa vecka | friday next week", "2017-03-17"),
    ],
)
def test_a_weekday_is_the_next_one(texts: str, day: str) -> None:
    assert each(texts) == [[day]]


@pytest.mark.parametrize(
    ("texts", "day"),
    [
        ("24 mars | den 24 mars | 24:e mars | 24e mars | 24 mar | 24mars | på 24 mars", "2017-03-24"),
        ("March 24 | march 24th | 24th of March | the 24th of March | Mar. 24 | on March 24", "2017-03-24"),
        ("24/3 | den 24/3 | 24/03 | 24.3. | 24.3 | 24.03. | 24/3/2017 | 24/3-17 | 24.3.2017", "2017-03-24"),
        ("2017-03-24 | 2017-3-24 | 24 mars 2017 | March 24, 2017 | 24/3 2017", "2017-03-24"),
        ("fredag 24 mars | fredag den 24:e mars | Friday, March 24 | fri 24/3 | fre 24.3", "2017-03-24"),
        ("den 24 | den 24:e | fre 24:e | Friday the 24th | fre 24", "2017-03-24"),
        ("１０ mars | ١٠ mars | 2017‑03‑10 | fredag\u00a010\u202fmars", "2017-03-10"),
        ("6 mars | 6/3 | den 6", "2017-03-06"),
        ("5 mars | 5/3", "2018-03-05"),
        ("den 5 | 5 april | 5 apr.", "2017-04-05"),
    ],
)
def test_a_date_is_the_next_such_one(texts: str, day: str) -> None:
    assert each(texts) == [[day]]


@pytest.mark.parametrize(
    ("texts", "moment"),
    [
        (
            "fri 14:00 | fri 14.00 | på fredag kl 14 | på fredag kl. 14.00 | on friday at 14",
            "2017-03-10 14:00",
        ),
        ("fri 2pm | fri 2 pm | Friday at 2 p.m. | friday at 2:00 pm | fredag klockan 14", "2017-03-10 14:00"),
        ("kl 14 på fredag | 14:00 fri | fredag 10 mars, kl 14 | fre 10 14:00", "2017-03-10 14:00"),
        ("fredag 10 mars 14:30 | Friday 10 March at 14:30", "2017-03-10 14:30"),
        ("24/3 10:00 | 24/3 10.00 | 24 mars 10 | 24.3. 10.00 | March 24 10am", "2017-03-24 10:00"),
        ("2017-03-24 14:00 | 2017-03-24T14:00 | 24 mars 2017 14.00 | 2017-03-24 kl 14", "2017-03-24 14:00"),
        ("kl 14 | 14:00 | idag 14 | today at 14 | 2pm | kl 14 idag | at 14 | kl 1400", "2017-03-06 14:00"),
        ("14.30 | kl 14.30 | kl. 14.30 | klockan 14:30 | idag kl 1430", "2017-03-06 14:30"),
        ("imorgon 9 | i morgon kl nio | tomorrow at nine | 1d 9:00 | om en dag kl 9", "2017-03-07 09:00"),
        ("kl 2 | at two", "2017-03-06 14:00"),
        ("12 pm | kl 12 | kl tolv", "2017-03-06 12:00"),
        ("imorgon 12 am | imorgon 00:00", "2017-03-07 00:00"),
        ("mon 11:00 | måndag kl 11", "2017-03-06 11:00"),
        ("mon 9:00 | måndag kl 9", "2017-03-13 09:00"),
        ("måndag kl 10", "2017-03-13 10:00"),
        ("om 2 timmar | in 2 hours | 2h | 120 min | en timme och 60 minuter", "2017-03-06 12:00"),
        ("fre 14.10", "2017-03-10 14:10"),
    ],
)
def test_a_time_stands_before_or_after_its_day(texts: str, moment: str) -> None:
    assert each(texts) == [[moment]]


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("fre 14", ["2017-03-10 14:00", "2017-03-14"]),
        ("fri 14 : ring", ["2017-03-10 14:00", "2017-03-14"]),
        ("nästa fredag", ["2017-03-10", "2017-03-17"]),
        ("next friday at 14", ["2017-03-10 14:00", "2017-03-17 14:00"]),
        ("fredag 11 mars 14:30", ["2017-03-10 14:30", "2017-03-11 14:30"]),
        ("Friday 25/3", ["2017-03-24", "2017-03-25"]),
        ("fre 25", ["2017-03-24", "2017-03-25"]),
        ("sön 6 mars", ["2017-03-06", "2017-03-12"]),
        ("fredag 10 mars 2018", ["2018-03-09", "2018-03-10"]),
        ("14.10", ["2017-03-06 14:10", "2017-10-14"]),
        ("fre 10.03", ["2017-03-10", "2017-03-10 10:03"]),
        ("imorgon kl 2", ["2017-03-07 02:00", "2017-03-07 14:00"]),
        ("imorgon 14 ring", ["2017-03-07", "2017-03-07 14:00"]),
        ("24 mars 2 intyg", ["2017-03-24", "2017-03-24 02:00", "2017-03-24 14:00"]),
    ],
)
def test_what_may_mean_two_things_is_not_guessed(text: str, readings: list[str]) -> None:
    assert take(text) == readings


@pytest.mark.parametrize(
    ("texts", "reason"),
    [
        ("2017-03-05 | 2016-03-24 | 5 mars 2017 | 0001-01-01 | idag 9:00 | kl 9", Reason.PAST),
        ("6 mars 9:00 | söndag 5 mars | sun 5/3 | 2017-03-06 09:59 | 24 mars 1430", Reason.PAST),
        ("31 april | 30 feb | 29 feb 2018 | 24/13 | 3/24 | 99/3 | 32 mars | 0 mars", Reason.NO_SUCH_DAY),
        ("2017-02-30 | 0000-01-01 | den 32 | fredag 31 april | 31.4.", Reason.NO_SUCH_DAY),
        ("fri 25:00 | kl 24:00 | imorgon 14:75 | fri 14 pm | 24 mars 13pm | 25.50", Reason.NO_SUCH_TIME),
        ("fre 9-12 | imorgon kl 9-12 | fre kl halv tre | imorgon kl", Reason.NO_SUCH_TIME),
        ("9999999999d | 9999-12-31 | 11 years | 100000 v | 999999999999999999999999 mån", Reason.TOO_FAR),
        ("9999999999 h | 99999999999999999999999999 min | 99999d 1h | 24 mars 2107", Reason.TOO_FAR),
    ],
)
def test_a_day_or_time_that_cannot_be_is_refused_with_the_reason(texts: str, reason: Reason) -> None:
    assert each(texts) == [reason]


@pytest.mark.parametrize(
    "texts",
    [
        " | : | svar kommer i morgon | ring | två | 10 | 10 personer | 10dx | 1.5 h | i 10 dagar",
        "man ska ringa | son ringer igen | sat with her | to be | on | d | fredags | maj | mars 2017 | v 12",
        "two days ago | två dagar sedan | at school | kl | kl halv tre | 5 maj-lappar | 24/3-10/4",
    ],
)
def test_a_text_that_does_not_start_with_a_when_has_none(texts: str) -> None:
    assert each(texts) == [None]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("10d", ""),
        ("10d ring skolan", "ring skolan"),
        ("10d : ring skolan", ": ring skolan"),
        ("10d: ring skolan", ": ring skolan"),
        ("fredag:ring", ":ring"),
        ("24 mars kl 14:30: ring", ": ring"),
        ("fredag 24 mars, ring\nskolan", "ring\nskolan"),
        ("imorgon. Ring", "Ring"),
        ("24 mars 14:30 2 intyg", "2 intyg"),
        ("10d 2w 2v", "2w 2v"),
        ("friday at two schools", "at two schools"),
        ("friday at the school", "at the school"),
        ("14:30 man ringer", "man ringer"),
        ("mån ringer", "ringer"),
        ("lo\u0308rdag\u200b Ring", "Ring"),
        ("imorgon 14 Ring", "Ring"),
    ],
)
def test_what_follows_is_left_as_it_was_typed(text: str, left: str) -> None:
    assert rest(text) == left


@pytest.mark.parametrize(
    ("now", "text", "day"),
    [
        ("2017-02-01 09:00", "29 feb", "2020-02-29"),
        ("2020-02-01 09:00", "29 feb", "2020-02-29"),
        ("2020-03-01 09:00", "29 februari", "2024-02-29"),
        ("2020-02-28 09:00", "1d", "2020-02-29"),
        ("2020-02-29 09:00", "om ett år", "2021-02-28"),
        ("2017-01-31 09:00", "om en månad", "2017-02-28"),
        ("2017-01-31 09:00", "den 30", "2017-03-30"),
        ("2017-12-31 23:30", "imorgon", "2018-01-01"),
        ("2017-06-13 10:00", "10d", "2017-06-23"),
    ],
)
def test_months_and_leap_years_have_the_days_they_have(now: str, text: str, day: str) -> None:
    assert take(text, now) == [day]


@pytest.mark.parametrize(
    ("texts", "moment"),
    [
        (
            "imorgon bitti | i morgon förmiddag | tomorrow morning | imorgon fm | tis morgon",
            "2017-03-07 09:00",
        ),
        ("imorgon eftermiddag | tomorrow afternoon | tis på eftermiddagen | 7 mars em", "2017-03-07 13:00"),
        ("fre kväll | på fredag kväll | fri evening | 10 mars på kvällen", "2017-03-10 18:00"),
        ("ikväll | i kväll | tonight | this evening | idag kväll", "2017-03-06 18:00"),
        ("i eftermiddag | this afternoon", "2017-03-06 13:00"),
        ("fre kväll 19:30 | fredag kväll kl 19.30", "2017-03-10 19:30"),
        ("fre kväll 7 | ikväll kl 7", None),
        ("imorgon eftermiddag 2 | tomorrow afternoon at 2", "2017-03-07 14:00"),
    ],
)
def test_a_part_of_a_day_stands_for_the_lines_hour(texts: str, moment: str | None) -> None:
    wanted = [["2017-03-10 19:00"], ["2017-03-06 19:00"]] if moment is None else [[moment]]
    assert each(texts) == wanted


def test_a_part_of_the_day_that_is_over_is_past_and_a_word_that_begins_like_one_is_text() -> None:
    assert take("i förmiddag", "2017-03-06 10:00") is Reason.PAST
    assert take("ikväll", "2017-03-06 18:01") is Reason.PAST
    assert (take("fre"), rest("fre kvällsmöte")) == (["2017-03-10"], "kvällsmöte")
    assert rest("fre kväll ringa skolan") == "ringa skolan"
