"""`orosbot doctor`: checks everything, a line each, and says how to mend it. Safe beside a running bot."""

import asyncio
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from orosbot import log, ownfiles, settings
from orosbot.casebook import Casebook
from orosbot.casebook.keys import storage_key
from orosbot.clock import SystemClock
from orosbot.destroyed import in_words
from orosbot.errors import ConfigError, OrosbotError
from orosbot.init import CASEBOOK
from orosbot.matrix import checkup
from orosbot.matrix.checkup import Found
from orosbot.matrix.identity import Identity, load_identity
from orosbot.matrix.joining import plain_client
from orosbot.matrix.session import FILE, Session, load_session
from orosbot.matrix.setup import IDENTITY, STORE
from orosbot.private_files import open_to_others
from orosbot.settings import Matrix, Settings
from orosbot.tally.painter import NotPainted, painted
from orosbot.texts import load

RATE_LIMIT = (
    "the homeserver does not tell a bot its limits. After long absence answers come slowly unless the "
    "administrator lifts them: POST /_synapse/admin/v1/users/{user}/override_ratelimit with "
    '{{"messages_per_second": 0, "burst_count": 0}}'
)

LOCK_SCREENS = (
    "reminders show a reference and what is due, but cards and what staff write are shown in previews. Let staff "
    'switch those off: docs/handbook.md, "What a phone shows when it is locked"'
)


_SKETCH = '{"title": "", "charts": [{"title": "", "labels": [""], "values": [[1]]}]}'
"""The smallest picture there is."""


def examine(config: Path) -> int:
    """Check all there is and return the worst exit code, 0 if all is well.

    :raises OrosbotError: if the config cannot be read; then nothing else can be checked.
    """
    log.set_up()
    configured = settings.load(config)
    if faults := [_show(found) for found in _own_files(configured)]:
        return max(faults)  # the bot does not start with these
    _show(Found("config", f"{config} is in order, and so are words, cards and allow-list"))
    codes = [_show(found) for found in _local(configured)]
    print(asyncio.run(_pictures()), flush=True)
    if configured.matrix is None:
        return max([*codes, _show(Found("matrix", "the config has no [matrix]", "run `orosbot init`", 2))])
    codes += asyncio.run(_remote(configured, configured.matrix))
    print(f"note  lock screens: {LOCK_SCREENS}")
    print(f"note  rate limit: {RATE_LIMIT.format(user=configured.matrix.user_id)}")
    return max(codes, default=0)


def _show(found: Found) -> int:
    if found.well:
        print(f"ok    {found.name}: {found.says}", flush=True)
        return 0
    print(f"FAIL  {found.name}: {found.says}. {found.mend[:1].upper()}{found.mend[1:]}", flush=True)
    return found.code


def _local(configured: Settings) -> Iterator[Found]:
    yield _secrets(configured)
    folder = configured.data_dir
    if not folder.is_dir():
        yield Found("data", f"there is no folder {folder}", "run `orosbot init`", 2)
        return
    if others := open_to_others(folder):
        names = ", ".join(str(path) for path in others[:3])
        yield Found("data", f"others may read {names}", f"run `chmod -R go-rwx {folder}`")
    else:
        yield Found("data", f"{folder} is for its owner alone")
    yield _casebook(configured)


def _own_files(configured: Settings) -> Iterator[Found]:
    """What is wrong with the line's words, cards and allow-list, personal data in them too."""
    try:
        ownfiles.read(configured)
    except ConfigError as error:
        for fault in error.faults:
            says, _dot, mend = fault.partition(". ")
            yield Found("config", says.removesuffix("."), mend or "mend it in that file", error.exit_code)


async def _pictures() -> str:
    """A bot that cannot draw does all its work but for one picture a month: no fault that ends in an exit code."""
    try:
        await painted(_SKETCH)
    except NotPainted as fault:
        return f"note  pictures: cannot be drawn here ({fault}), so the month's figures come without. Install orosbot anew"
    return "ok    pictures: can be drawn"


def _secrets(configured: Settings) -> Found:
    """The files with keys and passwords that the config names."""
    if others := open_to_others(*configured.secret_files):
        names = " ".join(str(path) for path in others)
        return Found("secrets", f"others may read {names}", f"run `chmod go-rwx {names}`")
    return Found("secrets", "keys and passwords are for their owner alone")


def _casebook(configured: Settings) -> Found:
    try:
        book = Casebook.open(configured.data_dir / CASEBOOK, storage_key(configured), writer=False)
    except OrosbotError as error:
        sentence = str(error)
        return Found("casebook", "does not open", sentence, error.exit_code)
    with closing(book):
        waiting, destroyed = book.outbox.count_waiting(), book.destructions.last()
    last = f"last erased on {destroyed[0].day}: {in_words(destroyed, load('en'))}" if destroyed else ""
    said = f"opens; {waiting} messages wait to be sent; {last or 'nothing was ever erased'}"
    return Found("casebook", said)


async def _remote(configured: Settings, matrix: Matrix) -> list[int]:
    session, ours = _session(configured, matrix), _identity(configured)
    codes = [_show(found) for found in (session, ours) if isinstance(found, Found)]
    if not isinstance(session, Session):
        return codes
    if not (configured.data_dir / STORE / f"{session.device_id}.db").exists():
        mend = "run `orosbot init --new-device`: a new device of the same identity"
        codes.append(_show(Found("keys", f"no encryption keys of device {session.device_id}", mend)))
    client = plain_client(matrix.homeserver, session.user_id, session.device_id, session.access_token)
    try:
        codes += [_show(found) for found in await checkup.reachable(client, SystemClock().now())]
        codes.append(_show(found := await checkup.login(client, session)))
        if found.well:
            if isinstance(ours, Identity):
                codes += [_show(found) for found in await checkup.identity(client, session, ours)]
            codes += [_show(found) for found in await checkup.room(client, matrix.room, session.user_id)]
    except OrosbotError as error:
        codes.append(_show(Found("homeserver", matrix.homeserver, str(error), error.exit_code)))
    finally:
        await client.close()
    return codes


def _session(configured: Settings, matrix: Matrix) -> Session | Found:
    try:
        session = load_session(configured.data_dir, matrix)
    except OrosbotError as error:
        return Found("login", f"{FILE} is of no use", str(error), error.exit_code)
    return session or Found("login", "the bot has never signed in", "run `orosbot init`", 2)


def _identity(configured: Settings) -> Identity | Found:
    path = configured.data_dir / IDENTITY
    try:
        found = load_identity(path)
    except OrosbotError as error:
        return Found("identity", f"{path} is of no use", str(error), error.exit_code)
    mend = "put it back from the backup, or run `orosbot init --recovery-key-file FILE`"
    return found or Found("identity", f"{path} is missing", mend)
