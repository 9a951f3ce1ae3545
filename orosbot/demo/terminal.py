"""The demo's terminal: a line to type in at the bottom, the room above it."""

import asyncio
import sys
import termios
import tty
from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Protocol

from prompt_toolkit import PromptSession, print_formatted_text
from prompt_toolkit.application import create_app_session
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.input.vt100 import Vt100Input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

from orosbot import categories
from orosbot.commands import VERBS
from orosbot.demo import typed
from orosbot.demo.completion import LineCompleter
from orosbot.demo.conversation import Conversation, LiveStage
from orosbot.demo.names import YOU
from orosbot.demo.rendering import Fragments, for_terminal, printable
from orosbot.demo.welcome import HELP
from orosbot.errors import OrosbotError, ScriptError
from orosbot.player import Shown
from orosbot.rules import reference
from orosbot.script import Line
from orosbot.settings import Settings


class People(Protocol):
    """Who may speak here."""

    def names(self) -> Collection[str]:
        """Those who are there."""
        ...

    async def fetch(self, name: str) -> None:
        """Let somebody be there. :raises OrosbotError: if that is not possible."""
        ...


class Terminal:
    """One person at a keyboard. Everybody else in the room is shown too."""

    def __init__(self, people: People, stage: LiveStage, welcome: Sequence[str]) -> None:
        """To be made in the loop. `welcome` stands above the first prompt."""
        self._people = people
        self._welcome = welcome
        self._you = YOU
        self._number = 1
        self._refs: dict[str, None] = {}
        self._zone = Settings().zone
        stage.talk = self._talk
        self._conversation = Conversation(stage, self._show)
        self._session: PromptSession[str] = PromptSession(
            history=InMemoryHistory(),  # what is typed about callers is nobody's to find later
            completer=LineCompleter(VERBS, categories.load(), people.names, lambda: self._refs),
            key_bindings=_keys(),
            bottom_toolbar=self._toolbar,
        )

    async def run(self) -> None:
        """Talk until the person leaves."""
        _print([("", "\n".join(self._welcome))])
        listening = asyncio.create_task(self._conversation.keep_listening())
        try:
            while (text := await self._ask()) is not None and await self._typed(text):
                self._number += 1
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)

    async def _ask(self) -> str | None:
        try:
            # Signals are the command's: it cleans up.
            return await self._session.prompt_async(f"{self._number} {self._you}> ", handle_sigint=False)
        except EOFError:
            return None

    async def _typed(self, text: str) -> bool:
        """Do what was typed; whether to go on."""
        try:
            match typed.read(self._number, text, self._you):
                case typed.Quit():
                    return False
                case typed.Help():
                    _print([("", "\n".join(HELP))])
                case typed.Become(name):
                    await self._people.fetch(name)
                    self._you = name
                case line:
                    await self._play(line)
        except OrosbotError as error:
            _print([("ansired", printable(str(error)))])
        return True

    async def _play(self, line: Line) -> None:
        name = typed.speaker_of(line)
        if name is not None and name not in self._people.names():
            # Most likely a sentence with a colon, which should not bring a stranger into the room.
            raise ScriptError(
                f"nobody here is called {name}: `as {name}` brings somebody new in; "
                f"`{self._you}: …` says a sentence with a colon."
            )
        await self._conversation.play(line)

    def _show(self, shown: Shown) -> None:
        if shown.message.ref is not None:
            self._refs[reference.shown(shown.message.ref)] = None
        _print(for_terminal(shown, self._zone), end="")

    def _talk(self, name: str, text: str) -> None:
        _print([("ansiyellow", f"{printable(name)}: "), ("", printable(text))])

    def _toolbar(self) -> FormattedText:
        hints = "> 1 text: reply to [1] · lead: text: speak as lead · help · Ctrl-D: leave"
        return FormattedText([("", f" you are {self._you} · {hints}")])


def _print(fragments: Fragments, end: str = "\n") -> None:
    print_formatted_text(FormattedText(fragments), end=end)


class _PatientInput(Vt100Input):
    """Stays in raw mode while something is printed above the prompt: in cooked mode the kernel would take
    a Ctrl-D that is typed in that moment for the end of a file."""

    def cooked_mode(self) -> AbstractContextManager[None]:
        return nullcontext()


@contextmanager
def keyboard() -> Iterator[None]:
    """The terminal as `Terminal` needs it: keys typed between two prompts are neither lost nor shown twice."""
    before = termios.tcgetattr(sys.stdin)
    tty.setcbreak(sys.stdin)
    try:
        with create_app_session(input=_PatientInput(sys.stdin)):
            yield
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)


def _keys() -> KeyBindings:
    """Ctrl-C throws away what is typed; on an empty line it leaves, as Ctrl-D does."""
    keys = KeyBindings()

    @keys.add("c-c")
    def _(event: KeyPressEvent) -> None:
        if event.current_buffer.text:
            event.current_buffer.reset()
        else:
            event.app.exit(exception=EOFError())

    return keys
