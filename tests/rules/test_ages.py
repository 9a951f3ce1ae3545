"""Ages as people say them in `new`, `set` and answers: each the band that it is, none guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orosbot import categories, languages
from orosbot.rules import asked, opening
from orosbot.rules.opening import Opening, Unknown
from orosbot.rules.parsing import split_text

WORDS = categories.load()
CODES = languages.codes()

SAID = [
    ("18 år", "18-21"),
    ("18år", "18-21"),
    ("18 år gammal", "18-21"),
    ("17-åring", "under18"),
    ("17åring", "under18"),
    ("17–åring", "under18"),
    ("17 Åring", "under18"),
    ("24-årig", "22-25"),
    ("17 years", "under18"),
    ("17 years old", "under18"),
    ("17-year-old", "under18"),
    ("17 year-old", "under18"),
    ("30yo", "over25"),
    ("18-21 år", "18-21"),
    ("över 25", "over25"),
    ("över 25 år", "over25"),
    ("over 40", "over25"),
    ("över 25år", "over25"),
    ("under 18", "under18"),
    ("under 18 år", "under18"),
    ("under 15 years", "under18"),
    ("u18", "under18"),
    ("7 år", "under18"),
]


@pytest.mark.parametrize(("said", "band"), SAID)
def test_an_age_is_read_as_it_is_said_wherever_it_stands(said: str, band: str) -> None:
    for text in (said, f"tel anh {said} höger", f"{said} råd", f"råd lang:so {said}"):
        read = opening.read(text, WORDS, CODES)
        assert isinstance(read, Opening), (text, read)
        assert read.facts.age == band


@pytest.mark.parametrize(("said", "band"), SAID)
def test_a_colon_right_after_an_age_divides(said: str, band: str) -> None:
    head, text = split_text(f"tel {said}: mamma sa: ja", lambda word: opening.is_word(word, WORDS))
    assert (head, text) == (f"tel {said}", "mamma sa: ja")


@pytest.mark.parametrize(("said", "band"), [one for one in SAID if one[0] != "u18"])
def test_a_guided_answer_takes_an_age_as_it_is_said(said: str, band: str) -> None:
    for before in ("1 2 3", "tel anh höger"):
        read = asked.answer(Opening(), f"{before} {said}", WORDS)
        assert isinstance(read, Opening), read
        assert (read.facts.channel, read.facts.age) == ("phone", band)


@pytest.mark.parametrize(
    "typed",
    [
        *("över 20", "under 22", "over 3 years", "18 åer", "18 ard", "år", "gammal", "över", "under"),
        *("17-årning", "17-aning", "130 år", "år 18", "över råd", "tonåring", "18 18-årsdag"),
    ],
)
def test_what_is_no_age_or_more_than_one_is_not_guessed(typed: str) -> None:
    assert isinstance(opening.read(f"tel anh {typed} höger", WORDS, CODES), Unknown)


def test_of_several_people_the_youngest_counts_however_they_are_said() -> None:
    read = opening.read("30 17-åring över 25", WORDS, CODES)
    assert isinstance(read, Opening)
    assert read.facts.age == "under18"


@given(st.integers(0, 120), st.sampled_from(["{} år", "{}år", "{}-åring", "{} years old", "{}-year-old"]))
def test_each_number_of_years_with_its_unit_is_the_same_band_as_without(years: int, form: str) -> None:
    read = opening.read(form.format(years), WORDS, CODES)
    assert isinstance(read, Opening)
    assert read.facts.age == (band.key if (band := WORDS.band(years)) else None)
