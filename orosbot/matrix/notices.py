"""What the room is told of itself, as a port: the texts are not Matrix's business."""

from typing import Protocol


class Notices(Protocol):
    """Queues messages of the bot's own accord.

    Each is called inside the transaction that stores why. `cause` names the occasion: one occasion, one
    message, however often it is called.
    """

    def unreadable(self, user: str, why: str, cause: str) -> None:
        """Messages of this person could not be decrypted for a while (`unreadable`).

        `why`: `no-key`, `device` (their device is not listed by their server) or the code with which the
        key was withheld, as `m.unverified`.
        """
        ...

    def identity_changed(self, user: str, cause: str) -> None:
        """This person's identity is another than before: not obeyed until a lead vouches for it
        (`alert-identity`)."""
        ...

    def device_unsigned(self, user: str, device: str, cause: str) -> None:
        """Somebody wrote from a device that its owner has not verified: not obeyed (`alert-device`)."""
        ...

    def room(self, kind: str, cause: str) -> None:
        """Something about the room is not as it must be (`alert-room`). `kind`: `power-level`."""
        ...


class NoNotices:
    """Tells nobody anything."""

    def unreadable(self, user: str, why: str, cause: str) -> None: ...

    def identity_changed(self, user: str, cause: str) -> None: ...

    def device_unsigned(self, user: str, device: str, cause: str) -> None: ...

    def room(self, kind: str, cause: str) -> None: ...
