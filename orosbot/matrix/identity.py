"""The bot's cross-signing identity: what staff's clients recognise it by.

Whoever loses the seeds loses the identity, and staff who had verified it could no longer send to the room.
So they lie in a file of their own, apart from nio's store, and are never replaced silently.
"""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from orosbot import errors
from orosbot.matrix.shape import Json, obj, text
from orosbot.matrix.signing import SEED_BYTES, SigningKey, decode, encode, new_signing_key
from orosbot.private_files import private_folder, write_private

VERSION = 1
PARTS = ("master", "self_signing", "user_signing")


@dataclass(frozen=True, slots=True)
class Identity:
    """The master key is the identity, the self-signing key signs the bot's devices."""

    user_id: str
    master: SigningKey
    self_signing: SigningKey
    user_signing: SigningKey

    @property
    def fingerprint(self) -> str:
        """The master key's public part in groups of four, for comparing by eye."""
        public = self.master.public
        return " ".join(public[at : at + 4] for at in range(0, len(public), 4))

    def published(self) -> dict[str, dict[str, object]]:
        """The three public keys as `/keys/device_signing/upload` takes them, the lower two signed by the master."""
        user = self.user_id
        return {
            "master_key": _key_object(user, "master", self.master),
            "self_signing_key": self.master.signed(
                _key_object(user, "self_signing", self.self_signing), user
            ),
            "user_signing_key": self.master.signed(
                _key_object(user, "user_signing", self.user_signing), user
            ),
        }

    def sign_device(self, device_keys: Json) -> dict[str, object]:
        """A device's keys with the signature of the self-signing key."""
        return self.self_signing.signed(device_keys, self.user_id)


def create_identity(user_id: str) -> Identity:
    """A new identity, in memory only."""
    return Identity(user_id, new_signing_key(), new_signing_key(), new_signing_key())


def load_identity(path: Path) -> Identity | None:
    """The identity in `path`; `None` if there is no such file.

    :raises Unsafe: if the file is damaged, or written by a newer version.
    """
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise errors.Unsafe(f"The bot's identity in {path} cannot be read ({error.strerror}).") from None
    try:
        content = obj(json.loads(raw))
    except ValueError:
        content = {}
    if isinstance(content.get("version"), int) and content["version"] != VERSION:
        raise errors.Unsafe(f"The bot's identity in {path} was written by a newer orosbot.")
    seeds = obj(content.get("seeds"))
    keys = [_seed(text(seeds.get(part))) for part in PARTS]
    user_id = text(content.get("user_id"))
    if None in keys or not user_id or content.get("checksum") != _checksum(content):
        raise errors.Unsafe(
            f"The bot's identity in {path} is damaged. Put back a copy from the backup, or remove the file and "
            "run `orosbot init --recovery-key-file FILE`. Never make a new identity: staff could not send."
        )
    master, self_signing, user_signing = (SigningKey(key) for key in keys if key is not None)
    return Identity(user_id, master, self_signing, user_signing)


def save_identity(identity: Identity, path: Path) -> None:
    """Write the seeds whole or not at all, readable by the owner alone.

    :raises Unsafe: rather than overwrite another identity.
    """
    present = load_identity(path)
    if present == identity:
        return
    if present is not None:
        raise errors.Unsafe(f"{path} holds another identity of the bot already; it is not overwritten.")
    keys = (identity.master, identity.self_signing, identity.user_signing)
    seeds = {part: encode(key.seed) for part, key in zip(PARTS, keys, strict=True)}
    content: dict[str, object] = {"version": VERSION, "user_id": identity.user_id, "seeds": seeds}
    content["checksum"] = _checksum(content)
    private_folder(path.parent)
    write_private(path, json.dumps(content, indent=1) + "\n")


def _key_object(user_id: str, usage: str, key: SigningKey) -> dict[str, object]:
    return {"user_id": user_id, "usage": [usage], "keys": {f"ed25519:{key.public}": key.public}}


def _seed(encoded: str) -> bytes | None:
    try:
        raw = decode(encoded)
    except ValueError:
        return None
    return raw if len(raw) == SEED_BYTES else None


def _checksum(content: Json) -> str:
    summed = {key: part for key, part in content.items() if key != "checksum"}
    return hashlib.sha256(json.dumps(summed, sort_keys=True).encode()).hexdigest()
