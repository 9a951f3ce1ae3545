"""The replies to what `new` asks."""

import pytest

from orosbot import categories
from orosbot.rules import asked
from orosbot.rules.asked import Several
from orosbot.rules.opening import Clash, Opening, Unknown
from orosbot.values import Facts

WORDS = categories.load()
ALL = Opening()


@pytest.mark.parametrize(
    "text",
    [
        "1 2 3 1",
        "1, 2, 3, 1",
        "1,2,3,1",
        "１ ２ ３ １",
        "phone professional religious u18",
        "u18 religious professional phone",
        "p 2 religious 17",
        "t e religiös barn",
        "P 2 3 17",
        "1 ext 3 u18",
        "1 2 3 17",
    ],
)
def test_what_was_asked_is_answered_with_numbers_words_and_first_letters(text: str) -> None:
    result = asked.answer(ALL, text, WORDS)
    assert isinstance(result, Opening)
    assert result.facts == Facts(channel="phone", caller="professional", concern="religious", age="under18")


@pytest.mark.parametrize("text", ["1 2", "phone", "professional 17"])
def test_part_of_an_answer_is_taken(text: str) -> None:
    result = asked.answer(ALL, text, WORDS)
    assert isinstance(result, Opening)
    assert result.missing()


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("1 2 telfon 1", Unknown("telfon", "concern")),
        ("telfon", Unknown("telfon", "channel")),
        ("3 2 1 1", Unknown("3", "channel")),
        ("1 2 3 121", Unknown("121", "age")),
        ("1 2 3 1 1 1", Unknown("1", None)),
    ],
)
def test_a_wrong_word_in_an_answer_is_named_with_what_was_asked(text: str, unknown: Unknown) -> None:
    assert asked.answer(ALL, text, WORDS) == unknown


@pytest.mark.parametrize(
    "text", ["", "   ", "svar kommer i morgon", "ok tack", "jag återkommer", "jag återkommer om 2 minuter"]
)
def test_talk_is_no_answer(text: str) -> None:
    assert asked.answer(ALL, text, WORDS) is None


@pytest.mark.parametrize("text", ["1. 2. 3. 1.", "1-2-3-1", "1/2/3/1", "1) 2) 3) 1)"])
def test_numbers_may_have_a_mark_behind_or_between_them(text: str) -> None:
    assert asked.answer(ALL, text, WORDS) == asked.answer(ALL, "1 2 3 1", WORDS)


ALL_BUT = {
    "channel": Facts(caller="self", concern="right", age="18-21"),
    "caller": Facts(channel="phone", concern="right", age="18-21"),
    "concern": Facts(channel="phone", caller="self", age="18-21"),
    "age": Facts(channel="phone", caller="self", concern="right"),
}
"""All that is asked for is known but this one fact."""


@pytest.mark.parametrize(
    ("letter", "language", "facet", "key"),
    [
        ("r", "sv", "concern", "religious"),
        ("h", "sv", "concern", "right"),
        ("ö", "sv", "age", "over25"),
        ("u", "sv", "age", "under18"),
        ("e", "sv", "caller", "professional"),
        ("s", "sv", "caller", "self"),
        ("p", "en", "channel", "phone"),
        ("t", "en", "channel", "phone"),
    ],
)
def test_a_first_letter_is_that_of_a_word_as_it_was_shown(
    letter: str, language: str, facet: str, key: str
) -> None:
    result = asked.answer(Opening(ALL_BUT[facet]), letter, WORDS, language)
    assert isinstance(result, Opening)
    assert getattr(result.facts, facet) == key


def test_a_letter_of_a_word_that_is_not_shown_opens_no_child_case() -> None:
    """`b` begins the Swedish `barn`, which is no choice of an English question."""
    assert asked.answer(ALL, "p s g b", WORDS, "en") == Unknown("b", "age")


@pytest.mark.parametrize(
    ("text", "language", "several"),
    [
        ("1 2 r 1", "en", Several("r", ("right", "religious"), "concern")),
        ("1 2 3 o", "sv", Several("o", ("over25", "ageunknown"), "age")),
    ],
)
def test_a_letter_of_two_shown_words_is_asked_about(text: str, language: str, several: Several) -> None:
    assert asked.answer(ALL, text, WORDS, language) == several


def test_an_answer_that_contradicts_a_known_fact_is_a_clash() -> None:
    before = Opening(Facts(channel="phone"))
    assert asked.answer(before, "chat 1 1 1", WORDS) == Clash("phone", "chat", "channel")


def test_an_age_in_years_answers_the_question_of_the_age_alone() -> None:
    before = Opening(Facts(channel="phone", caller="self", concern="right"))
    result = asked.answer(before, "40", WORDS)
    assert isinstance(result, Opening)
    assert result.facts.age == "over25"
