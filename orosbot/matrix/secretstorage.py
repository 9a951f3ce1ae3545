"""Matrix' secret storage: secrets in the account data, encrypted with `m.secret_storage.v1.aes-hmac-sha2`.

From the client-server specification, section "Secret storage".
"""

import binascii
import hmac
import secrets
from hashlib import sha256

from Crypto.Cipher import AES
from Crypto.Hash import SHA256
from Crypto.Protocol.KDF import HKDF

from orosbot.matrix.shape import Json, text
from orosbot.matrix.signing import decode, encode

ALGORITHM = "m.secret_storage.v1.aes-hmac-sha2"
BLOCK = 16
_ZEROES = bytes(32)


def encrypt(key: bytes, name: str, plain: bytes) -> dict[str, object]:
    """Encrypt one secret for the account data type `name`; `key` are the storage key's 32 bytes."""
    iv = bytearray(secrets.token_bytes(BLOCK))
    iv[8] &= 0x7F  # bit 63 is 0, for libraries that count in 63 bits
    return _sealed(key, name, plain, bytes(iv))


def decrypt(key: bytes, name: str, sealed: Json) -> bytes | None:
    """The secret; `None` if it was encrypted with another key, or changed."""
    try:
        iv, cipher = decode(text(sealed.get("iv"))), decode(text(sealed.get("ciphertext")))
        mac = decode(text(sealed.get("mac")))
    except ValueError:
        return None
    cipher_key, mac_key = _keys(key, name)
    if len(iv) != BLOCK or not hmac.compare_digest(hmac.digest(mac_key, cipher, sha256), mac):
        return None
    return _counter_mode(cipher_key, iv, cipher)


def describe(key: bytes) -> dict[str, object]:
    """The content of `m.secret_storage.key.<id>`: lets a key be checked without a secret."""
    sealed = encrypt(key, "", _ZEROES)
    return {"name": "orosbot", "algorithm": ALGORITHM, "iv": sealed["iv"], "mac": sealed["mac"]}


def fits(key: bytes, description: Json) -> bool:
    """Whether the description was made with this key."""
    try:
        iv, mac = decode(text(description.get("iv"))), decode(text(description.get("mac")))
    except (ValueError, binascii.Error):
        return False
    if description.get("algorithm") != ALGORITHM or len(iv) != BLOCK:
        return False
    return hmac.compare_digest(decode(text(_sealed(key, "", _ZEROES, iv)["mac"])), mac)


def _sealed(key: bytes, name: str, plain: bytes, iv: bytes) -> dict[str, object]:
    cipher_key, mac_key = _keys(key, name)
    cipher = _counter_mode(cipher_key, iv, plain)
    mac = hmac.digest(mac_key, cipher, sha256)
    return {"iv": encode(iv), "ciphertext": encode(cipher), "mac": encode(mac)}


def _keys(key: bytes, name: str) -> tuple[bytes, bytes]:
    both: bytes = HKDF(key, 64, _ZEROES, SHA256, context=name.encode())
    return both[:32], both[32:]


def _counter_mode(key: bytes, iv: bytes, data: bytes) -> bytes:
    return AES.new(key, AES.MODE_CTR, nonce=b"", initial_value=iv).encrypt(data)
