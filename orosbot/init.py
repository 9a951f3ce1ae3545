"""`orosbot init`: from nothing to a bot in its room. Repeated, it finishes what is missing."""

import argparse
import asyncio
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from orosbot import configfile, log, settings
from orosbot.casebook import Casebook
from orosbot.casebook.keys import has_storage_key, new_key, storage_key, write_key_file
from orosbot.configfile import Wishes
from orosbot.errors import ConfigError, UsageError
from orosbot.matrix import setup
from orosbot.matrix.joining import sign_out
from orosbot.matrix.session import Session, load_session
from orosbot.private_files import private_folder, read_secret
from orosbot.settings import Matrix, Settings
from orosbot.texts import LANGUAGES

KEY_FILE = "storage-key"
CASEBOOK = "casebook.db"


def main(arguments: Sequence[str]) -> int:
    """Run `orosbot init` with these arguments and return its exit code.

    :raises OrosbotError: with a sentence for the user and the exit code.
    """
    args = _parser().parse_args(arguments)
    os.umask(0o077)
    log.set_up()
    config: Path = args.config.expanduser().absolute()
    wishes = Wishes(
        homeserver=args.homeserver,
        user_id=args.user_id,
        password_file=_absolute(args.password_file),
        room=args.room,
        leads=tuple(args.lead),
        language=args.language,
        data_dir=_absolute(args.data_dir),
    )
    asyncio.run(_init(config, wishes, _absolute(args.recovery_key_file), new_device=args.new_device))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="orosbot init",
        description="Signs the bot in, makes its identity and brings it into its room. "
        "Repeated, it finishes what is missing and changes nothing that is there.",
        allow_abbrev=False,
    )
    add = parser.add_argument
    add("--config", type=Path, metavar="FILE", required=True, help="the config; written if there is none")
    add("--homeserver", metavar="URL", help="address of the homeserver, like https://matrix.example.org")
    add("--user-id", metavar="ID", help="the bot's account, like @orosbot:example.org")
    add("--password-file", type=Path, metavar="FILE", help="its password, in the first line")
    add("--room", metavar="ID_OR_ALIAS", help="the team's encrypted room")
    add("--lead", metavar="ID", nargs="+", action="extend", default=[], help="who leads the line")
    add("--language", choices=LANGUAGES, help="of what the bot says; sv if not given")
    add("--data-dir", type=Path, metavar="DIR", help="where it keeps its data; else `data` beside the config")
    add(
        "--recovery-key-file",
        type=Path,
        metavar="FILE",
        help="if it exists: the recovery key, which brings back a lost identity.key; "
        "if not: the new recovery key is written there (else it is printed once)",
    )
    add("--new-device", action="store_true", help="a new device of the same identity, when crypto/ is lost")
    add("--yes", action="store_true", help="ask nothing (init asks nothing yet)")
    return parser


def _absolute(path: Path | None) -> Path | None:
    return None if path is None else path.expanduser().absolute()


async def _init(config: Path, wishes: Wishes, recovery_file: Path | None, *, new_device: bool) -> None:
    if present := _present_config(config):
        if different := configfile.differences(wishes, present):
            raise _says_otherwise(config, different)
        configured, session = present, None
    else:
        configured, session = await _new_config(config, wishes, new_device=new_device)
        new_device = False
    if configured.matrix is None:
        raise ConfigError([f"{config}: matrix: is missing: remove the file, then run `orosbot init` again."])
    matrix = _with_password_file(configured.matrix, wishes.password_file)
    private_folder(configured.data_dir)
    old = _old_session(configured.data_dir, matrix)
    if present and await _other_room(wishes.room, matrix, None if new_device else old):
        raise _says_otherwise(config, ["--room"])
    if session is None:
        session = await setup.sign_in(matrix, configured.data_dir, new_device=new_device, say=_say)
    book = Casebook.open(configured.data_dir / CASEBOOK, storage_key(configured), room=matrix.room)
    try:
        await setup.Setup(matrix, configured.data_dir, book, session, recovery_file, _say).finish()
    finally:
        book.close()
        if new_device and old is not None and await sign_out(matrix.homeserver, old):
            _say(f"The device {old.device_id} is signed out.")
    _say(f"Done. Start the bot with: orosbot run --config {config}")


def _says_otherwise(config: Path, flags: list[str]) -> UsageError:
    return UsageError(
        f"{config} is there already and says otherwise than {', '.join(flags)}: change it there, or leave the flags out."
    )


def _with_password_file(matrix: Matrix, given: Path | None) -> Matrix:
    """A password file of now counts, wherever the config says that one was."""
    return matrix if given is None else matrix.model_copy(update={"password_file": given})


async def _other_room(wanted: str | None, matrix: Matrix, session: Session | None) -> bool:
    """Whether an alias is now of another room than the config's. Anybody may ask for it, signed in or not."""
    if wanted is None or not wanted.startswith("#"):
        return False
    return await setup.room_id(wanted, matrix, session) != matrix.room


async def _new_config(config: Path, wishes: Wishes, *, new_device: bool) -> tuple[Settings, Session]:
    """Sign in, look up the room, and write config and key file."""
    key_file = config.parent / KEY_FILE
    own_key = not has_storage_key(settings.Settings())
    # Everything is checked before anything is done; an alias is looked up when signed in.
    checked = _checked(config, wishes, key_file if own_key else None)
    matrix = _matrix_of(checked)
    is_first = not checked.data_dir.exists()
    private_folder(checked.data_dir)
    try:
        session = await setup.sign_in(matrix, checked.data_dir, new_device=new_device, say=_say)
    except BaseException:
        if is_first:
            with suppress(OSError):
                checked.data_dir.rmdir()
        raise
    if wishes.room is not None and wishes.room.startswith("#"):
        matrix = matrix.model_copy(update={"room": await setup.room_id(wishes.room, matrix, session)})
    if own_key and not key_file.exists():
        write_key_file(key_file, new_key())
        _say(f"The storage key is in {key_file}. Keep a copy of it, apart from the data.")
    configfile.write_config(config, checked, matrix)
    _say(f"The config is in {config}.")
    return settings.load(config), session


def _checked(config: Path, wishes: Wishes, key_file: Path | None) -> Settings:
    """What the flags say. :raises ConfigError: naming every fault of theirs, and of the files they name."""
    faults = []
    if lacking := configfile.missing(wishes):
        faults.append(
            f"There is no {config} yet. To write it I need: {', '.join(lacking)}. `orosbot init --help` says what they mean."
        )
    checked = settings.Settings()
    try:
        tables = configfile.as_tables(configfile.filled(wishes), config, key_file=key_file)
        is_alias = wishes.room is not None and wishes.room.startswith("#")
        checked = settings.parse(_with_room(tables, "!looked-up") if is_alias else tables, "the flags")
    except ConfigError as error:
        faults += error.faults
    if wishes.password_file is not None:
        try:
            read_secret(wishes.password_file, "the bot's password")
        except UsageError as error:
            faults.append(str(error))
    if not config.parent.is_dir():
        faults.append(f"There is no folder {config.parent} for the config: make it first.")
    if faults:
        raise ConfigError(faults)
    return checked


def _present_config(config: Path) -> Settings | None:
    return settings.load(config) if config.exists() else None


def _with_room(tables: dict[str, object], room: str) -> dict[str, object]:
    matrix = tables["matrix"]
    return {**tables, "matrix": {**(matrix if isinstance(matrix, dict) else {}), "room": room}}


def _matrix_of(configured: Settings) -> Matrix:
    if configured.matrix is None:
        raise ConfigError(["the flags: matrix: is missing."])
    return configured.matrix


def _old_session(data_dir: Path, matrix: Matrix) -> Session | None:
    """The device that a new one replaces; a damaged file is none."""
    try:
        return load_session(data_dir, matrix)
    except UsageError:
        return None


def _say(line: str) -> None:
    print(line, flush=True)
