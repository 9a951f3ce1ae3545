"""The lists that ship: they load, are small, serve every origin, and what they are built from is locked."""

from pathlib import Path

import pytest

from orosbot import wordlists
from orosbot.rules.screening.lists import ALSO_WORD, FAMILY, GIVEN

ROOT = Path(__file__).parent.parent


def test_they_are_small() -> None:
    """Together under 3 MB."""
    files = list(wordlists.FOLDER.glob("*.marisa"))
    assert {file.stem for file in files} == {"words", "names", "places"}
    assert sum(file.stat().st_size for file in files) < 3_000_000


@pytest.mark.parametrize("word", ["ringer", "mamman", "socialtjänsten", "called", "hedersvåld"])
def test_words(word: str) -> None:
    """Everyday words of both languages are known, and are no names."""
    lists = wordlists.load()
    assert lists.is_word(word)
    assert not lists.name_marks(word)


@pytest.mark.parametrize(
    "name",
    ["erik", "mohammed", "cabdiraxmaan", "abdirahman", "tsegay", "rahwa", "esmatullah", "rojda", "lejla"],
)
def test_given_names(name: str) -> None:
    """Names of every origin are listed, and are no everyday words."""
    marks = wordlists.load().name_marks(name)
    assert marks & GIVEN
    assert not marks & ALSO_WORD


def test_other_marks() -> None:
    """Family names, names that are words as well, and places."""
    lists = wordlists.load()
    assert lists.name_marks("lindström") & FAMILY
    assert lists.name_marks("björn") & ALSO_WORD
    assert lists.is_place("malmö")
    assert lists.is_place("afghanistan")
    assert not lists.name_marks("xqzt")


@pytest.mark.parametrize("package", ["faker", "mimesis", "nomquamgender", "simplemma"])
def test_sources_are_locked_for_building_only(package: str) -> None:
    """What the lists are built from is in the developers' lock file, and not in the operators'."""
    pin = f"\n{package}=="
    assert pin in (ROOT / "requirements" / "dev.lock").read_text("utf-8")
    assert pin not in (ROOT / "requirements" / "run.lock").read_text("utf-8")
