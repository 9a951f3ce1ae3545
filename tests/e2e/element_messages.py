"""What Element's client tells of events, identities and devices, as values."""

from dataclasses import dataclass
from typing import Literal

from pydantic import JsonValue

Json = dict[str, JsonValue]


@dataclass(frozen=True, slots=True)
class Message:
    """One event of a room's timeline as Element sees it."""

    room: str
    event_id: str
    sender: str
    type: str
    content: Json  # decrypted, before edits
    encrypted: bool
    failure: str | None  # the SDK's DecryptionFailureCode
    redacted: bool
    redacts: str | None
    at: int  # origin time, ms
    arrived: int  # this client's clock, ms
    shield: Literal["NONE", "GREY", "RED"] | None  # None: not encrypted, or not decrypted
    shield_reason: str | None

    @property
    def body(self) -> str:
        return self._text("body") or ""

    @property
    def formatted_body(self) -> str | None:
        return self._text("formatted_body")

    @property
    def msgtype(self) -> str | None:
        return self._text("msgtype")

    @property
    def code(self) -> str | None:
        """The bot's code of the message."""
        return self._text("se.orosbot", "code")

    @property
    def ref(self) -> str | None:
        """The reference number that the message is about: its digits."""
        return self._text("se.orosbot", "ref")

    @property
    def reply_to(self) -> str | None:
        return self._text("m.relates_to", "m.in_reply_to", "event_id")

    @property
    def thread(self) -> str | None:
        return self._text("m.relates_to", "event_id") if self._relation == "m.thread" else None

    @property
    def target(self) -> str | None:
        """The event that this one edits or reacts to."""
        related = self._relation in ("m.replace", "m.annotation")
        return self._text("m.relates_to", "event_id") if related else None

    @property
    def mentions(self) -> tuple[str, ...] | None:
        """User ids that are pinged; None if the message does not say."""
        mentions = self.content.get("m.mentions")
        if not isinstance(mentions, dict):
            return None
        users = mentions.get("user_ids", [])
        return tuple(str(user) for user in users) if isinstance(users, list) else ()

    @property
    def _relation(self) -> str | None:
        return self._text("m.relates_to", "rel_type")

    def _text(self, *keys: str) -> str | None:
        return _text_at(self.content, *keys)


@dataclass(frozen=True, slots=True)
class Identity:
    """What this user holds of another user's cross-signing identity."""

    master_key: str | None
    verified: bool
    was_verified: bool
    needs_approval: bool


@dataclass(frozen=True, slots=True)
class Device:
    """A device of some user, as seen from here."""

    device: str
    name: str | None
    fingerprint: str | None
    signed_by_owner: bool
    verified: bool


def _text_at(value: JsonValue, *keys: str) -> str | None:
    """The text under a path of keys, or None where the path ends early or at something else."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, str) else None
