"""nio's store is private, used by one process, and never made anew without a word."""

import sqlite3
from pathlib import Path

import pytest

from orosbot import errors
from orosbot.matrix.client import HardenedClient, make_client
from orosbot.matrix.store import StoreFolder
from tests.matrix.peers import BOT, KEY, MemoryIndex


def open_store(folder: Path, *, new: bool = False, key: str = KEY) -> HardenedClient:
    return make_client(
        "http://127.0.0.1:1", BOT, "D", "token", folder, key, replay=MemoryIndex(), new_device=new
    )


async def finished(folder: Path) -> None:
    """A store as `init` leaves it."""
    client = open_store(folder, new=True)
    client.olm.account.shared = True
    client.olm.save_account()
    await client.close()


async def test_folder_and_files_are_the_owners_alone(tmp_path: Path) -> None:
    client = open_store(tmp_path / "crypto", new=True)
    modes = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "crypto").iterdir()}
    await client.close()
    assert (tmp_path / "crypto").stat().st_mode & 0o777 == 0o700
    assert set(modes) == {"D.db", "lock"}
    assert set(modes.values()) == {0o600}


async def test_a_second_process_is_refused_until_the_first_is_done(tmp_path: Path) -> None:
    await finished(tmp_path)
    first = open_store(tmp_path)
    with pytest.raises(errors.Unsafe, match="Another orosbot"):
        open_store(tmp_path)
    await first.close()
    await open_store(tmp_path).close()


async def test_a_lost_store_is_refused_and_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(errors.Unsafe, match="init --new-device"):
        open_store(tmp_path)
    assert not (tmp_path / "D.db").exists()


async def test_a_refused_store_is_not_left_locked(tmp_path: Path) -> None:
    with pytest.raises(errors.Unsafe):
        open_store(tmp_path)
    await open_store(tmp_path, new=True).close()


async def test_a_store_that_init_did_not_finish_is_refused(tmp_path: Path) -> None:
    await open_store(tmp_path, new=True).close()
    with pytest.raises(errors.Unsafe, match="never finished"):
        open_store(tmp_path)


async def test_another_storage_key_does_not_open_it(tmp_path: Path) -> None:
    await finished(tmp_path)
    with pytest.raises(errors.Unsafe, match="do not open"):
        open_store(tmp_path, key="another key of enough characters")


async def test_a_file_that_is_no_store_is_refused(tmp_path: Path) -> None:
    (tmp_path / "D.db").write_bytes(b"not a database, and long enough to be looked at as one" * 20)
    with pytest.raises(errors.Unsafe, match="do not open"):
        open_store(tmp_path)


@pytest.mark.parametrize("key", ["", "short", "DEFAULT_KEY"])
async def test_a_weak_key_is_refused(tmp_path: Path, key: str) -> None:
    with pytest.raises(errors.Unsafe, match="16 characters"):
        open_store(tmp_path, new=True, key=key)


async def test_the_private_keys_are_not_in_the_file_in_clear(tmp_path: Path) -> None:
    await finished(tmp_path)
    with sqlite3.connect(tmp_path / "D.db") as store:
        (pickle,) = store.execute("SELECT account FROM accounts").fetchone()
    assert b"ed25519" not in pickle
    assert b"secret" not in pickle


def test_a_device_id_is_no_path(tmp_path: Path) -> None:
    folder = StoreFolder(tmp_path / "crypto")
    folder.prepare("../D", new_device=True)
    folder.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["crypto"]


async def test_tables_are_bound_to_the_store_that_is_used_last(tmp_path: Path) -> None:
    """Once for each store and not for each statement; two stores in one process keep apart."""
    stores = {name: open_store(tmp_path / name, new=True).store for name in ("one", "two")}
    for name, store in stores.items():
        store.save_encrypted_rooms([f"!{name}"])
    for name in ("one", "two", "one"):
        assert stores[name].load_encrypted_rooms() == {f"!{name}"}
    bound = stores["one"].models[0]._meta.database
    stores["one"].load_sessions()
    assert stores["one"].models[0]._meta.database is bound is stores["one"].database
