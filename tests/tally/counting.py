"""Every figure of the tally counted once more, from what was typed and how it was answered, by docs/tally.md.

Nothing here knows how orosbot counts or stores: `Ledger` works off the commands in order, keeps a page for each case,
and puts the page back as it was when a command is taken back.
"""

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.tally.pages import Page, do, opened
from tests.year.line import BESIDE
from tests.year.log import Typed

ERASED_AFTER = timedelta(days=90)


@dataclass(slots=True)
class Ledger:
    """`pages` are those of the cases by the order in which they were opened; `earlier` those of cases that were erased
    before their number was opened again."""

    pages: dict[int, Page] = field(default_factory=dict)
    earlier: list[Page] = field(default_factory=list)
    noncases: list[tuple[datetime, str, str]] = field(default_factory=list)
    journal: list[tuple[datetime, str]] = field(default_factory=list)
    kinds: dict[str, str] = field(default_factory=dict)
    _before: dict[str, tuple[int, Page | None]] = field(default_factory=dict)

    @classmethod
    def of(cls, log: Iterable[Typed]) -> "Ledger":
        """Of all that was typed."""
        found = cls()
        for typed in log:
            found.write(typed)
        return found

    def all(self) -> list[Page]:
        return [*self.earlier, *self.pages.values()]

    def write(self, typed: Typed) -> None:
        if typed.answer.startswith("error"):
            return
        if typed.verb in BESIDE:
            self._beside(typed)
        elif typed.verb == "actor":
            self._actor(typed)
        elif typed.verb == "undo":
            self._undo(typed)
        else:
            assert typed.case is not None
            self._before[typed.who] = (typed.case, deepcopy(self.pages.get(typed.case)))
            self._of_case(typed, typed.case)

    def _beside(self, typed: Typed) -> None:
        if typed.verb == "count":
            kind, channel = typed.words
            self.noncases.append((typed.at, kind, channel))
        elif typed.words[0] == "contacted":
            self.journal.append((typed.at, f"contacted-{typed.words[1]}"))
        else:
            self.journal.append((typed.at, typed.words[0]))

    def _actor(self, typed: Typed) -> None:
        if typed.words[0] == "add":
            self.kinds[typed.words[1]] = typed.words[2]
            return
        for page in self.pages.values():
            for one in page.referrals:
                if one.actor == typed.words[1] and one.made is None and not one.cancelled:
                    one.made = typed.at
                    page.worked.add(typed.at)

    def _undo(self, typed: Typed) -> None:
        case, before = self._before.pop(typed.who)
        if before is None:
            del self.pages[case]
        else:
            self.pages[case] = before

    def _of_case(self, typed: Typed, case: int) -> None:
        if typed.verb == "new":
            self.pages[case] = opened(typed)
            return
        page = self.pages[case]
        if typed.verb == "reopen":
            assert page.closed is not None
            if typed.at - page.closed.at > ERASED_AFTER:
                self.earlier.append(page)
                self.pages[case] = Page(typed.at, worked={typed.at})
                return
            page.closed.stands = False
            page.worked.add(typed.at)
        else:
            do(page, typed)
