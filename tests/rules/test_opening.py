"""Reading the words of `new`, and the replies to what it asks."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orosbot import categories, languages
from orosbot.rules import opening
from orosbot.rules.opening import Clash, Opening, Several, Unknown
from orosbot.rules.words import Word
from orosbot.values import Facts

WORDS = categories.load()
CODES = languages.codes()


def read(text: str) -> Opening | Unknown | Clash:
    return opening.read(text, WORDS, CODES)


def opened(text: str) -> Opening:
    result = read(text)
    assert isinstance(result, Opening), result
    return result


def _forms(facet: str) -> st.SearchStrategy[tuple[Word, str]]:
    return st.sampled_from(
        [(word, form) for word in WORDS.words(facet) for forms in word.forms.values() for form in forms]
    )


@settings(deadline=None)
@given(
    _forms("channel"),
    _forms("caller"),
    _forms("concern"),
    _forms("age"),
    st.lists(_forms("support"), max_size=3),
    st.randoms(use_true_random=False),
)
def test_words_may_stand_in_any_order_and_in_both_languages(
    channel: tuple[Word, str],
    caller: tuple[Word, str],
    concern: tuple[Word, str],
    age: tuple[Word, str],
    supports: list[tuple[Word, str]],
    rng: random.Random,
) -> None:
    typed = [channel[1], caller[1], concern[1], age[1], *(form for _, form in supports)]
    rng.shuffle(typed)
    result = opened(" ".join(typed))
    facts = result.facts
    assert (facts.channel, facts.caller, facts.concern, facts.age) == (
        channel[0].key,
        caller[0].key,
        concern[0].key,
        age[0].key,
    )
    assert set(result.supports) == {word.key for word, _ in supports}
    assert len(result.supports) == len(set(result.supports))
    assert result.missing() == ()


@pytest.mark.parametrize(
    ("typed", "age"),
    [
        ("0", "under18"),
        ("17", "under18"),
        ("18", "18-21"),
        ("21", "18-21"),
        ("22", "22-25"),
        ("25", "22-25"),
        ("26", "over25"),
        ("120", "over25"),
        ("٣٠", "over25"),
        ("３０", "over25"),
        ("18–21", "18-21"),
        ("u18", "under18"),
        ("barn", "under18"),
        ("30 17 22", "under18"),
        ("over25 19", "18-21"),
        ("okänd 40", "over25"),
        ("40 ageunknown", "over25"),
    ],
)
def test_an_age_is_a_band_a_number_or_the_youngest_of_several(typed: str, age: str) -> None:
    assert opened(typed).facts.age == age


@pytest.mark.parametrize("typed", ["121", "999", "1000", "-5", "17,5", "0x11"])
def test_a_number_that_is_no_age_is_unknown(typed: str) -> None:
    assert read(typed) == Unknown(typed)


@pytest.mark.parametrize(
    ("typed", "clash"),
    [
        ("phone chat", {"phone", "chat"}),
        ("tel chatt", {"phone", "chat"}),
        ("relative self", {"relative", "self"}),
        ("left right", {"left", "right"}),
    ],
)
def test_two_words_of_one_fact_exclude_each_other(typed: str, clash: set[str]) -> None:
    result = read(typed)
    assert isinstance(result, Clash)
    assert {result.one, result.other} == clash


def test_the_same_word_twice_is_one() -> None:
    assert opened("phone tel telefon").facts.channel == "phone"
    assert opened("advice råd").supports == ("advice",)


@pytest.mark.parametrize(
    ("typed", "facts"),
    [
        ("child-caller", Facts(child_caller=True)),
        ("barn-ringer", Facts(child_caller=True)),
        ("ring:yes", Facts(ring="yes")),
        ("ring:ja", Facts(ring="yes")),
        ("RING:Nej", Facts(ring="no")),
        ("ring: no", Facts(ring="no")),
        ("ring：ja", Facts(ring="yes")),
        ("wants:advice", Facts(wants=("advice",))),
        ("vill:råd,kunskap", Facts(wants=("advice", "knowledge"))),
        ("wants:advice wants:knowledge wants:råd", Facts(wants=("advice", "knowledge"))),
        ("lang:so", Facts(language="so")),
        ("lang:somali", Facts(language="so")),
        ("språk:somaliska", Facts(language="so")),
        ("språk:dari", Facts(language="prs")),
        ("lang:tigrinya", Facts(language="ti")),
        ("lang:arabic", Facts(language="ar")),
        ("region:skåne", Facts(region="skane")),
        ("län:SKANE", Facts(region="skane")),
        ("region:vgr", Facts(region="vastra-gotaland")),
        ("via:web", Facts(via="web")),
        ("genom:webb", Facts(via="web")),
    ],
)
def test_optional_facts_are_read_in_both_languages(typed: str, facts: Facts) -> None:
    assert opened(typed).facts == facts


@pytest.mark.parametrize("typed", ["interpreter", "tolk"])
def test_an_interpreter_is_a_fact_and_a_support(typed: str) -> None:
    assert opened(typed).facts.interpreter
    assert opened(typed).supports == ("interpreter",)


@pytest.mark.parametrize("typed", ["close:agreed", "avsluta:överens", "stäng:överens", "close: overens"])
def test_the_reason_to_close_at_once_is_read_in_both_languages(typed: str) -> None:
    assert opened(typed).close == "agreed"


@pytest.mark.parametrize(
    ("typed", "unknown"),
    [
        ("phone telfon", Unknown("telfon")),
        ("ring:maybe", Unknown("maybe", "ring")),
        ("ring:", Unknown("", "ring")),
        ("wants:advice,xyz", Unknown("xyz", "support")),
        ("wants:", Unknown("", "support")),
        ("lang:klingonish", Unknown("klingonish", "lang")),
        ("region:atlantis", Unknown("atlantis", "region")),
        ("via:pigeon", Unknown("pigeon", "via")),
        ("close:whatever", Unknown("whatever", "closing")),
        ("close:no-answer", Unknown("no-answer", "closing")),
        ("colour:red", Unknown("colour:red")),
        (":", Unknown(":")),
    ],
)
def test_a_word_that_is_none_is_named_with_where_it_stood(typed: str, unknown: Unknown) -> None:
    assert read(typed) == unknown


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
    result = opening.answer(ALL, text, WORDS)
    assert isinstance(result, Opening)
    assert result.facts == Facts(channel="phone", caller="professional", concern="religious", age="under18")


@pytest.mark.parametrize("text", ["1 2", "phone", "professional 17"])
def test_part_of_an_answer_is_taken(text: str) -> None:
    result = opening.answer(ALL, text, WORDS)
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
    assert opening.answer(ALL, text, WORDS) == unknown


@pytest.mark.parametrize(
    "text", ["", "   ", "svar kommer i morgon", "ok tack", "jag återkommer", "jag återkommer om 2 minuter"]
)
def test_talk_is_no_answer(text: str) -> None:
    assert opening.answer(ALL, text, WORDS) is None


@pytest.mark.parametrize("text", ["1. 2. 3. 1.", "1-2-3-1", "1/2/3/1", "1) 2) 3) 1)"])
def test_numbers_may_have_a_mark_behind_or_between_them(text: str) -> None:
    assert opening.answer(ALL, text, WORDS) == opening.answer(ALL, "1 2 3 1", WORDS)


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
    result = opening.answer(Opening(ALL_BUT[facet]), letter, WORDS, language)
    assert isinstance(result, Opening)
    assert getattr(result.facts, facet) == key


def test_a_letter_of_a_word_that_is_not_shown_opens_no_child_case() -> None:
    """`b` begins the Swedish `barn`, which is no choice of an English question."""
    assert opening.answer(ALL, "p s g b", WORDS, "en") == Unknown("b", "age")


@pytest.mark.parametrize(
    ("text", "language", "several"),
    [
        ("1 2 r 1", "en", Several("r", ("right", "religious"), "concern")),
        ("1 2 3 o", "sv", Several("o", ("over25", "ageunknown"), "age")),
    ],
)
def test_a_letter_of_two_shown_words_is_asked_about(text: str, language: str, several: Several) -> None:
    assert opening.answer(ALL, text, WORDS, language) == several


def test_an_answer_that_contradicts_a_known_fact_is_a_clash() -> None:
    before = Opening(Facts(channel="phone"))
    assert opening.answer(before, "chat 1 1 1", WORDS) == Clash("phone", "chat", "channel")


def test_an_age_in_years_answers_the_question_of_the_age_alone() -> None:
    before = Opening(Facts(channel="phone", caller="self", concern="right"))
    result = opening.answer(before, "40", WORDS)
    assert isinstance(result, Opening)
    assert result.facts.age == "over25"
