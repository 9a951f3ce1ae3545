"""One after the other what people type and what the bot says: the player, beside a loop that must not wait."""

import asyncio
from collections.abc import Callable
from typing import NoReturn, Protocol

from orosbot.player import Player, Shown
from orosbot.script import Line
from orosbot.stage import Stage


class LiveStage(Stage, Protocol):
    """A stage whose bot speaks when it wants. Its methods are called in other threads."""

    news: asyncio.Event
    """Set while there is something to `hear`."""
    talk: Callable[[str, str], None]
    """Gets, in the loop, what is said by people who don't act on this stage: name and text."""


class Conversation:
    """Plays lines on a stage whose bot answers by itself. `show` is called in the loop, in order."""

    def __init__(self, stage: LiveStage, show: Callable[[Shown], None]) -> None:
        self._stage = stage
        self._show = show
        self._shown: list[Shown] = []
        self._player = Player(stage, self._shown.append)
        self._playing = asyncio.Lock()

    async def play(self, line: Line) -> None:
        """Play one line and show what came of it so far.

        :raises OrosbotError: if it cannot be played, or the bot did not say what it wants.
        """
        async with self._playing:
            try:
                await asyncio.to_thread(self._player.play, line)
            finally:
                self._give()

    async def listen(self) -> None:
        """Show what the bot has said since."""
        async with self._playing:
            await asyncio.to_thread(self._player.listen)
            self._give()

    async def keep_listening(self) -> NoReturn:
        """Show what the bot says when it says it, until cancelled."""
        while True:
            await self._stage.news.wait()
            await self.listen()

    def _give(self) -> None:
        shown, self._shown[:] = list(self._shown), []
        for message in shown:
            self._show(message)
