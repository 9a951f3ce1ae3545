"""A word mistyped by one letter: nothing happens, and the right word is among those that are named."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from orosbot import categories, languages
from orosbot.casebook.migrations import DOMAIN_TABLES
from orosbot.commands import VERBS, journal
from orosbot.commands.actorlines import ACTIONS
from orosbot.commands.counting import KINDS
from orosbot.commands.lists import OPTIONS
from orosbot.rules import actorfields, children, opening
from orosbot.rules.referrals import OUTCOMES
from orosbot.rules.words import fold, nearest, one_slip
from tests.room import Room

WORDS = categories.load()
LETTERS = "abcdefghijklmnopqrstuvwxyzåäö"


@dataclass(frozen=True)
class Place:
    """Where words stand in a command: `{word}` in `command`, and the forms of each word that goes there."""

    command: str
    words: tuple[tuple[str, ...], ...]


def _coded(*facets: str) -> tuple[tuple[str, ...], ...]:
    return tuple(
        tuple(form for forms in word.forms.values() for form in forms)
        for facet in facets
        for word in WORDS.words(facet)
    )


def _table(words: Iterable[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(form for form in forms if len(form) > 1) for forms in words)


LANGUAGES = tuple(
    (languages.name(code, "sv"), languages.name(code, "en")) for code in (*languages.EXAMPLES, "fa", "ku")
)
PLACES = [
    Place("{word} {ref}", tuple((verb.name, *verb.forms) for verb in VERBS.values())),
    Place("help {word}", tuple((verb.name, *verb.forms) for verb in VERBS.values())),
    Place("new phone relative right 30 {word}", (*_coded(*opening.FACETS), *opening.FLAGS.values())),
    Place("set {ref} {word}", _coded(*opening.ASKED)),
    Place("find {word} phone right", _coded(*opening.ASKED)),
    Place("new {word}:ja phone relative right 30", tuple(opening.KEYS.values())),
    *[
        Place(f"new phone relative right 30 {key}:{{word}}", words)
        for key, words in (
            ("close", _coded("closing")),
            ("region", _coded("region")),
            ("via", _coded("via")),
            ("wants", _coded("support")),
            ("ring", _table(opening.ANSWERS.values())),
            ("lang", LANGUAGES),
        )
    ],
    Place("note {ref} {word} : text", _coded("support")),
    Place("gap {ref} {word}", _coded("support")),
    Place("close {ref} {word}", _coded("closing")),
    Place("call {ref} {word}", _coded("channel")),
    Place("child {ref} {word}", (*children.ANSWERS.values(), children.AGREE)),
    Place("reached {ref} {word}", _table(OUTCOMES.values())),
    Place("outcome {ref} mora {word}", _table(OUTCOMES.values())),
    Place("count {word}", (*KINDS.values(), *_coded("channel"))),
    Place("list {word}", _table(OPTIONS.values())),
    Place("log {word} : text", _table(journal.KINDS.values())),
    Place("log contacted {word} mora", _table(journal.WHY.values())),
    Place("actor {word} mora", _table(ACTIONS.values())),
    Place("actor add lund {word}", _coded("kind", "region")),
    Place("actor change mora plan:{word}", _table(actorfields.ANSWERS.values())),
]


def _slips(word: str) -> Iterator[Callable[[str], str]]:
    for at in range(len(word)):
        yield lambda letter, at=at: word[:at] + word[at + 1 :]  # type: ignore[misc]
        yield lambda letter, at=at: word[:at] + letter + word[at + 1 :]  # type: ignore[misc]
        yield lambda letter, at=at: word[:at] + letter + word[at:]  # type: ignore[misc]
        yield lambda letter, at=at: word[:at] + word[at : at + 2][::-1] + word[at + 2 :]  # type: ignore[misc]


@st.composite
def mistyped(draw: st.DrawFn) -> tuple[Place, tuple[str, ...], str]:
    """A place, a word that goes there with all its forms, and one of them with one slip."""
    place = draw(st.sampled_from(PLACES))
    forms = draw(st.sampled_from(place.words))
    form = draw(st.sampled_from([form for form in forms if len(form) > 1]))
    slip = draw(st.sampled_from(list(_slips(form))))
    return place, forms, slip(draw(st.sampled_from(LETTERS)))


@pytest.fixture(params=["en", "sv"])
def room(request: pytest.FixtureRequest) -> Room:
    room = Room(request.param)
    room.one("anna", "!case actor add mora kommun")
    return room


@settings(
    deadline=None,
    max_examples=400,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(mistyped())
def test_the_word_that_was_meant_is_among_those_named(
    room: Room, drawn: tuple[Place, tuple[str, ...], str]
) -> None:
    place, forms, typed = drawn
    # `lan:` for `lang:` is `län:`: a word all the same
    # and `åring` is the word of an age.
    assume(
        len(typed) > 1
        and fold(typed) not in {"aring", *(fold(form) for some in place.words for form in some)}
    )
    ref = room.one("anna", "!case new phone relative right 17").ref
    before = room.rows(DOMAIN_TABLES)
    said = room.one("anna", "!case " + place.command.replace("{ref}", ref).replace("{word}", typed))
    if said.code not in ("error-unknown-word", "error-unknown-command"):
        event("another word")  # "wrong" for "right" elsewhere: what was typed is a word
    else:
        event("refused")
        named = {fold(word.strip(" .?,*`:")) for word in said.text.replace("–", " ").split()}
        assert named & {fold(form) for form in forms}, (typed, said.text)
        assert room.rows(DOMAIN_TABLES) == before


def test_what_is_named_can_stand_where_it_was_typed() -> None:
    room = Room("sv")
    ref = room.open_case("tel anh höger 30").ref
    said = room.one("anna", f"!ärende rätta {ref} kunskab")
    assert said.code == "error-unknown-word"
    assert "kunskap" not in said.text


@pytest.mark.parametrize("typed", ["xyzzy", "qqqq", "0x1f"])
@pytest.mark.parametrize("language", ["en", "sv"])
def test_of_hundreds_of_languages_a_few_are_named(language: str, typed: str) -> None:
    said = Room(language).one("anna", f"!case new lang:{typed}")
    assert said.code == "error-unknown-word"
    assert len(said.text) < 200
    assert ("somaliska" if language == "sv" else "Somali") in said.text


def test_a_language_is_named_as_one_writes_it() -> None:
    assert "**" not in (text := Room("en").one("anna", "!case new lang:somalii").text)
    assert "Somali" in text


@given(st.text("abc", max_size=5), st.text("abc", max_size=5))
def test_one_slip_is_one_letter_more_less_or_other_or_two_that_changed_places(one: str, other: str) -> None:
    made = {one[:at] + one[at + 1 :] for at in range(len(one))}
    made |= {one[:at] + letter + one[at:] for at in range(len(one) + 1) for letter in "abc"}
    made |= {one[:at] + letter + one[at + 1 :] for at in range(len(one)) for letter in "abc"}
    made |= {one[:at] + one[at : at + 2][::-1] + one[at + 2 :] for at in range(len(one))}
    assert one_slip(one, other) == (other in made - {one})


def test_words_one_slip_away_are_named_before_those_that_only_look_alike() -> None:
    forms = ["hotande", "hotet", "hot", "hote", "hett", "hotat"]
    assert set(nearest("hott", forms)) >= {"hot", "hote", "hett", "hotet"}
    assert nearest("hott", ["hottentott", "hett"])[0] == "hett"
