"""The people of the demo, each signed in with a client of their own; newcomers are fetched when named."""

import asyncio
from collections.abc import Callable, Collection, Mapping
from pathlib import Path

from orosbot.demo.homeserver import Homeserver
from orosbot.demo.homeserver_accounts import Accounts
from orosbot.demo.names import BOT, TAKEN, local_part
from orosbot.errors import ScriptError
from orosbot.matrix.listening import Seen
from orosbot.matrix.person import Person, sign_in


class Team:
    """People by name. `hear` gets what the first of them hears in the room."""

    def __init__(
        self, homeserver: Homeserver, accounts: Accounts, password: str, folder: Path, recovery_key: bytes
    ) -> None:
        self._homeserver = homeserver
        self._accounts = accounts
        self._password = password
        self._folder = folder
        self._recovery_key = recovery_key
        self._room = ""
        self._people: dict[str, Person] = {}
        self._names: dict[str, str] = {}
        self._listening: list[asyncio.Task[None]] = []
        self._coming = asyncio.Lock()
        self.hear: Callable[[Seen], None] = _nothing

    @property
    def name_of(self) -> Mapping[str, str]:
        """The name of every user id."""
        return self._names

    def names(self) -> Collection[str]:
        """Who is signed in here."""
        return self._people.keys()

    def devices(self) -> Collection[str]:
        """The devices of those who are signed in here."""
        return {person.device_id for person in self._people.values()}

    async def fetch(self, name: str) -> None:
        """Let somebody be signed in here. :raises OrosbotError: if that is not possible."""
        await self.person(name)

    async def register(self, name: str) -> str:
        """An account for a name; returns the user id. Not signed in anywhere."""
        if known := next((user for user, other in self._names.items() if other == name), None):
            return known
        user_id = await self._accounts.register(local_part(name), self._password)
        self._names[user_id] = name
        return user_id

    async def gather(self, room: str, *names: str) -> None:
        """Sign in those who have been registered and invited, and let them into the room."""
        self._room = room
        users = {name: user for user, name in self._names.items()}
        found = await asyncio.gather(*(self._sign_in(users[name], name) for name in names))
        self._people.update(zip(names, found, strict=True))
        await asyncio.gather(*(person.join() for person in found))
        for number, person in enumerate(found):
            self._listen(person, first=number == 0)

    async def all_see(self, users: set[str]) -> None:
        """Wait until everybody knows that these are in the room."""
        await asyncio.gather(*(person.sees(users) for person in self._people.values()))

    async def person(self, name: str) -> Person:
        """Who has this name; somebody new is registered, invited and let in.

        :raises ScriptError: if it is the name of the bot.
        """
        if name == BOT:
            raise ScriptError(TAKEN)
        async with self._coming:
            return self._people.get(name) or await self._newcomer(name)

    async def watch(self) -> None:
        """Wait until somebody can hear no more. :raises OrosbotError: with the reason."""
        done, _ = await asyncio.wait(self._listening, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()

    async def back_up(self) -> None:
        """Let the recovery key bring everybody's identity to other clients."""
        await asyncio.gather(*(person.back_up(self._recovery_key) for person in self._people.values()))

    async def close(self) -> None:
        """Let everybody go."""
        for task in self._listening:
            task.cancel()
        await asyncio.gather(*self._listening, return_exceptions=True)
        for person in self._people.values():
            await person.close()
        self._people.clear()

    async def _newcomer(self, name: str) -> Person:
        host = next(iter(self._people.values()))
        user_id = await self.register(name)
        person = await self._sign_in(user_id, name)
        self._people[name] = person
        await host.invite(user_id)
        await person.join()
        self._listen(person, first=False)
        await person.sees({user_id, *host.room.joined})
        await person.back_up(self._recovery_key)
        return person

    async def _sign_in(self, user_id: str, name: str) -> Person:
        folder = self._folder / f"person-{len(list(self._folder.glob('person-*')))}-{local_part(name)[:40]}"
        folder.mkdir(mode=0o700)
        person = await sign_in(self._homeserver.url, user_id, self._password, folder, self._room)
        if local_part(name) != name:
            await person.call_oneself(name)
        return person

    def _listen(self, person: Person, *, first: bool) -> None:
        listening = person.listen(self._heard if first else _nothing)
        self._listening.append(asyncio.create_task(listening))

    def _heard(self, seen: Seen) -> None:
        self.hear(seen)


def _nothing(seen: Seen) -> None:
    return None
