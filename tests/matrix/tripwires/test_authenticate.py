"""Plain nio: the server says who wrote a message."""

from tests.matrix.directory import Directory
from tests.matrix.peers import ANNA, BOT, LEAD, Person, hear, in_room, learn, plain_client


async def test_a_relabelled_sender_is_believed() -> None:
    bot, directory = plain_client(BOT, "BOTDEV"), Directory()
    anna, lead = Person(directory, ANNA), Person(directory, LEAD, "LAPTOP")
    await in_room(bot, anna, lead)
    await learn(bot, directory, ANNA, LEAD)
    await hear(bot, to_device=[anna.device.room_key(bot)])
    (found,) = await hear(bot, [{**anna.device.say("!case purge"), "sender": LEAD}])
    assert (found.sender, found.decrypted) == (LEAD, True)


async def test_an_unsigned_device_is_believed_like_any_other() -> None:
    bot, directory = plain_client(BOT, "BOTDEV"), Directory()
    anna = Person(directory, ANNA)
    tablet = anna.add_device("TABLET", signed=False)
    await in_room(bot, anna)
    await tablet.meet(bot)
    await learn(bot, directory, ANNA)
    await hear(bot, to_device=[anna.device.room_key(bot), tablet.room_key(bot)])
    found = await hear(bot, [anna.device.say("x"), tablet.say("x")])
    assert [(one.decrypted, one.verified) for one in found] == [(True, False), (True, False)]
