"""Bring the environments of this checkout up to date: `python script/lib/prepare.py dev [synapse] [node]`.

Standard library only. Each part is done again only when what it is made from has changed; of two runs at once the
second waits for the first. Prints one line on stderr for each step that takes time, and nothing otherwise.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DEV = ROOT / ".venv"
SYNAPSE = ROOT / ".venv-synapse"
NODE = ROOT / "tests" / "e2e" / "element"
REQUIREMENTS = ROOT / "requirements"


class Failed(Exception):
    """A step did not succeed; the text says which and what it printed."""


def say(step: str) -> None:
    """One line of progress."""
    print(f"[set-up] {step}", file=sys.stderr, flush=True)


def run(step: str, *command: str | Path, **env: str) -> None:
    """Run a command without input, quietly; what it printed is shown only if it fails."""
    done = subprocess.run(
        [str(word) for word in command],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, **env},
    )
    if done.returncode:
        raise Failed(f"{done.stdout.strip()}\n[set-up] failed: {step}")


def key_of(*parts: str | Path) -> str:
    """SHA-256 over texts and the contents of files, in hex."""
    digest = hashlib.sha256()
    for part in parts:
        content = part.read_bytes() if isinstance(part, Path) else part.encode()
        digest.update(hashlib.sha256(content).digest())
    return digest.hexdigest()


def once(stamp: Path, key: str, step: str, work: Callable[[], None]) -> None:
    """Do a step unless its stamp says that it was done with the same key, then stamp it."""
    if stamp.exists() and stamp.read_text("utf-8") == key:
        return
    say(step)
    stamp.unlink(missing_ok=True)  # a step that breaks off is done again
    work()
    stamp.write_text(key, "utf-8")


def version_of(python: Path) -> str:
    """Version of the interpreter of an environment; empty if it does not start, or belongs to another folder."""
    code = "import sys, pip; print(sys.version.split()[0], sys.prefix)"
    try:
        answer = subprocess.run(
            [str(python), "-I", "-c", code], capture_output=True, text=True
        ).stdout.split()
    except OSError:
        return ""
    if len(answer) < 2 or Path(answer[1]).resolve() != python.parent.parent.resolve():
        return ""
    return answer[0] if tuple(int(n) for n in answer[0].split(".")[:2]) >= (3, 11) else ""


def environment(folder: Path) -> str:
    """Make sure that the environment exists and works; return its Python's version."""
    python = folder / "bin" / "python"
    # Scripts in an environment name it by its full path: one that was moved is made anew.
    settled = folder / ".orosbot-root"
    moved = settled.exists() and settled.read_text("utf-8") != str(folder)
    version = "" if moved else version_of(python)
    if not version:
        say(f"{folder.name}: new environment with Python {sys.version.split()[0]}")
        shutil.rmtree(folder, ignore_errors=True)
        # Not sys.executable: that may be the Python of the very environment that was just removed.
        python_of_system = getattr(sys, "_base_executable", sys.executable)
        run(f"{folder.name}: python -m venv", python_of_system, "-m", "venv", folder)
        version = version_of(python)
        if not version:
            raise Failed(f"[set-up] failed: the new environment {folder.name} does not start")
    settled.write_text(str(folder), "utf-8")
    return version


def pip_install(folder: Path, *words: str | Path) -> None:
    """`pip install` into an environment, with its own pip."""
    run(
        f"{folder.name}: pip install {' '.join(str(word) for word in words)}",
        *(folder / "bin" / "python", "-I", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"),
        *("--no-input", *words),
    )


def prepare_dev() -> None:
    """`.venv`: what orosbot needs, what tests and checks need, orosbot itself from this checkout, translations."""
    version = environment(DEV)
    build, dev = REQUIREMENTS / "build.lock", REQUIREMENTS / "dev.lock"

    def packages() -> None:
        # Builders first, by hash: then what has no wheel is built with them instead of with what an index offers.
        pip_install(DEV, "--require-hashes", "--only-binary=:all:", "-r", build)
        pip_install(DEV, "--require-hashes", "--no-build-isolation", "--use-pep517", "-r", dev)

    def project() -> None:
        pip_install(DEV, "--no-deps", "--no-build-isolation", "--no-index", "-e", ROOT)

    once(
        DEV / ".orosbot-packages",
        key_of(version, build, dev),
        ".venv: packages of requirements/dev.lock",
        packages,
    )
    own = key_of(version, ROOT / "pyproject.toml", ROOT / "hatch_build.py")
    once(DEV / ".orosbot-project", own, ".venv: orosbot from this checkout", project)
    translations = DEV / ".orosbot-translations"
    sources = sorted((ROOT / "orosbot" / "locale").glob("*/LC_MESSAGES/orosbot.po"))
    if not all(source.with_suffix(".mo").exists() for source in sources):
        translations.unlink(missing_ok=True)
    once(
        translations,
        key_of(*sources),
        "translations",
        lambda: run("translations", DEV / "bin" / "python", ROOT / "hatch_build.py"),
    )


def prepare_synapse() -> None:
    """`.venv-synapse`: the homeserver of the demo and the end-to-end tests."""
    version = environment(SYNAPSE)
    lock = REQUIREMENTS / "synapse.lock"
    once(
        SYNAPSE / ".orosbot-packages",
        key_of(version, lock),
        ".venv-synapse: packages of requirements/synapse.lock",
        lambda: pip_install(SYNAPSE, "--require-hashes", "-r", lock),
    )


def prepare_node() -> None:
    """`node_modules` of the Element client that the end-to-end tests drive, with the Node.js of `.venv`."""
    lock = NODE / "package-lock.json"
    if not lock.exists():
        return
    bin_folder = DEV / "bin"
    path = f"{bin_folder}{os.pathsep}{os.environ.get('PATH', '')}"
    words = ("ci", "--prefix", NODE, "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier")
    once(
        NODE / "node_modules" / ".orosbot-packages",
        key_of(lock, NODE / "package.json"),
        "tests/e2e/element: npm ci",
        lambda: run("npm ci", bin_folder / "npm", *words, PATH=path),
    )


PARTS: dict[str, Callable[[], None]] = {"dev": prepare_dev, "synapse": prepare_synapse, "node": prepare_node}


def main(words: list[str]) -> int:
    """Exit code 0 if all parts are up to date, 1 if one could not be made, 2 for wrong usage, 130 if interrupted."""
    if not words or set(words) - set(PARTS):
        print(f"usage: prepare.py {' '.join(f'[{part}]' for part in PARTS)}", file=sys.stderr)
        return 2
    folder = ROOT / ".setup"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("waiting for another set-up of this checkout")
            fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            for word in words:
                PARTS[word]()
        except Failed as failure:
            print(failure, file=sys.stderr)
            return 1
        except KeyboardInterrupt:
            return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
