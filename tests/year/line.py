"""The whole line as a year's commands leave it: all cases, the actors that were rung, and what can be undone."""

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.year.log import Typed
from tests.year.matter import Matter

HOLDS = timedelta(days=180)
BESIDE = {"count": "noncase-recorded", "log": "journal-recorded"}


@dataclass(slots=True)
class Line:
    """`do` gives the code with which a command is answered, `None` if it would be refused: then nothing changes."""

    matters: dict[int, Matter] = field(default_factory=dict)
    verified: dict[str, datetime] = field(default_factory=dict)
    _before: dict[str, tuple[int, Matter | None]] = field(default_factory=dict)

    def do(self, typed: Typed) -> str | None:
        if typed.verb in BESIDE:
            return BESIDE[typed.verb]
        if typed.verb == "actor":
            return self._actor(typed)
        assert typed.case is not None
        if typed.verb == "undo":
            return self._undo(typed)
        before = deepcopy(self.matters.get(typed.case))
        if typed.verb == "new":
            answer: str | None = "case-opened"
            self.matters[typed.case] = Matter.of(typed)
            if not self.matters[typed.case].is_open:
                answer = "case-closed"
        else:
            answer = self.matters[typed.case].do(typed, verified=self._is_verified(typed))
        if answer is not None:
            self._before[typed.who] = (typed.case, before)
        elif before is not None:
            self.matters[typed.case] = before
        return answer

    def _undo(self, typed: Typed) -> str | None:
        case, before = self._before.pop(typed.who)
        assert case == typed.case
        if before is None:
            del self.matters[case]
        else:
            self.matters[case] = before
        return "undone"

    def _actor(self, typed: Typed) -> str:
        if typed.words[0] == "add":
            return "actor-added"
        self.verified[typed.words[1]] = typed.at
        for matter in self.matters.values():
            matter.tasks.pop(typed.words[1], None)
        return "actor-verified"

    def _is_verified(self, typed: Typed) -> bool:
        rung = self.verified.get(typed.words[0] if typed.words else "")
        return rung is not None and typed.at < rung + HOLDS
