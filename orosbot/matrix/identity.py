"""The bot's cross-signing identity. SKELETON: the signatures are final, the bodies follow within the hour."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class SigningKey:
    """An Ed25519 key made from a 32-byte seed."""

    seed: bytes = field(repr=False)

    @property
    def public(self) -> str:
        """Unpadded base64, also the key's id."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Identity:
    """Three keys: the master key is the identity, the self-signing key signs the bot's devices."""

    user_id: str
    master: SigningKey
    self_signing: SigningKey
    user_signing: SigningKey

    @property
    def fingerprint(self) -> str:
        """The master key's public part in groups of four, for comparing by eye."""
        raise NotImplementedError


def create_identity(user_id: str) -> Identity:
    """A new identity, in memory only."""
    raise NotImplementedError


def load_identity(path: Path) -> Identity | None:
    """The identity in `path`; `None` if there is no such file.

    :raises Unsafe: if the file is damaged or of a newer version.
    """
    raise NotImplementedError


def save_identity(identity: Identity, path: Path) -> None:
    """Write the seeds atomically, 0600. :raises Unsafe: rather than overwrite another identity."""
    raise NotImplementedError
