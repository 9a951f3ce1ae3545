"""The played homeserver with a room in it: older messages, state, joining, signing in, and sync that waits."""

import asyncio
import json
from urllib.parse import unquote

from aiohttp import web

from tests.matrix.directory import Directory, Json
from tests.matrix.fakeserver import FakeServer, _dict
from tests.matrix.peers import BOT, ROOM, room_state

PASSWORD = "correct horse"


class RoomServer(FakeServer):
    """What the sync loop, the sender and `orosbot init` ask for beyond keys.

    With nothing in line `/sync` waits for `arrive` when it was asked to wait, as a homeserver does.
    """

    def __init__(self, directory: Directory) -> None:
        super().__init__(directory)
        self.state: list[Json] = room_state()
        self.pages: dict[str, Json] = {}
        """Answers to `/messages` by their `from` token."""
        self.invited = True
        self.joined = True
        self.aliases: dict[str, str] = {}
        self.redacted: dict[str, str] = {}
        self.devices = 0
        self.limits: list[tuple[int, Json, dict[str, str]]] = []
        """Answers that the next sends get instead: status, body, headers."""
        self._news = asyncio.Event()

    def arrive(self, body: Json) -> None:
        """Put a sync answer in line and wake who waits for it."""
        self.syncs.append(body)
        self._news.set()

    async def stop(self) -> None:
        """Whoever still waits in `/sync` gets an answer first."""
        self._news.set()
        await super().stop()

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        path = unquote(request.path)
        at_once = "full_state" in request.query or not request.query.get("timeout")
        waits = path.endswith("/sync") and not at_once and not self._broken(path)
        if waits and not self.syncs:
            self._news.clear()
            await self._news.wait()
        if path.endswith("/messages"):
            return await super()._serve(request) if self._broken(path) else self._older(request)
        if ("/send/" in path or "/redact/" in path) and self.limits:
            await request.read()
            status, body, headers = self.limits.pop(0)
            return web.json_response(body, status=status, headers=headers)
        if path.endswith(("/login", "/versions")):
            return self._open(path, json.loads(await request.text() or "{}"))
        if "/directory/room/" in path and "Authorization" not in request.headers:  # everybody may ask
            status, answer = self._answer("GET", path.partition("/v3/")[2], {})
            return web.json_response(answer, status=status)
        return await super()._serve(request)

    def _broken(self, path: str) -> bool:
        return any(one.part in path and one.times > 0 for one in self._breaks)

    def _older(self, request: web.Request) -> web.Response:
        page = self.pages.get(request.query["from"], {"chunk": []})
        return web.json_response({"start": request.query["from"], **page})

    def _open(self, path: str, body: Json) -> web.Response:
        if path.endswith("/versions"):
            return web.json_response({"versions": ["v1.1", "v1.15"]})
        if body.get("password") != PASSWORD:
            return web.json_response({"errcode": "M_FORBIDDEN", "error": "no"}, status=403)
        self.devices += 1
        signed_in = {"user_id": BOT, "device_id": f"DEVICE{self.devices}", "access_token": self.token}
        return web.json_response(signed_in)

    def _answer(self, method: str, path: str, body: Json) -> tuple[int, Json]:
        match path.split("/"):
            case ["join", room] if room == ROOM:
                if not self.invited:
                    return 403, {"errcode": "M_FORBIDDEN", "error": "not invited"}
                self.joined = True
                return 200, {"room_id": ROOM}
            case ["rooms", _, "state"]:
                return 200, self.state  # type: ignore[return-value]
            case ["rooms", _, "redact", event_id, txn]:
                self.redacted.setdefault(txn, event_id)
                return 200, {"event_id": f"$redaction{len(self.redacted)}"}
            case ["directory", "room", alias]:
                found = self.aliases.get(alias)
                return (
                    (200, {"room_id": found}) if found else (404, {"errcode": "M_NOT_FOUND", "error": "no"})
                )
            case ["account", "whoami"]:
                return 200, {"user_id": BOT, "device_id": f"DEVICE{self.devices}"}
            case ["joined_rooms"]:
                return 200, {"joined_rooms": [ROOM] if self.joined else []}
            case ["logout"]:
                return 200, {}
            case ["keys", "upload"] if "device_keys" in body:
                answer = self.directory.upload(BOT, str(_dict(body["device_keys"])["device_id"]), body)
                return 200, answer or {}
        return super()._answer(method, path, body)
