"""The demo's terminal, with a real desk behind it in place of the room."""

import asyncio
import io
import os
import pty
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from contextlib import asynccontextmanager
from itertools import takewhile
from typing import TypeVar

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output.plain_text import PlainTextOutput

from orosbot import texts
from orosbot.casebook import Casebook
from orosbot.demo.terminal import Terminal, keyboard
from orosbot.desk import Desk
from orosbot.desk_stage import ConsoleClock, DeskStage
from orosbot.heard import Heard
from orosbot.matrix.http import refusal
from orosbot.script import ClockAt, ClockBy
from orosbot.settings import Settings
from orosbot.stage import Act
from orosbot.values import Kind

Result = TypeVar("Result")


class DeskRoom:
    """A desk as a stage for other threads; its casebook stays in the loop's thread."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self.news = asyncio.Event()
        self.refuses: Exception | None = None
        self.talk: Callable[[str, str], None] = lambda name, text: None
        settings, book, clock = Settings(), Casebook.open(None), ConsoleClock()
        desk = Desk.build(settings, book, clock, "en")
        self._stage = DeskStage(desk, book, clock, settings.zone, lambda name: f"@{name}:example.org")

    def perform(self, act: Act) -> str:
        if self.refuses is not None:
            raise self.refuses
        return self._in_loop(lambda: self._stage.perform(act))

    def move_clock(self, line: ClockAt | ClockBy) -> None:
        self._in_loop(lambda: self._stage.move_clock(line))

    def hear(self, *, wait: bool) -> Sequence[Heard]:
        return self._in_loop(self._hear)

    def elsewhere(self, name: str, text: str) -> None:
        """Somebody writes from another client."""
        self._stage.perform(Act(0, name, Kind.MESSAGE, text))
        self.talk(name, text)
        self.news.set()

    def _hear(self) -> Sequence[Heard]:
        self.news.clear()
        return self._stage.hear()

    def _in_loop(self, work: Callable[[], Result]) -> Result:
        async def run() -> Result:
            return work()

        return asyncio.run_coroutine_threadsafe(run(), self._loop).result()


class Few:
    """Anna and the lead, and who is fetched."""

    def __init__(self) -> None:
        self.there = ["anna", "lead"]

    def names(self) -> Collection[str]:
        return self.there

    async def fetch(self, name: str) -> None:
        self.there.append(name)


class Glass(io.StringIO):
    """Keeps what is written and tells when."""

    def __init__(self) -> None:
        super().__init__()
        self.written = asyncio.Event()

    def write(self, text: str) -> int:
        self.written.set()
        return super().write(text)


class Screen:
    """A terminal with somebody at the keyboard."""

    def __init__(self, keys: PipeInput, out: Glass, room: DeskRoom, people: Few) -> None:
        self.room = room
        self.people = people
        self._keys = keys
        self._out = out

    @property
    def text(self) -> str:
        return self._out.getvalue()

    def type(self, text: str) -> None:
        self._keys.send_text(text)

    async def until(self, fragment: str) -> None:
        """Wait for something on the screen; the test's time limit is the deadline."""
        while fragment not in self.text:
            self._out.written.clear()
            await self._out.written.wait()


@asynccontextmanager
async def screen(language: str = "en") -> AsyncIterator[tuple[Screen, asyncio.Task[None]]]:
    out, told = Glass(), texts.load(language)
    with create_pipe_input() as keys, create_app_session(input=keys, output=PlainTextOutput(out)):
        room, people = DeskRoom(), Few()
        terminal = asyncio.create_task(Terminal(people, room, ["welcome here"], told).run())
        yield Screen(keys, out, room, people), terminal
        terminal.cancel()
        await asyncio.gather(terminal, return_exceptions=True)


async def test_a_command_is_answered_above_the_next_prompt() -> None:
    async with screen() as (it, terminal):
        it.type("!case new phone relative religious 18-21\r> 1 note advice : talked\r\x04")
        await terminal
        assert it.text.index("welcome here") < it.text.index("Read aloud")
        assert "Noted in case" in it.text


async def test_one_speaks_as_somebody_else_for_a_line_or_from_now_on() -> None:
    async with screen() as (it, terminal):
        it.type("lead: !case new phone relative religious 18-21\ras bertil\r!case show $1\rquit\r")
        await terminal
        assert "taken by lead" in it.text
        assert "3 bertil> " in it.text
        assert it.people.there == ["anna", "lead", "bertil"]


async def test_a_sentence_with_a_colon_brings_nobody_new_in() -> None:
    async with screen() as (it, terminal):
        it.type("obs: hen ringer igen\rquit\r")
        await terminal
        assert "nobody here is called obs" in it.text
        assert it.people.there == ["anna", "lead"]


async def test_what_cannot_be_done_is_said_and_the_talk_goes_on() -> None:
    async with screen() as (it, terminal):
        it.type("> 7 reached\r@ +1\r!case status\r< help\r< status\rquit\r")
        await terminal
        assert "line 1: the bot has said no message 7 yet" in it.text
        assert "I am here" in it.text
        assert "expected help, but the bot said [1] status" in it.text


async def test_what_happens_elsewhere_in_the_room_is_shown_when_it_happens() -> None:
    async with screen() as (it, terminal):
        await it.until("1 anna>")
        it.room.elsewhere("guest", "!case status")
        await it.until("I am here")
        assert "guest: !case status" in it.text
        assert not terminal.done()


async def test_ctrl_c_throws_away_a_line_and_leaves_an_empty_one_when_it_comes_twice() -> None:
    async with screen() as (it, terminal):
        it.type("!case status\x03\x03")
        it.type("!case about\r")
        await it.until("2 anna>")
        it.type("\x03\x03")
        await terminal
        assert "I am here" not in it.text


async def test_ctrl_c_ends_a_search_and_nothing_else() -> None:
    async with screen() as (it, terminal):
        it.type("!case status\r")
        await it.until("I am here")
        it.type("\x12stat\x03quit\r")
        await terminal
        assert it.text.count("I am here") == 1


async def test_each_line_of_what_is_pasted_is_a_message_of_its_own() -> None:
    async with screen() as (it, terminal):
        it.type(
            "!case \x1b[200~new phone relative religious 18-21\r\n\n!case show $1\n> 1 note advice : tal\x1b[201~ked\r"
        )
        await it.until("Noted in case")
        assert (
            it.text.index("Read aloud")
            < it.text.index("2 anna> !case show $1")
            < it.text.index("taken by anna")
        )
        it.type("\x1b[200~quit\x1b[201~\r")
        await terminal


async def test_what_is_typed_before_there_is_a_prompt_is_not_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = pty.openpty()
    out = Glass()
    with os.fdopen(theirs, encoding="utf-8") as stdin, create_app_session(output=PlainTextOutput(out)):
        monkeypatch.setattr("sys.stdin", stdin)
        os.write(ours, b"!case status\nqu")
        with keyboard():
            terminal = asyncio.create_task(Terminal(Few(), DeskRoom(), [], texts.load("en")).run())
            os.write(ours, b"it\r")
            await terminal
    os.close(ours)
    assert "I am here" in out.getvalue()


async def test_a_reaction_that_stands_already_is_told_in_plain_words() -> None:
    async with screen() as (it, terminal):
        it.type("!case new phone relative religious 18-21\r")
        await it.until("Read aloud")
        it.room.refuses = refusal(400, "M_DUPLICATE_ANNOTATION", "a reaction")
        it.type("+ ✋ 1\rquit\r")
        await terminal
        assert "That reaction stands there already" in it.text
        assert "M_DUPLICATE" not in it.text


async def test_the_swedish_demo_speaks_swedish() -> None:
    async with screen("sv") as (it, terminal):
        it.type("?\robs: hen ringer\rsluta\r")
        await terminal
        assert "1 anna> " in it.text
        assert all(
            told in it.text
            for told in ("svara på botens meddelande", "ingen här heter obs", "text: som lead")
        )


async def test_long_lines_are_broken_between_words() -> None:
    async with screen() as (it, terminal):
        it.type("!case new phone relative religious 18-21\rquit\r")
        await terminal
        lines = it.text[it.text.index("[1] 2") :].splitlines()
        message = list(
            takewhile(lambda line: line.startswith(("[1] ", "    ")) and "anna>" not in line, lines)
        )
        assert max(map(len, message)) < 80
        assert len(message) > 6


async def test_help_names_every_way_to_speak() -> None:
    async with screen() as (it, terminal):
        it.type("?\rquit\r")
        await terminal
        assert all(form in it.text for form in ("> 3 text", "+ ✅ 3", "lead: text", "~ 2: text", "as bertil"))
