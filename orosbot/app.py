"""Bootstrap: the only place that wires the parts together; start and stop order."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from orosbot import log, ownfiles, settings, texts
from orosbot.casebook import Casebook
from orosbot.casebook.keys import storage_key
from orosbot.clock import Clock, SystemClock
from orosbot.desk import Desk
from orosbot.errors import ConfigError, Unsafe, UsageError
from orosbot.matrix.backoff import patiently
from orosbot.matrix.client import HardenedClient, make_client
from orosbot.matrix.crashpoints import Reached, at_each_write, nothing
from orosbot.matrix.identity import load_identity
from orosbot.matrix.ourend import OurEnd
from orosbot.matrix.publish import ensure_published
from orosbot.matrix.sender import Sender
from orosbot.matrix.serving import Serving
from orosbot.matrix.session import load_session
from orosbot.matrix.setup import IDENTITY, STORE, STORE_KEY
from orosbot.matrix.sync import Sync
from orosbot.matrix.trust import Trust
from orosbot.matrix.uploading import Uploader
from orosbot.notices import RoomNotices
from orosbot.private_files import close_to_others
from orosbot.reminders import keep_time
from orosbot.settings import Matrix, Settings

logger = log.get_logger(__name__)

CASEBOOK = "casebook.db"
CLOCK = SystemClock()


def run(config: Path, *, reached: Reached = nothing, clock: Clock = CLOCK) -> int:
    """`orosbot run`: the bot in its room, until SIGTERM or SIGINT. `reached` hears of every crash point.

    :raises OrosbotError: with a sentence for the user and the exit code.
    """
    os.umask(0o077)
    log.set_up()
    configured = settings.load(config)
    if configured.matrix is None:
        raise ConfigError([f"{config}: matrix: is missing: `orosbot init` writes it."])
    ownfiles.read(configured)
    if narrowed := close_to_others(configured.data_dir, *configured.secret_files):
        logger.warning("narrowed", files=len(narrowed), why="others could read keys or data")
    asyncio.run(_run(configured, configured.matrix, reached, clock))
    return 0


@dataclass(frozen=True, slots=True)
class _Bot:
    serving: Serving
    desk: Desk
    sender: Sender
    clock: Clock
    book: Casebook


async def _run(configured: Settings, matrix: Matrix, reached: Reached, clock: Clock) -> None:
    """Heed a signal from the first moment on: a homeserver that was never there is waited for too."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    working = asyncio.create_task(_work(configured, matrix, reached, clock))
    stopping = asyncio.create_task(stop.wait())
    await _first_of(working, stopping)
    if not working.cancelled():
        working.result()
    logger.info("stopped")


async def _work(configured: Settings, matrix: Matrix, reached: Reached, clock: Clock) -> None:
    settled = asyncio.Event()
    async with _bot(configured, matrix, reached, clock) as bot:
        serving = asyncio.create_task(bot.serving.serve(lambda: _ready(bot, settled)))
        keeping = asyncio.create_task(_keep_time(bot, settled))
        for task in await _first_of(serving, keeping):
            task.result()


async def _first_of(*tasks: asyncio.Task[object]) -> set[asyncio.Task[object]]:
    """Those that end first; the others are ended with them, and whole."""
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    return done


def _ready(bot: _Bot, settled: asyncio.Event) -> None:
    logger.info("ready", waiting=bot.book.outbox.count_waiting())
    settled.set()


async def _keep_time(bot: _Bot, settled: asyncio.Event) -> None:
    """What staff settled while the bot was away must not be reminded of: the backlog goes first."""
    await settled.wait()
    await keep_time(bot.desk, bot.clock, bot.sender.wake)


@asynccontextmanager
async def _bot(configured: Settings, matrix: Matrix, reached: Reached, clock: Clock) -> AsyncIterator[_Bot]:
    """The casebook is opened first and closed last: what the room needs to know of itself is in it."""
    data_dir = configured.data_dir
    session = load_session(data_dir, matrix)
    if session is None:
        raise UsageError(f"The bot has never signed in from {data_dir}: run `orosbot init` first.")
    identity = load_identity(data_dir / IDENTITY)
    if identity is None:
        raise Unsafe(
            f"The bot's identity {data_dir / IDENTITY} is missing. Put it back from your backup, or run "
            "`orosbot init --recovery-key-file FILE` with the recovery key. A new one is never made in its place: "
            "staff who verified the bot could not send any more."
        )
    book = _open_casebook(configured, matrix)
    try:
        client = make_client(
            matrix.homeserver,
            session.user_id,
            session.device_id,
            session.access_token,
            data_dir / STORE,
            book.state.get(STORE_KEY) or "",
            replay=book.replay,
        )
        if reached is not nothing:
            at_each_write(book.store.db.conn, "casebook", reached)
            at_each_write(client.store.database.connection(), "keys", reached)
        try:
            await patiently(lambda: ensure_published(client, identity), asyncio.sleep)
            yield _wire(configured, matrix, book, client, reached, clock)
        finally:
            await client.close()
    finally:
        book.close()


def _open_casebook(configured: Settings, matrix: Matrix) -> Casebook:
    path = configured.data_dir / CASEBOOK
    if not path.exists():
        raise Unsafe(
            f"The casebook {path} is missing. Put it back from your backup; if there is none and there never was a "
            "case, `orosbot init --new-device` starts an empty one."
        )
    return Casebook.open(path, storage_key(configured), room=matrix.room)


def _wire(
    configured: Settings,
    matrix: Matrix,
    book: Casebook,
    client: HardenedClient,
    reached: Reached,
    clock: Clock,
) -> _Bot:
    desk = Desk.build(configured, book, clock)
    notices = RoomNotices(configured, book, clock, texts.load(configured.language))
    trust = Trust(client, book.pins, require_cross_signed=matrix.require_cross_signed)
    our = OurEnd(client, trust, book, matrix.room, notices, clock, reached=reached)
    sync = Sync(our)
    uploader = Uploader(client, book, reached=reached)
    sender = Sender(our, sent=uploader.wake)
    serving = Serving(client, sync, desk, sender, uploader, reached=reached)
    return _Bot(serving, desk, sender, clock, book)
