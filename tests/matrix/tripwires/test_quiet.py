"""Plain nio: decrypted content stands in the log, at WARNING."""

import logging
from collections.abc import Iterator

import pytest

from tests.matrix.directory import Directory
from tests.matrix.peers import ANNA, BOT, Person, hear, in_room, plain_client

CANARY = "the child in the yellow house"


@pytest.fixture
def talkative() -> Iterator[None]:
    """nio's loggers as they are when nobody has silenced them."""
    logger = logging.getLogger("nio")
    before = logger.level, logger.propagate
    logger.setLevel(logging.NOTSET)
    logger.propagate = True
    yield
    logger.level, logger.propagate = before
    logger.setLevel(before[0])


async def test_a_message_without_a_body_is_quoted_in_the_log(
    talkative: None, caplog: pytest.LogCaptureFixture
) -> None:
    bot, anna = plain_client(BOT, "BOTDEV"), Person(Directory(), ANNA)
    await in_room(bot, anna)
    await hear(bot, to_device=[anna.device.room_key(bot)])
    payload = {"type": "m.room.message", "content": {"msgtype": "m.text", "note": CANARY}}
    with caplog.at_level(logging.WARNING):
        await hear(bot, [anna.device.encrypt(payload)])
    assert CANARY in caplog.text
