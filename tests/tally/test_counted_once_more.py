"""Every table of the JSON is what a count over the raw log of commands says, with forgetting at work all the while."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from orosbot import categories
from orosbot.casebook import Casebook
from orosbot.rules.periods import Period
from orosbot.settings import Privacy
from orosbot.tally import as_json, reading
from orosbot.tally.summary import Edition, Headlines, Tally
from tests.tally.counting import Ledger
from tests.tally.expected import Counted, Numbers
from tests.tally.richer import richer
from tests.year.generator import year
from tests.year.log import Typed, script
from tests.year.played import play

ZONE = ZoneInfo("Europe/Stockholm")
WORDS = categories.load()
PERIODS = (
    *(f"2017-{month:02d}" for month in range(1, 13)),
    *(f"2017-Q{quarter}" for quarter in range(1, 5)),
    "2017",
)
FORGETFUL = Privacy(retention_days=90, idle_days=3650)
"""Cases that nobody has closed stay: closing them is not typed by anybody."""

TABLES = (
    *(
        "contacts",
        "cases",
        "noncases",
        "support",
        "gaps",
        "referrals",
        "interpreters",
        "followups",
        "callbacks",
    ),
    *("assessments", "closings", "slips_living", "quality", "journal"),
)


@dataclass(slots=True)
class Seen:
    """What the casebook told, period by period: what stands, and what was final with its corrections."""

    now: dict[str, Numbers] = field(default_factory=dict)
    final: set[str] = field(default_factory=set)
    corrected: dict[str, bool] = field(default_factory=dict)
    kept: dict[str, int] = field(default_factory=dict)


def flat(found: object, name: str = "") -> Iterator[tuple[str, float]]:
    """Every number of a JSON object that is not zero, by where it stands."""
    if isinstance(found, Mapping):
        for key, value in found.items():
            yield from flat(value, f"{name}.{key}" if name else str(key))
    elif isinstance(found, int | float) and found:
        yield name, found


def standing(book: Casebook, period: Period) -> Tally:
    """What stands now, final or not."""
    end = period.span(ZONE)[1]
    counts, slips = book.figures.of(period, ZONE), book.figures.slips_living(end)
    return Tally(period, counts, slips, draft=True, words=WORDS)


def tables(tally: Tally) -> Numbers:
    none = Headlines.of("", {})
    told = as_json.as_object(Edition(tally, before=none, year_before=none, year_to_date=none))
    return dict(flat({name: told[name] for name in TABLES}))


@pytest.fixture(scope="module")
def log() -> list[Typed]:
    return richer(year(2017), seed=6)


@pytest.fixture(scope="module")
def ledger(log: list[Typed]) -> Ledger:
    return Ledger.of(log)


@pytest.fixture(scope="module")
def seen(log: list[Typed]) -> Seen:
    found = Seen()

    def read(book: Casebook) -> None:
        for name in PERIODS:
            tally = standing(book, Period.read(name))
            found.now[name] = tables(tally)
            edition = reading.edition_of(book, tally.period, ZONE, WORDS, datetime(2018, 6, 1, tzinfo=ZONE))
            if not edition.tally.draft:
                found.final.add(name)
                corrected = dict(edition.tally.counts)
                for cell, n in edition.corrections.items():
                    corrected[cell] = corrected.get(cell, 0) + n
                found.corrected[name] = {cell: n for cell, n in corrected.items() if n} == dict(tally.counts)
        for table in ("cases", "contacts", "closings"):
            (found.kept[table],) = book.store.db.execute(f"SELECT count(*) FROM {table}").fetchone()

    play(script(log, log[-1].at + timedelta(days=150)), then=read, privacy=FORGETFUL)
    return found


@pytest.mark.parametrize("period", PERIODS)
def test_every_cell_is_what_the_commands_say(seen: Seen, ledger: Ledger, period: str) -> None:
    span = Period.read(period)
    counted = Counted(ledger, span.first_day, span.following.first_day).numbers()
    assert seen.now[period] == counted


def test_the_commands_say_something_of_every_table(log: list[Typed], ledger: Ledger) -> None:
    span = Period.read("2017")
    counted = Counted(ledger, span.first_day, span.following.first_day).numbers()
    assert {name.partition(".")[0] for name in counted} == set(TABLES)
    assert {
        "cases.by_concern.not-said",
        "interpreters.by_language.not-said",
        "interpreters.by_language.so",
    } <= set(counted)
    assert sum(name.startswith("followups.reached_at_attempt.") for name in counted) >= 3
    assert sum(name.startswith("gaps.by_age_and_region.") for name in counted) >= 5
    assert {one.verb for one in log} >= {"undo", "set", "reopen", "outcome", "shredded"}
    assert len(ledger.earlier) == 5


def test_nothing_is_left_but_open_cases_and_counters(seen: Seen, ledger: Ledger) -> None:
    unclosed = [page for page in ledger.pages.values() if page.closed is None]
    assert seen.kept["cases"] == len(unclosed) < 30
    assert len(ledger.all()) > 100


def test_what_was_final_and_its_corrections_make_up_what_stands(seen: Seen) -> None:
    assert seen.final >= {f"2017-{month:02d}" for month in range(2, 13)}
    assert all(seen.corrected.values())
