"""What both loops of the bot work with, the one that reads the room and the one that sends into it."""

import asyncio
import random
from dataclasses import dataclass

from orosbot.casebook import Casebook
from orosbot.clock import Clock
from orosbot.matrix.backoff import CHANCE, Sleep
from orosbot.matrix.client import HardenedClient
from orosbot.matrix.crashpoints import Reached, nothing
from orosbot.matrix.notices import Notices
from orosbot.matrix.trust import Trust


@dataclass(frozen=True, slots=True)
class OurEnd:
    """Our end of one room. `notices` queues what the room is told by itself; how to wait, how long by chance, and
    who hears which step was reached, is given in tests alone."""

    client: HardenedClient
    trust: Trust
    book: Casebook
    room_id: str
    notices: Notices
    clock: Clock
    sleep: Sleep = asyncio.sleep
    chance: random.Random = CHANCE
    reached: Reached = nothing
