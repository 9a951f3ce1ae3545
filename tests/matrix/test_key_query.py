"""Answers to key queries and claims: malformed devices are left out, the others taken in, nothing is forgotten."""

import asyncio
import copy

import pytest
from aiohttp import ClientError
from nio.responses import KeysClaimResponse, KeysQueryResponse

from orosbot.matrix.client import HardenedClient
from tests.matrix.directory import Directory, Json
from tests.matrix.fakeserver import DROP, FakeServer
from tests.matrix.peers import ANNA, LEAD, Person, in_room, learn

MALFORMED: list[Json] = [
    {},
    {"algorithms": [], "device_id": "BAD", "keys": {}},
    {
        "algorithms": [],
        "user_id": ANNA,
        "device_id": "BAD",
        "keys": {"ed25519:BAD": "bad", "curve25519:BAD": "x"},
    },
    {
        "algorithms": [],
        "user_id": ANNA,
        "device_id": "BAD",
        "keys": {"ed25519:BAD": "A" * 43},
        "signatures": {},
    },
    {"algorithms": [], "user_id": LEAD, "device_id": "BAD", "keys": {}},
]


@pytest.fixture
def anna(directory: Directory) -> Person:
    return Person(directory, ANNA)


def names(bot: HardenedClient, user_id: str = ANNA) -> list[str]:
    return sorted(device.id for device in bot.device_store.active_user_devices(user_id))


@pytest.mark.parametrize("bad", MALFORMED, ids=range(len(MALFORMED)))
async def test_a_malformed_device_hides_no_other(
    bot: HardenedClient, directory: Directory, anna: Person, bad: Json
) -> None:
    raw = directory.query([ANNA])
    raw["device_keys"][ANNA] = {"BAD": bad, **raw["device_keys"][ANNA]}
    await bot.receive_response(KeysQueryResponse(raw["device_keys"], {}))
    assert names(bot) == ["PHONE"]


async def test_a_signature_that_is_none_leaves_the_device_out(
    bot: HardenedClient, directory: Directory, anna: Person
) -> None:
    raw = copy.deepcopy(directory.query([ANNA]))
    raw["device_keys"][ANNA]["PHONE"]["signatures"][ANNA]["ed25519:PHONE"] = "zzz"
    await bot.receive_response(KeysQueryResponse.from_dict(raw))
    assert names(bot) == []


@pytest.mark.parametrize("unsigned", [{"device_display_name": None}, {"device_display_name": 5}, {}, None])
async def test_an_odd_display_name_costs_nobody_the_device(
    bot: HardenedClient, directory: Directory, anna: Person, unsigned: object
) -> None:
    raw = copy.deepcopy(directory.query([ANNA]))
    raw["device_keys"][ANNA]["PHONE"]["unsigned"] = unsigned
    await bot.receive_response(KeysQueryResponse.from_dict(raw))
    assert names(bot) == ["PHONE"]


async def test_a_device_that_was_missing_once_comes_back(
    bot: HardenedClient, directory: Directory, anna: Person
) -> None:
    await learn(bot, directory, ANNA)
    devices = directory.devices.pop(ANNA)
    await learn(bot, directory, ANNA)
    assert names(bot) == []
    directory.devices[ANNA] = devices
    await learn(bot, directory, ANNA)
    assert names(bot) == ["PHONE"]
    assert bot.store is not None
    assert [device.deleted for device in bot.store.load_device_keys()[ANNA].values()] == [False]


async def test_a_device_that_comes_back_with_other_keys_stays_away(
    bot: HardenedClient, directory: Directory, anna: Person
) -> None:
    await learn(bot, directory, ANNA)
    del directory.devices[ANNA]
    await learn(bot, directory, ANNA)
    anna.add_device("PHONE")
    await learn(bot, directory, ANNA)
    assert names(bot) == []


async def test_who_becomes_due_while_a_query_is_under_way_stays_due(
    online: HardenedClient, server: FakeServer, directory: Directory, anna: Person
) -> None:
    """The answer may be older than the change that made them due."""
    online.users_for_key_query.add(ANNA)
    query = asyncio.create_task(online.keys_query())
    await asyncio.sleep(0)
    online.users_for_key_query.add(ANNA)
    await query
    assert online.users_for_key_query == {ANNA}
    await online.keys_query()
    assert online.users_for_key_query == set()


@pytest.mark.parametrize("status", [DROP, 500])
async def test_after_a_failed_query_everybody_is_still_due(
    online: HardenedClient, server: FakeServer, status: int
) -> None:
    online.users_for_key_query.update([ANNA, LEAD])
    server.break_next("keys/query", status)
    try:
        await online.keys_query()
    except ClientError:
        assert status == DROP
    assert online.users_for_key_query == {ANNA, LEAD}


BAD_KEYS: list[object] = [
    {},
    {"signed_curve25519:X": {}},
    {"signed_curve25519:X": {"key": "bad", "signatures": {ANNA: {"ed25519:PHONE": "bad"}}}},
    {"signed_curve25519:X": 5},
    5,
    [],
]


@pytest.mark.parametrize("bad", BAD_KEYS, ids=range(len(BAD_KEYS)))
async def test_a_malformed_one_time_key_costs_nobody_else_theirs(
    bot: HardenedClient, directory: Directory, anna: Person, bad: object
) -> None:
    anna.add_device("LAPTOP")
    await in_room(bot, anna)
    await learn(bot, directory, ANNA)
    good = directory.claim({ANNA: {"LAPTOP": "signed_curve25519"}})["one_time_keys"][ANNA]["LAPTOP"]
    await bot.receive_response(KeysClaimResponse({ANNA: {"PHONE": bad, "LAPTOP": good}}, {}))
    devices = bot.device_store[ANNA]
    assert bot.olm.session_store.get(devices["LAPTOP"].curve25519) is not None
    assert bot.olm.session_store.get(devices["PHONE"].curve25519) is None
