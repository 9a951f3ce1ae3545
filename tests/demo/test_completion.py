"""What the demo's terminal offers while one types."""

import pytest
from prompt_toolkit.completion import CompleteEvent, Completion
from prompt_toolkit.document import Document

from orosbot import categories, texts
from orosbot.commands import VERBS
from orosbot.demo.completion import FACETS_AFTER, LineCompleter
from orosbot.rules.words import fold


def completions(text: str, refs: tuple[str, ...] = ("482-7391",), language: str = "en") -> list[Completion]:
    """What is offered at the end of a line, with what it says of each."""
    completer = LineCompleter(
        VERBS, categories.load(), lambda: ["anna", "lead"], lambda: refs, texts.load(language)
    )
    return list(completer.get_completions(Document(text), CompleteEvent()))


def offered(text: str, refs: tuple[str, ...] = ("482-7391",)) -> list[str]:
    """The words offered at the end of a line."""
    return [completion.text for completion in completions(text, refs)]


def test_an_empty_line_offers_the_prefix() -> None:
    assert offered("") == ["!case"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("!c", ["!case"]),
        ("!a", ["!arende", "!ärende", "!ä"]),
        ("le", ["lead:"]),
        ("q", ["quit"]),
        ("lead: ", ["!case"]),
        ("!case n", ["new", "ny", "note"]),
        ("!case no", ["note"]),
        ("!case new pho", ["phone"]),
        ("!case new relig", ["religious", "religiös"]),
        ("!case new tele", ["telefon"]),
        ("!case new over", ["over25", "över25"]),
        ("!case new close:agr", ["close:agreed"]),
        ("!case close 482-7391 över", ["överens", "överlämnat"]),
        ("!case call 48", ["482-7391"]),
        ("!case call 482-7391 ch", ["chat", "chatt"]),
        ("!case child 482-7391 rep", ["report"]),
        ("!case list mi", ["mina", "mine"]),
        ("!case help clo", ["close"]),
        ("!ärende barn 482-7391 anm", ["anmäler"]),
        ("> 1 no", ["note"]),
        ("> 1: clos", ["close"]),
        ("lead > 1: no", ["note"]),
        ("!ärende vis", ["visa"]),
        ("!ARENDE anteck", ["anteckna"]),
    ],
)
def test_the_next_word_is_offered(text: str, words: list[str]) -> None:
    found = offered(text)
    assert [word for word in found if word in words] == words
    typed = fold(text.rsplit(" ", 1)[-1])
    assert all(fold(word).startswith(typed) for word in found)


def test_a_reaction_is_chosen_from_those_that_mean_something() -> None:
    assert offered("+ ") == ["✅", "❌", "⏰", "✋", "📞"]


@pytest.mark.parametrize("text", ["hello th", "!case note 482-7391 : ad", "!case shw ", "!case undo "])
def test_nothing_is_offered_where_nothing_is_expected(text: str) -> None:
    assert offered(text) == []


def test_every_verb_in_every_form_is_offered_after_the_prefix() -> None:
    assert set(offered("!case ")) == {form for verb in VERBS.values() for form in (verb.name, *verb.forms)}


def test_the_words_offered_after_a_verb_are_those_of_a_verb_that_exists() -> None:
    assert set(FACETS_AFTER) <= set(VERBS)


@pytest.mark.parametrize(
    ("text", "first"),
    [("!ä ån", "ångra"), ("!ä an", "anteckna"), ("!ä ny telefon anh", "anhörig"), ("!ä ÅN", "ångra")],
)
def test_what_begins_with_the_very_letters_comes_first(text: str, first: str) -> None:
    assert offered(text)[0] == first


@pytest.mark.parametrize(
    "text",
    [
        "",
        "l",
        "h",
        "q",
        "!ä ",
        "!ä ny ",
        "!ä ny close:",
        "!ä avsluta 482-7391 ",
        "!ä anteckna 482-7391 ",
        "!ä visa ",
        "+ ",
    ],
)
def test_in_swedish_every_word_is_explained_in_swedish(text: str) -> None:
    swedish, english = completions(text, language="sv"), completions(text, language="en")
    assert [one.text for one in swedish] == [one.text for one in english]
    told = [
        (one.display_meta_text, other.display_meta_text) for one, other in zip(swedish, english, strict=True)
    ]
    assert [one for one, other in told if one and one == other] == []
    assert any(one for one, _other in told)
