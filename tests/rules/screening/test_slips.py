"""Slips of the finger make no names: an honest note typed in haste passes, and names stay names."""

import pytest

from orosbot import wordlists
from orosbot.rules.screening.screen import Screen
from orosbot.rules.screening.slips import slipped
from orosbot.screening import load
from orosbot.settings import Settings


@pytest.fixture(scope="module")
def screen() -> Screen:
    return load(Settings())


@pytest.mark.parametrize("word", ["bibloiteket", "skolaan", "uppföljnng", "behover", "nasta", "meeeting"])
def test_a_word_with_a_slip_is_known(word: str) -> None:
    lists = wordlists.load()
    assert not lists.is_word(word)
    assert slipped(word, lists.is_word)


@pytest.mark.parametrize("name", ["abdirizak", "tesfaldet", "farkhunda", "katarzyna", "nyqvist"])
def test_a_name_is_no_slip(name: str) -> None:
    assert not slipped(name, wordlists.load().is_word)


@pytest.mark.parametrize(
    "note",
    [
        "Bibloiteket har fått flygblad",
        "Behover tolk nasta gång",
        "flyttat till Gothebnurg",
        "Kontakt med Botkkyrka kommun",
        "gillar Fortnite o Robblox",
    ],
)
def test_an_honest_note_with_a_slip_passes(screen: Screen, note: str) -> None:
    assert screen.look(note).kinds == ()


@pytest.mark.parametrize(
    "note", ["Tesfaldet har bytt nummer", "pratade med farkhunda", "Abdirizak hänger kvar"]
)
def test_a_name_is_found_all_the_same(screen: Screen, note: str) -> None:
    assert screen.look(note).kinds == ("name",)


def test_a_long_word_takes_no_time() -> None:
    assert not slipped("a" * 10_000, lambda _word: True)
