"""The made-up year gives exactly the sums that a count over its commands gives, month by month."""

from collections import Counter
from collections.abc import Mapping
from zoneinfo import ZoneInfo

import pytest

from orosbot import categories
from orosbot.casebook import Casebook
from orosbot.rules.periods import Period
from orosbot.tally.public_year import PublicYear
from orosbot.tally.summary import Tally
from tests.tally.reader import Seen
from tests.year.generator import CASES, Year, year
from tests.year.line import BESIDE, Line
from tests.year.log import Typed, script
from tests.year.played import play

ZONE = ZoneInfo("Europe/Stockholm")
MONTHS = [f"2017-{month:02d}" for month in range(1, 13)]
Figures = Mapping[str, Counter[tuple[str, str, str]]]


@pytest.fixture(scope="module")
def made_up() -> Year:
    return year(2017)


@pytest.fixture(scope="module")
def figures(made_up: Year) -> Figures:
    """What the casebook counts of each month and of the year, at its end."""
    found: dict[str, Counter[tuple[str, str, str]]] = {}

    def read(book: Casebook) -> None:
        found.update({name: book.figures.of(Period.read(name), ZONE) for name in (*MONTHS, "2017")})

    play(script(made_up.log, made_up.end), then=read)
    return found


@pytest.fixture(scope="module")
def stands(made_up: Year) -> tuple[list[Typed], Line]:
    """The commands that were neither refused nor undone, and the cases as they are in the end."""
    line, kept = Line(), list[Typed]()
    last: dict[str, Typed] = {}
    for typed in made_up.log:
        if line.do(typed) is None:
            continue
        if typed.verb == "undo":
            kept.remove(last.pop(typed.who))
            continue
        kept.append(typed)
        if typed.verb not in BESIDE and typed.verb != "actor":
            last[typed.who] = typed
    return kept, line


def test_the_year_has_108_cases_of_which_25_are_about_children(figures: Figures) -> None:
    assert figures["2017"]["cases.all", "", ""] == CASES == 108
    assert figures["2017"]["cases.about_child", "", ""] == 25
    assert figures["2017-01"]["cases.all", "", ""] == figures["2017-12"]["cases.all", "", ""] == 0


@pytest.mark.parametrize(
    ("figure", "word"), [("contacts.channel", None), ("cases.caller", 1), ("cases.concern", 2)]
)
def test_cases_are_counted_month_by_month_as_the_commands_say(
    figures: Figures, stands: tuple[list[Typed], Line], figure: str, word: int | None
) -> None:
    kept, _line = stands
    for name in MONTHS:
        opened = [one for one in kept if one.verb == "new" and f"{one.at:%Y-%m}" == name]
        assert figures[name]["cases.all", "", ""] == len(opened)
        assert figures[name]["contacts.kind", "new", ""] == len(opened)
        if word is not None:
            told = Counter(one.words[word] for one in opened)
            assert {key: n for (of, key, _two), n in figures[name].items() if of == figure} == told


def test_repeat_contacts_are_counted_month_by_month(
    figures: Figures, stands: tuple[list[Typed], Line]
) -> None:
    kept, _line = stands
    calls = Counter(f"{one.at:%Y-%m}" for one in kept if one.verb == "call")
    assert sum(calls.values()) > 10
    assert {name: figures[name]["contacts.kind", "repeat", ""] for name in MONTHS} == {
        name: calls[name] for name in MONTHS
    }


def test_ages_and_children_are_those_that_stand_in_the_end(
    figures: Figures, stands: tuple[list[Typed], Line]
) -> None:
    kept, line = stands
    month = {one.case: f"{one.at:%Y-%m}" for one in kept if one.verb == "new"}
    for name in MONTHS:
        matters = [matter for case, matter in line.matters.items() if month[case] == name]
        assert figures[name]["cases.about_child", "", ""] == sum(one.about_child for one in matters)
        assert figures[name]["cases.child_caller", "", ""] == sum(one.child_caller for one in matters)


def test_every_table_adds_up_to_its_whole(figures: Figures) -> None:
    for name in (*MONTHS, "2017"):
        counted: Counter[str] = Counter()
        for (figure, _one, _two), n in figures[name].items():
            counted[figure] += n
        assert counted["contacts.kind"] == counted["contacts.channel"] == counted["contacts.weekday"]
        whole = counted["cases.all"]
        assert whole == counted["cases.concern"] == counted["cases.caller"] == counted["cases.age"]
        assert counted["closings.reason"] == counted["closings.days"]


def test_the_months_add_up_to_the_year_but_for_cases_worked_on(figures: Figures) -> None:
    months = sum((figures[name] for name in MONTHS), Counter[tuple[str, str, str]]())
    worked = ("cases.worked", "", "")
    assert months.pop(worked) > figures["2017"][worked] == CASES
    assert months == figures["2017"] - Counter({worked: CASES})


def test_the_public_year_tells_what_people_ask_about_and_gives_nobody_away(figures: Figures) -> None:
    words = categories.load()
    months = [Tally(Period.read(name), figures[name], 0, draft=False, words=words) for name in MONTHS]
    public, seen = PublicYear(months, words, 5), Seen()
    for name in (*MONTHS, "2017-Q1", "2017-Q2", "2017-Q3", "2017-Q4", "2017"):
        edition = public.edition(Period.read(name))
        assert all(n == 0 or n >= 5 for table in edition.tables for n in table.numbers.values())
        seen.edition(edition, 5)
    told = {table.name: table.cells for table in public.edition(Period.read("2017")).tables}
    assert told["about_child"] == {"yes": 25, "no": 83}
    assert None not in [*told["concern"].values(), *told["age"].values()]
    assert told["caller"]["relative"] is not None
    seen.attack()
