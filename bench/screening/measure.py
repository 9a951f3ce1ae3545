"""Puts all notes to the screen, and counts."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from bench.screening.adversaries import versions
from bench.screening.judge import Answer, Judge
from bench.screening.notes import Note
from bench.screening.variants import UNICODE

ADVERSARIES = {"numbers": ("personnummer", "phone"), "names": ("name",), "links": ("email", "url")}
"""Which kinds of notes they are tried on, easy and medium ones."""


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    count: int
    total: int

    @property
    def percent(self) -> float:
        """100 of none."""
        return 100 * self.count / self.total if self.total else 100.0

    def __str__(self) -> str:
        return f"{self.percent:5.1f} %  ({self.count} of {self.total})"


@dataclass(frozen=True, slots=True)
class Measured:
    """What the screen said of every note."""

    notes: tuple[tuple[Note, Answer], ...]
    changed: tuple[Note, ...]
    """Those that it judged otherwise when they came in the opposite order."""
    unicode: dict[str, Share]
    """By variant, how many of those refused as typed are refused in other characters too."""
    adversaries: dict[str, dict[str, Share]]
    megabytes: float | None

    def refused(self, *, kind: str | None = None, levels: Sequence[str] = (), **asked: object) -> Share:
        """How many of the notes with these properties are refused."""
        answers = [
            answer.refused
            for note, answer in self.notes
            if (kind is None or kind in note.kinds)
            and (not levels or note.level in levels)
            and all(getattr(note, name) == value for name, value in asked.items())
        ]
        return Share(sum(answers), len(answers))

    def plain(self, kind: str) -> Share:
        """Of the easy and medium notes with this kind."""
        return self.refused(kind=kind, levels=("easy", "medium"))

    def named(self, kind: str) -> Share:
        """How many of the refused notes with this kind are refused for it, perhaps among others."""
        answers = [
            kind in answer.kinds for note, answer in self.notes if kind in note.kinds and answer.refused
        ]
        return Share(sum(answers), len(answers))

    @property
    def without_kind(self) -> tuple[Note, ...]:
        """Notes refused for nothing."""
        return tuple(note for note, answer in self.notes if answer.refused and not answer.kinds)

    @property
    def wrong(self) -> tuple[Note, ...]:
        """Notes that were judged otherwise than they should be."""
        return tuple(note for note, answer in self.notes if note.refuse != answer.refused)

    def processor(self, percentile: int) -> float | None:
        """How many milliseconds of a processor so many percent of the notes took at most; `None` if unknown."""
        seconds = [answer.processor for _, answer in self.notes if answer.processor is not None]
        return 1000 * statistics.quantiles(seconds, n=100)[percentile - 1] if len(seconds) > 1 else None

    def milliseconds(self, percentile: int) -> float:
        """How long so many percent of the notes took at most."""
        return (
            1000 * statistics.quantiles((answer.seconds for _, answer in self.notes), n=100)[percentile - 1]
        )


def measure(notes: Sequence[Note], *, adversaries: bool = True) -> Measured:
    """Put the notes to one process: as they are, backwards, in other characters, and as adversaries would write them."""
    with Judge() as judge:
        judge.look_at(note.text for note in notes[:50])  # lists are read when the first note needs them
        answers = judge.look_at(note.text for note in notes)
        again = judge.look_at(note.text for note in reversed(notes))[::-1]
        judged = tuple(zip(notes, answers, strict=True))
        return Measured(
            notes=judged,
            changed=tuple(
                note
                for (note, first), second in zip(judged, again, strict=True)
                if _said(first) != _said(second)
            ),
            unicode=_unicode(judge, [note.text for note, answer in judged if note.refuse and answer.refused]),
            adversaries=_adversaries(judge, judged) if adversaries else {},
            megabytes=judge.megabytes(),
        )


def _said(answer: Answer) -> tuple[bool, tuple[str, ...], str]:
    return answer.refused, answer.kinds, answer.masked


def _unicode(judge: Judge, texts: Sequence[str]) -> dict[str, Share]:
    shares = {}
    for name, change in UNICODE.items():
        changed = [new for text in texts if (new := change(text)) != text]
        shares[name] = Share(sum(judge.look(text).refused for text in changed), len(changed))
    return shares


def _adversaries(judge: Judge, judged: Sequence[tuple[Note, Answer]]) -> dict[str, dict[str, Share]]:
    tables = {}
    for what, kinds in ADVERSARIES.items():
        texts = [
            note.text
            for note, answer in judged
            if answer.refused
            and note.level != "hard"
            and note.unicode is None
            and set(kinds) & set(note.kinds)
        ]
        tables[what] = {
            name: Share(
                sum(any(judge.look(part).refused for part in made) for made in all_made), len(all_made)
            )
            for name, all_made in versions(texts, what).items()
        }
    return tables
