"""When the line is staffed."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orosbot.rules.hours import Schedule, check_country, read_span

STOCKHOLM = ZoneInfo("Europe/Stockholm")
SHORT = ["09:00-12:00", "13:00-16:00"]
LONG = [*SHORT, "18:00-22:00"]
WEEK = {"mon": LONG, "tue": SHORT, "wed": LONG, "thu": SHORT, "fri": LONG}
LINE = Schedule.of(WEEK, STOCKHOLM, country="SE", closed=[date(2017, 3, 15)])
NEVER = Schedule.of({}, STOCKHOLM)
MOMENTS = st.integers(631_152_000, 2_840_140_800).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


def local(text: str, zone: ZoneInfo = STOCKHOLM) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


@pytest.mark.parametrize(
    ("moment", "open_"),
    [
        ("2017-03-13 08:59", False),
        ("2017-03-13 09:00", True),
        ("2017-03-13 11:59", True),
        ("2017-03-13 12:00", False),
        ("2017-03-13 13:00", True),
        ("2017-03-13 17:00", False),
        ("2017-03-13 21:59", True),
        ("2017-03-13 22:00", False),
        ("2017-03-14 19:00", False),  # a Tuesday has no evening
        ("2017-03-15 10:00", False),  # closed by the config
        ("2017-03-18 10:00", False),  # a Saturday
        ("2017-06-06 10:00", False),  # the National Day
    ],
)
def test_a_span_is_open_from_its_first_minute_to_before_its_end(moment: str, open_: bool) -> None:
    assert LINE.is_open(local(moment)) is open_


@pytest.mark.parametrize(
    "day",
    [
        date(2017, 6, 23),  # midsommarafton
        date(2020, 12, 24),  # julafton, a Thursday
        date(2020, 12, 31),  # nyårsafton
        date(2017, 4, 14),  # Good Friday
        date(2017, 5, 25),  # Ascension Day
        date(2026, 6, 19),
        date(2026, 12, 25),
    ],
)
def test_public_and_de_facto_holidays_are_closed(day: date) -> None:
    assert not LINE.open_day(day)
    assert LINE.spans(day) == []
    assert LINE.hours_text(day) == []


@pytest.mark.parametrize("day", [date(2020, 2, 28), date(2017, 6, 22), date(2017, 12, 22)])
def test_the_days_beside_a_holiday_are_staffed(day: date) -> None:
    assert LINE.open_day(day)


def test_without_a_country_no_holiday_closes_the_line() -> None:
    assert Schedule.of(WEEK, STOCKHOLM).open_day(date(2017, 6, 23))


def test_a_country_without_de_facto_holidays_has_its_public_ones() -> None:
    german = Schedule.of(WEEK, ZoneInfo("Europe/Berlin"), country="DE")
    assert not german.open_day(date(2017, 10, 3))
    assert german.open_day(date(2017, 6, 23))


@pytest.mark.parametrize("code", ["SE", "DE", "GB", ""])
def test_a_known_country_passes(code: str) -> None:
    assert check_country(code) == code


@pytest.mark.parametrize("code", ["XX", "se", "HolidayBase", "registry", "Sverige"])
def test_an_unknown_country_is_a_fault(code: str) -> None:
    with pytest.raises(ValueError, match="write it like SE"):
        check_country(code)
    with pytest.raises(ValueError, match="write it like SE"):
        Schedule.of(WEEK, STOCKHOLM, country=code)


def test_a_span_may_last_until_midnight() -> None:
    assert read_span("22:00-24:00") == (1320, 1440)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "9-12",
        "09:00",
        "09:00-25:00",
        "24:00-09:00",
        "09:00-09:00",
        "a-b",
        "-",
        "09:00:30-12:00",
        "09:00+01:00-12:00",
    ],
)
def test_what_is_no_span_is_a_fault(text: str) -> None:
    with pytest.raises(ValueError, match=r"no span of hours|ends before"):
        read_span(text)


def test_spans_are_sorted_and_overlapping_ones_joined() -> None:
    line = Schedule.of({"mon": ["13:00-16:00", "10:00-12:00", "09:00-11:00", "16:00-17:00"]}, STOCKHOLM)
    assert line.hours_text(date(2017, 3, 13)) == ["09:00–12:00", "13:00–17:00"]


def test_the_hours_of_a_day_are_told_in_local_time() -> None:
    assert LINE.hours_text(date(2017, 3, 14)) == ["09:00–12:00", "13:00–16:00"]
    assert LINE.hours_text(date(2017, 3, 14), ".") == ["09.00–12.00", "13.00–16.00"]
    assert Schedule.of({"tue": ["00:00-24:00"]}, STOCKHOLM).hours_text(date(2017, 3, 14)) == ["00:00–24:00"]


def test_the_current_part_is_the_span_around_a_moment() -> None:
    part = (local("2017-03-13 13:00"), local("2017-03-13 16:00"))
    assert LINE.part_of(local("2017-03-13 15:59")) == part
    assert LINE.part_of(local("2017-03-13 12:30")) is None


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        ("2017-03-13 10:17", "2017-03-13 10:17"),
        ("2017-03-13 12:00", "2017-03-13 13:00"),
        ("2017-03-13 16:00", "2017-03-13 18:00"),
        ("2017-03-17 22:00", "2017-03-20 09:00"),  # over the weekend
        ("2017-06-22 17:00", "2017-06-26 09:00"),  # over midsummer
        ("2017-03-14 16:00", "2017-03-16 09:00"),  # over a day closed by the config
    ],
)
def test_the_line_opens_at_the_first_staffed_minute(moment: str, opens: str) -> None:
    assert LINE.next_open(local(moment)) == local(opens)


def test_ten_days_from_13_june_2017_end_on_the_monday_after_midsummer() -> None:
    day = date(2017, 6, 13) + timedelta(10)
    assert LINE.staffed_day_from(day) == LINE.next_staffed_day(day) == date(2017, 6, 26)
    assert LINE.first_staffed_minute(date(2017, 6, 26)) == local("2017-06-26 09:00")


def test_staffed_days_are_found_forwards_and_backwards() -> None:
    friday, monday = date(2017, 3, 17), date(2017, 3, 20)
    assert LINE.staffed_day_from(friday) == friday
    assert LINE.next_staffed_day(friday) == monday
    assert LINE.staffed_day_before(monday) == friday
    assert LINE.staffed_day_before(date(2017, 3, 16)) == date(2017, 3, 14)


@pytest.mark.parametrize(
    ("year", "month", "first"),
    [
        (2017, 1, date(2017, 1, 2)),
        (2017, 4, date(2017, 4, 3)),
        (2017, 5, date(2017, 5, 2)),
        (2026, 1, date(2026, 1, 2)),
    ],
)
def test_the_first_staffed_day_of_a_month_leaves_out_weekends_and_holidays(
    year: int, month: int, first: date
) -> None:
    assert LINE.first_staffed_day_of_month(year, month) == first


def test_a_month_that_is_closed_throughout_has_no_first_staffed_day() -> None:
    july = Schedule.of(WEEK, STOCKHOLM, closed=[date(2017, 7, day) for day in range(1, 32)])
    assert july.first_staffed_day_of_month(2017, 7) is None


def test_an_evening_day_has_a_part_that_begins_at_17_or_later() -> None:
    assert LINE.evening_day(date(2017, 3, 13))
    assert not LINE.evening_day(date(2017, 3, 14))
    assert not LINE.evening_day(date(2017, 4, 14))  # a Friday, but Good Friday
    assert Schedule.of({"tue": ["17:00-18:00"]}, STOCKHOLM).evening_day(date(2017, 3, 14))
    assert not Schedule.of({"tue": ["13:00-20:00"]}, STOCKHOLM).evening_day(date(2017, 3, 14))


def test_a_time_at_which_nobody_is_there_becomes_the_first_staffed_minute_after_it() -> None:
    late = Schedule.of({"mon": ["10:00-12:00", "14:00-16:00"]}, STOCKHOLM)
    monday = date(2017, 3, 13)
    assert late.staffed_minute(monday, time(9)) == local("2017-03-13 10:00")
    assert late.staffed_minute(monday, time(11, 30)) == local("2017-03-13 11:30")
    assert late.staffed_minute(monday, time(13)) == local("2017-03-13 14:00")
    assert late.staffed_minute(monday, time(20)) == local("2017-03-13 10:00")
    assert late.staffed_minute(date(2017, 3, 14), time(9)) is None


def test_a_line_without_any_hours_gives_nothing_instead_of_searching_for_ever() -> None:
    moment, day = local("2017-03-13 10:00"), date(2017, 3, 13)
    assert not NEVER.is_open(moment)
    assert NEVER.part_of(moment) is None
    assert NEVER.next_open(moment) is None
    assert NEVER.staffed_day_from(day) is None
    assert NEVER.next_staffed_day(day) is None
    assert NEVER.staffed_day_before(day) is None
    assert NEVER.first_staffed_minute(day) is None
    assert NEVER.first_staffed_day_of_month(2017, 3) is None


def test_another_zone_has_its_own_days_and_hours() -> None:
    helsinki = Schedule.of(WEEK, ZoneInfo("Europe/Helsinki"))
    assert helsinki.is_open(local("2017-03-13 08:00"))
    assert not LINE.is_open(local("2017-03-13 08:00"))
    assert helsinki.local_day(local("2017-03-13 23:30")) == date(2017, 3, 14)


def test_schedules_of_the_same_config_are_equal() -> None:
    assert Schedule.of(WEEK, STOCKHOLM, country="SE") == Schedule.of(WEEK, STOCKHOLM, country="SE")
    assert Schedule.of(WEEK, STOCKHOLM) != Schedule.of(WEEK, STOCKHOLM, country="SE")


@given(MOMENTS, st.floats(0, 0.999))
def test_between_a_moment_and_the_next_open_one_the_line_is_closed(moment: datetime, part: float) -> None:
    opens = LINE.next_open(moment)
    assert opens is not None
    assert LINE.is_open(opens)
    if LINE.is_open(moment):
        assert opens == moment
    else:
        assert opens > moment
        assert not LINE.is_open(moment + (opens - moment) * part)


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)))
def test_the_parts_of_a_day_are_in_order_and_hold_what_they_say(day: date) -> None:
    spans = LINE.spans(day)
    assert bool(spans) is LINE.open_day(day)
    assert [moment for span in spans for moment in span] == sorted({m for span in spans for m in span})
    for start, end in spans:
        assert start.tzinfo is UTC
        assert LINE.part_of(start) == (start, end) != LINE.part_of(end)
        assert LINE.local_day(start) == day
