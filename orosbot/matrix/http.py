"""Requests that nio has no method for, and one way to read refusals."""

import json
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import TypeVar

import nio
from aiohttp import ClientError

from orosbot import errors
from orosbot.matrix.faults import LoggedOut, ReactedAlready
from orosbot.matrix.shape import Json, obj, text

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the homeserver said: HTTP status and JSON object (empty if it was none)."""

    status: int
    body: Json

    @property
    def errcode(self) -> str:
        return "" if self.status == 200 else text(self.body.get("errcode"))

    def expect(self, what: str) -> Json:
        """The body of a 200. :raises Unreachable: for everything else, naming `what` was refused."""
        if self.status != 200:
            raise refusal(self.status, self.errcode, what)
        return self.body


async def call(client: nio.AsyncClient, method: str, path: str, body: Json | None = None) -> Answer:
    """Make one request as the bot; `path` from the server's root. Any status is an answer.

    :raises Unreachable: if there is no answer.
    """
    headers = {"Content-Type": "application/json"}
    if client.access_token:
        headers["Authorization"] = f"Bearer {client.access_token}"
    data = None if body is None else json.dumps(body)
    response = await answered(client.send(method, path, data, headers))
    try:
        found = json.loads(await answered(response.text()))
    except (ValueError, RecursionError):
        found = None
    return Answer(response.status, obj(found))


async def answered(request: Awaitable[Result]) -> Result:
    """Await a request. :raises Unreachable: in place of the exceptions of aiohttp."""
    try:
        return await request
    except (ClientError, TimeoutError, OSError) as error:
        raise errors.Unreachable(f"The homeserver does not answer ({type(error).__name__}).") from None


def refusal(status: int, errcode: str, what: str) -> errors.Unreachable:
    """The exception for an error that the server answered. Of its words only the code is quoted."""
    if errcode == "M_DUPLICATE_ANNOTATION":
        return ReactedAlready("That reaction stands there already.")
    if errcode == "M_UNKNOWN_TOKEN":
        return LoggedOut(
            "The homeserver has signed the bot out. `orosbot init --new-device` signs it in again."
        )
    return errors.Unreachable(f"The homeserver refused {what} ({errcode or status}).")


def status_of(answer: nio.Response) -> int:
    """The HTTP status of an answer that nio parsed; 0 if it did not come over HTTP."""
    return int(answer.transport_response.status) if answer.transport_response else 0
