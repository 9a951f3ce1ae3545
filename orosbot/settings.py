"""The config file: TOML → frozen settings, every fault named at once.

Paths are relative to the file. Unknown keys are faults. The defaults are those of the original line.
"""

import os
import tomllib
import zoneinfo
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    PrivateAttr,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_core import ErrorDetails

from orosbot.errors import ConfigError
from orosbot.settings_values import Address, Country, File, RoomId, Spans, UserId
from orosbot.values import Role

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Matrix(_Section):
    """Where the bot lives."""

    homeserver: Address
    user_id: UserId
    room: RoomId
    password_file: File | None = None
    access_token_file: File | None = None
    device_id: str | None = None
    require_cross_signed: bool = True

    @model_validator(mode="after")
    def _token_with_device(self) -> "Matrix":
        if (self.access_token_file is None) != (self.device_id is None):
            raise ValueError("access_token_file and device_id belong together: give both or neither")
        return self


class Roles(_Section):
    """Who may do what. Without `staff`, everybody who has joined the room is staff."""

    leads: list[UserId] = Field(default_factory=list)
    staff: list[UserId] = Field(default_factory=list)

    def role_of(self, user: str) -> Role | None:
        """The role of somebody in the room; `None` for who is not obeyed."""
        if user in self.leads:
            return Role.LEAD
        if not self.staff or user in self.staff:
            return Role.STAFF
        return None


class Hours(_Section):
    """Staffed hours; a missing day is closed."""

    mon: Spans = Field(default_factory=list)
    tue: Spans = Field(default_factory=list)
    wed: Spans = Field(default_factory=list)
    thu: Spans = Field(default_factory=list)
    fri: Spans = Field(default_factory=list)
    sat: Spans = Field(default_factory=list)
    sun: Spans = Field(default_factory=list)
    holidays: Country = "SE"
    closed: list[date] = Field(default_factory=list)

    @field_validator("closed", mode="before")
    @classmethod
    def _dates(cls, value: object) -> object:
        if not isinstance(value, list):
            return value
        try:
            return [date.fromisoformat(day) if isinstance(day, str) else day for day in value]
        except ValueError:
            raise ValueError("write closed days like 2026-12-23") from None


DEFAULT_HOURS = Hours(
    mon=["09:00-12:00", "13:00-16:00", "18:00-22:00"],
    tue=["09:00-12:00", "13:00-16:00"],
    wed=["09:00-12:00", "13:00-16:00", "18:00-22:00"],
    thu=["09:00-12:00", "13:00-16:00"],
    fri=["09:00-12:00", "13:00-16:00", "18:00-22:00"],
)


class Routine(_Section):
    attempts: int = Field(3, ge=1, le=10)
    child_extra_attempts: int = Field(1, ge=0, le=5)
    followup_days: list[int] = [7, 14]
    actor_verified_days: int = Field(180, ge=1)

    @field_validator("followup_days")
    @classmethod
    def _pair(cls, value: list[int]) -> list[int]:
        if len(value) != 2 or not 0 < value[0] <= value[1] <= 90:
            raise ValueError("give the first and the last day, like [7, 14], at most 90")
        return value


class Reminders(_Section):
    reactions: bool = True


class Privacy(_Section):
    watch_room: bool = False
    retention_days: int = Field(90, ge=1)
    idle_days: int = Field(120, ge=1)


class Statistics(_Section):
    threshold: int = Field(5, ge=2)


class Law(_Section):
    duty: Literal["bör", "ska"] = "bör"


class Reference(_Section):
    digits: int = Field(7, ge=7, le=12)


class Storage(_Section):
    key_file: File | None = None


class Settings(_Section):
    """Everything that a config file can say."""

    language: Literal["sv", "en"] = "sv"
    timezone: str = "Europe/Stockholm"
    data_dir: File = Path("data")
    categories: File | None = None
    terms: File | None = None
    allow_list: File | None = None
    matrix: Matrix | None = None
    roles: Roles = Roles()
    hours: Hours = DEFAULT_HOURS
    routine: Routine = Routine()
    reminders: Reminders = Reminders()
    privacy: Privacy = Privacy()
    statistics: Statistics = Statistics()
    law: Law = Law()
    reference: Reference = Reference()
    storage: Storage = Storage()

    @field_validator("timezone")
    @classmethod
    def _zone(cls, value: str) -> str:
        try:
            zoneinfo.ZoneInfo(value)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError(f"{value!r} is no time zone: write it like Europe/Stockholm") from None
        return value

    _folder: Path | None = PrivateAttr(default=None)

    @property
    def folder(self) -> Path | None:
        """The folder of the config file, where the line keeps files of its own."""
        return self._folder

    @property
    def secret_files(self) -> list[Path]:
        """The files with keys and passwords that are named."""
        named = [self.storage.key_file]
        if self.matrix is not None:
            named += [self.matrix.password_file, self.matrix.access_token_file]
        return [path for path in named if path is not None]

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.timezone)


_PATHS = {"data_dir", "categories", "terms", "allow_list", "password_file", "access_token_file", "key_file"}


def load(path: Path) -> Settings:
    """Read a config file.

    :raises ConfigError: naming every fault, one a line.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ConfigError([f"{path}: there is no such file; `orosbot init` makes one."]) from None
    except OSError as error:
        raise ConfigError([f"{path}: {error.strerror}."]) from None
    except UnicodeDecodeError:
        raise ConfigError([f"{path}: not UTF-8 text."]) from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError([f"{path}: no valid TOML: {error}."]) from None
    data.setdefault("data_dir", str(Settings.model_fields["data_dir"].default))
    folder = path.parent.absolute()
    _resolve(data, folder)
    settings = parse(data, str(path))
    object.__setattr__(settings, "_folder", folder)
    return settings


def parse(data: dict[str, object], source: str) -> Settings:
    """Settings from the tables of a config file.

    :raises ConfigError: naming every fault, one a line.
    """
    try:
        return Settings.model_validate(data)
    except ValidationError as error:
        raise ConfigError([_fault(source, fault) for fault in error.errors()]) from None


def _resolve(data: dict[str, object], folder: Path) -> None:
    for name, value in data.items():
        if isinstance(value, dict):
            _resolve(value, folder)
        elif name in _PATHS and isinstance(value, str):
            # unlike Path.expanduser() this leaves the home of nobody as it is, for _home_known
            path = Path(os.path.expanduser(value))  # noqa: PTH111
            data[name] = path if str(path).startswith("~") else folder / path


_PLAIN = {
    "path_type": 'write a path in quotes, like "data"',
    "string_type": "write a text in quotes",
    "int_type": "write a whole number, without quotes",
    "bool_type": "write true or false, without quotes",
    "list_type": 'write a list, like ["one", "two"]',
    "date_type": "write a day like 2026-12-23",
    "model_type": "is a section: write its name in [brackets] on a line of its own, its keys below",
}
"""What to write instead, by the kind of fault; the others say it themselves."""


def _fault(source: str, fault: ErrorDetails) -> str:
    where = ".".join(str(part) for part in fault["loc"]) or "file"
    if fault["type"] == "extra_forbidden":
        return f"{source}: {where}: there is no such key; see orosbot.example.toml for those there are."
    if fault["type"] == "missing":
        return f"{source}: {where}: is missing."
    message = _PLAIN.get(fault["type"]) or str(fault["msg"]).removeprefix("Value error, ")
    return f"{source}: {where}: {message[:1].lower() + message[1:] if message[:1].isupper() else message}."
