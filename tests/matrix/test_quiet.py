"""Nothing that was written in the room reaches a log, whatever the root logger lets through."""

import logging
from collections.abc import Iterator

import pytest

from orosbot.matrix.client import HardenedClient
from orosbot.matrix.quiet import ClassNamesOnly
from tests.matrix.directory import Directory
from tests.matrix.peers import ANNA, Person, event, hear, in_room

CANARY = "the child in the yellow house"


@pytest.fixture
def everything() -> Iterator[list[str]]:
    """All that reaches the root logger, at its most talkative."""
    lines: list[str] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(self.format(record))

    root, collector = logging.getLogger(), Collector()
    before = root.level
    root.addHandler(collector)
    root.setLevel(logging.DEBUG)
    yield lines
    root.setLevel(before)
    root.removeHandler(collector)


async def test_a_canary_in_good_bad_and_plain_messages_reaches_no_log(
    bot: HardenedClient, directory: Directory, everything: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    anna = Person(directory, ANNA)
    await in_room(bot, anna)
    await hear(bot, to_device=[anna.device.room_key(bot)])
    device = anna.device
    await hear(
        bot,
        [
            device.say(CANARY),
            device.encrypt({"type": "m.room.message", "content": {"msgtype": "m.text", "note": CANARY}}),
            device.encrypt({"type": "m.room.message", "content": {"msgtype": 5, "body": CANARY}}),
            device.encrypt({"type": 5, "content": {"body": CANARY}}),
            device.encrypt_raw(f'{{"type": "{CANARY}'.encode()),
            device.encrypt({"type": "m.room.topic", "state_key": "", "content": {"topic": CANARY}}),
            event("m.room.message", {"msgtype": "m.text", "note": CANARY}),
        ],
        [{"type": "m.dummy", "sender": ANNA, "content": CANARY}, device.olm(bot, "m.odd", {"body": CANARY})],
    )
    captured = capsys.readouterr()
    assert CANARY not in "\n".join(everything) + captured.out + captured.err


def test_an_exception_in_a_task_is_logged_by_its_class_alone() -> None:
    try:
        raise ValueError(CANARY)
    except ValueError as error:
        info = (type(error), error, error.__traceback__)
    record = logging.LogRecord("asyncio", logging.ERROR, __file__, 1, CANARY, (), info)
    assert ClassNamesOnly().filter(record)
    assert logging.Formatter().format(record) == "unhandled ValueError in a task"
