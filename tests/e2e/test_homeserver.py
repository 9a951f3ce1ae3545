"""The throwaway homeserver keeps its data while it is wanted and leaves nothing behind."""

import socket
from pathlib import Path

import pytest

from orosbot.demo.homeserver import Homeserver
from orosbot.errors import Unreachable, UsageError
from tests.e2e.element_client import ElementClient
from tests.e2e.element_process import ElementError
from tests.e2e.people import People

MORE_THAN_A_BURST = 15


async def test_a_restart_keeps_everything(tmp_path: Path) -> None:
    """Killed and started again it has the same address, rooms and sessions; clients go on by themselves."""
    async with Homeserver() as homeserver:
        people = People(homeserver, tmp_path)
        try:
            anna, bo = await people.persons("anna", "bo")
            room = await people.room(anna, bo)
            before = await anna.say(room, "före")
            await bo.wait_for(room, event_id=before, failure=False)
            address = homeserver.url
            await homeserver.kill()
            assert not homeserver.running
            await homeserver.start()
            assert homeserver.url == address
            after = await anna.say(room, "efter")
            received = await bo.wait_for(room, event_id=after, failure=False)
            assert (received.body, received.shield) == ("efter", "NONE")
        finally:
            await people.close()
        folder = homeserver.folder
        assert folder.is_dir()
    assert not homeserver.running
    assert not folder.exists()


async def say_much(person: ElementClient, room: str) -> set[str]:
    return {await person.say_in_clear(room, "hej") for _ in range(MORE_THAN_A_BURST)}


async def test_the_limit_on_messages_holds_until_it_is_lifted_for_somebody(tmp_path: Path) -> None:
    """With Synapse's own limit a burst is refused; for a user for whom it was lifted it is not."""
    async with Homeserver(message_limit="synapse") as homeserver:
        people = People(homeserver, tmp_path)
        try:
            anna = await people.person("anna")
            room = await people.room(anna)
            with pytest.raises(ElementError, match="Too Many Requests"):
                await say_much(anna, room)
            await people.accounts.lift_rate_limit(anna.user_id)
            assert len(await say_much(anna, room)) == MORE_THAN_A_BURST
        finally:
            await people.close()


async def test_a_homeserver_that_cannot_start_says_why() -> None:
    """Whoever took its port meanwhile keeps it, and the error carries Synapse's own words."""
    homeserver = Homeserver()
    try:
        await homeserver.start()
        await homeserver.stop()
        port = int(homeserver.url.rsplit(":", 1)[1])
        with socket.socket() as stranger:
            stranger.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            stranger.bind(("127.0.0.1", port))
            stranger.listen()
            with pytest.raises(Unreachable, match="Address already in use"):
                await homeserver.start()
    finally:
        await homeserver.close()


async def test_without_synapse_there_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing interpreter is named before anything is started."""
    monkeypatch.setenv("OROSBOT_SYNAPSE_PYTHON", "/nowhere/python")
    with pytest.raises(UsageError, match="/nowhere/python"):
        Homeserver()
