"""The way in. Every other module is imported where a command needs it: `--help` must not wait for nio."""

import os
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

from orosbot import __version__

Command = Callable[[Sequence[str]], int]

USAGE = """\
usage: orosbot COMMAND …

  init      sign the bot in, make its identity, bring it into its room
  run       the bot
  console   the same desk in a terminal, without Matrix
  demo      try it: a local homeserver, an encrypted room, the bot, and you
  doctor    check everything, and say how to mend it
  actors    the directory of actors into a file, or from one
  screen    what the screen for personal data finds in notes
  tally     the figures of a month, a quarter, a year
  merge     the figures of several lines added up into one
  purge     erase now what is due to be erased

`orosbot COMMAND --help` tells more of each. `orosbot --version` says which version this is.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code. Never raises and never shows a traceback."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _dispatch(given)
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 0 if ended.code is None else 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Who read has gone. Python would complain once more when it closes stdout at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0
    except Exception as error:
        return _failed(error)


def _dispatch(given: list[str]) -> int:
    name = given[0] if given else "--help"
    if name in ("--version", "-V"):
        print(f"orosbot {__version__}")
        return 0
    if name in ("--help", "-h", "help"):
        print(USAGE, end="")
        return 0 if given else 2
    command = COMMANDS.get(name)
    if command is None:
        print(f"orosbot: there is no command {name!r}. There are: {', '.join(COMMANDS)}.", file=sys.stderr)
        return 2
    return command(given[1:])


def _init(arguments: Sequence[str]) -> int:
    from orosbot import init

    return init.main(arguments)


def _run(arguments: Sequence[str]) -> int:
    config = _config_of("run", "The bot: serves its room until it gets SIGTERM or Ctrl-C.", arguments)
    from orosbot import app

    return app.run(config)


def _console(arguments: Sequence[str]) -> int:
    from orosbot import console

    return console.main(arguments)


def _demo(arguments: Sequence[str]) -> int:
    from orosbot import demo

    return demo.main(arguments)


def _doctor(arguments: Sequence[str]) -> int:
    config = _config_of("doctor", "Checks everything, a line each, and says how to mend it.", arguments)
    from orosbot import doctor

    return doctor.examine(config)


def _actors(arguments: Sequence[str]) -> int:
    from orosbot import actors_command

    return actors_command.main(arguments)


def _screen(arguments: Sequence[str]) -> int:
    from orosbot import screen_command

    return screen_command.main(arguments)


def _tally(arguments: Sequence[str]) -> int:
    from orosbot import tally_command

    return tally_command.main(arguments)


def _purge(arguments: Sequence[str]) -> int:
    from orosbot import purge_command

    return purge_command.main(arguments)


def _merge(arguments: Sequence[str]) -> int:
    from orosbot import tally_command

    return tally_command.merge(arguments)


COMMANDS: dict[str, Command] = {
    "init": _init,
    "run": _run,
    "console": _console,
    "demo": _demo,
    "doctor": _doctor,
    "actors": _actors,
    "screen": _screen,
    "tally": _tally,
    "merge": _merge,
    "purge": _purge,
}


def _config_of(command: str, description: str, arguments: Sequence[str]) -> Path:
    import argparse

    parser = argparse.ArgumentParser(prog=f"orosbot {command}", description=description, allow_abbrev=False)
    parser.add_argument(
        "--config", type=Path, metavar="FILE", required=True, help="as `orosbot init` wrote it"
    )
    config: Path = parser.parse_args(arguments).config
    return config.expanduser().absolute()


def _failed(error: Exception) -> int:
    """A sentence on stderr; of a bug only its class and place, for its message may quote what staff wrote."""
    from orosbot.errors import OrosbotError

    if isinstance(error, OrosbotError):
        print(f"orosbot: {error}", file=sys.stderr)
        return error.exit_code
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    print(f"orosbot: a bug: {type(error).__name__} at {place}. Please report it.", file=sys.stderr)
    return 1
