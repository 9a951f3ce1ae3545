"""The screen holds the gates on the notes of the evaluation, in one process."""

import pytest

from bench.screening.gates import Gate, gates
from bench.screening.measure import measure
from bench.screening.notes import Note, read

NOT_REACHED: dict[str, float] = {}
"""Gates that are missed, and what is reached: nothing may get worse. An entry goes when its gate is held."""


def test_the_gates_are_held() -> None:
    found = gates(measure(read(), adversaries=False), speed=False)
    bounds = [
        Gate(gate.name, gate.figure, NOT_REACHED.get(gate.name, gate.bound), gate.at_most) for gate in found
    ]

    assert [str(gate) for gate in bounds if not gate.held] == []
    assert {gate.name for gate in found} >= set(NOT_REACHED)


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
