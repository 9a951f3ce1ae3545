"""Plays a console script on a stage and checks what the bot must answer.

The stage is where messages go: a desk in the same process, or a real room. The player knows nothing of
it. It keeps what a script refers to: messages of the bot by number, of people by line, cases by `$N`.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TypeAlias

from orosbot.errors import ExpectationFailed, ScriptError
from orosbot.heard import BotEdit, BotMessage, BotRemoval
from orosbot.rules import reference
from orosbot.script import ClockAt, ClockBy, Comment, Delete, Edit, Expect, Line, React, Reply, Say
from orosbot.stage import Act, Stage
from orosbot.values import Kind

Spoken: TypeAlias = Say | Reply | React | Edit | Delete


@dataclass(frozen=True, slots=True)
class Shown:
    """A message of the bot with its number (1, 2, …), as programs and people get to see it.

    `to` is the name of who is answered, `redacts` the lines whose messages the bot removed with it.
    """

    n: int
    message: BotMessage
    to: str | None
    redacts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Done:
    """What one line of the script did."""

    act: Act
    event_id: str


class Player:
    """Plays lines one after the other; every message of the bot is given to `show` once."""

    def __init__(self, stage: Stage, show: Callable[[Shown], None]) -> None:
        self._stage = stage
        self._show = show
        self._messages: list[BotMessage] = []
        self._numbers: dict[str, int] = {}
        self._done: dict[int, _Done] = {}
        self._lines: dict[str, int] = {}
        self._refs: list[str] = []
        self._removed: list[int] = []
        self._looked_at = 0
        self._speaker: str | None = None
        self._typed = ""

    def play(self, line: Line) -> None:
        """Play one line.

        :raises ScriptError: if it refers to what is not there.
        :raises ExpectationFailed: if the bot did not say what the line wants.
        """
        match line:
            case Comment():
                return
            case Expect():
                self._expect(line)
            case ClockAt() | ClockBy():
                self._looked_at = len(self._messages)
                self._speaker, self._typed = None, ""
                self._stage.move_clock(line)
                self._hear()
            case _:
                self._hear()
                self._perform(self._act(line))
                self._hear()

    def _perform(self, act: Act) -> None:
        self._looked_at = len(self._messages)
        self._speaker, self._typed = act.name, act.text
        event_id = self._stage.perform(act)
        self._done[act.line] = _Done(act, event_id)
        self._lines[event_id] = act.line

    def listen(self) -> None:
        """Show what the bot has done by itself since the last line."""
        self._hear()

    def _act(self, line: Spoken) -> Act:
        match line:
            case Say():
                return Act(line.number, line.name, Kind.MESSAGE, self._filled(line.text))
            case Reply():
                to = self._message(line.number, line.message).event_id
                return Act(line.number, line.name, Kind.MESSAGE, self._filled(line.text), reply_to=to)
            case React(off=False):
                target = self._message(line.number, line.message).event_id
                return Act(line.number, line.name, Kind.REACTION, line.key, target=target)
            case React():
                return Act(line.number, line.name, Kind.DELETION, target=self._reaction(line))
            case Edit():
                target = self._of_line(line.number, line.line)
                return Act(line.number, line.name, Kind.EDIT, self._filled(line.text), target=target)
            case Delete():
                return Act(
                    line.number, line.name, Kind.DELETION, target=self._of_line(line.number, line.line)
                )

    def _message(self, number: int, wanted: int) -> BotMessage:
        while wanted > len(self._messages) and self._hear(wait=True):
            pass
        if not 1 <= wanted <= len(self._messages):
            so_far = len(self._messages)
            raise ScriptError(f"line {number}: the bot has said no message {wanted} yet: {so_far} so far.")
        return self._messages[wanted - 1]

    def _reaction(self, line: React) -> str:
        target = self._message(line.number, line.message).event_id
        for done in reversed(self._done.values()):
            act = done.act
            if (act.kind, act.name, act.text, act.target) == (Kind.REACTION, line.name, line.key, target):
                return done.event_id
        raise ScriptError(f"line {line.number}: there is no such reaction to take away.")

    def _of_line(self, number: int, wanted: int, *kinds: Kind) -> str:
        done = self._done.get(wanted)
        if done is not None and done.act.kind is Kind.EDIT and done.act.target is not None:
            return done.act.target
        if done is None or done.act.kind not in (kinds or (Kind.MESSAGE,)):
            raise ScriptError(f"line {number}: line {wanted} has sent no message.")
        return done.event_id

    def _filled(self, text: str, form: Callable[[str], str] = str) -> str:
        def ref(match: re.Match[str]) -> str:
            index = int(match[1])
            return form(self._refs[index - 1]) if 1 <= index <= len(self._refs) else match[0]

        return re.sub(r"\$([0-9]{1,9})(?![0-9])", ref, text)

    def _expect(self, line: Expect) -> None:
        self._hear()
        while self._looked_at >= len(self._messages) and self._hear(wait=True):
            pass
        wanted = f"{line.code} with “{self._filled(line.fragment)}”" if line.fragment else line.code
        if self._looked_at >= len(self._messages):
            raise ExpectationFailed(f"line {line.number}: expected {wanted}, but the bot said nothing more.")
        message = self._messages[self._looked_at]
        self._looked_at += 1
        if message.code == line.code and self._contains(message.text, line.fragment):
            return
        said = f"[{self._looked_at}] {message.code}: {message.text}"
        raise ExpectationFailed(f"line {line.number}: expected {wanted}, but the bot said {said}")

    def _contains(self, text: str, fragment: str) -> bool:
        text = _plain_spaces(text)
        forms = (self._filled(fragment), self._filled(fragment, reference.shown))
        return any(_plain_spaces(form) in text for form in forms)

    def _hear(self, *, wait: bool = False) -> bool:
        heard = self._stage.hear(wait=wait)
        for event in heard:
            match event:
                case BotMessage():
                    self._take(event)
                case BotEdit():
                    self._change(event)
                case BotRemoval():
                    self._remove(event)
        return bool(heard)

    def _take(self, message: BotMessage) -> None:
        if message.ref is not None and self._opens(message, message.ref):
            self._refs.append(message.ref)
        to = None
        if message.answers in self._lines:
            to = self._done[self._lines[message.answers]].act.name
        elif message.answers in self._numbers:
            to = self._speaker
        removed, self._removed = tuple(self._removed), []
        self._messages.append(message)
        self._numbers[message.event_id] = len(self._messages)
        self._show(Shown(len(self._messages), message, to, removed))

    def _opens(self, message: BotMessage, ref: str) -> bool:
        if ref in self._refs:
            return False
        if message.code == "case-opened":
            return True
        # Closed in the same line, or with personal data in its text: this is the only message to say so.
        typed = re.sub(r"[^0-9]", "", self._typed)
        return (
            message.code in ("error-personal-data", "case-closed")
            and ref not in typed
            and all(earlier.ref != ref for earlier in self._messages)
        )

    def _change(self, edit: BotEdit) -> None:
        if (number := self._numbers.get(edit.target)) is not None:
            old = self._messages[number - 1]
            code = edit.code or old.code
            self._messages[number - 1] = replace(old, text=edit.text, html=edit.html, code=code)

    def _remove(self, removal: BotRemoval) -> None:
        if (line := self._lines.get(removal.target)) is not None:
            self._removed.append(line)


def play_all(player: Player, lines: Iterable[Line]) -> None:
    """Play a whole script; stops at the first line that fails."""
    for line in lines:
        player.play(line)


_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2060": None})


def _plain_spaces(text: str) -> str:
    # Texts keep numbers and links together with spaces and joiners that nobody types.
    return text.translate(_SPACES)
