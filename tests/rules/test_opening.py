"""Reading the words of `new`."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orosbot import categories, languages
from orosbot.rules import opening
from orosbot.rules.opening import Clash, Opening, Unknown
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
