"""The encrypted room as a stage: people act with clients of their own, the real bot answers when it does.

In the console everything that the bot has to say to a line is said before the next line. Here a prompter
sees to that: after each line it asks the bot something too. The bot answers in order, so with the answer
to the prompter everything is there. What the prompter says, and is told, no player sees.
"""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from typing import TypeVar

from orosbot.demo.bot import Bot
from orosbot.demo.names import PROMPTER
from orosbot.demo.team import Team
from orosbot.errors import ScriptError, Unreachable
from orosbot.heard import BotMessage, BotRemoval, Heard, from_content, removals_first, with_pictures
from orosbot.matrix.listening import Seen
from orosbot.matrix.person import Person
from orosbot.script import ClockAt, ClockBy
from orosbot.stage import Act
from orosbot.values import Kind

NO_CLOCK = "`@` is for `orosbot console`: in the demo the clock is the real one."

QUESTION = "!case about"
ANSWER_SECONDS = 30.0
LIVE_SECONDS = 5.0
"""Without a prompter: how long one waits for a message that may never come."""

Result = TypeVar("Result")


class RoomStage:
    """To be made in the loop; the methods of `Stage` are called in other threads and wait for the loop.

    `talk` gets what people say in the room who don't act on this stage: name and text.
    """

    def __init__(self, team: Team, bot: Bot, *, prompted: bool) -> None:
        self._team = team
        self._bot = bot
        self._prompted = prompted
        self._loop = asyncio.get_running_loop()
        self._heard: list[Heard] = []
        self._questions: set[str] = set()
        self._answered: set[str] = set()
        self._arrived = asyncio.Event()
        self.talk: Callable[[str, str], None] = _nobody_cares
        self.news = asyncio.Event()
        team.hear = self._take

    def perform(self, act: Act) -> str:
        """:raises OrosbotError: if it cannot be done, or the bot falls silent."""
        return self._wait_for(self._perform(act))

    def move_clock(self, line: ClockAt | ClockBy) -> None:
        raise ScriptError(f"line {line.number}: {NO_CLOCK}")

    def hear(self, *, wait: bool) -> Sequence[Heard]:
        return self._wait_for(self._hear(wait=wait))

    def _wait_for(self, work: Coroutine[None, None, Result]) -> Result:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    async def _perform(self, act: Act) -> str:
        event_id = await _act(await self._team.person(act.name), act)
        if self._prompted:
            await self._settle()
        return event_id

    async def _hear(self, *, wait: bool) -> Sequence[Heard]:
        if wait and not self._heard:
            if self._prompted:
                await self._settle()
            else:
                await self._until(lambda: bool(self._heard), LIVE_SECONDS)
        events, self._heard = removals_first(with_pictures(self._heard)), []
        self.news.clear()
        return events

    async def _settle(self) -> None:
        """Wait until the bot has worked off everything that was sent before."""
        prompter = await self._team.person(PROMPTER)
        question = await prompter.say(QUESTION)
        if not await self._until(lambda: question in self._answered, ANSWER_SECONDS):
            raise Unreachable(
                f"The bot has not answered for {ANSWER_SECONDS:.0f} seconds. {self._bot.last_words()}"
            )

    async def _until(self, come: Callable[[], bool], seconds: float) -> bool:
        """Wait for something that is heard; whether it came in time."""
        try:
            async with asyncio.timeout(seconds):
                while not come():
                    self._arrived.clear()
                    await self._arrived.wait()
        except TimeoutError:
            return False
        return True

    def _take(self, seen: Seen) -> None:
        name = self._team.name_of.get(seen.sender, seen.sender)
        if seen.sender == self._bot.user_id:
            self._from_bot(seen)
        elif name == PROMPTER:
            self._questions.add(seen.event_id)
        elif seen.type == "m.room.message" and seen.device_id not in self._team.devices():
            self.talk(name, str(seen.content.get("body", "")))
        self._arrived.set()
        if self._heard:
            self.news.set()

    def _from_bot(self, seen: Seen) -> None:
        if seen.type == "m.room.redaction" and seen.redacts is not None:
            self._heard.append(BotRemoval(seen.redacts))
        elif seen.type == "m.room.message":
            heard = from_content(seen.content, seen.event_id, seen.at)
            if isinstance(heard, BotMessage) and heard.answers in self._questions:
                self._answered.add(heard.answers or "")
            else:
                self._heard.append(heard)


def _nobody_cares(name: str, text: str) -> None:
    return None


async def _act(person: Person, act: Act) -> str:
    target = act.target or ""
    match act.kind:
        case Kind.MESSAGE:
            return await person.say(act.text, reply_to=act.reply_to)
        case Kind.EDIT:
            return await person.edit(target, act.text)
        case Kind.REACTION:
            return await person.react(target, act.text)
        case Kind.DELETION:
            return await person.redact(target)
