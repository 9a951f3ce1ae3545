"""Where the storage key of a config comes from."""

from pathlib import Path

import pytest

from orosbot.casebook.keys import has_storage_key, key_beside, storage_key
from orosbot.errors import KeyMissing
from orosbot.settings import Settings, Storage

FROM_FILE = "from the key file, long enough"
FROM_SYSTEMD = "from the credential, long enough"
FROM_ENVIRONMENT = "from the environment, long enough"


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.delenv("OROSBOT_STORAGE_KEY", raising=False)
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    file = tmp_path / "storage-key"
    file.write_text(FROM_FILE + "\n")
    return Settings(storage=Storage(key_file=file))


def test_the_key_file_of_the_config_is_read_and_kept_to_its_owner(settings: Settings) -> None:
    assert settings.storage.key_file is not None
    assert storage_key(settings) == FROM_FILE
    assert settings.storage.key_file.stat().st_mode & 0o077 == 0


def test_a_systemd_credential_comes_before_the_file(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "credentials"
    folder.mkdir()
    (folder / "storage-key").write_text(FROM_SYSTEMD)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(folder))
    assert storage_key(settings) == FROM_SYSTEMD


def test_the_environment_comes_before_everything(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OROSBOT_STORAGE_KEY", FROM_ENVIRONMENT)
    assert storage_key(settings) == FROM_ENVIRONMENT


def test_without_any_key_the_refusal_says_where_to_put_one(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not has_storage_key(Settings())
    with pytest.raises(KeyMissing, match="key_file"):
        storage_key(Settings())


def test_a_file_of_its_own_has_its_key_beside_it_made_once(settings: Settings, tmp_path: Path) -> None:
    casebook = tmp_path / "cases.db"
    key = key_beside(casebook)
    assert key_beside(casebook) == key
    assert (tmp_path / "cases.db.key").stat().st_mode & 0o077 == 0


def test_a_casebook_whose_key_file_is_lost_gets_no_new_key(settings: Settings, tmp_path: Path) -> None:
    casebook = tmp_path / "cases.db"
    casebook.write_bytes(b"encrypted")
    with pytest.raises(KeyMissing, match="backup"):
        key_beside(casebook)
