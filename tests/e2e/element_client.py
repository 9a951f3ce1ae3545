"""One device of one staff member, with Element's own SDK and crypto.

A staff client on nio would share nio's mistakes; this one does not. Every wait has a deadline.
"""

from base64 import b64decode
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Self
from urllib.parse import quote
from uuid import uuid4

from pydantic import JsonValue, TypeAdapter

from tests.e2e.element_messages import Device, Identity, Json, Message
from tests.e2e.element_process import ElementProcess

SECONDS = 20.0

MESSAGES = TypeAdapter(list[Message])
IDENTITY = TypeAdapter(Identity)
DEVICES = TypeAdapter(list[Device])
MEMBERS = TypeAdapter(dict[str, str])
ANSWER: TypeAdapter[Json] = TypeAdapter(Json)


class ElementClient:
    """Made by `sign_in`: a new device, not cross-signed and not syncing yet. `close` ends it."""

    def __init__(self, process: ElementProcess, user_id: str, device_id: str) -> None:
        self._process = process
        self.user_id = user_id
        self.device_id = device_id

    @classmethod
    async def sign_in(
        cls,
        homeserver: str,
        user: str,
        password: str,
        log: Path,
        *,
        device_name: str = "Element",
        exclude_insecure: bool = True,
    ) -> Self:
        """Start a process and log in as a new device; the SDK's log goes to the file `log`.

        `exclude_insecure` is Element's mode in which unsigned devices are neither read nor given keys;
        in it an unsigned device refuses to send, too.
        """
        process = await ElementProcess.launch(log)
        try:
            answer = await process.do(
                "login",
                homeserver=homeserver,
                user=user,
                password=password,
                device_name=device_name,
                exclude_insecure=exclude_insecure,
            )
        except BaseException:
            await process.close()
            raise
        return cls(process, str(answer["user"]), str(answer["device"]))

    async def close(self) -> None:
        await self._process.close()

    async def bootstrap(self) -> None:
        """Make this user's cross-signing identity and sign this device with it."""
        await self._process.do("bootstrap")

    async def reset_identity(self) -> None:
        """Replace this user's cross-signing identity by a new one, which signs this device."""
        await self._process.do("reset_identity")

    async def import_identity_from(self, other: "ElementClient") -> None:
        """Have this device signed by the identity that another device of the same user made."""
        answer = await other._process.do("export_identity")
        await self._process.do("import_identity", secrets=answer["secrets"])

    async def start(self) -> None:
        """Sync from now on; returns after the first sync."""
        await self._process.do("start", seconds=SECONDS)

    async def stop(self) -> None:
        await self._process.do("stop")

    async def join(self, room: str) -> None:
        """Join, and wait until the room is known as encrypted."""
        await self._process.do("join", room=room, seconds=SECONDS)

    async def say(
        self,
        room: str,
        body: str,
        *,
        reply_to: str | None = None,
        thread: str | None = None,
        mentions: Sequence[str] = (),
        extra: Mapping[str, JsonValue] | None = None,
    ) -> str:
        """Send a text message, encrypted; `extra` overrides fields of the content. Returns the event id.

        :raises ElementError: if the SDK refuses or fails to send.
        """
        content: Json = {"msgtype": "m.text", "body": body, "m.mentions": {"user_ids": list(mentions)}}
        relation: Json = {}
        if thread:
            relation = {"rel_type": "m.thread", "event_id": thread, "is_falling_back": reply_to is None}
        if reply_to or thread:
            relation["m.in_reply_to"] = {"event_id": reply_to or thread}
        if relation:
            content["m.relates_to"] = relation
        return await self.send(room, "m.room.message", {**content, **(extra or {})})

    async def edit(self, room: str, event_id: str, body: str) -> str:
        new: Json = {"msgtype": "m.text", "body": body, "m.mentions": {}}
        relation: Json = {"rel_type": "m.replace", "event_id": event_id}
        content: Json = {**new, "body": f"* {body}", "m.new_content": new, "m.relates_to": relation}
        return await self.send(room, "m.room.message", content)

    async def react(self, room: str, event_id: str, key: str) -> str:
        relation: Json = {"rel_type": "m.annotation", "event_id": event_id, "key": key}
        return await self.send(room, "m.reaction", {"m.relates_to": relation})

    async def send(self, room: str, kind: str, content: Json) -> str:
        """Send any event, encrypted unless it is a reaction; returns the event id."""
        return str((await self._process.do("send", room=room, type=kind, content=content))["event_id"])

    async def redact(self, room: str, event_id: str) -> str:
        return str((await self._process.do("redact", room=room, event_id=event_id))["event_id"])

    async def say_in_clear(self, room: str, body: str) -> str:
        """Put a message into the encrypted room without encrypting it, as no proper client does."""
        path = f"/_matrix/client/v3/rooms/{quote(room)}/send/m.room.message/clear-{uuid4()}"
        return str((await self.http("PUT", path, {"msgtype": "m.text", "body": body}))["event_id"])

    async def http(self, method: str, path: str, content: Json | None = None) -> Json:
        """A request straight to the homeserver with this client's access token."""
        answer = await self._process.do("http", method=method, path=path, content=content)
        return ANSWER.validate_python(answer["answer"])

    async def messages(self, room: str) -> list[Message]:
        """All timeline events that came by since `start`, oldest first; state events are left out."""
        return MESSAGES.validate_python((await self._process.do("list", room=room))["messages"])

    async def wait_for(
        self,
        room: str,
        *,
        count: int = 1,
        seconds: float = SECONDS,
        event_id: str | None = None,
        sender: str | None = None,
        kind: str | None = None,
        body: str | None = None,
        code: str | None = None,
        reply_to: str | None = None,
        target: str | None = None,
        failure: bool | None = None,
    ) -> Message:
        """The `count`-th message, come already or still coming, of which everything given holds.

        `body` is contained in it, `target` is edited, reacted to or redacted by it; `failure` says whether
        it could not be decrypted.

        :raises ElementError: if it has not come when `seconds` have passed.
        """
        given: Json = {
            "event_id": event_id,
            "sender": sender,
            "type": kind,
            "body": body,
            "code": code,
            "reply_to": reply_to,
            "target": target,
            "failure": failure,
        }
        wanted: Json = {key: value for key, value in given.items() if value is not None}
        answer = await self._process.do(
            "wait",
            answer_within=seconds + SECONDS,
            room=room,
            wanted=wanted,
            count=count,
            seconds=seconds,
        )
        return MESSAGES.validate_python(answer["messages"])[count - 1]

    async def attachment(self, room: str, event_id: str) -> tuple[bytes, bytes]:
        """The file of a message: as the homeserver keeps it, and as Element's crypto opens it.

        :raises ElementError: if it is not what the message says (its hash), or cannot be fetched.
        """
        answer = await self._process.do("attachment", room=room, event_id=event_id)
        return b64decode(str(answer["stored"])), b64decode(str(answer["file"]))

    async def discard_session(self, room: str) -> None:
        """Begin a new Megolm session with the next message."""
        await self._process.do("discard_session", room=room)

    async def members(self, room: str) -> dict[str, str]:
        """User id → membership."""
        return MEMBERS.validate_python((await self._process.do("members", room=room))["members"])

    async def power_levels(self, room: str) -> Json:
        return ANSWER.validate_python((await self._process.do("power_levels", room=room))["levels"])

    async def identity_of(self, user_id: str) -> Identity:
        """What this client holds of somebody's identity; for somebody it shares no room with, it asks."""
        return await self._identity("identity", user_id)

    async def devices_of(self, user_id: str) -> list[Device]:
        return DEVICES.validate_python((await self._process.do("devices", user=user_id))["devices"])

    async def wait_until_signed(self, user_id: str, device_id: str) -> None:
        """Until this client has heard that the owner of a device signed it."""
        await self._process.do("signed_device", user=user_id, device=device_id, seconds=SECONDS)

    async def verify(self, user_id: str) -> Identity:
        """Mark somebody's identity as compared and found right, as after comparing fingerprints."""
        return await self._identity("verify", user_id)

    async def withdraw_verification(self, user_id: str) -> Identity:
        return await self._identity("withdraw_verification", user_id)

    async def accept_identity(self, user_id: str) -> Identity:
        """Accept the changed identity of somebody who was not verified."""
        return await self._identity("pin", user_id)

    async def _identity(self, operation: str, user_id: str) -> Identity:
        answer = await self._process.do(operation, user=user_id, seconds=SECONDS)
        return IDENTITY.validate_python(answer["identity"])
