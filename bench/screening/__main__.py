"""Prints how well the screen does; exit code 1 if it misses a gate."""

import argparse
import sys
from collections.abc import Iterable

from bench.screening.gates import gates
from bench.screening.measure import Measured, Share, measure
from bench.screening.notes import SETS, read

LEVELS = ("easy", "medium", "hard")


def main() -> int:
    """Run it."""
    parser = argparse.ArgumentParser(prog="script/bench --screening", allow_abbrev=False)
    parser.add_argument("--wrong", action="store_true", help="also print the notes that are judged wrongly")
    parser.add_argument("--set", choices=SETS, default="evaluation", help="which notes (evaluation)")
    asked = parser.parse_args()
    notes = read(SETS[asked.set])
    measured = measure(notes)
    _print(measured)
    if asked.wrong:
        print("\nJudged wrongly")
        for note in measured.wrong:
            print(
                f"  {'missed' if note.refuse else 'false '} {'+'.join(note.kinds) or '-'} {note.level}: {note.text}"
            )
    found = gates(measured)
    print("\nGates")
    for gate in found:
        print(f"  {gate}")
    return 0 if all(gate.held for gate in found) else 1


def _table(title: str, rows: Iterable[tuple[str, Share]]) -> None:
    print(f"\n{title}")
    for name, share in rows:
        if share.total:
            print(f"  {name:36} {share}")


def _print(measured: Measured) -> None:
    bad = [note for note, _ in measured.notes if note.refuse]
    print(f"{len(bad)} notes to refuse, {len(measured.notes) - len(bad)} to accept")
    kinds = sorted({kind for note in bad for kind in note.kinds})
    origins = sorted({note.origin for note in bad if note.origin is not None})
    ask = measured.refused
    _table(
        "Recall by level",
        [*((level, ask(refuse=True, level=level)) for level in LEVELS), ("all", ask(refuse=True))],
    )
    _table("Recall by kind, easy and medium", ((kind, measured.plain(kind)) for kind in kinds))
    for level in LEVELS:
        _table(f"Recall by kind, {level}", ((kind, ask(kind=kind, level=level)) for kind in kinds))
    _table("Refused for the kind it holds", ((kind, measured.named(kind)) for kind in kinds))
    _table("Recall by origin of the name", ((origin, ask(origin=origin)) for origin in origins))
    _table(
        "Recall by how it is written",
        [
            ("names that are words", ask(word=True)),
            ("notes in lower case", ask(refuse=True, lower=True)),
            ("names in notes in lower case", ask(kind="name", lower=True)),
            ("first names in lower case", ask(first_lower=True)),
            ("Swedish", ask(refuse=True, lang="sv")),
            ("English", ask(refuse=True, lang="en")),
        ],
    )
    _table("Refused as typed, and still in other characters", measured.unicode.items())
    _table(
        "False alarms",
        [
            ("everyday notes", ask(refuse=False, trap=False)),
            ("notes with traps", ask(refuse=False, trap=True)),
            ("own references", ask(refuse=False, reference=True)),
            ("Swedish", ask(refuse=False, lang="sv")),
            ("English", ask(refuse=False, lang="en")),
            ("all", ask(refuse=False)),
        ],
    )
    for what, rows in measured.adversaries.items():
        _table(f"Adversaries: {what} refused as typed, and caught like this", rows.items())
    held = "unknown" if measured.megabytes is None else f"{measured.megabytes:.0f} MB"
    print(
        f"\nTime a note: median {measured.milliseconds(50):.2f} ms, 95 % {measured.milliseconds(95):.2f} ms. Memory: {held}"
    )
    busy = measured.processor(95)
    if busy is not None:
        print(f"Of a processor, whatever else the machine does: 95 % {busy:.2f} ms")


if __name__ == "__main__":
    sys.exit(main())
