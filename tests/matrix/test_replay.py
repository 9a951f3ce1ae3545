"""A message index counts once, across restarts too."""

import copy
from pathlib import Path

import nio
import pytest

from orosbot.matrix.client import HardenedClient, make_client
from orosbot.matrix.replay import ReplayMemory, ReplayRow
from tests.matrix.directory import Directory
from tests.matrix.peers import ANNA, BOT, KEY, MemoryIndex, Person, hear, in_room


def test_an_unknown_index_is_a_missing_key_as_nio_expects_it() -> None:
    with pytest.raises(KeyError):
        ReplayMemory(MemoryIndex())["sender", "session", 0]


def test_what_is_new_is_known_at_once_and_stored_only_when_drained() -> None:
    index = MemoryIndex()
    memory = ReplayMemory(index)
    memory["sender", "session", 3] = ("$event", 7)
    assert memory["sender", "session", 3] == ("$event", 7)
    assert index.rows == {}
    assert memory.drain() == [ReplayRow("sender", "session", 3, "$event", 7)]
    assert memory.drain() == []


def test_what_is_stored_is_found_by_the_next_process() -> None:
    index = MemoryIndex()
    index.put([ReplayRow("sender", "session", 3, "$event", 7)])
    assert ReplayMemory(index)["sender", "session", 3] == ("$event", 7)


def open_bot(folder: Path, index: MemoryIndex, *, new: bool) -> HardenedClient:
    return make_client("http://127.0.0.1:1", BOT, "D", "token", folder, KEY, replay=index, new_device=new)


async def test_after_a_restart_the_same_ciphertext_under_another_id_is_refused_and_the_same_event_is_not(
    tmp_path: Path, directory: Directory
) -> None:
    index = MemoryIndex()
    bot, anna = open_bot(tmp_path, index, new=True), Person(directory, ANNA)
    await in_room(bot, anna)
    await hear(bot, to_device=[anna.device.room_key(bot)])
    first = anna.device.say("!case new", "$first")
    await hear(bot, [first])
    index.put(bot.replay.drain())
    bot.olm.account.shared = True  # as after the first upload of keys
    bot.olm.save_account()
    await bot.close()
    bot = open_bot(tmp_path, index, new=False)
    again = {**copy.deepcopy(first), "event_id": "$again"}
    found = await hear(bot, [again, first])
    await bot.close()
    assert [type(one) for one in found] == [nio.BadEvent, nio.RoomMessageText]
