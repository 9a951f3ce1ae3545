"""What the scripts share: set-up that is done once, a look for registry hosts, lock files that fit."""

from pathlib import Path

import pytest

from script.lib import hosts, locks, prepare


def test_step_is_done_again_only_when_its_key_changes(tmp_path: Path) -> None:
    """The same key twice is one piece of work; another key is another."""
    done: list[str] = []
    for key in ("one", "one", "two", "two"):
        prepare.once(tmp_path / "stamp", key, "step", lambda key=key: done.append(key))  # type: ignore[misc]
    assert done == ["one", "two"]


def test_step_that_broke_off_is_done_again(tmp_path: Path) -> None:
    """A step that failed leaves no stamp, not even the one of the time before."""
    stamp = tmp_path / "stamp"
    prepare.once(stamp, "one", "step", lambda: None)

    def fail() -> None:
        raise prepare.Failed("no")

    with pytest.raises(prepare.Failed):
        prepare.once(stamp, "two", "step", fail)
    assert not stamp.exists()


def test_failed_command_says_which_and_what_it_printed() -> None:
    """A command's own words are kept for who has to mend it."""
    with pytest.raises(prepare.Failed, match=r"(?s)out of cheese.*failed: the step"):
        prepare.run("the step", "sh", "-c", "echo out of cheese >&2; exit 3")


def test_environment_of_another_folder_is_not_taken_for_this_one(tmp_path: Path) -> None:
    """Nothing, and a Python that is no environment of that folder, have no version there."""
    assert prepare.version_of(tmp_path / "bin" / "python") == ""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").write_text("#!/bin/sh\necho 3.12.0 /elsewhere\n", "utf-8")
    (tmp_path / "bin" / "python").chmod(0o755)
    assert prepare.version_of(tmp_path / "bin" / "python") == ""


@pytest.mark.parametrize("words", [[], ["everything"]])
def test_unknown_part_is_wrong_usage(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Without a part, or with an unknown one, set-up names those that there are."""
    assert prepare.main(words) == 2
    assert "[dev] [synapse] [node]" in capsys.readouterr().err


@pytest.mark.parametrize(
    "line",
    [
        "https://" + "pypi" + ".org/project/orosbot",
        "https://files." + "pythonhosted.org/x.whl",
        '"resolved": ' + '"https://example.org/x.tgz"',
        "--index-" + "url https://example.org",
        "https://example.org" + "/simple",
    ],
)
def test_registry_is_recognised(line: str) -> None:
    """A host of a registry, a download address in a lock file, and an index option are found."""
    assert hosts.REGISTRY.search(line.encode())


def test_ordinary_address_is_no_registry() -> None:
    """Other addresses may be written down."""
    assert not hosts.REGISTRY.search(b"https://matrix.org/docs/simple-things")


def test_lock_files_fit_what_is_declared() -> None:
    """Each lock file is made from the declarations of now, and dev.lock has every pin of the others."""
    assert list(locks.faults()) == []


def test_every_locked_package_has_hashes() -> None:
    """pip's --require-hashes finds one for each pin."""
    for lock in locks.locks():
        blocks = lock.path.read_text("utf-8").replace("\\\n", " ").splitlines()
        pins = [block for block in blocks if locks.PIN.match(block)]
        assert pins
        assert all("--hash=sha256:" in pin for pin in pins)
