"""`orosbot demo`: a local homeserver, an encrypted room, the real bot, and you as a staff member.

Plays a script, or what is typed in a terminal, or the lines of a pipe. However it ends, nothing stays:
no process, no folder.
"""

import argparse
import asyncio
import os
import signal
import sys
import time
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path

from orosbot import script
from orosbot.demo import names, plain
from orosbot.demo.helpline import Helpline
from orosbot.demo.room_stage import NO_CLOCK, RoomStage
from orosbot.demo.welcome import welcome
from orosbot.errors import ScriptError, UsageError
from orosbot.script import ClockAt, ClockBy, Line
from orosbot.texts import LANGUAGES, load

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def main(arguments: Sequence[str]) -> int:
    """Run `orosbot demo` with these arguments and return its exit code.

    :raises OrosbotError: with a sentence for the user and the exit code.
    """
    args = _parser().parse_args(arguments)
    os.umask(0o077)
    if sys.stdout is None:
        raise UsageError("The demo has nowhere to write: stdout is closed.")
    typed = args.script is None and sys.stdin is not None and sys.stdin.isatty()
    in_terminal = typed and sys.stdout.isatty()
    if in_terminal and args.json:
        raise UsageError("--json is for scripts and pipes.")
    written = None if args.script is None else _read(args.script)
    lines = None if written is None else _parse(written)
    started = time.monotonic()

    def say(step: str) -> None:
        print(f"[demo {time.monotonic() - started:4.1f} s] {step}", file=sys.stderr, flush=True)

    return _run(_demo(args.lang, written, lines, say, as_json=args.json, in_terminal=in_terminal))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="orosbot demo",
        description="A local homeserver, an encrypted room, the bot, and you in it as a staff member. "
        "Nothing of it stays.",
        allow_abbrev=False,
    )
    parser.add_argument("--script", metavar="FILE", help="play a console script in the room; - is stdin")
    parser.add_argument(
        "--lang", choices=LANGUAGES, default="sv", help="what the bot speaks; sv if not given"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object for each message of the bot")
    return parser


def _read(name: str) -> list[str]:
    try:
        if name == "-" and sys.stdin is not None:
            return list(script.decode(sys.stdin.buffer))
        with Path(name).open("rb") as file:
            return list(script.decode(file))
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "no file name"
        raise UsageError(f"The script {name} cannot be read: {reason}.") from None


def _parse(texts: list[str]) -> list[Line]:
    """A whole script, before anything is started for it."""
    lines = script.parse(texts)
    clocks = [line.number for line in lines if isinstance(line, ClockAt | ClockBy)]
    if clocks:
        raise ScriptError("\n".join(f"line {number}: {NO_CLOCK}" for number in clocks))
    if names.BOT in names.speakers(lines):
        raise ScriptError(names.TAKEN)
    return lines


async def _demo(
    language: str,
    written: list[str] | None,
    lines: list[Line] | None,
    say: Callable[[str], None],
    *,
    as_json: bool,
    in_terminal: bool,
) -> int:
    also = [] if in_terminal else [names.PROMPTER, *names.speakers(lines or [])]
    texts = load(language)
    async with Helpline(texts, say, also=also) as helpline:
        if in_terminal:
            from orosbot.demo.terminal import Terminal, keyboard

            stage = RoomStage(helpline.team, helpline.bot, prompted=False)
            with keyboard():
                above = welcome(helpline.access, texts)
                terminal = Terminal(helpline.team, stage, above, texts)
                await helpline.guard(terminal.run())
        else:
            player = plain.Plain(helpline, sys.stdout.buffer, say, texts, as_json=as_json)
            await helpline.guard(player.pipe() if lines is None else player.script(written or [], lines))
    return 0


def _run(work: Coroutine[None, None, int]) -> int:
    """Run to the end, cleaning up whatever ends it; only the first signal counts, for that takes a moment."""
    received: list[int] = []

    async def until_signalled() -> int:
        loop, working = asyncio.get_running_loop(), asyncio.ensure_future(work)

        def stop(number: int) -> None:
            if not received:
                received.append(number)
                working.cancel()

        for number in SIGNALS:
            loop.add_signal_handler(number, stop, number)
        return await working

    try:
        return asyncio.run(until_signalled())
    except asyncio.CancelledError:
        return 128 + received[0] if received else 1
