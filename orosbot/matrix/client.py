"""nio's client with guards. SKELETON: the signatures are final, the bodies follow within the hour."""

from pathlib import Path

import nio

from orosbot.matrix.replay import ReplayIndex, ReplayMemory


class HardenedClient(nio.AsyncClient):  # type: ignore[misc]
    """How to use it, in the sync loop:

    client.next_batch = ""
    answer = await client.sync(timeout, sync_filter=…, since=token, full_state=…)  # SyncResponse | SyncError
    await client.settle_keys()            # upload own keys, mend Olm sessions, send queued to-device messages
    review = await trust.refresh()        # key query if one is due, see orosbot.matrix.trust
    rows = client.replay.drain()          # store them in the transaction that stores the token

    In `answer.rooms.join[room].timeline.events` (and in `room_messages(...).chunk`) each event is then
    - decrypted (`event.decrypted`): authenticate it with `trust.authenticate(event, room_id)`;
    - `nio.MegolmEvent`: not decryptable *yet*; queue `event.source`, retry with `client.decrypt_again`;
    - `nio.BadEvent | nio.UnknownBadEvent`: malformed or forged, will never become good; ignore it;
    - anything else: clear text. Commands in clear text are never obeyed.
    No decrypted payload ever touches `client.rooms`; still, don't authorise from `client.rooms`.
    """

    replay: ReplayMemory

    async def settle_keys(self) -> None:
        """Do what is due after a sync: upload own keys, renew broken Olm sessions, send queued messages.

        :raises Unreachable: if the server does not answer or refuses; what is due stays due.
        """
        raise NotImplementedError

    def decrypt_again(self, source: dict[str, object], room_id: str) -> "nio.Event | None":
        """Try to decrypt a stored event once more. `None`: still no key. Never raises."""
        raise NotImplementedError

    async def close(self) -> None:
        """Close connections and the store, and release its lock."""
        raise NotImplementedError


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

    :raises Unsafe: if the store is missing, foreign, or in use by another process; if the key is weak.
    """
    raise NotImplementedError


def withheld(event: object) -> "Withheld | None":  # noqa: F821
    """Will be in orosbot.matrix.withheld: reads `m.room_key.withheld` out of a to-device event."""
    raise NotImplementedError
