"""One casebook and a config that changed between two runs; lines with other hours than the usual."""

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from orosbot import console
from orosbot.settings import DEFAULT_HOURS, Hours, Roles, Settings
from tests.room import LEAD, Room

STOCKHOLM = ZoneInfo("Europe/Stockholm")
KEY = "a key of sixteen letters"


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM).astimezone(UTC)


def settings(**changes: object) -> Settings:
    return Settings.model_validate({"roles": Roles(leads=[LEAD]), **changes})


def weekly(*spans: str, **more: object) -> Hours:
    """The same hours on each weekday."""
    days = {day: list(spans) for day in ("mon", "tue", "wed", "thu", "fri")}
    return Hours.model_validate({**days, **more})


def room_with(path: Path | None, at: str, configured: Settings) -> Room:
    room = Room(settings=configured, start=local(at), path=path, key=KEY if path else "")
    room.desk.tick(room.clock.now())
    return room


def come_up(room: Room, until: str, *but: str) -> list[tuple[str, str]]:
    """Codes with local times, without briefings."""
    said = room.pass_time(local(until))
    return [
        (one.code, f"{at.astimezone(STOCKHOLM):%d %H:%M}")
        for at, one in said
        if one.code not in ("briefing-morning", *but)
    ]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "casebook.db"


@pytest.mark.parametrize(
    ("changed", "comes"),
    [
        (settings(), "26 09:00"),
        (settings(hours=weekly("10:00-12:00", "13:00-16:00")), "26 10:00"),
        (settings(hours=weekly("07:00-16:00")), "26 09:00"),
        (settings(hours=DEFAULT_HOURS.model_copy(update={"closed": [date(2017, 6, 26)]})), "27 09:00"),
        (settings(hours=weekly("09:00-16:00", mon=[])), "27 09:00"),
        (settings(hours=weekly("09:00-16:00", holidays="")), "26 09:00"),
        (settings(timezone="America/New_York"), "26 15:00"),
    ],
    ids=[
        "the same",
        "later hours",
        "earlier hours",
        "an extra closed day",
        "no Mondays",
        "no holidays",
        "New York",
    ],
)
def test_what_has_no_time_comes_when_the_line_opens_by_its_hours_of_then(
    path: Path, changed: Settings, comes: str
) -> None:
    first = room_with(path, "2017-06-13 10:00", settings())
    first.say("anna", f"!case followup {first.open_case().ref} 10d")
    first.book.close()
    room = room_with(path, "2017-06-14 16:30", changed)
    room.continue_after(first)
    assert come_up(room, "2017-06-27 09:01", "reminder-again", "reminder-escalated") == [
        ("reminder-followup", comes)
    ]
    room.book.close()


def test_a_time_that_staff_set_stays_the_moment_that_it_was(path: Path) -> None:
    first = room_with(path, "2017-06-13 10:00", settings())
    first.say("anna", f"!case promise {first.open_case().ref} 2017-06-16 14:00 : look it up")
    first.book.close()
    room = room_with(path, "2017-06-14 16:30", settings(timezone="Europe/Helsinki"))
    room.continue_after(first)
    assert come_up(room, "2017-06-16 14:29")[0] == ("reminder-promise", "16 14:00")
    room.book.close()


def test_who_was_reminded_of_an_assessment_is_not_reminded_anew_because_hours_changed(path: Path) -> None:
    first = room_with(path, "2017-06-13 10:00", settings())
    first.open_case("phone relative left 15")
    assert come_up(first, "2017-06-13 12:00") == [("reminder-assessment", "13 11:30")]
    first.book.close()
    room = room_with(path, "2017-06-13 12:10", settings(hours=weekly("09:00-16:00")))
    room.continue_after(first)
    assert come_up(room, "2017-06-14 09:30") == [
        ("reminder-again", "13 13:00"),
        ("reminder-escalated", "13 15:30"),
    ]
    room.book.close()


@pytest.mark.parametrize(
    ("hours", "day"),
    [
        (weekly("09:00-12:00"), ["11:30 again", "11:30 escalated"]),
        (weekly("09:00-12:00", "13:00-15:00"), ["13:00 again", "14:30 escalated"]),
        (weekly("18:00-22:00"), ["21:30 again", "21:30 escalated"]),
        (weekly("09:00-12:00", "17:00-18:00"), ["17:00 again", "17:00 escalated"]),
        (weekly("13:30-16:00", "19:00-21:00"), ["15:30 escalated", "19:00 again"]),
    ],
    ids=["mornings", "till three", "evenings", "early evenings", "late"],
)
def test_a_line_with_other_hours_makes_each_round_once_within_them(hours: Hours, day: list[str]) -> None:
    room = room_with(None, "2017-06-12 10:00", settings(hours=hours))
    room.say("anna", f"!case promise {room.open_case().ref} 2017-06-12 19:30 : look it up")
    room.pass_time(local("2017-06-12 23:00"))
    said = room.pass_time(local("2017-06-13 23:00"))
    rounds = [
        f"{at.astimezone(STOCKHOLM):%H:%M} {one.code.removeprefix('reminder-')}"
        for at, one in said
        if one.code != "briefing-morning"
    ]
    assert sorted(rounds) == sorted(dict.fromkeys(day))
    room.book.close()


@pytest.mark.parametrize(
    ("mondays", "comes"),
    [(["10:00-12:00"], []), (["13:30-16:00"], []), (["09:00-16:00"], ["12 13:00"])],
    ids=["a morning", "from half past one", "all day"],
)
def test_cases_without_a_next_step_come_on_mondays_at_one_if_the_line_is_staffed_then(
    mondays: list[str], comes: list[str]
) -> None:
    room = room_with(None, "2017-06-09 10:00", settings(hours=weekly("09:00-16:00", mon=mondays)))
    room.open_case()
    said = come_up(room, "2017-06-14 12:00")
    assert [at for code, at in said if code == "reminder-nextstep"] == comes
    room.book.close()


def test_a_casebook_from_an_older_day_starts_at_now_and_lists_the_gap(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, after = tmp_path / "before.oros", tmp_path / "after.oros"
    lines = ["@ 2017-06-15 10:00"]
    for number in range(1, 13):
        lines += ["anna: !case new phone relative religious 18-21", "< case-opened"]
        lines += [f"anna: !case promise ${number} 2017-06-{16 + number % 4} 10:00 : look it up"]
    before.write_text("\n".join(lines), encoding="utf-8")
    after.write_text("@ 2017-06-21 11:00\n< catch-up 12 things\n", encoding="utf-8")
    assert console.main(["--db", str(path), "--lang", "en", str(before)]) == 0
    capsys.readouterr()
    assert console.main(["--db", str(path), "--lang", "en", str(after)]) == 0
    assert capsys.readouterr().out.startswith("[1] 2017-06-21 11:00")
    # and what was listed is listed once, also by a clock that has gone back
    for again in ("@ 2017-06-21 11:02", "@ 2017-06-20 11:00"):
        after.write_text(f"{again}\n", encoding="utf-8")
        assert console.main(["--db", str(path), "--lang", "en", str(after)]) == 0
        assert capsys.readouterr().out == ""
