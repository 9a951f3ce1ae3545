"""Plain nio: answers to key queries and claims raise, forget people, and lose devices for good."""

import asyncio

import nio
import pytest
from nio.responses import KeysClaimResponse, KeysQueryResponse

from tests.matrix.directory import Directory
from tests.matrix.fakeserver import FakeServer
from tests.matrix.peers import ANNA, BOT, Person, in_room, learn, plain_client


async def test_cross_signing_keys_are_dropped_from_the_answer(directory: Directory) -> None:
    Person(directory, ANNA)
    assert not hasattr(KeysQueryResponse.from_dict(directory.query([ANNA])), "master_keys")


async def test_a_malformed_key_raises_and_the_other_devices_are_not_stored(directory: Directory) -> None:
    bot = plain_client(BOT, "BOTDEV")
    Person(directory, ANNA)
    raw = directory.query([ANNA])
    bad = {
        "algorithms": [],
        "user_id": ANNA,
        "device_id": "BAD",
        "keys": {"ed25519:BAD": "x", "curve25519:BAD": "x"},
    }
    raw["device_keys"][ANNA] = {
        **raw["device_keys"][ANNA],
        "BAD": {**bad, "signatures": {ANNA: {"ed25519:BAD": "x"}}},
    }
    with pytest.raises(ValueError, match="Ed25519"):
        await bot.receive_response(KeysQueryResponse.from_dict(raw))
    assert bot.store is not None
    assert list(bot.store.load_device_keys()) == []
    assert ANNA not in bot.users_for_key_query


async def test_a_malformed_key_raises_out_of_verifying_and_takes_the_signatures_away() -> None:
    bot, signed = plain_client(BOT, "BOTDEV"), {"signatures": {ANNA: {"ed25519:X": "x"}}}
    with pytest.raises(ValueError, match="Ed25519"):
        bot.olm.verify_json(signed, "bad", ANNA, "X")
    assert signed == {}


async def test_a_device_that_was_missing_once_never_comes_back(directory: Directory) -> None:
    bot = plain_client(BOT, "BOTDEV")
    Person(directory, ANNA)
    await learn(bot, directory, ANNA)
    devices = directory.devices.pop(ANNA)
    await learn(bot, directory, ANNA)
    directory.devices[ANNA] = devices
    await learn(bot, directory, ANNA)
    assert list(bot.device_store.active_user_devices(ANNA)) == []


async def test_a_device_that_comes_back_with_other_keys_keeps_the_old_ones(directory: Directory) -> None:
    bot, anna = plain_client(BOT, "BOTDEV"), Person(directory, ANNA)
    await learn(bot, directory, ANNA)
    old = bot.device_store[ANNA]["PHONE"].ed25519
    anna.add_device("PHONE")
    await learn(bot, directory, ANNA)
    assert bot.device_store[ANNA]["PHONE"].ed25519 == old
    assert not bot.device_store[ANNA]["PHONE"].deleted


async def test_who_becomes_due_while_a_query_is_under_way_is_forgotten(
    directory: Directory, server: FakeServer
) -> None:
    bot = plain_client(BOT, "BOTDEV", server.url)
    Person(directory, ANNA)
    bot.users_for_key_query.add(ANNA)
    query = asyncio.create_task(bot.keys_query())
    await asyncio.sleep(0)
    bot.users_for_key_query.add(ANNA)
    await query
    await bot.close()
    assert bot.users_for_key_query == set()


async def test_an_empty_one_time_key_raises(directory: Directory) -> None:
    bot, anna = plain_client(BOT, "BOTDEV"), Person(directory, ANNA)
    await in_room(bot, anna)
    await learn(bot, directory, ANNA)
    with pytest.raises(RuntimeError, match="StopIteration"):
        await bot.receive_response(KeysClaimResponse({ANNA: {"PHONE": {}}}, {}))


async def test_a_refused_claim_raises_a_type_error(server: FakeServer) -> None:
    bot = plain_client(BOT, "BOTDEV", server.url)
    server.break_next("keys/claim", 500)
    with pytest.raises(TypeError, match="room_id"):
        await bot.keys_claim({ANNA: ["PHONE"]})
    await bot.close()


async def test_another_persons_device_with_our_device_id_gets_no_key(directory: Directory) -> None:
    bot, anna = plain_client(BOT, "BOTDEV"), Person(directory, ANNA, "BOTDEV")
    await in_room(bot, anna)
    await learn(bot, directory, ANNA)
    assert bot.olm.get_missing_sessions([ANNA]) == {}
    assert isinstance(bot, nio.AsyncClient)
