"""Two hundred `new` lines as phones and hurry make them: the case that was written, or the word that is none."""

import unicodedata
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from orosbot import categories
from orosbot.rules import ages, opening
from orosbot.rules.words import Word, fold
from tests.room import Room

WORDS = categories.load()
_PLAIN = str.maketrans("åäöÅÄÖ", "aaoAAO")
SPELLINGS = (
    str,
    str.upper,
    str.title,
    lambda word: word.translate(_PLAIN),
    lambda word: unicodedata.normalize("NFD", word),
    lambda word: word.replace("-", "–"),
    lambda word: "\u200b".join(word),
    lambda word: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in word),
)
GAPS = (" ", "  ", "\u00a0", "\n", "\u2003")


def _coded(facet: str) -> st.SearchStrategy[tuple[str, str]]:
    words: list[Word] = list(WORDS.words(facet))
    return st.sampled_from(
        [(word.key, form) for word in words for forms in word.forms.values() for form in forms]
    )


AGES = st.one_of(
    _coded("age"),
    st.builds(
        lambda years, form: ((WORDS.band(years) or WORDS.words("age")[0]).key, form.format(years)),
        st.integers(0, 120),
        st.sampled_from(["{}", "{} år", "{}-åring", "{} years old"]),
    ),
    st.sampled_from([("over25", "över 25"), ("under18", "under 18"), ("over25", "over 25 years")]),
)


@dataclass(frozen=True)
class Line:
    """What is typed, the facts it means, and the word in it that is none."""

    text: str
    facts: tuple[str, ...]
    supports: frozenset[str]
    mistyped: str | None


@st.composite
def lines(draw: st.DrawFn) -> Line:
    facts = [draw(_coded(facet)) for facet in ("channel", "caller", "concern")] + [draw(AGES)]
    supports = draw(st.lists(_coded("support"), max_size=2))
    typed = [form for _key, form in (*facts, *supports)]
    mistyped = None
    if draw(st.booleans()):
        at = draw(st.integers(0, 2))
        letter = draw(st.sampled_from("qxzjw"))
        cut = draw(st.integers(0, len(typed[at])))
        mistyped = typed[at] = typed[at][:cut] + letter + typed[at][cut + 1 :]
    spelled = [draw(st.sampled_from(SPELLINGS))(form) for form in typed]
    order = draw(st.permutations(spelled))
    text = order[0]
    for form in order[1:]:
        text += draw(st.sampled_from(GAPS)) + form
    return Line(text, tuple(key for key, _form in facts), frozenset(key for key, _form in supports), mistyped)


@pytest.fixture(params=["en", "sv"])
def room(request: pytest.FixtureRequest) -> Room:
    return Room(request.param)


@settings(
    deadline=None,
    max_examples=200,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(lines())
def test_a_line_opens_the_case_that_was_written_or_names_the_word_that_is_none(
    room: Room, line: Line
) -> None:
    before = room.count("cases")
    said = room.one("anna", f"!ärende ny {line.text}")
    folded = None if line.mistyped is None else fold(line.mistyped)
    if folded is not None and not _known(folded):
        event("mistyped")
        assert said.code == "error-unknown-word", said.text
        # What is written like a name is repeated to nobody.
        assert folded in fold(said.text) or "[" in said.text
        assert room.count("cases") == before
        return
    if line.mistyped is not None:
        return  # the slip has made another word, or none at all
    event("opened")
    assert said.code == "case-opened", (line.text, said.text)
    case = room.book.cases.find(said.ref)
    assert case is not None
    facts = case.facts
    assert (facts.channel, facts.caller, facts.concern, facts.age) == line.facts
    assert set(room.book.notes.supports(case.id)) == line.supports


def _known(folded: str) -> bool:
    return (
        not folded
        or WORDS.find(folded, *opening.FACETS) is not None
        or ages.part_of_age(folded, WORDS)
        or opening.is_word(folded, WORDS)
    )
