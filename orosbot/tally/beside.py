"""What stands beside the figures: the year's events, which are marks on the picture, and the period's lessons."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from babel.dates import format_date

from orosbot.tally.summary import Edition, Entry
from orosbot.texts import Texts


@dataclass(frozen=True, slots=True)
class Line:
    """One of them: what we say of it, and what staff wrote, in the message `source`; one of both may be empty."""

    head: str
    text: str = field(repr=False)
    source: str

    @property
    def plain(self) -> str:
        """`1 · 14 mars: what staff wrote`."""
        return ": ".join(part for part in (self.head, self.text) if part)


def events(edition: Edition, texts: Texts) -> tuple[Line, ...]:
    """The events by the number of their mark."""
    return tuple(
        Line(f"{one.number} · {short_day(one.day, texts)}", _one_line(one.text), one.source)
        for one in edition.events
    )


def lessons(edition: Edition, texts: Texts) -> tuple[Line, ...]:
    """The lessons by the number with which a lead approves them."""
    return tuple(
        Line(_lesson(one, texts).format(number=one.number), _one_line(one.text), one.source)
        for one in edition.lessons
    )


def approved(lessons: Sequence[Entry]) -> tuple[Line, ...]:
    """Those that may leave the team, without the team's numbers."""
    return tuple(Line("", _one_line(one.text), one.source) for one in lessons if one.approved)


def short_day(day: date, texts: Texts) -> str:
    """`14 mars`."""
    return str(format_date(day, "d MMMM", locale=texts.language))


def _lesson(one: Entry, texts: Texts) -> str:
    _ = texts.get
    return _("Lesson {number}, approved") if one.approved else _("Lesson {number}")


def _one_line(text: str) -> str:
    return "".join(c for c in " ".join(text.split()) if c.isprintable())
