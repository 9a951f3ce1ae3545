"""When something falls due next, looked for once: the bot asks every few seconds, and most of it means reading
what is agreed on in all cases.
"""

from collections.abc import Callable
from datetime import datetime


class Ahead:
    """What was found holds until then, if nothing is written meanwhile."""

    def __init__(self) -> None:
        self._looked: tuple[int, datetime, datetime | None] | None = None

    def next(self, version: int, now: datetime, look: Callable[[], datetime | None]) -> datetime | None:
        """The next moment, from what was found before or from `look`; `version` is that of the casebook."""
        if self._looked is not None:
            seen, looked, found = self._looked
            if seen == version and (looked == now or (found is not None and looked < now < found)):
                return found
        found = look()
        self._looked = (version, now, found)
        return found
