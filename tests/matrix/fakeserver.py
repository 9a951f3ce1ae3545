"""A homeserver for tests, played over HTTP on a loopback port.

It does what the crypto core asks of one: keys, signatures, account data, to-device messages, sends (by
transaction id, once each), members, and sync answers that a test puts in line. `break_next` makes requests fail.
"""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from urllib.parse import unquote

from aiohttp import web

from tests.matrix.directory import Directory, Json
from tests.matrix.peers import BOT, sync_body

DROP = 0
"""In place of a status: the connection is cut without an answer."""

Handler = Callable[[list[str], Json, web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Request:
    """One request as it came in; `path` from behind the API's version, decoded."""

    method: str
    path: str
    body: Json
    query: dict[str, str] = field(default_factory=dict)


@dataclass
class Break:
    """How requests whose path contains `part` fail, `times` over, once `after` others went well."""

    part: str
    status: int
    body: Json
    times: int
    after: int


class FakeServer:
    """One account (the bot's) may sign in with `token`."""

    token = "token"

    def __init__(self, directory: Directory) -> None:
        self.directory = directory
        self.requests: list[Request] = []
        self.syncs: list[Json] = []
        self.to_device: list[tuple[str, Json]] = []
        self.sent: dict[str, Json] = {}
        self.media: list[bytes] = []
        """Uploaded files, as they are at the server: `mxc://example.org/media0` is the first."""
        self.account_data: dict[str, Json] = {}
        self.members: list[str] = []
        self.password: str | None = None
        self._breaks: list[Break] = []
        self._runner: web.AppRunner | None = None
        self.url = ""

    async def start(self) -> None:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._serve)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"

    async def stop(self) -> None:
        if self._runner:
            await self._runner.cleanup()

    def break_next(
        self,
        part: str,
        status: int,
        errcode: str = "M_UNKNOWN",
        *,
        times: int = 1,
        after: int = 0,
        **more: object,
    ) -> None:
        """Let the next requests with `part` in their path fail with `status`, or without an answer (`DROP`)."""
        self._breaks.append(
            Break(part, status, {"errcode": errcode, "error": "broken", **more}, times, after)
        )

    def asked(self, part: str) -> list[Request]:
        """The requests so far whose path contains `part`."""
        return [request for request in self.requests if part in request.path]

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        path, body = _path(request), await _json(request)
        self.requests.append(Request(request.method, path, body, dict(request.query)))
        broken = next((one for one in self._breaks if one.part in path and one.times > 0), None)
        if broken and broken.after > 0:
            broken.after -= 1
        elif broken:
            broken.times -= 1
            if broken.status == DROP:
                assert request.transport
                request.transport.abort()
                return web.Response()
            return web.json_response(broken.body, status=broken.status)
        if request.headers.get("Authorization") != f"Bearer {self.token}":
            return web.json_response({"errcode": "M_UNKNOWN_TOKEN", "error": "unknown"}, status=401)
        if path == "media/upload":
            self.media.append(await request.read())
            return web.json_response({"content_uri": f"mxc://example.org/media{len(self.media) - 1}"})
        status, answer = self._answer(request.method, path, body)
        return web.json_response(answer, status=status)

    def _answer(self, method: str, path: str, body: Json) -> tuple[int, Json]:
        match path.split("/"):
            case ["sync"]:
                return 200, self.syncs.pop(0) if self.syncs else sync_body()
            case ["keys", "upload"]:
                answer = self.directory.upload(BOT, self._device(body), body)
                return (200, answer) if answer else (400, {"errcode": "M_UNKNOWN", "error": "already exists"})
            case ["keys", "query"]:
                return 200, self.directory.query(list(_dict(body["device_keys"])))
            case ["keys", "claim"]:
                return 200, self.directory.claim(_dict(body["one_time_keys"]))
            case ["keys", "device_signing", "upload"]:
                return self._upload_identity(body)
            case ["keys", "signatures", "upload"]:
                return self._upload_signatures(body)
            case ["sendToDevice", kind, _]:
                self.to_device.append((kind, _dict(body["messages"])))
                return 200, {}
            case ["rooms", _, "send", _, txn]:
                self.sent.setdefault(txn, {"event_id": f"$sent{len(self.sent)}", "content": body})
                return 200, {"event_id": self.sent[txn]["event_id"]}
            case ["rooms", _, "joined_members"]:
                return 200, {"joined": {member: {} for member in [*self.members, BOT]}}
            case ["user", _, "account_data", kind]:
                return self._account_data(method, kind, body)
        return 404, {"errcode": "M_UNRECOGNIZED", "error": path}

    def _device(self, body: Json) -> str:
        return str(_dict(body.get("device_keys")).get("device_id") or next(iter(self.directory.devices[BOT])))

    def _account_data(self, method: str, kind: str, body: Json) -> tuple[int, Json]:
        if method == "PUT":
            self.account_data[kind] = body
            return 200, {}
        found = self.account_data.get(kind)
        return (200, found) if found is not None else (404, {"errcode": "M_NOT_FOUND", "error": kind})

    def _upload_identity(self, body: Json) -> tuple[int, Json]:
        """As Synapse: free for the first keys and for the same ones again, else by password."""
        names = ("master_key", "self_signing_key", "user_signing_key")
        keys = {name: _dict(body[name]) for name in names if name in body}
        held = self.directory.identities.get(BOT)
        free = self.password is None and (held is None or held["master_key"] == keys.get("master_key"))
        auth = _dict(body.get("auth"))
        if not free and (self.password is None or auth.get("password") != self.password):
            return 401, {"session": "ui", "flows": [{"stages": ["m.login.password"]}], "params": {}}
        self.directory.identities[BOT] = {**(held or {}), **keys}
        return 200, {}

    def _upload_signatures(self, body: Json) -> tuple[int, Json]:
        for device, signed in _dict(body.get(BOT)).items():
            self.directory.devices[BOT][device] = _dict(signed)
        return 200, {"failures": {}}


def _path(request: web.Request) -> str:
    """The path from behind the API's version; of the media repository with `media/` before it."""
    path = request.raw_path.split("?")[0]
    media = "media/" if "/_matrix/media/" in path else ""
    return media + unquote(path.partition("/_matrix/")[2].partition("/")[2].partition("/")[2])


async def _json(request: web.Request) -> Json:
    """The body of a request, if it is JSON."""
    if request.content_type != "application/json":
        return {}
    raw = await request.text()
    return dict(json.loads(raw)) if raw else {}


def _dict(value: object) -> Json:
    return dict(value) if isinstance(value, dict) else {}
