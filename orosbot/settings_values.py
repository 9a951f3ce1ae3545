"""Single values of the config file: each is checked by itself, and its fault says how to write it."""

from datetime import time
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field


def _user_id(value: str) -> str:
    if not value.startswith("@") or ":" not in value:
        raise ValueError(f"{value!r} is not a Matrix user: write it like @name:example.org")
    return value


def _room_id(value: str) -> str:
    if not value.startswith("!") or len(value) < 2:
        raise ValueError(f"{value!r} is not a room id: write it like !id or !id:example.org")
    return value


def _url(value: str) -> str:
    if not value.startswith(("http://", "https://")):
        raise ValueError(f"{value!r} is no address: write it like https://matrix.example.org")
    return value.rstrip("/")


def _span(value: str) -> str:
    try:
        # 24:00 is the end of a day to people, not to datetime.time
        parts = value.removesuffix("-24:00") + "-23:59:59" if value.endswith("-24:00") else value
        start, end = (time.fromisoformat(part) for part in parts.split("-"))
    except ValueError:
        raise ValueError(f"{value!r} is no span of hours: write it like 09:00-12:00") from None
    if start.tzinfo or end.tzinfo:
        raise ValueError(f"{value!r} has a time zone: that is the config's `timezone`")
    if start >= end:
        raise ValueError(f"{value!r} ends before it starts")
    return value


def _country(value: str) -> str:
    if value not in ("", "SE"):
        from holidays import list_supported_countries

        if value not in list_supported_countries():
            raise ValueError(f"{value!r} is no country whose holidays are known: write it like SE")
    return value


def _home_known(value: Path) -> Path:
    if str(value).startswith("~"):
        raise ValueError(f"{str(value)!r}: there is no such home folder")
    return value


File = Annotated[Path, Field(strict=False), AfterValidator(_home_known)]
UserId = Annotated[str, AfterValidator(_user_id)]
Spans = list[Annotated[str, AfterValidator(_span)]]
RoomId = Annotated[str, AfterValidator(_room_id)]
Address = Annotated[str, AfterValidator(_url)]
Country = Annotated[str, AfterValidator(_country)]
