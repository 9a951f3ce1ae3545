"""The screen holds the gates on both sets of notes, in one process, and what it cleans passes it."""

import pytest

from bench.screening.gates import gates
from bench.screening.measure import measure
from bench.screening.notes import SETS, Note, read
from orosbot import texts
from orosbot.rules.screening import masked
from orosbot.screening import labels, load
from orosbot.settings import Settings
from orosbot.texts import LANGUAGES


@pytest.mark.parametrize("name", SETS)
def test_the_gates_are_held(name: str) -> None:
    found = gates(measure(read(SETS[name]), adversaries=False), speed=False)

    assert len(found) > 30
    assert [str(gate) for gate in found if not gate.held] == []


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_cleaned_note_passes(name: str, lang: str) -> None:
    screen, called = load(Settings()), labels(texts.load(lang))
    found = [(note.text, screen.look(note.text)) for note in read(SETS[name])]
    cleaned = [masked(text, screening, called) for text, screening in found if screening.refused]

    assert len(cleaned) > 300
    assert [text for text in cleaned if screen.look(text).refused] == []


@pytest.mark.parametrize(("refuse", "least"), [(True, 500), (False, 500)])
def test_there_are_notes_enough_to_tell(refuse: bool, least: int) -> None:
    notes = [note for note in read() if note.refuse is refuse]

    assert len(notes) >= least
    assert len({note.text for note in notes}) == len(notes)
    assert all(bool(note.kinds) is refuse for note in notes)
    assert 0.15 <= sum(note.lang == "en" for note in notes) / len(notes) <= 0.25


def test_every_kind_and_origin_is_there_often_enough() -> None:
    notes = [note for note in read() if note.refuse]

    def of(kind: str) -> list[Note]:
        return [note for note in notes if kind in note.kinds]

    for kind in {kind for note in notes for kind in note.kinds}:
        assert len(of(kind)) >= 20, kind
        assert {note.level for note in of(kind)} == {"easy", "medium", "hard"}, kind
    for origin in ("ar", "so", "fa", "ti"):
        assert sum(note.origin == origin for note in notes) >= 40, origin


def test_hardly_any_note_stands_in_both_sets() -> None:
    texts_of = [{note.text.casefold() for note in read(path)} for path in SETS.values()]

    assert all(len(notes) > 500 for notes in texts_of)
    assert len(texts_of[0] & texts_of[1]) <= 12
