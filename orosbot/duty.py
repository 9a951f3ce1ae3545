"""Who is on duty: kept in memory alone, and only till midnight."""

from datetime import datetime

KEPT = 10
"""So many of somebody's comings and goings can be taken back, the last one first."""


class Duty:
    """Who has gone off duty, and until when. Whoever has said nothing is on duty."""

    def __init__(self) -> None:
        self._off: dict[str, datetime] = {}
        self._before: dict[str, list[tuple[str, datetime | None]]] = {}

    def go_off(self, who: str, until: datetime, event_id: str) -> None:
        """Somebody is off duty until a moment (aware), because of what they typed as this event."""
        self._remember(who, event_id)
        self._off[who] = until

    def come_on(self, who: str, event_id: str) -> None:
        """Somebody is on duty again, because of what they typed as this event."""
        self._remember(who, event_id)
        self._off.pop(who, None)

    def _remember(self, who: str, event_id: str) -> None:
        earlier = self._before.get(who, [])[-KEPT + 1 :]
        self._before[who] = [*earlier, (event_id, self._off.get(who))]

    def take_back(self, who: str, event_id: str) -> bool:
        """Let be as it was before this event; `False` if that is not what changed it last."""
        earlier = self._before.get(who, [])
        if not earlier or earlier[-1][0] != event_id:
            return False
        until = earlier.pop()[1]
        if until is None:
            self._off.pop(who, None)
        else:
            self._off[who] = until
        return True

    def on(self, who: str, now: datetime) -> bool:
        """Whether somebody is on duty."""
        until = self._off.get(who)
        return until is None or until <= now
