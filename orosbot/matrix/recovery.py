"""The recovery key: shown once at `init`, it brings the identity back when `identity.key` is lost.

It is the key of the account's secret storage, in which the server keeps the three seeds encrypted.
"""

import secrets
from urllib.parse import quote

from orosbot.matrix import secretstorage
from orosbot.matrix.client import HardenedClient
from orosbot.matrix.http import call
from orosbot.matrix.identity import Identity
from orosbot.matrix.publish import server_master_key
from orosbot.matrix.shape import Json, obj, text
from orosbot.matrix.signing import SEED_BYTES, SigningKey, decode, encode

KEY_BYTES = 32
PREFIX = b"\x8b\x01"
ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
DEFAULT_KEY = "m.secret_storage.default_key"
SECRETS = ("m.cross_signing.master", "m.cross_signing.self_signing", "m.cross_signing.user_signing")


class BadRecoveryKey(ValueError):
    """Mistyped, or not of this account. `str()` may be shown."""


def new_recovery_key() -> bytes:
    """32 random bytes."""
    return secrets.token_bytes(KEY_BYTES)


def format_recovery_key(secret: bytes) -> str:
    """As Matrix clients show it: base58 of prefix, key and parity, in groups of four.

    Source: the specification's appendix "Cryptographic key representation".
    """
    raw = PREFIX + secret
    number, letters = int.from_bytes(raw + bytes([_parity(raw)])), ""
    while number:
        number, digit = divmod(number, len(ALPHABET))
        letters = ALPHABET[digit] + letters
    return " ".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def read_recovery_key(typed: str) -> bytes:
    """The inverse; white space does not count. :raises BadRecoveryKey: if it was mistyped."""
    number = 0
    for letter in "".join(typed.split()):
        digit = ALPHABET.find(letter)
        if digit < 0:
            raise BadRecoveryKey("The recovery key has a character that never occurs in one.")
        number = number * len(ALPHABET) + digit
    length = len(PREFIX) + KEY_BYTES + 1
    if number.bit_length() > 8 * length:
        raise BadRecoveryKey("The recovery key is too long.")
    raw = number.to_bytes(length)
    if not raw.startswith(PREFIX) or _parity(raw) != 0:
        raise BadRecoveryKey("The recovery key is mistyped or incomplete.")
    return raw[len(PREFIX) : -1]


def _parity(raw: bytes) -> int:
    parity = 0
    for byte in raw:
        parity ^= byte
    return parity


async def has_backup(client: HardenedClient) -> bool:
    """Whether the server keeps an encrypted copy of all three seeds. Whose key opens it is not known."""
    key_id = text((await _read(client, DEFAULT_KEY)).get("key"))
    if not key_id:
        return False
    stored = [await _read(client, name) for name in SECRETS]
    return all(obj(secret.get("encrypted")).get(key_id) for secret in stored)


async def back_up(client: HardenedClient, identity: Identity, secret: bytes) -> None:
    """Store the seeds on the server, encrypted with the recovery key `secret`, in place of older copies.

    :raises Unreachable: if the server does not take them.
    """
    key_id = secrets.token_hex(16)
    await _write(client, f"m.secret_storage.key.{key_id}", secretstorage.describe(secret))
    keys = (identity.master, identity.self_signing, identity.user_signing)
    for name, key in zip(SECRETS, keys, strict=True):
        sealed = secretstorage.encrypt(secret, name, encode(key.seed).encode())
        await _write(client, name, {"encrypted": {key_id: sealed}})
    await _write(client, DEFAULT_KEY, {"key": key_id})


async def restore(client: HardenedClient, secret: bytes) -> Identity:
    """Bring the identity back from the server.

    :raises BadRecoveryKey: if the key does not open this account's secrets, or they are not those of the
        identity that the server shows.
    :raises Unreachable: if the server does not answer.
    """
    key_id = text((await _read(client, DEFAULT_KEY)).get("key"))
    description = await _read(client, f"m.secret_storage.key.{key_id}") if key_id else {}
    if not key_id or not secretstorage.fits(secret, description):
        raise BadRecoveryKey("The recovery key is not of this account, or has been replaced by a newer one.")
    keys = []
    for name in SECRETS:
        sealed = obj(obj((await _read(client, name)).get("encrypted")).get(key_id))
        keys.append(_signing_key(secretstorage.decrypt(secret, name, sealed)))
    identity = Identity(client.user_id, *keys)
    if await server_master_key(client) not in (None, identity.master.public):
        raise BadRecoveryKey("The recovery key belongs to an older identity than the one the server shows.")
    return identity


def _signing_key(plain: bytes | None) -> SigningKey:
    try:
        seed = decode((plain or b"").decode())
    except ValueError:
        seed = b""
    if len(seed) != SEED_BYTES:
        raise BadRecoveryKey("The copy of the identity on the homeserver is damaged.")
    return SigningKey(seed)


def _path(client: HardenedClient, kind: str) -> str:
    return f"/_matrix/client/v3/user/{quote(client.user_id, safe='')}/account_data/{quote(kind, safe='')}"


async def _read(client: HardenedClient, kind: str) -> Json:
    """The account data of this type; empty if there is none."""
    answer = await call(client, "GET", _path(client, kind))
    return {} if answer.status == 404 else answer.expect("to show the copy of the bot's identity")


async def _write(client: HardenedClient, kind: str, content: Json) -> None:
    (await call(client, "PUT", _path(client, kind), content)).expect("a copy of the bot's identity")
