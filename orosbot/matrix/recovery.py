"""The recovery key. SKELETON: the signatures are final, the bodies follow within the hour."""

from orosbot.matrix.client import HardenedClient
from orosbot.matrix.identity import Identity


class BadRecoveryKey(ValueError):
    """Mistyped, or not of this account. The text may be shown."""


def new_recovery_key() -> bytes:
    """32 random bytes."""
    raise NotImplementedError


def format_recovery_key(secret: bytes) -> str:
    """As Matrix clients show it: base58 in groups of four."""
    raise NotImplementedError


def read_recovery_key(text: str) -> bytes:
    """The inverse; spaces don't count. :raises BadRecoveryKey: if it was mistyped."""
    raise NotImplementedError


async def has_backup(client: HardenedClient) -> bool:
    """Whether the server keeps an encrypted copy of the three seeds."""
    raise NotImplementedError


async def back_up(client: HardenedClient, identity: Identity, secret: bytes) -> None:
    """Store the seeds on the server (secret storage), encrypted with the recovery key."""
    raise NotImplementedError


async def restore(client: HardenedClient, secret: bytes) -> Identity:
    """Bring the identity back. :raises BadRecoveryKey: if the key does not open this account's secrets."""
    raise NotImplementedError
