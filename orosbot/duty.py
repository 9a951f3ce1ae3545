"""Who is on duty: kept in memory alone, and only till midnight."""

from datetime import datetime


class Duty:
    """Who has gone off duty, and until when. Whoever has said nothing is on duty."""

    def __init__(self) -> None:
        self._off: dict[str, datetime] = {}

    def go_off(self, who: str, until: datetime) -> None:
        """Somebody is off duty until a moment (aware)."""
        self._off[who] = until

    def come_on(self, who: str) -> None:
        """Somebody is on duty again."""
        self._off.pop(who, None)

    def on(self, who: str, now: datetime) -> bool:
        """Whether somebody is on duty."""
        until = self._off.get(who)
        return until is None or until <= now
