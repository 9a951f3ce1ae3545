"""The editions of the made-up year 2017, played once."""

from collections.abc import Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from orosbot import categories
from orosbot.casebook import Casebook
from orosbot.rules.periods import Period
from orosbot.tally import outside, reading
from orosbot.tally.outside import Outside
from orosbot.tally.summary import Edition
from tests.year.generator import year
from tests.year.log import script
from tests.year.played import play

ZONE, WORDS = ZoneInfo("Europe/Stockholm"), categories.load()
AFTERWARDS = ("@ +1d", "anna: !case log event : a debate in parliament", "< journal-recorded")


@pytest.fixture(scope="session")
def editions() -> Mapping[str, Edition | Outside]:
    """The internal editions by period; the year's public one as `public`, the commissioner's as `commissioner`."""
    made_up = year(2017)
    found: dict[str, Edition | Outside] = {}

    def read(book: Casebook) -> None:
        now = datetime(2018, 2, 1, tzinfo=UTC)
        for name in ("2017-02", "2017-09", "2017-Q3", "2017"):
            found[name] = reading.edition_of(book, Period.read(name), ZONE, WORDS, now)
        for name, commissioner in (("public", False), ("commissioner", True)):
            found[name] = outside.edition_of(
                book, Period.read("2017"), ZONE, WORDS, 5, now, commissioner=commissioner
            )

    play([*script(made_up.log, made_up.end), *AFTERWARDS], then=read)
    return found
