"""Single values of the config file: each is checked by itself, and its fault says how to write it."""

from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field

from orosbot.rules.hours import check_country, read_span


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
    read_span(value)
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
Country = Annotated[str, AfterValidator(check_country)]
