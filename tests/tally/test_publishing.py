"""Publications stay, in whatever order they come, and nothing of them together gives anybody away."""

import random
from dataclasses import replace

import pytest

from orosbot.rules.periods import Period
from orosbot.rules.words import Vocabulary, Word
from orosbot.tally.public import PublicEdition, Table
from orosbot.tally.publishing import NotYet, Proposal, may_replace
from tests.tally.madeup import MONTHS, QUARTERS, WORDS, YEAR, Line
from tests.tally.reader import Seen


def a_line(seed: int = 1, cases: int = 300) -> Line:
    line = Line(random.Random(seed), cases)
    line.freeze()
    return line


def published(line: Line, period: Period, threshold: int = 5, words: Vocabulary = WORDS) -> PublicEdition:
    """Publish a period that may be; what is told of it then."""
    found = line.publish(period, threshold, words)
    assert isinstance(found, Proposal), found
    return line.publishing(threshold, words).edition(period)


def changed_words() -> Vocabulary:
    """The categories a year later: another word of concern, one less, the others in another order."""
    words = [
        word for facet in ("age", "caller", "channel", "closing") for word in WORDS.words(facet, typed=False)
    ]
    right, _left, religious, general = WORDS.words("concern")
    football = Word("concern", "football", {"en": ("football",), "sv": ("fotboll",)}, {})
    return Vocabulary.of([*words, general, right, football, religious])


ORDERS = (
    (*MONTHS, *QUARTERS, YEAR),
    (YEAR, *QUARTERS, *MONTHS),
    (QUARTERS[3], YEAR, QUARTERS[0], QUARTERS[2], QUARTERS[1]),
    (QUARTERS[1], MONTHS[0], YEAR, QUARTERS[0]),
)


@pytest.mark.parametrize("order", ORDERS)
def test_the_order_of_publication_does_not_matter(order: tuple[Period, ...]) -> None:
    line, other = a_line(), a_line()
    for period in order:
        told = published(line, period)
        assert told.published is not None
        assert replace(told, published=None) == other.publishing(5).edition(period)


def test_what_is_published_stays_whatever_comes_after_it() -> None:
    line = a_line()
    before = published(line, QUARTERS[1])
    for _ in range(20):
        line.correct()
    assert line.publishing(9, changed_words()).edition(QUARTERS[1]) == before
    published(line, YEAR, 9)
    assert line.publishing(5).edition(QUARTERS[1]) == before


def test_a_small_correction_waits_and_a_large_one_is_published_with_all_that_it_changes() -> None:
    line = a_line(cases=1000)
    for period in (MONTHS[3], QUARTERS[1], YEAR):
        published(line, period)
    before = line.publishing(5).edition(YEAR)
    assert line.publish(YEAR, 5) == NotYet("published", published=before)
    line.mistake(3)
    assert line.publish(YEAR, 5) == NotYet("waits", published=before)
    assert line.publishing(5).edition(YEAR) == before
    line.mistake(8)
    line.mistake(8)
    found = line.publish(YEAR, 5)
    if isinstance(found, NotYet):
        pytest.fail(found.why)
    after = line.publishing(5).edition(YEAR)
    assert found.again
    assert after.published != before.published


def test_what_was_hidden_stays_hidden_when_it_is_put_right() -> None:
    quarter = {"right": 30, "left": 2, "religious": 30, "general": 40}
    told = PublicEdition(QUARTERS[0], False, (a_table({**quarter, "right": None, "left": None}),), (), WORDS)
    shown = PublicEdition(QUARTERS[0], False, (a_table({**quarter, "left": 9}),), (), WORDS)
    assert may_replace(told, told, 5)
    assert not may_replace(told, shown, 5)
    assert not may_replace(shown, told, 5)


@pytest.mark.parametrize(
    ("n", "may"), [(40, True), (44, False), (45, True), (36, False), (35, True), (0, True), (4, False)]
)
def test_a_number_is_replaced_by_one_that_is_far_from_it_and_not_small(n: int, *, may: bool) -> None:
    before, after = (
        PublicEdition(QUARTERS[0], False, (a_table({"right": 50, "general": general}),), (), WORDS)
        for general in (40, n)
    )
    assert may_replace(before, after, 5) is may


def a_table(cells: dict[str, int | None]) -> Table:
    hidden = tuple(word for word, n in cells.items() if n is None)
    total = sum(n or 16 for n in cells.values())
    return Table("concern", cells, total, ((hidden, 32),) if hidden else ())


class Reader:
    """Publishes a line's periods and reads all that is published."""

    def __init__(self, line: Line) -> None:
        self.line, self.seen = line, Seen()
        self.time, self.again = 0, 0
        self.read: set[Period] = set()
        self.least = 99

    def publish(self, period: Period, threshold: int, words: Vocabulary) -> None:
        """A hidden number of a year keeps what the smallest threshold of its publications promised."""
        proposal = self.line.publish(period, threshold, words)
        if isinstance(proposal, NotYet):
            return
        self.least = min(self.least, threshold)
        now = {edition.period for edition in proposal.editions}
        self.read |= now
        if proposal.again:
            # what was not replaced holds for the figures as they were put right, too: who knows the rule reads it anew
            self.time += 1
            now = self.read
        for one in sorted(now):
            self.seen.edition(
                self.line.publishing(threshold, words).edition(one), self.least, time=str(self.time)
            )

    def attack(self) -> None:
        """Bound every hidden cell by all that was read."""
        for cell in self.seen.hidden:
            self.seen.hidden[cell] = self.least
        self.seen.attack()


def played(seed: int, *, mistakes: bool) -> Reader:
    """Some periods are published, twice at most, in any order, and figures are put right in between: by small numbers
    that must wait, with thresholds and categories that change; or by large `mistakes`, so that more is published again."""
    draw = random.Random(seed)
    line = Line(draw, draw.choice((200, 300, 600, 1000) if mistakes else (80, 200, 300, 600)))
    line.freeze()
    reader = Reader(line)
    periods = [*QUARTERS, YEAR, *draw.sample(MONTHS, 4)] * 2
    draw.shuffle(periods)
    for period in periods:
        happens = draw.randrange(4)
        if mistakes and happens == 0:
            line.mistake(draw.choice((5, 8, 12)))
        elif happens == 1 and not mistakes:
            line.correct()
        elif happens == 2 and not mistakes:
            line.add(draw.choice((2, 8, 40)))
        varied = not mistakes
        threshold = draw.choice((5, 5, 5, 3, 8)) if varied else 5
        words = draw.choice((WORDS, WORDS, changed_words())) if varied else WORDS
        reader.publish(period, threshold, words)
    return reader


@pytest.mark.parametrize("seed", range(8))
def test_nobody_can_work_out_a_hidden_cell_from_all_that_was_ever_published(seed: int) -> None:
    """In any order, with corrections in between, with other thresholds, and with other categories."""
    played(seed, mistakes=False).attack()


@pytest.mark.parametrize("seed", range(8))
def test_nobody_can_work_out_a_hidden_cell_from_what_was_published_again(seed: int) -> None:
    """The figures of a larger line are put right and replaced."""
    reader = played(seed, mistakes=True)
    assert reader.time or seed not in (1, 2, 3)
    reader.attack()
