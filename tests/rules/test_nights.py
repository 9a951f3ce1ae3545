"""The two nights when the clocks are changed, and the 29th of February."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from orosbot.rules.hours import WEEKDAYS, Schedule

STOCKHOLM = ZoneInfo("Europe/Stockholm")
LINE = Schedule.of({weekday: ["09:00-12:00"] for weekday in WEEKDAYS}, STOCKHOLM)
ROUND_THE_CLOCK = Schedule.of({weekday: ["00:00-24:00"] for weekday in WEEKDAYS}, STOCKHOLM)


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        (date(2017, 3, 25), 24),
        (date(2017, 3, 26), 23),
        (date(2017, 10, 29), 25),
        (date(2026, 3, 29), 23),
        (date(2026, 10, 25), 25),
    ],
)
def test_a_day_around_the_clock_has_as_many_hours_as_it_has(day: date, hours: int) -> None:
    ((start, end),) = ROUND_THE_CLOCK.spans(day)
    assert end - start == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("day", "clock", "utc"),
    [
        (date(2017, 3, 26), time(1, 59), "2017-03-26T00:59"),
        (date(2017, 3, 26), time(2, 30), "2017-03-26T01:30"),  # there is none: 03:30
        (date(2017, 3, 26), time(3, 30), "2017-03-26T01:30"),
        (date(2017, 10, 29), time(2, 30), "2017-10-29T00:30"),  # twice: the first
        (date(2017, 10, 29), time(2, 30, fold=1), "2017-10-29T00:30"),
        (date(2017, 10, 29), time(3, 0), "2017-10-29T02:00"),
        (date(2026, 3, 29), time(2, 30), "2026-03-29T01:30"),
        (date(2026, 10, 25), time(2, 30), "2026-10-25T00:30"),
        (date(2020, 2, 29), time(9, 0), "2020-02-29T08:00"),
    ],
)
def test_wall_clock_times_mean_one_moment_in_both_nights_when_clocks_are_changed(
    day: date, clock: time, utc: str
) -> None:
    assert LINE.at(day, clock) == datetime.fromisoformat(utc).replace(tzinfo=UTC)


def test_the_line_opens_at_nine_on_either_side_of_a_changed_clock() -> None:
    friday, monday = LINE.spans(date(2017, 3, 24))[0][0], LINE.spans(date(2017, 3, 27))[0][0]
    assert (friday.hour, monday.hour) == (8, 7)


def test_a_span_within_the_hour_that_the_spring_night_leaves_out_is_closed() -> None:
    nights = Schedule.of({"sun": ["02:00-03:00"]}, STOCKHOLM)
    assert not nights.open_day(date(2017, 3, 26))
    assert nights.open_day(date(2017, 3, 19))
