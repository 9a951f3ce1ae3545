"""Making the bot an account's device with an identity, and bringing it into its room.

Each step looks first whether it is done, so that `orosbot init`, repeated, finishes what is missing and
changes nothing that is there.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import nio

from orosbot import errors
from orosbot.casebook import Casebook
from orosbot.casebook.keys import new_key
from orosbot.casebook.powers import level_of, may_redact
from orosbot.matrix import joining, recovery
from orosbot.matrix.client import HardenedClient, make_client
from orosbot.matrix.identity import Identity, create_identity, load_identity, save_identity
from orosbot.matrix.publish import ensure_published, server_master_key
from orosbot.matrix.session import Session, load_session, save_session
from orosbot.private_files import read_secret, write_private
from orosbot.settings import Matrix

STORE = "crypto"
IDENTITY = "identity.key"
STORE_KEY = "crypto_key"
"""Name of the casebook's state that holds the key of nio's store: whoever has no casebook has no keys."""
RECOVERY_SHOWN = "recovery_key_shown"

Say = Callable[[str], None]


async def sign_in(matrix: Matrix, data_dir: Path, *, new_device: bool, say: Say) -> Session:
    """The bot's session; signs in if there is none, or a new device is wanted.

    :raises UsageError: if there is no password, or it is not accepted.
    """
    present = None if new_device else load_session(data_dir, matrix)
    if present is not None:
        return present
    if matrix.password_file is None:
        raise errors.UsageError("To sign in, the bot needs its password: give --password-file FILE.")
    password = read_secret(matrix.password_file, "the bot's password")
    session = await joining.sign_in(matrix.homeserver, matrix.user_id, password)
    save_session(session, data_dir)
    say(f"Signed in as {session.user_id}, device {session.device_id}.")
    return session


async def room_id(alias: str, matrix: Matrix, session: Session | None) -> str:
    """The id of the room that has an alias. :raises UsageError: if there is none."""
    who = (session.user_id, session.device_id, session.access_token) if session else (matrix.user_id,)
    client = joining.plain_client(matrix.homeserver, *who)
    try:
        return await joining.resolve_alias(client, alias)
    finally:
        await client.close()


class Setup:
    """What is left to do once the bot is signed in and its casebook is open."""

    def __init__(
        self,
        matrix: Matrix,
        data_dir: Path,
        book: Casebook,
        session: Session,
        recovery_file: Path | None,
        say: Say,
    ) -> None:
        self._matrix = matrix
        self._data_dir = data_dir
        self._book = book
        self._session = session
        self._recovery_file = recovery_file
        self._say = say

    async def finish(self) -> None:
        """Keys, identity, recovery key, room.

        :raises NotInvited: if nobody has invited the bot yet; everything else is done then.
        :raises Unsafe: if the room is not encrypted, or the server knows another identity of the bot.
        """
        client = make_client(
            self._matrix.homeserver,
            self._session.user_id,
            self._session.device_id,
            self._session.access_token,
            self._data_dir / STORE,
            self._store_key(),
            replay=self._book.replay,
            new_device=not self._session.finished,
        )
        try:
            await client.settle_keys()
            if not client.olm.account.shared:
                await client.keys_upload()
            identity = await self._identity(client)
            await ensure_published(client, identity, self._password())
            if not self._session.finished:
                self._session = replace(self._session, finished=True)
                save_session(self._session, self._data_dir)
            await self._recovery_key(client, identity)
            self._say(f"Fingerprint of the bot's identity, for comparing: {identity.fingerprint}")
            await self._enter(client)
        finally:
            await client.close()

    def _store_key(self) -> str:
        key = self._book.state.get(STORE_KEY)
        if key is None:
            key = new_key()
            with self._book.transaction():
                self._book.state.set(STORE_KEY, key)
        return key

    def _password(self) -> str | None:
        """For a server that wants it once more for the identity; may be gone by then."""
        path = self._matrix.password_file
        return read_secret(path, "the bot's password") if path is not None and path.exists() else None

    async def _identity(self, client: HardenedClient) -> Identity:
        path = self._data_dir / IDENTITY
        identity = load_identity(path)
        if identity is None:
            on_server = await server_master_key(client) is not None
            identity = await self._restored(client) if on_server else create_identity(self._session.user_id)
            save_identity(identity, path)
            self._say("The bot's identity is " + ("restored." if on_server else "made."))
        if identity.user_id != self._session.user_id:
            raise errors.Unsafe(
                f"{path} is the identity of {identity.user_id}, not of {self._session.user_id}."
            )
        return identity

    async def _restored(self, client: HardenedClient) -> Identity:
        file = self._recovery_file
        if file is None or not file.exists():
            raise errors.Unsafe(
                f"The homeserver knows an identity of {self._session.user_id}, but identity.key is not in "
                f"{self._data_dir}. Put it back from your backup, or run `orosbot init --recovery-key-file FILE` "
                "with the file that holds the recovery key. A new identity is never made in its place."
            )
        try:
            return await recovery.restore(client, recovery.read_recovery_key(_recovery_text(file)))
        except recovery.BadRecoveryKey as error:
            raise errors.UsageError(f"{file}: {error}") from None

    async def _recovery_key(self, client: HardenedClient, identity: Identity) -> None:
        """Make the recovery key and show it once, or take the one in the file."""
        given = self._book.state.get(RECOVERY_SHOWN) is not None
        backed_up = await recovery.has_backup(client)
        if backed_up and (given or self._file_exists()):
            return
        secret = self._secret_in_file()
        await recovery.back_up(client, identity, secret)
        if self._recovery_file is None:
            self._say(
                "Recovery key, shown only this once. Write it down and keep it locked away from this machine:"
            )
            self._say("    " + recovery.format_recovery_key(secret))
        else:
            self._say(f"The recovery key is in {self._recovery_file}. Keep it locked away from this machine.")
        with self._book.transaction():
            self._book.state.set(RECOVERY_SHOWN, "1")

    def _file_exists(self) -> bool:
        return self._recovery_file is not None and self._recovery_file.exists()

    def _secret_in_file(self) -> bytes:
        """A new key; with a file the one in it, or written to it before it is used."""
        file = self._recovery_file
        if file is not None and file.exists():
            try:
                return recovery.read_recovery_key(_recovery_text(file))
            except recovery.BadRecoveryKey as error:
                raise errors.UsageError(f"{file}: {error}") from None
        secret = recovery.new_recovery_key()
        if file is not None:
            write_private(file, recovery.format_recovery_key(secret) + "\n")
        return secret

    async def _enter(self, client: nio.AsyncClient) -> None:
        room = self._matrix.room
        await joining.join(client, room)
        state = await joining.look_at(client, room)
        if not state.encrypted:
            raise errors.Unsafe(
                f"The room {room} is not encrypted: turn on encryption in its settings, then run `orosbot init` again."
            )
        self._say(f"The bot is in {room}, which is encrypted.")
        user = self._session.user_id
        if not may_redact(state, user):
            self._say(
                f"It has power level {level_of(state, user)} there and needs {state.redact_level} to remove "
                "messages: let somebody make it a moderator in the room's settings."
            )


def _recovery_text(file: Path) -> str:
    return read_secret(file, "the recovery key")
