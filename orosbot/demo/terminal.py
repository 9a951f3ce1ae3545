"""The demo's terminal: a line to type in at the bottom, the room above it."""

import asyncio
import sys
import termios
import tty
from collections import deque
from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Protocol

from prompt_toolkit import PromptSession, print_formatted_text
from prompt_toolkit.application import create_app_session, get_app_session
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document
from prompt_toolkit.filters import is_searching
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.input.vt100 import Vt100Input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys

from orosbot import categories
from orosbot.commands import VERBS
from orosbot.demo import typed
from orosbot.demo.completion import LineCompleter
from orosbot.demo.conversation import Conversation, LiveStage
from orosbot.demo.names import YOU
from orosbot.demo.rendering import INDENT, Fragments, for_terminal, printable, wrapped
from orosbot.demo.welcome import help_lines
from orosbot.errors import OrosbotError, ScriptError
from orosbot.matrix.faults import ReactedAlready
from orosbot.player import Shown
from orosbot.rules import reference
from orosbot.script import Line
from orosbot.settings import Settings
from orosbot.texts import Texts


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

    def __init__(self, people: People, stage: LiveStage, welcome: Sequence[str], texts: Texts) -> None:
        """To be made in the loop. `welcome` stands above the first prompt."""
        self._people = people
        self._texts = texts
        self._welcome = welcome
        self._you = YOU
        self._number = 1
        self._refs: dict[str, None] = {}
        self._zone = Settings().zone
        stage.talk = self._talk
        self._conversation = Conversation(stage, self._show)
        self._leaving = False
        self._pasted: deque[str] = deque()
        self._begun = ""
        self._session: PromptSession[str] = PromptSession(
            history=InMemoryHistory(),  # what is typed about callers is nobody's to find later
            completer=LineCompleter(VERBS, categories.load(), people.names, lambda: self._refs, texts),
            key_bindings=self._keys(),
            bottom_toolbar=self._toolbar,
        )
        self._session.default_buffer.on_text_changed += self._stay

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
        prompt = f"{self._number} {self._you}> "
        while self._pasted:
            if (text := self._pasted.popleft()).strip():
                _print([("", prompt + printable(text))])
                self._session.history.append_string(text)
                return text
        begun, self._begun, self._leaving = self._begun, "", False
        try:
            # Signals are the command's: it cleans up.
            return await self._session.prompt_async(prompt, default=begun, handle_sigint=False)
        except EOFError:
            return None

    async def _typed(self, text: str) -> bool:
        """Do what was typed; whether to go on."""
        try:
            match typed.read(self._number, text, self._you):
                case typed.Quit():
                    return False
                case typed.Help():
                    _print([("", "\n".join(help_lines(self._texts)))])
                case typed.Become(name):
                    await self._people.fetch(name)
                    self._you = name
                case line:
                    await self._play(line)
        except ReactedAlready:
            _ = self._texts.get
            _print([("ansired", _("That reaction stands there already; with `off` at the end it goes."))])
        except OrosbotError as error:
            _print([("ansired", printable(str(error)))])
        return True

    async def _play(self, line: Line) -> None:
        name = typed.speaker_of(line)
        if name is not None and name not in self._people.names():
            # Most likely a sentence with a colon, which should not bring a stranger into the room.
            _ = self._texts.get
            raise ScriptError(
                _(
                    "nobody here is called {name}: `as {name}` brings somebody new in; "
                    "`{you}: …` says a sentence with a colon."
                ).format(name=name, you=self._you)
            )
        await self._conversation.play(line)

    def _show(self, shown: Shown) -> None:
        if shown.message.ref is not None:
            self._refs[reference.shown(shown.message.ref)] = None
        _print(for_terminal(shown, self._zone), end="", indent=INDENT)

    def _talk(self, name: str, text: str) -> None:
        _print([("ansiyellow", f"{printable(name)}: "), ("", printable(text))])

    def _toolbar(self) -> FormattedText:
        _ = self._texts.get
        if self._leaving:
            return FormattedText([("", " " + _("Ctrl-C once more leaves"))])
        hints = _("> 1 text: reply to [1] · lead: text: as lead · help · Ctrl-D: leave")
        return FormattedText([("", f" {self._you} · {hints}")])

    def _stay(self, _buffer: Buffer) -> None:
        self._leaving = False

    def _keys(self) -> KeyBindings:
        """While something is looked for (Ctrl-R) the keys are those of the search."""
        keys = KeyBindings()

        @keys.add("c-c", filter=~is_searching)
        def _(event: KeyPressEvent) -> None:
            """Throw away what is typed; on an empty line leave, if it is pressed twice."""
            if event.current_buffer.text:
                event.current_buffer.reset()
            elif self._leaving:
                event.app.exit(exception=EOFError())
            else:
                self._leaving = True

        @keys.add(Keys.BracketedPaste, filter=~is_searching)
        def _(event: KeyPressEvent) -> None:
            """Each line of what is pasted is a message; the last one waits for Enter, if it has none yet."""
            buffer = event.current_buffer
            first, *more = event.data.replace("\r\n", "\n").replace("\r", "\n").split("\n")
            if not more:
                buffer.insert_text(first)
                return
            after = buffer.document.text_after_cursor
            buffer.document = Document(buffer.document.text_before_cursor + first)
            self._pasted.extend(more[:-1])
            self._begun = more[-1] + after
            buffer.validate_and_handle()

        return keys


def _print(fragments: Fragments, end: str = "\n", indent: str = "") -> None:
    columns = get_app_session().output.get_size().columns
    print_formatted_text(FormattedText(wrapped(fragments, columns - 1, indent)), end=end)


class _PatientInput(Vt100Input):
    """Stays in raw mode while something is printed above the prompt: in cooked mode the kernel would take
    a Ctrl-D that is typed in that moment for the end of a file."""

    def cooked_mode(self) -> AbstractContextManager[None]:
        return nullcontext()


@contextmanager
def keyboard() -> Iterator[None]:
    """The terminal as `Terminal` needs it: keys typed between two prompts are neither lost nor shown twice."""
    before = termios.tcgetattr(sys.stdin)
    tty.setcbreak(sys.stdin, termios.TCSADRAIN)  # what was typed while all was made is kept
    try:
        with create_app_session(input=_PatientInput(sys.stdin)):
            yield
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)
