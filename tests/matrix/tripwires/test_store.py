"""Plain nio: a store that others can read, under a known key, made anew without a word, and slow."""

import os
from pathlib import Path

import nio
from nio.store import SqliteStore

from tests.matrix.peers import BOT


def test_the_file_is_readable_by_everybody_and_made_anew_without_a_word(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        config = nio.AsyncClientConfig(store=SqliteStore, encryption_enabled=True, store_name="store.db")
        client = nio.AsyncClient("http://127.0.0.1:1", BOT, "D", store_path=str(tmp_path), config=config)
        client.restore_login(BOT, "D", "token")
    finally:
        os.umask(before)
    assert (tmp_path / "store.db").stat().st_mode & 0o777 == 0o644


def test_the_key_under_which_the_keys_are_stored_is_public() -> None:
    assert nio.AsyncClientConfig().pickle_key == "DEFAULT_KEY"


def test_tables_are_bound_for_one_call_only(tmp_path: Path) -> None:
    store = SqliteStore(BOT, "D", str(tmp_path), "key", "store.db")
    store.load_encrypted_rooms()
    assert not any(model._meta.database is store.database for model in store.models)
