"""The wheel: what it carries, and that it works away from the checkout it was built from."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from orosbot import __version__

ROOT = Path(__file__).parent.parent
PIP = (sys.executable, "-I", "-m", "pip", "--disable-pip-version-check")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built without an index."""
    folder = tmp_path_factory.mktemp("wheel")
    options = ("--no-deps", "--no-build-isolation", "--no-index", "--quiet", "--wheel-dir", str(folder))
    subprocess.run([*PIP, "wheel", *options, str(ROOT)], check=True)
    (built,) = folder.glob("orosbot-*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with nothing but the wheel in it, to be put before the environment's packages."""
    folder = tmp_path_factory.mktemp("installed")
    options = ("--no-deps", "--no-index", "--quiet", "--target", str(folder))
    subprocess.run([*PIP, "install", *options, str(wheel)], check=True)
    return folder


def run_elsewhere(
    installed: Path, cwd: Path, *words: str, stdin: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run this Python in a foreign folder, with the installed wheel first on its path."""
    env = {**os.environ, "PYTHONPATH": str(installed)}
    command = [sys.executable, *words]
    return subprocess.run(command, cwd=cwd, env=env, input=stdin, capture_output=True, text=True, check=False)


def test_wheel_carries_config_translations_types_and_command(wheel: Path) -> None:
    """Everything that lies in config/ and every translation, compiled, is in the wheel; no source of one is."""
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        entry_points = archive.read(f"orosbot-{__version__}.dist-info/entry_points.txt").decode()
    config = {f"orosbot/config/{path.relative_to(ROOT / 'config')}" for path in files_under(ROOT / "config")}
    sources = {path.relative_to(ROOT) for path in (ROOT / "orosbot" / "locale").rglob("*.po")}
    assert config
    assert config <= names
    assert sources
    assert {source.with_suffix(".mo").as_posix() for source in sources} <= names
    assert not {source.as_posix() for source in sources} & names
    assert "orosbot/py.typed" in names
    assert "orosbot = orosbot.cli:main" in entry_points


def test_wheel_carries_only_the_package(wheel: Path) -> None:
    """No test, script or local file gets into a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert {name.split("/")[0] for name in names} == {"orosbot", f"orosbot-{__version__}.dist-info"}
    assert not [name for name in names if name.endswith((".db", ".key", ".pyc", ".toml.local"))]


def test_version_is_answered_from_any_folder(installed: Path, tmp_path: Path) -> None:
    """`python -m orosbot --version` of the installed wheel works in a foreign folder and tells the version."""
    done = run_elsewhere(installed, tmp_path, "-m", "orosbot", "--version")
    assert (done.returncode, done.stderr) == (0, "")
    assert __version__ in done.stdout


@pytest.mark.parametrize(("language", "word"), [("en", "case"), ("sv", "ärende")])
def test_installed_wheel_opens_a_case(installed: Path, tmp_path: Path, language: str, word: str) -> None:
    """The installed wheel finds its own config and translations: its console opens a case in either language."""
    words = ("-m", "orosbot", "console", "--json", "--lang", language)
    command = "anna: !case new phone relative religious 18-21\n"
    done = run_elsewhere(installed, tmp_path, *words, stdin=command)
    assert done.returncode == 0, done.stderr
    (answer,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert answer["code"] == "case-opened"
    assert word in answer["text"].lower()


def test_what_runs_there_is_the_wheel(installed: Path, tmp_path: Path) -> None:
    """The tests above look at the installed wheel and not at this checkout."""
    done = run_elsewhere(installed, tmp_path, "-c", "import orosbot; print(orosbot.__file__)")
    assert Path(done.stdout.strip()).is_relative_to(installed)


def test_version_is_the_same_everywhere() -> None:
    """pyproject.toml and the package name one version."""
    declared = (ROOT / "pyproject.toml").read_text("utf-8")
    assert f'\nversion = "{__version__}"\n' in declared


def files_under(folder: Path) -> list[Path]:
    """All files of a folder, at any depth."""
    return [path for path in folder.rglob("*") if path.is_file()]
