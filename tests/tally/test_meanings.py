"""What each figure counts is said once, in the same words in the room and in docs/tally.md."""

import re
from collections import Counter
from pathlib import Path

import pytest

from orosbot.casebook.definitions import DEFINITIONS, WORKED
from orosbot.tally.meanings import MEANINGS, STANDS
from orosbot.texts import load
from tests.room import Room

DOCS = (Path(__file__).parents[2] / "docs" / "tally.md").read_text(encoding="utf-8")


def test_every_figure_that_is_counted_is_explained_once() -> None:
    told = Counter(figure for meaning in MEANINGS for figure in meaning.figures)
    assert set(told) == {one.figure for one in DEFINITIONS} | {WORKED, "slips.living"}
    assert set(told.values()) == {1}


def test_the_document_has_the_same_words() -> None:
    table = re.findall(r"^\| (.+?) \| (.+) \|$", DOCS.partition("\n## ")[0], re.MULTILINE)
    assert table[0] == ("figure", "what counts")
    assert table[1:] == [(meaning.name, meaning.counts) for meaning in MEANINGS]
    assert STANDS in DOCS


@pytest.mark.parametrize(
    ("language", "typed"),
    [("en", "!case help tally"), ("sv", "!ärende hjälp statistik"), ("sv", "!ä hjälp tally")],
)
def test_help_tells_them_folded(language: str, typed: str) -> None:
    texts = load(language)
    said = Room(language).one("anna", typed)
    assert said.code == "help"
    before, _, folded = said.html.partition("<details>")
    assert texts.get("What the figures count") in folded
    for meaning in MEANINGS:
        assert texts.get(meaning.name) in folded
        assert texts.get(meaning.name) not in before
        assert texts.get(meaning.counts).replace("`", "") in said.text.replace("`", "")
