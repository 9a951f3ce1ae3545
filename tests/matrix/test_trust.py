"""Whose devices are trusted: those signed by the identity that was pinned, and no others."""

import copy

import pytest

from orosbot import errors
from orosbot.matrix.client import HardenedClient
from orosbot.matrix.identity import create_identity
from orosbot.matrix.trust import IdentityChange, Review, Trust
from tests.matrix.directory import Directory, Json
from tests.matrix.fakeserver import DROP, FakeServer
from tests.matrix.peers import ANNA, BOT, LEAD, Device, MemoryPins, Person, hear, in_room, learn, room_state

PHONE = (ANNA, "PHONE")


@pytest.fixture
def anna(directory: Directory) -> Person:
    return Person(directory, ANNA)


@pytest.fixture
def pins() -> MemoryPins:
    return MemoryPins()


@pytest.fixture
def trust(bot: HardenedClient, pins: MemoryPins) -> Trust:
    return Trust(bot, pins)


async def review(bot: HardenedClient, trust: Trust, directory: Directory, *users: str) -> Review:
    return trust.review(await learn(bot, directory, *(users or (ANNA,))))


async def test_a_device_signed_by_its_owner_is_good_and_the_identity_is_pinned(
    bot: HardenedClient, trust: Trust, directory: Directory, anna: Person, pins: MemoryPins
) -> None:
    found = await review(bot, trust, directory)
    assert found == Review(frozenset({PHONE}))
    assert trust.good_devices([ANNA]) == {PHONE}
    assert pins.pins == {ANNA: anna.identity.master.public}
    assert bot.device_store[ANNA]["PHONE"].verified


async def test_an_unsigned_second_device_is_bad_and_does_not_spoil_the_first(
    bot: HardenedClient, trust: Trust, directory: Directory, anna: Person
) -> None:
    anna.add_device("TABLET", signed=False)
    found = await review(bot, trust, directory)
    assert found.good == {PHONE}
    assert found.bad == {(ANNA, "TABLET"): "its owner has not verified it"}
    assert trust.bad_devices([ANNA]) == {(ANNA, "TABLET")}
    assert bot.device_store[ANNA]["TABLET"].blacklisted


async def test_a_device_that_is_signed_later_becomes_good(
    bot: HardenedClient, trust: Trust, directory: Directory, anna: Person
) -> None:
    tablet = anna.add_device("TABLET", signed=False)
    await review(bot, trust, directory)
    tablet.sign(anna.identity)
    assert (await review(bot, trust, directory)).good == {PHONE, (ANNA, "TABLET")}
    assert bot.device_store[ANNA]["TABLET"].verified


def spoil_master_usage(raw: Json) -> None:
    raw["master_keys"][ANNA]["usage"] = ["self_signing"]


def spoil_master_owner(raw: Json) -> None:
    raw["master_keys"][ANNA]["user_id"] = LEAD


def spoil_master_name(raw: Json) -> None:
    raw["master_keys"][ANNA]["keys"] = {"ed25519:other": create_identity(ANNA).master.public}


def spoil_signer(raw: Json) -> None:
    raw["self_signing_keys"][ANNA] = create_identity(ANNA).published()["self_signing_key"]


def spoil_signer_signature(raw: Json) -> None:
    del raw["self_signing_keys"][ANNA]["signatures"]


def spoil_signer_shape(raw: Json) -> None:
    raw["self_signing_keys"][ANNA] = []


def spoil_device_content(raw: Json) -> None:
    raw["device_keys"][ANNA]["PHONE"]["algorithms"] = ["m.other"]


def spoil_device_signature(raw: Json) -> None:
    signatures = raw["device_keys"][ANNA]["PHONE"]["signatures"][ANNA]
    for name in signatures:
        signatures[name] = signatures["ed25519:PHONE"]


def spoil_device_name(raw: Json) -> None:
    raw["device_keys"][ANNA]["OTHER"] = raw["device_keys"][ANNA].pop("PHONE")


SPOILERS = [found for name, found in sorted(globals().items()) if name.startswith("spoil_")]


@pytest.mark.parametrize("spoil", SPOILERS, ids=lambda found: found.__name__)
async def test_a_broken_link_of_the_chain_makes_the_device_bad(
    bot: HardenedClient, trust: Trust, directory: Directory, anna: Person, spoil: object
) -> None:
    await learn(bot, directory, ANNA)
    raw = copy.deepcopy(directory.query([ANNA]))
    assert callable(spoil)
    spoil(raw)
    assert trust.review(raw).good == frozenset()
    assert trust.good_devices([ANNA]) == frozenset()
    assert bot.device_store[ANNA]["PHONE"].blacklisted


async def test_a_device_id_that_comes_back_with_other_keys_is_refused_though_it_is_signed(
    bot: HardenedClient, trust: Trust, directory: Directory, anna: Person
) -> None:
    await review(bot, trust, directory)
    anna.add_device("PHONE")
    found = await review(bot, trust, directory)
    assert found.bad == {PHONE: "its keys have changed"}


async def test_a_new_identity_is_reported_and_none_of_its_devices_trusted(
    bot: HardenedClient, trust: Trust, directory: Directory, anna: Person, pins: MemoryPins
) -> None:
    await review(bot, trust, directory)
    pinned = anna.identity.master.public
    seen = anna.new_identity().master.public
    found = await review(bot, trust, directory)
    assert found.changed == (IdentityChange(ANNA, pinned, seen),)
    assert found.bad == {PHONE: "its owner's identity has changed"}
    assert pins.pins == {ANNA: pinned}


async def test_an_identity_that_is_gone_is_reported_like_a_new_one(
    bot: HardenedClient, directory: Directory, anna: Person, pins: MemoryPins
) -> None:
    """Else a server could drop the identity and bring in devices of its own where unsigned ones are accepted."""
    trust = Trust(bot, pins, require_cross_signed=False)
    await review(bot, trust, directory)
    del directory.identities[ANNA]
    found = await review(bot, trust, directory)
    assert found.changed == (IdentityChange(ANNA, anna.identity.master.public, None),)
    assert found.good == frozenset()


async def test_a_new_identity_counts_once_somebody_vouches_for_it(
    bot: HardenedClient, trust: Trust, directory: Directory, anna: Person, pins: MemoryPins
) -> None:
    await review(bot, trust, directory)
    seen = anna.new_identity().master.public
    await review(bot, trust, directory)
    pins.pin(ANNA, seen)
    assert (await review(bot, trust, directory)).good == {PHONE}


async def test_unsigned_devices_count_where_the_config_says_so_but_not_strangers(
    bot: HardenedClient, directory: Directory, pins: MemoryPins
) -> None:
    trust = Trust(bot, pins, require_cross_signed=False)
    Device(directory, ANNA, "PHONE", None)
    assert (await review(bot, trust, directory)).good == {PHONE}
    assert trust.good_devices([LEAD]) == frozenset()


async def test_other_devices_of_the_bots_own_account_are_never_trusted(
    bot: HardenedClient, trust: Trust, directory: Directory
) -> None:
    """Whoever signs in as the bot elsewhere reads nothing."""
    Person(directory, BOT, "ELSEWHERE")
    found = await review(bot, trust, directory, BOT)
    assert found.bad == {(BOT, "ELSEWHERE"): "it is another device of the bot's account"}
    assert trust.good_devices([BOT]) == frozenset()


async def test_a_device_with_the_bots_device_id_is_not_waited_for(
    bot: HardenedClient, trust: Trust, directory: Directory
) -> None:
    """nio takes it for the bot's own and never gives it a key: everybody else would wait in vain."""
    Person(directory, ANNA, "BOTDEV", "PHONE")
    found = await review(bot, trust, directory)
    assert found.good == {PHONE}
    assert set(found.bad) == {(ANNA, "BOTDEV")}


async def test_a_device_that_was_removed_is_no_longer_good(
    bot: HardenedClient, trust: Trust, directory: Directory, anna: Person
) -> None:
    anna.add_device("TABLET")
    await review(bot, trust, directory)
    del directory.devices[ANNA]["PHONE"]
    assert (await review(bot, trust, directory)).good == {(ANNA, "TABLET")}
    assert trust.good_devices([ANNA]) == {(ANNA, "TABLET")}


async def test_refreshing_asks_only_when_somebody_is_due(
    online: HardenedClient, server: FakeServer, anna: Person
) -> None:
    trust = Trust(online, MemoryPins())
    await hear(online, state=room_state(ANNA))
    assert (await trust.refresh()).good == {PHONE}
    assert await trust.refresh() == Review()
    trust.include([ANNA])
    await trust.refresh()
    assert len(server.asked("keys/query")) == 1


async def test_who_cannot_be_asked_for_stays_as_known_and_is_not_asked_for_at_each_message(
    online: HardenedClient, server: FakeServer, anna: Person
) -> None:
    trust = Trust(online, MemoryPins())
    trust.include([ANNA])
    await trust.refresh()
    server.directory.failures["example.org"] = {"status": 503}
    devices = server.directory.devices.pop(ANNA)
    online.users_for_key_query.add(ANNA)
    server.directory.devices.clear()
    answer = server.directory.query([])
    server.break_next("keys/query", 200, **answer)
    await trust.refresh()
    assert trust.good_devices([ANNA]) == {(ANNA, name) for name in devices}
    trust.include([ANNA])
    await trust.refresh()
    assert len(server.asked("keys/query")) == 2


@pytest.mark.parametrize("status", [DROP, 401, 429, 500])
async def test_without_an_answer_people_stay_due(
    online: HardenedClient, server: FakeServer, anna: Person, status: int
) -> None:
    trust = Trust(online, MemoryPins())
    await in_room(online, anna)
    server.break_next("keys/query", status)
    with pytest.raises(errors.Unreachable):
        await trust.refresh()
    assert (await trust.refresh()).good == {PHONE}
