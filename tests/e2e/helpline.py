"""A whole helpline for tests: the bot at work in its room, a lead, and a staff member."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from tests.e2e.bot_process import BotProcess
from tests.e2e.element_client import SECONDS, ElementClient
from tests.e2e.element_messages import Message
from tests.e2e.people import PASSWORD, People


@dataclass(frozen=True, slots=True)
class Helpline:
    """One room and who is in it. `anna` is staff; the bot may be stopped."""

    bot: BotProcess
    room: str
    lead: ElementClient
    anna: ElementClient

    @classmethod
    async def prepare(
        cls,
        people: People,
        folder: Path,
        lead: ElementClient,
        anna: ElementClient,
        *others: ElementClient,
        room_version: str = "12",
        invite: bool = True,
    ) -> "Helpline":
        """Make a room and a bot with an account of its own, invited but not set up; its files are in `folder`."""
        bot = BotProcess(people.homeserver.url, await people.register("orosbot"), PASSWORD, folder)
        invited = bot.user_id if invite else None
        room = await people.room(lead, anna, *others, bot=invited, room_version=room_version)
        return cls(bot, room, lead, anna)

    async def open(self) -> "Helpline":
        """Set the bot up and start it."""
        done = await self.bot.init(self.room, self.lead.user_id)
        assert done.code == 0, done.err
        await self.bot.start()
        return self

    async def ask(
        self,
        body: str,
        *,
        by: ElementClient | None = None,
        reply_to: str | None = None,
        thread: str | None = None,
    ) -> Message:
        """Say something (anna does, if nobody is named) and wait for the bot's answer to it."""
        asked = await (by or self.anna).say(self.room, body, reply_to=reply_to, thread=thread)
        return await self.answer_to(asked)

    async def answer_to(self, event_id: str, *, seconds: float = SECONDS) -> Message:
        """The bot's answer to a message, readable, as anna sees it."""
        return await self.anna.wait_for(
            self.room, sender=self.bot.user_id, reply_to=event_id, failure=False, seconds=seconds
        )

    async def admit(self, *clients: ElementClient) -> None:
        """The lead lets people in."""
        for client in clients:
            await self.invite(client.user_id)
            await client.join(self.room)

    async def invite(self, user_id: str) -> None:
        """The lead invites somebody."""
        await self.lead.http("POST", self._path("invite"), {"user_id": user_id})

    async def remove(self, user_id: str, *, how: str = "kick") -> None:
        """The lead puts somebody out, by `kick` or `ban`; `unban` takes the latter back."""
        await self.lead.http("POST", self._path(how), {"user_id": user_id})

    async def alert(self, code: str) -> Message:
        """The first message with this code that the bot sent of its own accord."""
        return await self.anna.wait_for(self.room, sender=self.bot.user_id, code=code)

    async def case(self) -> Message:
        """The answer that opened a new case."""
        opened = await self.ask("!case new phone relative religious 18-21")
        assert opened.code == "case-opened", opened.body
        return opened

    async def said(self) -> list[Message]:
        """Everything the bot has said, once all that was written before is worked off.

        The bot works in order: when it has answered something new, nothing older waits any more.
        """
        question = await self.lead.say(self.room, "!case help note")
        answer = await self.answer_to(question)
        messages = await self.anna.messages(self.room)
        return [
            one
            for one in messages
            if one.sender == self.bot.user_id
            and one.type != "m.room.redaction"
            and one.event_id != answer.event_id
            and not (one.code == "help" and one.body == answer.body)
        ]

    async def codes(self) -> list[str | None]:
        """The codes of `said`."""
        return [message.code for message in await self.said()]

    def _path(self, rest: str) -> str:
        return f"/_matrix/client/v3/rooms/{quote(self.room)}/{rest}"


def answered(messages: list[Message], asked: list[str]) -> list[str]:
    """Of the events in `asked` those that were replied to, in the order of the replies, as often as they were."""
    return [one.reply_to for one in messages if one.reply_to in asked and one.code is not None]
