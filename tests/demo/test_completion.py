"""What the demo's terminal offers while one types."""

import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document

from orosbot import categories
from orosbot.commands import VERBS
from orosbot.demo.completion import FACETS_AFTER, LineCompleter
from orosbot.rules.words import fold


def offered(text: str, refs: tuple[str, ...] = ("482-7391",)) -> list[str]:
    """The words offered at the end of a line."""
    completer = LineCompleter(VERBS, categories.load(), lambda: ["anna", "lead"], lambda: refs)
    found = completer.get_completions(Document(text), CompleteEvent())
    return [completion.text for completion in found]


def test_an_empty_line_offers_the_prefix() -> None:
    assert offered("") == ["!case"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("!c", ["!case"]),
        ("!a", ["!ärende", "!arende", "!ä"]),
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
