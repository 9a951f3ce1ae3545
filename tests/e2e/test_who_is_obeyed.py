"""Commands count from members of the one room, encrypted, on devices that their owners have signed."""

from urllib.parse import quote

import aiohttp

from tests.e2e.helpline import Helpline
from tests.e2e.people import People

NEW = "!case new phone relative religious 18-21"


async def test_an_unsigned_device_reads_nothing_and_is_not_obeyed(helpline: Helpline, people: People) -> None:
    """What it writes does nothing, and its owner is told so once; it gets no key to what the bot says."""
    carl = await people.person("carl")
    await helpline.admit(carl)
    stolen = await people.unsigned_device(carl, exclude_insecure=False)
    await stolen.join(helpline.room)
    before = await helpline.codes()
    for _ in range(2):
        await stolen.say(helpline.room, NEW)
    alert = await helpline.alert("alert-device")
    assert (await helpline.codes())[len(before) :] == ["alert-device"]
    assert (alert.msgtype, alert.mentions, alert.shield) == ("m.text", (carl.user_id,), "NONE")
    answer = await helpline.ask("!case status", by=carl)
    assert "0 open cases" in answer.body
    for message in (alert, answer):
        closed = await stolen.wait_for(helpline.room, event_id=message.event_id, failure=True)
        assert closed.shield is None
        assert closed.failure is not None
    readable = await carl.wait_for(helpline.room, event_id=alert.event_id, failure=False)
    assert readable.body == alert.body


async def test_clear_text_is_not_obeyed(helpline: Helpline) -> None:
    """A command that anybody with the access token could put into the room over HTTP."""
    before = await helpline.codes()
    await helpline.anna.say_in_clear(helpline.room, NEW)
    assert await helpline.codes() == before


async def test_notices_are_not_obeyed(helpline: Helpline) -> None:
    """That is how other bots speak."""
    before = await helpline.codes()
    await helpline.anna.say(helpline.room, NEW, extra={"msgtype": "m.notice"})
    assert await helpline.codes() == before


async def test_who_leaves_cannot_read_what_is_said_afterwards(helpline: Helpline, people: People) -> None:
    """Not even after coming back; from then on they are staff again."""
    carl = await people.person("carl")
    await helpline.admit(carl)
    while_in = await helpline.ask(NEW, by=carl)
    assert while_in.code == "case-opened"
    await helpline.remove(carl.user_id)
    while_away = await helpline.case()
    await helpline.admit(carl)
    again = await helpline.ask("!case status", by=carl)
    assert again.code == "status"
    assert (await carl.wait_for(helpline.room, event_id=again.event_id, failure=False)).shield == "NONE"
    closed = await carl.wait_for(helpline.room, event_id=while_away.event_id)
    assert closed.failure is not None


async def test_other_rooms_are_not_served(helpline: Helpline, people: People) -> None:
    """Invited elsewhere the bot does not come, and where it is all the same nobody is obeyed."""
    bot, anna = helpline.bot.user_id, helpline.anna
    elsewhere = await people.room(anna, bot=bot)
    await anna.say(elsewhere, NEW)
    before = await helpline.codes()
    assert (await anna.members(elsewhere))[bot] == "invite"
    token = await people.accounts.token_without_device(bot)
    url = f"{people.homeserver.url}/_matrix/client/v3/join/{quote(elsewhere)}"
    async with aiohttp.ClientSession(headers={"Authorization": f"Bearer {token}"}) as session:
        assert (await session.post(url, json={})).status == 200
    await anna.say(elsewhere, NEW)
    assert await helpline.codes() == before
    assert [one.sender for one in await anna.messages(elsewhere)] == [anna.user_id] * 2


async def test_a_changed_identity_is_not_obeyed(helpline: Helpline, people: People) -> None:
    """Whoever is signed in with it is shown nothing, and the leads are told once."""
    carl = await people.person("carl")
    await helpline.admit(carl)
    assert (await helpline.ask("!case status", by=carl)).code == "status"
    before = await helpline.codes()
    await carl.reset_identity()
    for _ in range(2):
        await carl.say(helpline.room, NEW)
    alert = await helpline.alert("alert-identity")
    assert alert.mentions == (helpline.lead.user_id, carl.user_id)
    assert (await helpline.codes())[len(before) :] == ["alert-identity"]
    assert (await carl.wait_for(helpline.room, event_id=alert.event_id)).failure is not None
