"""`orosbot demo`: the real bot in a real encrypted room, and nothing left of it afterwards."""

import json
import os
import re
import signal
from pathlib import Path

import pytest

from orosbot import console, demo
from tests.e2e.demo_process import demo_process
from tests.e2e.element_client import ElementClient

CONVERSATION = Path(demo.__file__).parent / "first-conversation.oros"

FIELDS = ("n", "code", "to", "mentions", "redacts", "attachments")
"""What does not differ from one playing of a script to the next."""


def lasting(line: str) -> dict[str, object]:
    message = json.loads(line)
    return {field: message[field] for field in FIELDS}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where temporary files go."""
    folder = tmp_path / "t"
    folder.mkdir()
    return folder


async def test_the_first_conversation_goes_as_in_the_console(
    folder: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """In the room the same script passes, with the same messages to the same people in the same order."""
    async with demo_process(folder, "--json", "--script", str(CONVERSATION)) as played:
        assert await played.ended() == 0, "\n".join(played.err[-9:])
        assert await played.left_behind() == []
    capfdbinary.readouterr()
    assert console.main(["--json", "--lang", "en", str(CONVERSATION)]) == 0
    there = capfdbinary.readouterr().out.decode().splitlines()
    assert [lasting(line) for line in played.out] == [lasting(line) for line in there]


async def test_what_the_script_expects_must_come(folder: Path) -> None:
    """Replies, edits, reactions and deletions are played too; a wrong expectation ends it with exit code 1."""
    script = folder.parent / "script.oros"
    script.write_text(
        "Åsa: !case new phone relative religious 18-21\n"
        "< case-opened\n"
        "Åsa > 1: note advice : talked\n"
        "< note-recorded\n"
        "lead + ✋ 1\n"
        "Åsa ~ 1: !case new chat\n"
        "< error-edit\n"
        "lead + ✋ 1 off\n"
        "Åsa - 3\n"
        "anna: nothing for the bot\n"
        "< case-closed talk\n",
        "utf-8",
    )
    async with demo_process(folder, "--script", str(script)) as played:
        assert await played.ended() == 1
        assert played.err[-1] == (
            "orosbot: line 11: expected case-closed with “talk”, but the bot said nothing more."
        )
        assert [line[:3] for line in played.out if line.startswith("[")] == [f"[{n}]" for n in range(1, 6)]
        assert await played.left_behind() == []


async def test_somebody_with_element_comes_in_beside_a_pipe(folder: Path, tmp_path: Path) -> None:
    """With what the demo prints, Element's client signs in, reads the bot without a warning, and is obeyed."""
    async with demo_process(folder) as played:
        url = (await played.until("  homeserver  ")).split()[1]
        password = (await played.until("  password  ")).split()[3]
        room = (await played.until("  room  ")).split()[1]
        guest = await ElementClient.sign_in(url, "@guest:localhost", password, tmp_path / "element.log")
        try:
            await guest.bootstrap()
            await guest.start()
            await guest.join(room)
            sent = await guest.say(room, "!case new phone relative religious 18-21")
            answer = await guest.wait_for(room, reply_to=sent, failure=False)
            assert (answer.code, answer.shield) == ("case-opened", "NONE")
            await played.until("guest: !case new phone relative religious 18-21")
            await played.until("[1] ")
            await played.type("> 1 note advice : said to the guest")
            said = await guest.wait_for(room, body="note advice : said to the guest", failure=False)
            assert (said.sender, said.shield) == ("@anna:localhost", "NONE")
            await played.type("< note-recorded")
            await played.type("as cecilia")
            await played.type("!case list")
            await played.until("[3] ")
        finally:
            await guest.close()
        assert await played.finish() == 0
        assert await played.left_behind() == []


@pytest.mark.parametrize("step", ["homeserver on", "the bot has its identity", "Type this to begin"])
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
async def test_a_signal_takes_everything_down(
    folder: Path, step: str, number: signal.Signals, code: int
) -> None:
    """At the beginning, in the middle and at the end of the set-up; a second one does not disturb that."""
    async with demo_process(folder) as played:
        await played.until(step)
        played.signal(number)
        played.signal(number)
        assert await played.ended() == code
        assert await played.left_behind() == []
        assert not re.search("Traceback|a bug", "\n".join(played.err))


async def test_a_bot_that_dies_ends_the_demo(folder: Path) -> None:
    """Nobody waits for answers that cannot come: exit code 3, and nothing is left."""
    async with demo_process(folder) as played:
        await played.until("Type this to begin")
        running = await played.processes()
        (bot,) = [pid for pid, command in running.items() if " run " in command]
        os.kill(bot, signal.SIGKILL)
        assert await played.ended() == 3
        assert any("The bot ended by itself" in line for line in played.err)
        assert await played.left_behind() == []
