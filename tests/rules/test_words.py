"""Finding coded words: each in all its spellings, nothing guessed."""

import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orosbot import categories
from orosbot.rules.words import Word, fold, nearest

WORDS = categories.load()


def _typed() -> Iterator[tuple[str, Word]]:
    for facet in WORDS.by_facet:
        for word in WORDS.words(facet):
            for forms in word.forms.values():
                for form in forms:
                    yield form, word


TYPED = list(_typed())

_PLAIN = str.maketrans("åäöÅÄÖ", "aaoAAO")


@pytest.mark.parametrize(("form", "word"), TYPED, ids=[f"{word.facet}-{form}" for form, word in TYPED])
def test_a_word_is_known_in_every_spelling(form: str, word: Word) -> None:
    spellings = [
        form,
        form.upper(),
        form.title(),
        form.translate(_PLAIN),
        form.translate(_PLAIN).upper(),
        unicodedata.normalize("NFD", form),
        unicodedata.normalize("NFC", form),
        form.replace("-", "–"),
        "\u200b".join(form),
        "\u202e" + form + "\u202c",
    ]
    assert [WORDS.find(fold(spelling), word.facet) for spelling in spellings] == [word] * len(spellings)


@given(st.sampled_from(TYPED), st.data())
def test_letter_case_may_change_within_a_word(typed: tuple[str, Word], data: st.DataObject) -> None:
    form, word = typed
    mixed = "".join(data.draw(st.sampled_from([c.upper(), c.lower()])) for c in form)
    assert WORDS.find(fold(mixed), word.facet) == word


def test_a_word_that_only_the_routine_sets_cannot_be_typed() -> None:
    automatic = WORDS.get("closing", "no-answer")
    assert automatic is not None
    assert WORDS.find("no-answer", "closing") is None
    assert automatic not in WORDS.words("closing")
    assert "ej-svar" not in WORDS.forms(["closing"], "sv")
    assert WORDS.label("closing", "no-answer", "sv") == "inget svar vid uppföljningen"


@pytest.mark.parametrize(
    ("typed", "named"),
    [("telfon", "telefon"), ("anhorik", "anhörig"), ("SJALF", "själv"), ("religous", "religiös")],
)
def test_the_nearest_words_are_named_in_their_proper_form(typed: str, named: str) -> None:
    assert nearest(typed, WORDS.forms(("channel", "caller", "concern"), "sv"))[0] == named


def test_nothing_is_named_when_nothing_is_near() -> None:
    assert nearest("xyzzy", WORDS.forms(("channel", "caller"), "sv")) == []


@given(st.integers(0, 120))
def test_each_age_up_to_120_has_its_band(years: int) -> None:
    band = WORDS.band(years)
    assert band is not None
    assert band.ages is not None
    assert band.ages[0] <= years <= band.ages[1]


def test_the_youngest_known_age_comes_before_an_unknown_one() -> None:
    ages = {word.key: word for word in WORDS.words("age")}
    assert WORDS.youngest([ages["over25"], ages["under18"], ages["18-21"]]).key == "under18"
    assert WORDS.youngest([ages["ageunknown"], ages["over25"]]).key == "over25"


def test_a_word_that_has_left_the_categories_is_called_by_its_key() -> None:
    assert WORDS.label("concern", "forgotten", "sv") == "forgotten"


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=[])))
def test_folding_leaves_no_mark_and_no_invisible_character(text: str) -> None:
    assert not {unicodedata.category(c) for c in fold(text)} & {"Mn", "Me", "Cf", "Cc"}
