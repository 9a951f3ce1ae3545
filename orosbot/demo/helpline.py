"""A whole helpline on this machine, from the homeserver to the people, and its end: nothing of it stays."""

import asyncio
import secrets
import shutil
import tempfile
from collections.abc import Callable, Coroutine, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from orosbot import log
from orosbot.demo import names
from orosbot.demo.bot import Bot
from orosbot.demo.homeserver import Homeserver
from orosbot.demo.homeserver_accounts import Accounts
from orosbot.demo.team import Team
from orosbot.matrix.recovery import format_recovery_key, new_recovery_key
from orosbot.texts import N_, Texts

ROOM_NAME = "Demo helpline"

Say = Callable[[str], None]
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Access:
    """What somebody needs to come in with another client."""

    homeserver: str
    room: str
    users: tuple[str, ...]
    guest: str
    password: str = field(repr=False)
    recovery_key: str = field(repr=False)


class Helpline:
    """Made by `async with`, which takes some seconds and says by `say` how far it has come.

    `also` are people who are there from the beginning, beside the lead and the staff of the demo.
    """

    team: Team
    bot: Bot
    access: Access

    def __init__(self, texts: Texts, say: Say, *, also: Sequence[str] = ()) -> None:
        self._texts = texts
        self._say = say
        self._also = also
        self._open = AsyncExitStack()

    async def __aenter__(self) -> Self:
        try:
            await self._build()
        except BaseException:
            await self._open.aclose()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._open.aclose()

    async def guard(self, work: Coroutine[None, None, Result]) -> Result:
        """Do some work, as long as the bot and everybody's connection live.

        :raises OrosbotError: if one of them ends.
        """
        working = asyncio.create_task(work)
        others = [asyncio.create_task(self.bot.watch()), asyncio.create_task(self.team.watch())]
        try:
            await asyncio.wait({working, *others}, return_when=asyncio.FIRST_COMPLETED)
            for other in others:
                if other.done():
                    other.result()
            return await working
        finally:
            for task in (working, *others):
                task.cancel()
            await asyncio.gather(working, *others, return_exceptions=True)

    def _tell(self, step: str, **values: object) -> None:
        self._say(self._texts.get(step).format(**values))

    async def _build(self) -> None:
        folder = Path(tempfile.mkdtemp(prefix="orosbot-demo-"))  # readable by us alone
        self._open.callback(shutil.rmtree, folder, ignore_errors=True)
        log.set_up(self._open.enter_context((folder / "demo.log").open("w", encoding="utf-8")))
        self._open.callback(log.set_up)
        homeserver = await self._open.enter_async_context(Homeserver())
        self._tell(N_("homeserver on {url}"), url=homeserver.url)
        accounts, recovery_key = Accounts(homeserver), new_recovery_key()
        password = "-".join(secrets.token_hex(2) for _ in range(3))
        self.team = Team(homeserver, accounts, password, folder, recovery_key)
        self._open.push_async_callback(self.team.close)
        people = list(dict.fromkeys([*names.STAFF, names.LEAD, *self._also]))
        bot = await accounts.register(names.BOT, bot_password := secrets.token_urlsafe(24))
        users = [await self.team.register(name) for name in people]
        guest = await self.team.register(names.GUEST)
        lead = users[people.index(names.LEAD)]
        invited = [user for user in [*users, guest] if user != lead]
        room = await accounts.create_encrypted_room(lead, ROOM_NAME, bot=bot, invite=invited)
        self._tell(N_("{count} people and an encrypted room"), count=len(users))
        self.bot = Bot(homeserver.url, bot, bot_password, folder / "bot")
        self._open.push_async_callback(self.bot.close)
        await self._bring_in(room, people, lead)
        await self.team.all_see({bot, *users})
        self._tell(N_("the bot is ready"))
        self.access = Access(
            homeserver.url, room, tuple(users[:3]), guest, password, format_recovery_key(recovery_key)
        )

    async def _bring_in(self, room: str, people: list[str], lead: str) -> None:
        """The bot and the people at the same time; when one fails the other is not waited for."""

        async def bot() -> None:
            await self.bot.init(room, [lead], self._texts.language)
            self._tell(N_("the bot has its identity and is in the room"))
            await self.bot.run()

        async def team() -> None:
            await self.team.gather(room, *people)
            self._tell(N_("everybody is cross-signed and in the room"))
            await self.team.back_up()

        tasks = [asyncio.create_task(bot()), asyncio.create_task(team())]
        try:
            await asyncio.gather(*tasks)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
