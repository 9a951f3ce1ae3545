"""Writing a new config file, and comparing one that exists with what was asked for."""

import json
from dataclasses import dataclass, replace
from pathlib import Path

from orosbot.private_files import write_private
from orosbot.settings import Matrix, Settings


@dataclass(frozen=True, slots=True)
class Wishes:
    """What `orosbot init` was given; `None` and empty where nothing was said. Paths are absolute."""

    homeserver: str | None = None
    user_id: str | None = None
    password_file: Path | None = None
    room: str | None = None
    leads: tuple[str, ...] = ()
    language: str | None = None
    data_dir: Path | None = None


def missing(wishes: Wishes) -> list[str]:
    """The flags without which no config can be written."""
    needed = {
        "--homeserver": wishes.homeserver,
        "--user-id": wishes.user_id,
        "--password-file": wishes.password_file,
        "--room": wishes.room,
        "--lead": wishes.leads,
    }
    return [flag for flag, value in needed.items() if not value]


def filled(wishes: Wishes) -> Wishes:
    """The same with something in order for each flag that is `missing`, so that the others can be checked."""
    return replace(
        wishes,
        homeserver=wishes.homeserver or "http://unsaid",
        user_id=wishes.user_id or "@un:said",
        room=wishes.room or "!unsaid",
    )


def differences(wishes: Wishes, settings: Settings) -> list[str]:
    """The flags that say something else than the config.

    A room's alias is compared when it is resolved. The password file is not compared: it is for signing in
    alone, may be gone from the config by then, and where it lies now is what the flag says.
    """
    matrix = settings.matrix
    if matrix is None:
        return []
    pairs: dict[str, tuple[object, object]] = {
        "--homeserver": (wishes.homeserver and wishes.homeserver.rstrip("/"), matrix.homeserver),
        "--user-id": (wishes.user_id, matrix.user_id),
        "--lead": (set(wishes.leads), set(settings.roles.leads)),
        "--language": (wishes.language, settings.language),
        "--data-dir": (wishes.data_dir, settings.data_dir),
    }
    if wishes.room is not None and wishes.room.startswith("!"):
        pairs["--room"] = (wishes.room, matrix.room)
    return [flag for flag, (wanted, given) in pairs.items() if wanted and wanted != given]


def as_tables(wishes: Wishes, config: Path, *, key_file: Path | None) -> dict[str, object]:
    """The tables of a config file, as `settings.parse` takes them."""
    tables: dict[str, object] = {
        "language": wishes.language or "sv",
        "data_dir": wishes.data_dir or config.parent / "data",
        "matrix": {
            "homeserver": wishes.homeserver,
            "user_id": wishes.user_id,
            "room": wishes.room,
            "password_file": wishes.password_file,
        },
        "roles": {"leads": list(wishes.leads)},
    }
    return tables if key_file is None else {**tables, "storage": {"key_file": key_file}}


def write_config(path: Path, settings: Settings, matrix: Matrix) -> None:
    """Write a new config file, readable by the owner alone. :raises UsageError: if it cannot be written."""
    text = _TEMPLATE.format(
        language=_toml(settings.language),
        timezone=_toml(settings.timezone),
        data_dir=_toml(settings.data_dir),
        homeserver=_toml(matrix.homeserver),
        user_id=_toml(matrix.user_id),
        room=_toml(matrix.room),
        password_file=_toml(matrix.password_file),
        leads=", ".join(_toml(lead) for lead in settings.roles.leads),
        storage=_STORAGE.format(key_file=_toml(settings.storage.key_file))
        if settings.storage.key_file
        else "",
    )
    write_private(path, text)


def _toml(value: object) -> str:
    return json.dumps(str(value), ensure_ascii=False)  # a JSON string is one of TOML too


_TEMPLATE = """\
# Written by `orosbot init`. Every key there is stands, with its meaning, in orosbot.example.toml.
# Paths are relative to this file.

language = {language}                     # of what the bot says: "sv" or "en"
timezone = {timezone}
data_dir = {data_dir}                     # casebook, identity and encryption keys

[matrix]
homeserver = {homeserver}
user_id = {user_id}
room = {room}
password_file = {password_file}           # only `orosbot init` reads it

[roles]
leads = [{leads}]                         # everybody else who has joined the room is staff
{storage}"""

_STORAGE = """
[storage]
key_file = {key_file}                     # opens the casebook: keep a copy, apart from the data
"""
