"""The config that `orosbot init` writes, and the files that only the owner may read."""

from pathlib import Path

import pytest

from orosbot.configfile import Wishes, as_tables, differences, missing, write_config
from orosbot.errors import UsageError
from orosbot.private_files import private_folder, read_secret, write_private
from orosbot.settings import Settings, load, parse


def wishes(folder: Path) -> Wishes:
    return Wishes(
        homeserver="https://matrix.example.org/",
        user_id="@orosbot:example.org",
        password_file=folder / 'a "quoted" name å',
        room="!room",
        leads=("@lead:example.org", "@other:example.org"),
        language="sv",
        data_dir=folder / "data",
    )


def settings(folder: Path) -> Settings:
    return parse(as_tables(wishes(folder), folder / "c.toml", key_file=folder / "key"), "flags")


def test_what_is_written_is_read_back_the_same(tmp_path: Path) -> None:
    wanted = settings(tmp_path)
    assert wanted.matrix is not None
    write_config(tmp_path / "c.toml", wanted, wanted.matrix)
    assert load(tmp_path / "c.toml") == wanted
    assert (tmp_path / "c.toml").stat().st_mode & 0o777 == 0o600


def test_flags_that_say_the_same_as_the_config_are_no_difference(tmp_path: Path) -> None:
    assert differences(wishes(tmp_path), settings(tmp_path)) == []
    assert differences(Wishes(), settings(tmp_path)) == []
    assert differences(Wishes(room="#alias:example.org"), settings(tmp_path)) == []


def test_where_the_password_lies_now_is_no_difference(tmp_path: Path) -> None:
    assert differences(Wishes(password_file=tmp_path / "elsewhere"), settings(tmp_path)) == []


def test_each_flag_that_differs_is_named(tmp_path: Path) -> None:
    other = Wishes("http://x", "@x:y", tmp_path / "p", "!other", ("@x:y",), "en", tmp_path / "d")
    assert differences(other, settings(tmp_path)) == [
        "--homeserver",
        "--user-id",
        "--lead",
        "--language",
        "--data-dir",
        "--room",
    ]


def test_language_and_data_dir_may_be_left_out() -> None:
    assert missing(Wishes()) == ["--homeserver", "--user-id", "--password-file", "--room", "--lead"]


def test_a_private_file_replaces_another_whole(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("old")
    path.chmod(0o644)
    write_private(path, "new\n")
    assert (path.read_text(), path.stat().st_mode & 0o777) == ("new\n", 0o600)
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_was_open_is_narrowed(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o755)
    private_folder(folder)
    assert folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("content", [None, b"", b"  \n", b"\xff\xfe"])
def test_a_secret_that_is_not_there_is_said_with_the_files_name(
    tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "secret"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UsageError, match=str(path)):
        read_secret(path, "a secret")


def test_of_a_secret_the_first_line_counts_with_its_spaces(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_text(" with spaces \nand more\n")
    assert read_secret(path, "a secret") == " with spaces "
