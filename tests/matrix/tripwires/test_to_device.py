"""Plain nio: one bad to-device message from anybody aborts the sync, after the token has moved."""

import nio
import pytest
from nio.responses import SyncResponse

from tests.matrix.directory import Directory, Json
from tests.matrix.peers import ANNA, BOT, Person, hear, in_room, plain_client, sync_body
from tests.matrix.test_to_device import bad_messages

KINDS = [
    "garbage in a first message",
    "garbage in a later message",
    "no base64",
    "a sender key that is none",
    "a room key that is none",
]


@pytest.mark.parametrize("kind", KINDS)
async def test_a_bad_message_raises_out_of_the_sync_and_the_token_has_moved(kind: str) -> None:
    bot, anna = plain_client(BOT, "BOTDEV"), Person(Directory(), ANNA)
    await in_room(bot, anna)
    response = SyncResponse.from_dict(
        sync_body(to_device=[bad_messages(bot, anna.device)[kind]], token="next")
    )
    with pytest.raises(ValueError):  # noqa: PT011  each of vodozemac's exceptions is one
        await bot.receive_response(response)
    assert bot.next_batch == "next"


async def test_an_unknown_one_time_key_raises_out_of_the_sync() -> None:
    directory = Directory()
    bot, other, anna = plain_client(BOT, "BOTDEV"), plain_client(BOT, "OTHER"), Person(directory, ANNA)
    await anna.device.meet(other)
    lost = anna.device.room_key(other)
    (inner,) = lost["content"]["ciphertext"].values()
    lost["content"]["ciphertext"] = {bot.olm.account.identity_keys["curve25519"]: inner}
    with pytest.raises(ValueError, match="unknown one-time key"):
        await hear(bot, to_device=[lost])


async def test_a_garbled_verification_key_raises_out_of_the_sync() -> None:
    bot, directory = plain_client(BOT, "BOTDEV"), Directory()
    anna = Person(directory, ANNA)
    await in_room(bot, anna)
    await bot.receive_response(nio.KeysQueryResponse.from_dict(directory.query([ANNA])))
    start: Json = {
        "from_device": "PHONE",
        "method": "m.sas.v1",
        "transaction_id": "t",
        "key_agreement_protocols": ["curve25519-hkdf-sha256", "curve25519"],
        "hashes": ["sha256"],
        "message_authentication_codes": ["hkdf-hmac-sha256", "hkdf-hmac-sha256.v2"],
        "short_authentication_string": ["emoji", "decimal"],
    }
    await hear(bot, to_device=[{"type": "m.key.verification.start", "sender": ANNA, "content": start}])
    key = {
        "type": "m.key.verification.key",
        "sender": ANNA,
        "content": {"transaction_id": "t", "key": "garbage"},
    }
    with pytest.raises(ValueError, match="Curve25519"):
        await hear(bot, to_device=[key])
