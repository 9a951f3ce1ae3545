"""Putting the identity on the server. SKELETON: the signatures are final, the bodies follow within the hour."""

from dataclasses import dataclass

from orosbot.matrix.client import HardenedClient
from orosbot.matrix.identity import Identity


@dataclass(frozen=True, slots=True)
class Published:
    """What had to be done; both false on an ordinary start."""

    keys_uploaded: bool
    device_signed: bool


async def ensure_published(client: HardenedClient, identity: Identity, password: str | None = None) -> Published:
    """Make the server show our identity and our signature under this device (after `client.settle_keys()`).

    :raises Unsafe: if the server has another identity of ours (never replaced), or other keys of this
        device, or demands a password that was not given.
    :raises Unreachable: if the server does not answer.
    """
    raise NotImplementedError
