"""Ed25519 signatures over canonical JSON, as Matrix makes and checks them."""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass, field

import vodozemac
from Crypto.PublicKey import ECC
from Crypto.Random import get_random_bytes
from Crypto.Signature import eddsa

from orosbot.matrix.shape import Json, canonical, obj, text

SEED_BYTES = 32


@dataclass(frozen=True, slots=True)
class SigningKey:
    """An Ed25519 key made from a 32-byte seed."""

    seed: bytes = field(repr=False)

    @property
    def public(self) -> str:
        """Unpadded base64, also the key's id."""
        return encode(self._key().public_key().export_key(format="raw"))

    def signed(self, value: Json, user_id: str, key_id: str = "") -> dict[str, object]:
        """`value` with this key's signature added, under `key_id` (its public part if not given)."""
        signature = encode(eddsa.new(self._key(), "rfc8032").sign(canonical(value)))
        before = {user: dict(obj(those)) for user, those in obj(value.get("signatures")).items()}
        mine = {**before.get(user_id, {}), f"ed25519:{key_id or self.public}": signature}
        return {**value, "signatures": {**before, user_id: mine}}

    def _key(self) -> ECC.EccKey:
        return ECC.construct(curve="Ed25519", seed=self.seed)


def new_signing_key() -> SigningKey:
    """A key from the system's random numbers."""
    return SigningKey(get_random_bytes(SEED_BYTES))


def is_signed(value: Json, user_id: str, key_id: str, public: str) -> bool:
    """Whether `value` carries a valid signature of the key `public` under this name. Never raises.

    nio's `verify_json` does, on malformed keys and signatures.
    """
    signature = text(obj(obj(value.get("signatures")).get(user_id)).get(f"ed25519:{key_id}"))
    try:
        key = vodozemac.Ed25519PublicKey.from_base64(public)
        key.verify_signature(canonical(value), vodozemac.Ed25519Signature.from_base64(signature))
    except (ValueError, TypeError, RecursionError):
        return False
    return True


def encode(raw: bytes) -> str:
    """Unpadded base64."""
    return base64.b64encode(raw).decode().rstrip("=")


def decode(encoded: str) -> bytes:
    """The inverse, padding optional. :raises ValueError: if it is no base64."""
    try:
        return base64.b64decode(encoded + "=" * (-len(encoded) % 4), validate=True)
    except binascii.Error as error:
        raise ValueError("not base64") from error


def public_part(key_object: Json, user_id: str, usage: str) -> str:
    """The one key in a published cross-signing key of this user and usage; empty if it is malformed."""
    keys: Mapping[str, object] = obj(key_object.get("keys"))
    usages = key_object.get("usage")
    fits = key_object.get("user_id") == user_id and isinstance(usages, list) and usage in usages
    if not fits or len(keys) != 1:
        return ""
    name, public = next(iter(keys.items()))
    return text(public) if name == f"ed25519:{text(public)}" else ""
