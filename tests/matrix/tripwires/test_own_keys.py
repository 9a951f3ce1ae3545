"""Plain nio: after a long stop nobody reaches it, after a crash it sends other keys under the same ids."""

from pathlib import Path

import nio
from nio.responses import SyncResponse
from nio.store import SqliteStore

from tests.matrix.peers import BOT, KEY, plain_client, sync_body


async def test_a_count_of_none_left_is_overlooked() -> None:
    bot = plain_client(BOT, "BOTDEV")
    bot.olm.account.shared = True
    body = sync_body(device_one_time_keys_count={"signed_curve25519": 0})
    await bot.receive_response(SyncResponse.from_dict(body))
    assert not bot.should_upload_keys


async def test_no_fallback_key_is_made() -> None:
    assert "fallback_keys" not in plain_client(BOT, "BOTDEV").olm.share_keys()


async def test_whether_the_server_has_a_fallback_key_is_dropped() -> None:
    response = SyncResponse.from_dict(sync_body(device_unused_fallback_key_types=["signed_curve25519"]))
    assert not any("fallback" in name for name in vars(response))


def upload_of_a_new_process(folder: Path) -> dict[str, object]:
    config = nio.AsyncClientConfig(store=SqliteStore, encryption_enabled=True, pickle_key=KEY)
    client = nio.AsyncClient("http://127.0.0.1:1", BOT, "D", store_path=str(folder), config=config)
    client.restore_login(BOT, "D", "token")
    keys: dict[str, object] = client.olm.share_keys()["one_time_keys"]
    return keys


async def test_after_a_crash_during_the_upload_the_ids_come_with_other_keys(tmp_path: Path) -> None:
    first, second = upload_of_a_new_process(tmp_path), upload_of_a_new_process(tmp_path)
    assert set(first) == set(second)
    assert all(first[name] != second[name] for name in first)
