"""The bot is killed by SIGKILL wherever it may die, and goes on as if nothing had been.

`orosbot run` on a casebook and a key store on disk, against a homeserver that outlives it. `script/bench
--crashes` does the same at every single statement, and with a thousand runs of several deaths.
"""

from pathlib import Path

import pytest

from orosbot.matrix.crashpoints import NAMES
from tests.crash.ledger import Ledger
from tests.crash.sweeps import runs, seeded, telling, wrong
from tests.crash.world import MONTH, MORNING, Report, World

SEEDS = range(8)
MORNINGS = 50
"""So often the bot is killed, once or again and again, while it says what falls due by itself."""
pytestmark = pytest.mark.timeout(900)  # a minute of two processors, which others may want too


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("crash")


@pytest.fixture(scope="module")
def world(folder: Path) -> World:
    """A bot that is set up, and what staff are going to write."""
    place = folder / "world"
    place.mkdir()
    return World(place)


@pytest.fixture(scope="module")
def undisturbed(world: World, folder: Path) -> Report:
    """A run in which nothing happens to the bot."""
    (report,) = runs(world, folder / "undisturbed", [[]])
    return report


@pytest.fixture(scope="module")
def morning(folder: Path) -> World:
    """The same with things that fall due overnight."""
    place = folder / "morning"
    place.mkdir()
    return World(place, later=MORNING)


@pytest.fixture(scope="module")
def month(folder: Path) -> World:
    """The same with a month that has ended meanwhile."""
    place = folder / "month"
    place.mkdir()
    return World(place, later=MONTH)


@pytest.fixture
def ledger(undisturbed: Report) -> Ledger:
    assert undisturbed.ledger is not None, undisturbed.trouble
    return undisturbed.ledger


def faults(reports: list[Report], plans: list[list[str]], ledger: Ledger) -> list[str]:
    return [one for report, plan in zip(reports, plans, strict=True) for one in wrong(report, plan, ledger)]


def test_an_undisturbed_run_answers_every_command_and_passes_every_named_point(
    undisturbed: Report, ledger: Ledger
) -> None:
    assert ledger.faults == ()
    assert [(asked, code, ref) for asked, code, ref, _ in ledger.answers] == [
        ("$open", "case-opened", "REF1"),
        ("$guided", "case-incomplete", "None"),
        ("$choice", "case-opened", "REF2"),
        ("$note", "note-recorded", "REF1"),
        ("$call", "contact-recorded", "REF1"),
        ("$note", "error-edit", "None"),
        ("$other", "case-opened", "REF3"),
        ("$undo", "undone", "REF3"),
        ("$late", "case-card", "REF1"),
        ("$close", "case-closed", "REF2"),
    ]
    passed = {name for name in NAMES if not name.startswith("picture.")}
    assert passed <= {point.partition("#")[0] for point in undisturbed.points}


def test_two_undisturbed_runs_leave_the_same_behind(world: World, folder: Path, ledger: Ledger) -> None:
    """Else the comparison with runs that were disturbed would say nothing."""
    (again,) = runs(world, folder / "again", [[]])
    assert wrong(again, ["nowhere"], ledger) == []


def test_killed_anywhere_it_answers_each_command_once_and_stores_each_thing_once(
    world: World, folder: Path, undisturbed: Report, ledger: Ledger
) -> None:
    plans = [[point] for point in telling(undisturbed.points)]
    reports = runs(world, folder / "once", plans)
    assert [
        fault for report, plan in zip(reports, plans, strict=True) for fault in wrong(report, plan, ledger)
    ] == []
    assert [list(report.deaths) for report in reports] == plans


def test_killed_again_and_again_it_still_gets_there(
    world: World, folder: Path, undisturbed: Report, ledger: Ledger
) -> None:
    plans = [seeded(undisturbed.points, seed) for seed in SEEDS]
    reports = runs(world, folder / "often", plans)
    assert [
        fault for report, plan in zip(reports, plans, strict=True) for fault in wrong(report, plan, ledger)
    ] == []
    assert sum(len(report.deaths) for report in reports) > 2 * len(plans)


def test_killed_anywhere_it_says_once_what_falls_due_by_itself(morning: World, folder: Path) -> None:
    (undisturbed,) = runs(morning, folder / "undisturbed-morning", [[]])
    ledger = undisturbed.ledger
    assert ledger is not None, undisturbed.trouble
    assert ledger.faults == ()
    assert [code for _, code, *_ in ledger.answers[5:]] == [
        "briefing-morning",
        "reminder-callback",
        "reminder-followup",
        "reminder-promise",
        "catch-up",
    ]
    plans = [[point] for point in telling(undisturbed.points) if point.startswith(("casebook", "send"))]
    once = len(plans)
    plans += [seeded(undisturbed.points, seed) for seed in range(MORNINGS - once)]
    assert len(plans) == MORNINGS
    reports = runs(morning, folder / "mornings", plans)
    assert faults(reports, plans, ledger) == []
    assert [list(report.deaths) for report in reports[:once]] == plans[:once]


def test_killed_anywhere_it_sends_the_months_picture_once(month: World, folder: Path) -> None:
    """From when its message is sent to when it is; and again and again."""
    (undisturbed,) = runs(month, folder / "undisturbed-month", [[]])
    ledger = undisturbed.ledger
    assert ledger is not None, undisturbed.trouble
    assert ledger.faults == ()
    assert [code for _, code, *_ in ledger.answers[5:]] == [
        "briefing-morning",
        "catch-up",
        "monthly-tally",
        "monthly-tally",
    ]
    points = list(undisturbed.points)
    first, last = points.index("picture.chosen#1"), points.index("send.committed#4")
    assert {name for name in NAMES if name.startswith("picture.")} <= {
        point.partition("#")[0] for point in points
    }
    plans = [[point] for point in points[first : last + 1]]
    once = len(plans)
    plans += [
        [point, "picture.chosen#1", "picture.uploaded#1"] for point in ("sync.asking#1", "send.chosen#1")
    ]
    reports = runs(month, folder / "months", plans)
    assert faults(reports, plans, ledger) == []
    assert [list(report.deaths) for report in reports[:once]] == plans[:once]


def test_a_run_that_goes_wrong_is_noticed(ledger: Ledger) -> None:
    """The comparison sees a row too many, an answer with another code, and a life that ended by itself."""
    code = (("$open", "error-internal", "None", ""), *ledger.answers[1:])
    rows = {**ledger.tables, "cases": [*ledger.tables["cases"], "{}"]}
    for bad in (Ledger(code, ledger.tables, ()), Ledger(ledger.answers, rows, ()), None):
        assert len(wrong(Report(ledger=bad), ["nowhere"], ledger)) == 1
