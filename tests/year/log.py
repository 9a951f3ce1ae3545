"""What staff type in the course of a year, as values: for the console, and for whoever counts it by hand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Typed:
    """One command: when (local time), by whom, and with which code the bot must answer.

    `case` counts cases by the order in which they were opened (1, 2, …; `None`: about no case). `words` are
    the keys of the categories, dates and names as typed; those of `new` are channel, caller, concern, age,
    then the rest. An `undo` is about the case of its person's last command.
    """

    at: datetime
    who: str
    verb: str
    case: int | None
    words: tuple[str, ...]
    text: str
    answer: str

    @property
    def line(self) -> str:
        """The line of a console script."""
        names_case = self.case is not None and self.verb not in ("new", "undo")
        words = [self.verb, *([f"${self.case}"] if names_case else []), *self.words]
        return f"{self.who}: !case {' '.join(words)}" + (f" : {self.text}" if self.text else "")


def script(log: Iterable[Typed], end: datetime) -> list[str]:
    """A console script that types all of it, wants each answer, and lets time pass until `end`."""
    lines: list[str] = []
    now = None
    for typed in log:
        if typed.at != now:
            lines.append(f"@ {typed.at:%Y-%m-%d %H:%M}")
            now = typed.at
        lines += [typed.line, f"< {typed.answer}"]
    return [*lines, f"@ {end:%Y-%m-%d %H:%M}"]
