"""From the text of a message to the parts of a command."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orosbot import categories, languages
from orosbot.rules import asked, opening, parsing
from orosbot.rules.words import fold, nearest
from tests.rules.texts import COMMANDS, MIXED

WORDS = categories.load()
CODES = languages.codes()
TEXTS = st.one_of(MIXED, COMMANDS)


@settings(deadline=None, max_examples=300)
@given(TEXTS, st.integers(7, 12))
def test_no_text_makes_the_parser_raise(text: str, digits: int) -> None:
    stripped = parsing.strip_fallback(text)
    rest = parsing.after_prefix(stripped)
    found = parsing.take_reference(text, digits)
    head, body = parsing.split_text(text, lambda word: opening.is_word(word, WORDS))
    read = opening.read(head, WORDS, CODES)
    answer = asked.answer(opening.Opening(), text, WORDS)
    assert rest is None or rest in stripped
    assert found is None or not found.good or len(found.digits) in range(7, 13)
    assert body is None or body in text
    assert isinstance(read, opening.Opening | opening.Unknown | opening.Clash)
    assert answer is None or isinstance(answer, opening.Opening | opening.Unknown | opening.Clash)


@settings(deadline=None)
@given(TEXTS)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@settings(deadline=None)
@given(TEXTS)
def test_words_stand_where_the_parser_says_and_none_is_empty(text: str) -> None:
    for token in parsing.tokens(text):
        assert text[token.start : token.end] == token.raw
        assert token.folded


@settings(deadline=None)
@given(TEXTS)
def test_only_known_forms_are_named_as_near(text: str) -> None:
    forms = WORDS.forms(("channel", "caller"), "en")
    assert set(nearest(text, forms)) <= set(forms)


@pytest.mark.parametrize(
    "prefix",
    [
        "!case",
        "!CASE",
        "!Case",
        "!ärende",
        "!ÄRENDE",
        "!a\u0308rende",
        "!arende",
        "!ä",
        "!Ä",
        "!a",
        "！case",
        "！Ä",
        "!c\u200base",
        "\u202a!case",
        "  !case",
        "\n!case",
        "\u00a0!case",
    ],
)
def test_a_prefix_may_be_typed_in_all_its_forms(prefix: str) -> None:
    assert parsing.after_prefix(f"{prefix} new phone") == "new phone"
    assert parsing.after_prefix(f"{prefix}\nnew phone") == "new phone"
    assert parsing.after_prefix(prefix) == ""


@pytest.mark.parametrize(
    "text", ["", " ", "case new", "!cases new", "!", "! case new", "x !case new", "!b", "i new", "?case"]
)
def test_what_does_not_start_with_the_prefix_has_none(text: str) -> None:
    assert parsing.after_prefix(text) is None


@pytest.mark.parametrize(
    ("body", "left"),
    [
        ("> <@a:b> hello\n\n!case list", "!case list"),
        ("> <@a:b> one\n> two\n\n!case list", "!case list"),
        ("> <@a:b> one\n!case list", "!case list"),
        ("> only a quote", ""),
        ("!case note : a\n> b", "!case note : a\n> b"),
        ("plain", "plain"),
    ],
)
def test_the_quote_of_an_older_client_is_stripped(body: str, left: str) -> None:
    assert parsing.strip_fallback(body) == left


@pytest.mark.parametrize(
    ("text", "head", "body"),
    [
        ("advice : text", "advice", "text"),
        ("advice: text", "advice", "text"),
        ("advice:text", "advice", "text"),
        ("råd: text", "råd", "text"),
        ("RÅD： text", "RÅD", "text"),
        ("råd ： text", "råd", "text"),
        (": text", "", "text"),
        (":text", ":text", None),
        ("advice knowledge: text", "advice knowledge", "text"),
        ("advice : a : b", "advice", "a : b"),
        ("advice: a: b", "advice", "a: b"),
        ("mamma sa: ring", "mamma sa: ring", None),
        ("mamma sa: ring : ja", "mamma sa: ring", "ja"),
        ("kl 14:30 rang", "kl 14:30 rang", None),
        ("advice 14:30 rang", "advice 14:30 rang", None),
        ("advice\n:\ntwo\nlines", "advice", "two\nlines"),
        ("advice :", "advice", ""),
        ("about groups: yes", "about groups: yes", None),
        ("", "", None),
    ],
)
def test_the_dividing_colon_stands_between_spaces_or_right_after_known_words(
    text: str, head: str, body: str | None
) -> None:
    def known(folded: str) -> bool:
        return WORDS.find(folded, "support") is not None

    assert parsing.split_text(text, known) == (head, body)


@pytest.mark.parametrize(
    ("text", "head", "body"),
    [
        ("phone ring:yes : text", "phone ring:yes", "text"),
        ("phone ring:yes: text", "phone ring:yes", "text"),
        ("phone ring: yes : text", "phone ring: yes", "text"),
        ("wants:advice:text", "wants:advice", "text"),
        ("phone 17: text", "phone 17", "text"),
        ("phone close:agreed", "phone close:agreed", None),
        ("phone wants:advice,knowledge region:skåne", "phone wants:advice,knowledge region:skåne", None),
    ],
)
def test_key_and_value_are_one_word_in_which_no_colon_divides(text: str, head: str, body: str | None) -> None:
    assert parsing.split_text(text, lambda word: opening.is_word(word, WORDS)) == (head, body)


@pytest.mark.parametrize(
    "text",
    [
        "a:" * 50_000,
        "å" * 100_000,
        "1 " * 50_000,
        ": " * 50_000,
        "\u200b" * 100_000,
        "1" * 100_000,
        ">\n" * 50_000,
        "note " * 20_000,
    ],
)
def test_a_very_long_text_is_read_like_any_other(text: str) -> None:
    parsing.after_prefix(parsing.strip_fallback(text))
    parsing.take_reference(text, 7)
    head, _ = parsing.split_text(text, lambda word: opening.is_word(word, WORDS))
    assert isinstance(opening.read(head, WORDS, CODES), opening.Opening | opening.Unknown | opening.Clash)
    assert not isinstance(asked.answer(opening.Opening(), text, WORDS), opening.Clash)


KNOWN = (
    *(
        form
        for facet in opening.FACETS
        for language in ("en", "sv")
        for form in WORDS.forms([facet], language)
    ),
    *("17", "child-caller", "barn-ringer", "tolk", "ring:ja", "wants:råd,kunskap", "lang:so", "region:skåne"),
    *("via:webb", "close:agreed", "avsluta:överens"),
)


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(KNOWN), min_size=1, max_size=6),
    st.sampled_from([":", "： ", ": ", " : ", "\n:\n"]),
)
def test_a_colon_right_behind_any_known_words_divides(words: list[str], colon: str) -> None:
    head = " ".join(words)
    found = parsing.split_text(f"{head}{colon}mamma sa: ring", lambda word: opening.is_word(word, WORDS))
    assert found == (head, "mamma sa: ring")


@pytest.mark.parametrize(
    "text",
    [
        "2017-07-12",
        "2017-07-12 15:30 ring them",
        "2017-3-24",
        "24.3.2017",
        "24.3.2017 10:00",
        "24.3 10.00",
        "24.3. 10:00",
    ],
)
def test_a_date_is_no_reference_whatever_its_digits_are(text: str) -> None:
    assert parsing.take_reference(text, 7) is None


@pytest.mark.parametrize(
    "text", ["482-7391", "482.7391", "482 7391", "4827391 2017-07-12", "4827-39-1", "48.27.391"]
)
def test_a_reference_may_be_typed_with_any_dividers_that_make_no_date_of_it(text: str) -> None:
    found = parsing.take_reference(text, 7)
    assert found is not None
    assert found.digits == "4827391"
