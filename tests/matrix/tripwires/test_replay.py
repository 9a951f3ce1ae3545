"""Plain nio: what was decrypted before a restart is forgotten."""

import copy
from pathlib import Path

import nio
from nio.store import SqliteStore

from tests.matrix.directory import Directory
from tests.matrix.peers import ANNA, BOT, KEY, Person, hear, in_room


def open_bot(folder: Path) -> nio.AsyncClient:
    config = nio.AsyncClientConfig(store=SqliteStore, encryption_enabled=True, pickle_key=KEY)
    client = nio.AsyncClient("http://127.0.0.1:1", BOT, "D", store_path=str(folder), config=config)
    client.restore_login(BOT, "D", "token")
    return client


async def test_after_a_restart_the_same_ciphertext_under_another_id_is_taken(tmp_path: Path) -> None:
    bot, anna = open_bot(tmp_path), Person(Directory(), ANNA)
    await in_room(bot, anna)
    await hear(bot, to_device=[anna.device.room_key(bot)])
    first = anna.device.say("!case new", "$first")
    await hear(bot, [first])
    bot = open_bot(tmp_path)
    (found,) = await hear(bot, [{**copy.deepcopy(first), "event_id": "$again"}])
    assert (found.body, found.decrypted) == ("!case new", True)
