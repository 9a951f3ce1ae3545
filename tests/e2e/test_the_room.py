"""The bot and its one room: coming in, being put out, rooms that will not do."""

from urllib.parse import quote

import pytest

from tests.e2e.conftest import NewHelpline
from tests.e2e.element_messages import Json
from tests.e2e.people import People


async def test_who_is_not_invited_says_whom_to_ask_and_finishes_afterwards(
    people: People, new_helpline: NewHelpline
) -> None:
    """`init` does all it can and exits 3; repeated after the invitation it does the rest and nothing twice."""
    helpline = await new_helpline(invite=False)
    bot, lead = helpline.bot, helpline.lead
    early = await bot.init(helpline.room, lead.user_id)
    assert early.code == 3, early
    assert f"invite {bot.user_id}" in early.err.replace("\n", " ")
    assert "Ask a lead" in early.err
    assert "Traceback" not in early.err
    made = (bot.data / "identity.key").read_bytes()
    await helpline.invite(bot.user_id)
    late = await bot.init(helpline.room, lead.user_id)
    assert late.code == 0, late.err
    assert (bot.data / "identity.key").read_bytes() == made
    assert "Signed in" not in late.out
    assert "power level 0" in late.out
    await bot.start()
    alert = await helpline.alert("alert-room")
    assert (alert.shield, alert.mentions) == ("NONE", (lead.user_id,))
    assert "power level 50" in alert.body
    assert (await helpline.case()).shield == "NONE"
    assert (await helpline.codes()).count("alert-room") == 1


@pytest.mark.parametrize("how", ["kick", "ban"])
async def test_who_is_put_out_ends_and_may_come_back(new_helpline: NewHelpline, how: str) -> None:
    """Exit code 4, also when it is started again; let in once more and set up, it goes on."""
    helpline = await (await new_helpline()).open()
    await helpline.remove(helpline.bot.user_id, how=how)
    assert await helpline.bot.ended() == 4
    assert "not in the room" in helpline.bot.lines[-1]
    again = await helpline.bot.command("run", "--config", str(helpline.bot.config))
    assert again.code == 4
    assert "invite" in again.err
    assert "Traceback" not in again.err
    if how == "ban":
        await helpline.remove(helpline.bot.user_id, how="unban")
    await helpline.invite(helpline.bot.user_id)
    await helpline.open()
    assert (await helpline.ask("!case status")).shield == "NONE"


async def test_a_room_that_is_not_encrypted_is_refused(new_helpline: NewHelpline) -> None:
    """By `init` and by `run`, with the same advice; not a word is sent there."""
    helpline = await new_helpline(invite=False)
    bot = helpline.bot
    content: Json = {"invite": [bot.user_id]}
    created = await helpline.lead.http("POST", "/_matrix/client/v3/createRoom", content)
    room = str(created["room_id"])
    for ended in (
        await bot.init(room, helpline.lead.user_id),
        await bot.command("run", "--config", str(bot.config)),
    ):
        assert ended.code == 4, ended
        assert "not encrypted: turn on encryption" in ended.err
        assert "Traceback" not in ended.err
    path = f"/_matrix/client/v3/rooms/{quote(room)}/messages?dir=b&limit=100"
    history = (await helpline.lead.http("GET", path))["chunk"]
    assert isinstance(history, list)
    kinds = {event["type"] for event in history if isinstance(event, dict)}
    assert {"m.room.create", "m.room.member"} < kinds
    assert not kinds & {"m.room.message", "m.room.encrypted"}


async def test_older_rooms_do_as_well(new_helpline: NewHelpline) -> None:
    """Version 10: ids name a server, creators are listed, deletions have another form."""
    helpline = await (await new_helpline(room_version="10")).open()
    assert helpline.room.endswith(":localhost")
    opened = await helpline.case()
    asked = await helpline.anna.say(helpline.room, f"!case note {opened.ref} : so said")
    assert (await helpline.answer_to(asked)).shield == "NONE"
    await helpline.anna.redact(helpline.room, asked)
    card = await helpline.ask(f"!case show {opened.ref}")
    assert "so said" not in card.body
    assert "alert-room" not in await helpline.codes()
