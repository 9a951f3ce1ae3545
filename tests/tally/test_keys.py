"""Every figure is shown, every word of the verbs has its place, and the parts of a table add up."""

from orosbot import categories
from orosbot.casebook.definitions import DEFINITIONS
from orosbot.commands import counting, journal
from orosbot.rules.periods import Period
from orosbot.tally import labels, report
from orosbot.tally.keys import AXES, SECOND, UNSAID
from orosbot.tally.summary import Tally
from orosbot.texts import load

WORDS = categories.load()


def test_every_figure_has_its_axis() -> None:
    assert set(AXES) == {one.figure for one in DEFINITIONS if one.one != "''"}
    assert set(SECOND) == {one.figure for one in DEFINITIONS if one.two != "''"}
    assert set(SECOND) == set(labels.SECOND_TITLES)


def test_the_words_of_count_and_log_are_those_of_the_tables() -> None:
    assert AXES["noncases.kind"].fixed == tuple(counting.KINDS)
    contacted = tuple(f"contacted-{why}" for why in journal.WHY)
    assert AXES["journal.kind"].fixed == (*journal.KINDS, *contacted)


def test_every_fixed_key_is_called_something_in_swedish() -> None:
    same = {"tip"}  # which begins the same in both languages
    for figure, axis in AXES.items():
        for key in set(axis.fixed) - same:
            assert labels.key(figure, key, WORDS, load("sv")) != key


def test_what_is_not_said_or_no_longer_known_still_counts() -> None:
    counts = {
        ("cases.concern", "right", ""): 2,
        ("cases.concern", "", ""): 1,
        ("cases.concern", "gone", ""): 3,
    }
    tally = Tally(Period.read("2017-02"), counts, 0, draft=True, words=WORDS)
    assert tally.by("cases.concern") == {
        "right": 2,
        "left": 0,
        "religious": 0,
        "general": 0,
        "gone": 3,
        UNSAID: 1,
    }
    table = next(one for one in report.tables(tally, load("en")) if one.figure == "cases.concern")
    assert table.total == tally.total("cases.concern") == 6


def test_the_median_of_days_is_that_of_all_closings() -> None:
    def tally(*days: tuple[int, int]) -> Tally:
        counts = {("closings.days", str(day), ""): n for day, n in days}
        return Tally(Period.read("2017-02"), counts, 0, draft=True, words=WORDS)

    assert tally().days_open is None
    assert tally((30, 1)).days_open == 30
    assert tally((2, 1), (10, 1)).days_open == 6
    assert tally((2, 1), (10, 2)).days_open == 10


def test_shares_are_of_the_whole_and_none_of_nothing() -> None:
    def tally(**answers: int) -> Tally:
        counts = {("referrals.outcome", key, ""): n for key, n in answers.items()}
        return Tally(Period.read("2017-02"), counts, 0, draft=True, words=WORDS)

    assert tally().outcomes_known is None
    assert tally(helped=1, unknown=1).outcomes_known == 0.5
    assert tally(helped=1, denied=1, unknown=1).outcomes_known == 0.667
