"""nio's client with guards, for one device of the bot.

In the sync loop:

    client.next_batch = ""
    answer = await client.sync(timeout, sync_filter=…, since=token, full_state=…)  # SyncResponse | SyncError
    await client.settle_keys()
    review = await trust.refresh()        # a key query if one is due
    rows = client.replay.drain()          # stored in the transaction that stores the token

In `answer.rooms.join[room].timeline.events`, and in the `chunk` of `room_messages`, each event is then

- decrypted (`event.decrypted`): ask `trust.authenticate(event, room)` who wrote it;
- `nio.MegolmEvent`: not decryptable yet; keep `event.source`, try again with `decrypt_again`;
- `nio.BadEvent`, `nio.UnknownBadEvent`: malformed, replayed or forged, never to become good;
- anything else: clear text, never a command.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

import nio
import peewee
from nio.event_builders import RoomKeyRequestMessage

from orosbot import errors
from orosbot.matrix.faults import NeverInClear, RoomKeyNotShared
from orosbot.matrix.http import answered, refusal, status_of
from orosbot.matrix.intake import GuardedIntake
from orosbot.matrix.machine import HardenedOlm
from orosbot.matrix.ownkeys import upload_body
from orosbot.matrix.quiet import silence
from orosbot.matrix.replay import ReplayIndex, ReplayMemory
from orosbot.matrix.store import KeyStore, StoreFolder, check_pickle_key


class HardenedClient(GuardedIntake):
    """Made by `make_client`. `replay` is the memory of decrypted messages."""

    def __init__(
        self,
        homeserver: str,
        user_id: str,
        device_id: str,
        folder: StoreFolder,
        pickle_key: str,
        index: ReplayIndex,
    ) -> None:
        config = nio.AsyncClientConfig(
            store=KeyStore,
            store_name=folder.file(device_id).name,
            store_sync_tokens=False,
            encryption_enabled=True,
            pickle_key=pickle_key,
            max_timeouts=0,
            max_limit_exceeded=0,
        )
        super().__init__(homeserver, user_id, device_id, str(folder.path), config)
        self.replay = ReplayMemory(index)
        self._folder = folder

    def load_store(self) -> None:
        """As nio does it, with the machine that has guards."""
        name, key = self.config.store_name, self.config.pickle_key
        self.store = KeyStore(self.user_id, self.device_id, self.store_path, key, name)
        self.olm = HardenedOlm(self.user_id, self.device_id, self.store, self.replay)
        self.encrypted_rooms = self.store.load_encrypted_rooms()

    async def close(self) -> None:
        """Close connections and the store, and let the next process in."""
        await super().close()
        if self.store:
            self.store.database.close()
        self._folder.close()

    async def settle_keys(self) -> None:
        """Do what is due after a sync: upload own keys, renew broken Olm sessions, send queued messages.

        :raises Unreachable: if the server does not answer or refuses; what is due stays due.
        """
        if self.should_upload_keys or self._fallback_missing:
            await self.keys_upload()
        if self.should_claim_keys:
            await self._renew_sessions()
        for message in list(self.outgoing_to_device_messages):
            answer = None
            if not isinstance(message, RoomKeyRequestMessage):
                answer = await answered(self.to_device(message))
            if not isinstance(answer, nio.ToDeviceError) or status_of(answer) in range(400, 429):
                self._dequeue(message)

    def _dequeue(self, message: object) -> None:
        if message in self.outgoing_to_device_messages:
            self.outgoing_to_device_messages.remove(message)

    async def keys_upload(self) -> nio.KeysUploadResponse:
        """Upload what the server lacks of device, one-time and fallback keys.

        The account is saved first: after a crash nio 0.26 would upload other keys under the same ids
        (tests/matrix/test_own_keys.py).

        :raises Unsafe: if the server knows other keys under these ids; :raises Unreachable: if it refuses.
        """
        fallback = self._fallback_missing or not self.olm.account.shared
        body = upload_body(self.olm, fallback=fallback)
        self.olm.save_account()
        method, path, data = nio.Api.keys_upload(self.access_token, body)
        answer = await answered(self._send(nio.KeysUploadResponse, method, path, data))
        if isinstance(answer, nio.ErrorResponse):
            if status_of(answer) == 400:
                raise errors.Unsafe(
                    "The homeserver knows other keys of this device: the encryption keys are older than what "
                    "was used. `orosbot init --new-device` makes a new device of the same identity."
                )
            raise refusal(status_of(answer), answer.status_code or "", "the encryption keys")
        self._fallback_missing = False
        return answer

    async def keys_query(self) -> nio.KeysQueryResponse | nio.KeysQueryError:
        """Ask for the devices of everybody who is due. Who becomes due meanwhile stays due; nio 0.26
        would take the answer to the older question for an answer (tests/matrix/test_key_query.py)."""
        if not self.should_query_keys:
            raise nio.LocalProtocolError("No key query required.")
        asked, self.olm.users_for_key_query = self.olm.users_for_key_query, set()
        method, path, data = nio.Api.keys_query(self.access_token, asked)
        try:
            answer = await self._send(nio.KeysQueryResponse, method, path, data)
        except BaseException:
            self.olm.users_for_key_query |= asked
            raise
        if isinstance(answer, nio.ErrorResponse):
            self.olm.users_for_key_query |= asked
        return answer

    async def keys_claim(
        self, user_set: Mapping[str, Iterable[str]]
    ) -> nio.KeysClaimResponse | nio.KeysClaimError:
        """Claim one-time keys. nio 0.26 raises TypeError when the server answers with an error
        (tests/matrix/test_keyshare.py)."""
        method, path, data = nio.Api.keys_claim(self.access_token, user_set)
        return await self._send(nio.KeysClaimResponse, method, path, data, ("",))

    async def _renew_sessions(self) -> None:
        """Start new Olm sessions where old ones broke; at most one try for each time one breaks."""
        await answered(self.keys_claim(self.get_users_for_key_claiming()))
        self.olm.wedged_devices.clear()
        self.olm.key_request_devices_no_session.clear()

    async def share_group_session(self, room_id: str, ignore_unverified_devices: bool = False) -> None:
        """Refused: `keyshare.share_room_key` does it. nio 0.26 leaves `sharing_session` set when `keys_claim`
        raises, and takes a failed share for a good one (tests/matrix/test_keyshare.py)."""
        raise RoomKeyNotShared("The room key has not been shared yet.")

    async def room_send(
        self,
        room_id: str,
        message_type: str,
        content: Mapping[str, object],
        tx_id: str | None = None,
        ignore_unverified_devices: bool = False,
    ) -> nio.RoomSendResponse | nio.RoomSendError:
        """Encrypt and send, to those who got the room key from `share_room_key`.

        :raises NeverInClear: if the room is not known as encrypted; nio 0.26 would send it in clear text.
        :raises RoomKeyNotShared: if the room key is new and nobody has it.
        """
        room = self.rooms.get(room_id)
        if room is None or not room.encrypted or message_type == "m.reaction":
            raise NeverInClear("The room is not known as encrypted: nothing is sent.")
        return await super().room_send(room_id, message_type, dict(content), tx_id)


def make_client(
    homeserver: str,
    user_id: str,
    device_id: str,
    access_token: str,
    store_dir: Path,
    pickle_key: str,
    *,
    replay: ReplayIndex,
    new_device: bool = False,
) -> HardenedClient:
    """A client of one device, logged in with `access_token`; no request is made.

    `store_dir` is made if need be (0700) and locked for this process. `new_device` is for `init` alone:
    without it a missing store is refused instead of being replaced by an empty one.

    :raises Unsafe: if the store is missing, unfinished, does not open, or is in use by another process.
    """
    silence()
    check_pickle_key(pickle_key)
    folder = StoreFolder(store_dir)
    try:
        folder.prepare(device_id, new_device=new_device)
        client = HardenedClient(homeserver, user_id, device_id, folder, pickle_key, replay)
        try:
            client.restore_login(user_id, device_id, access_token)
        except (ValueError, peewee.DatabaseError):
            raise errors.Unsafe(
                f"The encryption keys in {store_dir} do not open with this storage key."
            ) from None
        if not new_device and not client.olm.account.shared:
            raise errors.Unsafe(f"The device {device_id} was never finished: run `orosbot init` again.")
    except BaseException:
        folder.close()
        raise
    return client
