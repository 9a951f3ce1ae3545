"""The demo without a terminal: a script or a pipe goes in, the bot's messages come out, line by line."""

import asyncio
import json
import os
import sys
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from typing import BinaryIO

from orosbot import script
from orosbot.demo import typed
from orosbot.demo.conversation import Conversation
from orosbot.demo.helpline import Helpline
from orosbot.demo.names import YOU
from orosbot.demo.room_stage import RoomStage
from orosbot.demo.welcome import help_lines, welcome
from orosbot.player import Shown
from orosbot.printing import for_people, for_programs
from orosbot.script import Comment, Line
from orosbot.settings import Settings
from orosbot.texts import Texts


class Plain:
    """Messages of the bot go to `out` in the console's forms; everything else is said to `say`."""

    def __init__(
        self,
        helpline: Helpline,
        out: BinaryIO,
        say: Callable[[str], None],
        texts: Texts,
        *,
        as_json: bool,
    ) -> None:
        self._helpline = helpline
        self._out = out
        self._say = say
        self._texts = texts
        self._as_json = as_json
        self._zone = Settings().zone
        stage = RoomStage(helpline.team, helpline.bot, prompted=True)
        stage.talk = self._talk
        self._conversation = Conversation(stage, self._show)

    async def script(self, texts: list[str], lines: list[Line]) -> None:
        """Play a script; stops at the first line that fails.

        :raises OrosbotError: as the console does.
        """
        for text, line in zip(texts, lines, strict=True):
            if not isinstance(line, Comment):
                self._say(f"{line.number:3} {text.strip()}")
            await self._conversation.play(line)
        await self._conversation.listen()

    async def pipe(self) -> None:
        """Play what comes through stdin, until it ends; a line that names nobody is yours.

        :raises OrosbotError: as the console does.
        """
        for line in welcome(self._helpline.access, self._texts):
            print(line, file=sys.stderr, flush=True)
        listening = asyncio.create_task(self._conversation.keep_listening())
        try:
            await self._play_pipe()
            await self._conversation.listen()
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)

    async def _play_pipe(self) -> None:
        you, number = YOU, 0
        async for text in _stdin_lines():
            number += 1
            match typed.read(number, text, you):
                case typed.Quit():
                    return
                case typed.Help():
                    print("\n".join(help_lines(self._texts)), file=sys.stderr, flush=True)
                case typed.Become(name):
                    await self._helpline.team.fetch(name)
                    you = name
                case line:
                    await self._conversation.play(line)

    def _show(self, shown: Shown) -> None:
        names = self._helpline.team.name_of
        line = for_programs(shown, self._zone, names) if self._as_json else for_people(shown, self._zone)
        self._out.write(line.encode("utf-8", "replace") + b"\n")
        self._out.flush()

    def _talk(self, name: str, text: str) -> None:
        # As a string of JSON: what somebody else wrote must not move the cursor.
        self._say(f"{name}: {json.dumps(text, ensure_ascii=False)[1:-1]}")


async def _stdin_lines() -> AsyncIterator[str]:
    """Lines as they come, whatever stdin is. The thread ends with the process: a read cannot be broken off."""
    if sys.stdin is None:
        return
    lines: asyncio.Queue[bytes | None] = asyncio.Queue()
    loop = asyncio.get_running_loop()
    own = os.dup(sys.stdin.fileno())  # closing sys.stdin at exit would wait for a read that goes on

    def put(line: bytes | None) -> None:
        with suppress(RuntimeError):  # the loop has ended
            loop.call_soon_threadsafe(lines.put_nowait, line)

    def read() -> None:
        with os.fdopen(own, "rb") as stdin:
            for line in iter(stdin.readline, b""):
                put(line)
        put(None)

    threading.Thread(target=read, name="stdin", daemon=True).start()
    while (line := await lines.get()) is not None:
        for text in script.decode([line]):
            yield text
