"""Putting the bot's identity on the homeserver, and never over another one."""

from dataclasses import dataclass

from orosbot import errors
from orosbot.matrix.client import HardenedClient
from orosbot.matrix.http import Answer, call
from orosbot.matrix.identity import Identity
from orosbot.matrix.ownkeys import device_keys
from orosbot.matrix.shape import Json, obj, text, texts
from orosbot.matrix.signing import is_signed, public_part

QUERY = "/_matrix/client/v3/keys/query"
UPLOAD_IDENTITY = "/_matrix/client/v3/keys/device_signing/upload"
UPLOAD_SIGNATURES = "/_matrix/client/v3/keys/signatures/upload"
PASSWORD = "m.login.password"


@dataclass(frozen=True, slots=True)
class Published:
    """What had to be done; both false on an ordinary start."""

    keys_uploaded: bool
    device_signed: bool


async def ensure_published(
    client: HardenedClient, identity: Identity, password: str | None = None
) -> Published:
    """Make the server show our identity, and our signature under this device.

    The device's own keys must be there already (`client.settle_keys()`). On an ordinary start it is one
    request that changes nothing.

    :raises Unsafe: if the server has another identity of the bot (it is never replaced) or other keys of
        this device, or demands a password that was not given.
    :raises Unreachable: if the server does not answer, or does not show what it was given.
    """
    state = await _state(client)
    upload = not _identity_complete(state, identity)
    if upload:
        await _upload_identity(client, identity, password)
    sign = not _device_signed(state, client, identity)
    if sign:
        await _upload_signature(client, identity)
    if upload or sign:
        state = await _state(client)
        if not _identity_complete(state, identity) or not _device_signed(state, client, identity):
            raise errors.Unreachable(
                "The homeserver took the bot's identity but does not show it. Try again."
            )
    return Published(upload, sign)


async def server_master_key(client: HardenedClient) -> str | None:
    """The public master key that the server has of the bot's account, if it has one."""
    return _master(await _state(client), client.user_id)


async def _state(client: HardenedClient) -> Json:
    answer = await call(client, "POST", QUERY, {"device_keys": {client.user_id: []}})
    return answer.expect("to show the bot's keys")


def _master(state: Json, user_id: str) -> str | None:
    """Empty if there is one that cannot be read: it is there all the same."""
    found = obj(state.get("master_keys")).get(user_id)
    return None if found is None else public_part(obj(found), user_id, "master")


def _identity_complete(state: Json, identity: Identity) -> bool:
    user, ours = identity.user_id, identity.master.public
    theirs = _master(state, user)
    if theirs is None:
        return False
    if theirs != ours:
        raise errors.Unsafe(
            f"The homeserver has another identity of {user} than this orosbot (theirs {theirs or 'unreadable'}, "
            f"ours {ours}). It is not replaced, for staff would no longer trust the bot. Put back the file "
            "identity.key, or run `orosbot init --recovery-key-file FILE`."
        )
    for group, usage, key in (
        ("self_signing_keys", "self_signing", identity.self_signing),
        ("user_signing_keys", "user_signing", identity.user_signing),
    ):
        found = obj(obj(state.get(group)).get(user))
        if public_part(found, user, usage) != key.public or not is_signed(found, user, ours, ours):
            return False
    return True


def _device_signed(state: Json, client: HardenedClient, identity: Identity) -> bool:
    listed = obj(obj(obj(state.get("device_keys")).get(client.user_id)).get(client.device_id))
    if not listed:
        raise errors.Unsafe(
            f"The homeserver does not know the bot's device {client.device_id} any more: it was signed out. "
            "`orosbot init --new-device` makes a new device of the same identity."
        )
    if listed.get("keys") != device_keys(client.olm)["keys"]:
        raise errors.Unsafe(
            f"The homeserver has other keys of the bot's device {client.device_id}: its encryption keys were "
            "lost or replaced. `orosbot init --new-device` makes a new device of the same identity."
        )
    public = identity.self_signing.public
    return is_signed(listed, client.user_id, public, public)


async def _upload_identity(client: HardenedClient, identity: Identity, password: str | None) -> None:
    """The first upload needs no password (MSC3967); a server that wants one all the same gets it."""
    keys = identity.published()
    answer = await call(client, "POST", UPLOAD_IDENTITY, keys)
    if answer.status == 401 and "flows" in answer.body:
        answer = await call(
            client, "POST", UPLOAD_IDENTITY, {**keys, "auth": _password_stage(client, answer, password)}
        )
        if answer.status == 401:
            raise errors.Unsafe("The homeserver did not take the password for the bot's identity.")
    answer.expect("the bot's identity")


def _password_stage(client: HardenedClient, demand: Answer, password: str | None) -> dict[str, object]:
    flows = demand.body.get("flows")
    stages = [texts(obj(flow).get("stages")) for flow in flows] if isinstance(flows, list) else []
    if [PASSWORD] not in stages:
        raise errors.Unsafe(
            "The homeserver wants the bot's identity confirmed in a way that a bot cannot follow."
        )
    if password is None:
        raise errors.Unsafe(
            "The homeserver wants the bot's password to take the identity: run `orosbot init --password-file FILE`."
        )
    return {
        "type": PASSWORD,
        "identifier": {"type": "m.id.user", "user": client.user_id},
        "password": password,
        "session": text(demand.body.get("session")),
    }


async def _upload_signature(client: HardenedClient, identity: Identity) -> None:
    """Sign our own view of the device, never what the server shows."""
    signed = identity.sign_device(device_keys(client.olm))
    body = {client.user_id: {str(client.device_id): signed}}
    answer = (await call(client, "POST", UPLOAD_SIGNATURES, body)).expect("the signature of the bot's device")
    if obj(answer.get("failures")):
        raise errors.Unreachable("The homeserver refused the signature of the bot's device.")
