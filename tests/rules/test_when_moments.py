"""WHEN as a moment: both nights when the clocks are changed, any text at all, and answers typed back."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from orosbot import dates
from orosbot.rules.when import Ambiguous, Bad, Found, take_when

STOCKHOLM = ZoneInfo("Europe/Stockholm")
MOMENTS = st.integers(631_152_000, 2_840_140_800).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
ZONES = st.sampled_from(
    [STOCKHOLM, *map(ZoneInfo, ("UTC", "Asia/Tehran", "America/Los_Angeles", "Pacific/Apia", "Asia/Beirut"))]
)
SCRAPS = st.sampled_from(
    "fre fri mån son fredag 24 14 14:30 14.10 31 0 99 mars feb / . - : , kl kl. at den på on om in nästa next två "
    "a dagar d w v h min 9999999999d 9999-12-31 2017-03-24 imorgon i morgon today pm am 24/3 24.3. years å".split()
)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM).astimezone(UTC)


def found(text: str, now: datetime, zone: ZoneInfo = STOCKHOLM) -> Found:
    when = take_when(text, now, zone)
    assert isinstance(when, Found)
    return when


@pytest.mark.parametrize(
    ("now", "text", "utc", "clock"),
    [
        ("2017-03-25 10:00", "imorgon 01:59", "2017-03-26T00:59", "01:59"),
        ("2017-03-25 10:00", "imorgon 02:30", "2017-03-26T01:30", "03:30"),  # left out: as much later
        ("2017-03-25 10:00", "imorgon 03:30", "2017-03-26T01:30", "03:30"),
        ("2017-03-25 10:00", "24h", "2017-03-26T09:00", "11:00"),
        ("2017-03-25 10:00", "1d 10:00", "2017-03-26T08:00", "10:00"),
        ("2017-10-28 10:00", "sön 02:30", "2017-10-29T00:30", "02:30"),  # twice: the first
        ("2017-10-28 10:00", "sön 03:00", "2017-10-29T02:00", "03:00"),
        ("2017-10-28 10:00", "24h", "2017-10-29T08:00", "09:00"),
        ("2026-03-28 10:00", "29/3 02:30", "2026-03-29T01:30", "03:30"),
        ("2026-10-24 10:00", "25/10 02:30", "2026-10-25T00:30", "02:30"),
        ("2017-06-13 10:00", "1v 2h", "2017-06-20T10:00", "12:00"),
    ],
)
def test_a_time_is_one_moment_in_both_nights_when_clocks_are_changed(
    now: str, text: str, utc: str, clock: str
) -> None:
    when = found(text, local(now))
    assert when.start == datetime.fromisoformat(utc).replace(tzinfo=UTC)
    assert f"{when.time:%H:%M}" == clock


def test_a_day_without_a_time_starts_at_its_first_moment_and_today_starts_now() -> None:
    now = local("2017-03-06 10:00")
    assert found("imorgon", now).start == local("2017-03-07 00:00")
    assert found("idag", now).start == now
    assert not found("idag", now).has_time


def test_minutes_from_now_are_whole_ones() -> None:
    assert found("10 min", local("2017-03-06 10:00:20")).start == local("2017-03-06 10:11")


def test_days_are_those_of_the_zone() -> None:
    now = datetime(2017, 3, 6, 23, 30, tzinfo=UTC)
    assert found("imorgon", now).day == date(2017, 3, 8)
    assert found("imorgon", now, ZoneInfo("America/Los_Angeles")).day == date(2017, 3, 7)


@given(st.text() | st.lists(SCRAPS | st.text(max_size=3), max_size=6).map(" ".join), MOMENTS, ZONES)
@example("\u0660d", datetime(2017, 3, 6, tzinfo=UTC), STOCKHOLM)
@example("1" * 300 + "d", datetime(2017, 3, 6, tzinfo=UTC), STOCKHOLM)
def test_no_text_raises_and_whatever_is_found_is_not_past(text: str, now: datetime, zone: ZoneInfo) -> None:
    when = take_when(text, now, zone)
    if when is None or isinstance(when, Bad):
        return
    readings = when.readings if isinstance(when, Ambiguous) else (when,)
    assert isinstance(when, Found) or len(readings) > 1
    assert text.rstrip().endswith(when.rest)
    for reading in readings:
        assert reading.start >= now
        local_start = reading.start.astimezone(zone)
        assert local_start.date() == reading.day
        assert reading.time is None or local_start.time() == reading.time


@given(MOMENTS, st.integers(1, 60 * 24 * 800), st.sampled_from(["sv", "en"]), st.booleans(), ZONES)
def test_every_answer_in_full_can_be_typed_back(
    now: datetime, minutes: int, language: str, timed: bool, zone: ZoneInfo
) -> None:
    moment = (now + timedelta(minutes=minutes)).replace(second=0)
    here = moment.astimezone(zone)
    if here.fold or (moment <= now):
        moment = moment + timedelta(hours=1)  # of a time that comes twice the first is meant
        here = moment.astimezone(zone)
    today = now.astimezone(zone).date()
    text = dates.full(moment, zone, language, today=today, has_time=timed)
    when = found(text + " : text", now, zone)
    assert when.day == here.date()
    assert when.rest == ": text"
    assert when.start == moment if timed else when.time is None


@pytest.mark.parametrize(
    ("language", "timed", "text"),
    [
        ("sv", True, "fredag 24 mars kl. 14.00"),
        ("en", True, "Friday 24 March at 14:00"),
        ("sv", False, "fredag 24 mars"),
        ("en", False, "Friday 24 March"),
    ],
)
def test_answers_give_a_moment_in_full(language: str, timed: bool, text: str) -> None:
    moment = local("2017-03-24 14:00")
    assert dates.full(moment, STOCKHOLM, language, today=date(2017, 3, 6), has_time=timed) == text


def test_another_year_is_named() -> None:
    moment = local("2018-01-02 09:00")
    assert dates.full(moment, STOCKHOLM, "sv", today=date(2017, 12, 20)) == "tisdag 2 januari 2018 kl. 09.00"
