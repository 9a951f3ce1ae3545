"""The chain master key → self-signing key → device, read out of a raw answer to `/keys/query`.

nio 0.26 drops the first two from the answer. Nothing here knows nio or keeps anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from orosbot.matrix.shape import Json, obj, text
from orosbot.matrix.signing import is_signed, public_part


@dataclass(frozen=True, slots=True)
class DeviceKeys:
    """One device as the server lists it, its own signature checked. `cross_signed`: by its owner's identity."""

    user_id: str
    device_id: str
    ed25519: str
    curve25519: str
    cross_signed: bool


@dataclass(frozen=True, slots=True)
class UserKeys:
    """One person's keys. `master` is `None` if there is no (readable) master key."""

    user_id: str
    master: str | None
    devices: Mapping[str, DeviceKeys]


def users_in(answer: Json) -> frozenset[str]:
    """The users whose devices an answer lists."""
    return frozenset(obj(answer.get("device_keys")))


def user_keys(answer: Json, user_id: str) -> UserKeys:
    """What an answer says of one user, as far as the signatures hold. Never raises."""
    master = public_part(obj(obj(answer.get("master_keys")).get(user_id)), user_id, "master")
    signer_object = obj(obj(answer.get("self_signing_keys")).get(user_id))
    signer = public_part(signer_object, user_id, "self_signing")
    if not master or not signer or not is_signed(signer_object, user_id, master, master):
        signer = ""
    listed = obj(obj(answer.get("device_keys")).get(user_id))
    found = [_device(obj(keys), user_id, device_id, signer) for device_id, keys in listed.items()]
    return UserKeys(user_id, master or None, {device.device_id: device for device in found if device})


def _device(keys: Json, user_id: str, device_id: str, signer: str) -> DeviceKeys | None:
    public = obj(keys.get("keys"))
    ed25519, curve25519 = (
        text(public.get(f"ed25519:{device_id}")),
        text(public.get(f"curve25519:{device_id}")),
    )
    named = keys.get("user_id") == user_id and keys.get("device_id") == device_id
    if not named or not curve25519 or not is_signed(keys, user_id, device_id, ed25519):
        return None
    cross_signed = bool(signer) and is_signed(keys, user_id, signer, signer)
    return DeviceKeys(user_id, device_id, ed25519, curve25519, cross_signed)
