"""What tests of the rounds share: a clock that goes on, and what the bot says of its own accord meanwhile."""

from datetime import UTC, datetime

from tests.room import Room, Said


def until(room: Room, moment: datetime) -> list[tuple[datetime, Said]]:
    """Let the clock go on to a moment, working off what falls due at its own time."""
    return room.pass_time(moment)


def local(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """A moment in summer time."""
    return datetime(year, month, day, hour - 2, minute, tzinfo=UTC)


def coded(said: list[tuple[datetime, Said]], code: str) -> list[Said]:
    """What was said with a code."""
    return [one for _at, one in said if one.code == code]


def woken(said: Said) -> list[str]:
    """Whom a message pings."""
    mentions = said.content["m.mentions"]
    assert isinstance(mentions, dict)
    return list(mentions.get("user_ids", []))
