"""`orosbot console`: the same desk and rules in a terminal, without Matrix.

Plays a script from a file or from stdin; in a terminal, what is typed. Each line that the bot says is
written out at once, so that a program can talk to it through pipes.
"""

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import BinaryIO

from orosbot import log, script, settings
from orosbot.casebook import Casebook
from orosbot.casebook.keys import has_storage_key, key_beside, storage_key
from orosbot.casebook.store import check_place
from orosbot.desk import Desk
from orosbot.desk_stage import ConsoleClock, DeskStage, to_utc
from orosbot.errors import ExpectationFailed, OrosbotError, ScriptError, UsageError
from orosbot.player import Player, Shown, play_all
from orosbot.printing import for_people, for_programs, local_part
from orosbot.settings import Roles, Settings
from orosbot.texts import LANGUAGES

TYPIST = "me"
"""Who speaks in a terminal when a line names nobody."""


def main(arguments: Sequence[str]) -> int:
    """Run `orosbot console` with these arguments and return its exit code.

    :raises OrosbotError: with a sentence for the user and the exit code.
    """
    args = _parser().parse_args(arguments)
    log.set_up(sys.stderr)
    if sys.stdout is None:
        raise UsageError("The console has nowhere to write: stdout is closed.")
    configured = read_settings(args.config)
    lines = _file(args.script)
    clock = ConsoleClock(_start(args.clock, configured))
    with closing(_open(args.db, configured)) as book:
        desk = Desk.build(configured, book, clock, args.lang or configured.language)
        stage = DeskStage(desk, book, clock, configured.zone, speakers(configured))
        player = Player(stage, _printer(sys.stdout.buffer, stage, configured, as_json=args.json))
        _play(player, lines, opened=args.db is not None or args.clock is not None)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="orosbot console",
        description="The same desk and rules in a terminal, without Matrix: plays a script, or you.",
        allow_abbrev=False,
    )
    parser.add_argument("--config", type=Path, metavar="FILE", help="the line's config; else the defaults")
    parser.add_argument("--db", type=Path, metavar="FILE", help="keep the casebook in this file, encrypted")
    parser.add_argument(
        "--clock", metavar="START", help="let the clock stand at YYYY-MM-DDTHH:MM, local time"
    )
    parser.add_argument("--lang", choices=LANGUAGES, help="the language of the answers")
    parser.add_argument("--json", action="store_true", help="one JSON object for each message of the bot")
    parser.add_argument("script", nargs="?", metavar="SCRIPT", help="a file to play, - or nothing for stdin")
    return parser


def speakers(configured: Settings) -> Callable[[str], str]:
    """The user ids of names: those of the config by their local part, others on the bot's own server."""
    server = configured.matrix.user_id.split(":", 1)[1] if configured.matrix is not None else "console"
    known = {local_part(user): user for user in (*configured.roles.staff, *configured.roles.leads)}
    return lambda name: known.get(name, f"@{name}:{server}")


def read_settings(path: Path | None) -> Settings:
    """The settings of a config; where it names no roles (or there is none), `lead` is a lead.

    :raises ConfigError: naming every fault.
    """
    configured = Settings() if path is None else settings.load(path)
    if "roles" in configured.model_fields_set:
        return configured
    lead = speakers(configured)("lead")
    return configured.model_copy(update={"roles": Roles(leads=[lead])})


def _start(text: str | None, configured: Settings) -> datetime | None:
    if text is None:
        return None
    try:
        return to_utc(script.local_time(text.strip()), configured.zone)
    except (ValueError, OverflowError):
        raise UsageError("--clock: write a local time like 2017-02-01T09:05.") from None


def _open(path: Path | None, configured: Settings) -> Casebook:
    if path is None:
        return Casebook.open(None)
    check_place(path)
    key = storage_key(configured) if has_storage_key(configured) else key_beside(path)
    return Casebook.open(path, key)


def _file(name: str | None) -> Iterable[str] | None:
    """The lines of a script file; `None` for stdin."""
    if name is None or name == "-":
        return None
    try:
        with Path(name).open("rb") as file:
            return list(script.decode(file))
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "no file name"
        raise UsageError(f"The script {name} cannot be read: {reason}.") from None


def _play(player: Player, lines: Iterable[str] | None, *, opened: bool) -> None:
    if lines is not None:
        # A whole script is read before anything of it is played.
        play_all(player, script.parse(lines))
    elif sys.stdin is not None and sys.stdin.isatty():
        _talk(player, opened=opened)
    elif sys.stdin is not None:
        for number, text in enumerate(script.decode(sys.stdin.buffer), 1):
            player.play(script.parse_line(number, text))
    player.listen()


def _talk(player: Player, *, opened: bool) -> None:
    """Play what is typed in a terminal; what cannot be played is said, and the talk goes on."""
    if opened:
        player.listen()
    for number in count(1):
        sys.stderr.write(f"{number}> ")
        sys.stderr.flush()
        typed = sys.stdin.buffer.readline()
        if not typed:
            sys.stderr.write("\n")
            return
        text = next(script.decode([typed]))
        try:
            player.play(script.parse_line(number, text, speaker=TYPIST))
        except (ScriptError, ExpectationFailed) as error:
            sys.stderr.write(f"{error}\n")


def _printer(
    out: BinaryIO, stage: DeskStage, configured: Settings, *, as_json: bool
) -> Callable[[Shown], None]:
    zone = configured.zone

    def show(shown: Shown) -> None:
        line = for_programs(shown, zone, stage.names()) if as_json else for_people(shown, zone)
        try:
            out.write(line.encode("utf-8", "replace") + b"\n")
            out.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise OrosbotError(f"The answers cannot be written: {error.strerror}.") from None

    return show
