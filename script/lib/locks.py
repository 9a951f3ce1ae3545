"""Remake the lock files in `requirements/`, or tell which of them no longer fit what `pyproject.toml` asks for.

`python script/lib/locks.py check` needs only the standard library; `make [--upgrade]` needs uv in this environment.
"""

import hashlib
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "requirements"
MARK = "# inputs sha256:"
PIN = re.compile(r"^([a-z0-9][a-z0-9.-]*==\S+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Lock:
    """One lock file: what uv compiles it from, and which declarations it stands for."""

    name: str
    sources: tuple[str, ...]
    declared: object

    @property
    def path(self) -> Path:
        """Where the lock file lies."""
        return FOLDER / f"{self.name}.lock"

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the declarations, in hex: the same until a dependency is declared otherwise."""
        return hashlib.sha256(json.dumps(self.declared, sort_keys=True).encode()).hexdigest()


def locks() -> list[Lock]:
    """All lock files, each after those whose pins it takes over."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    project, groups = declared["project"], declared["dependency-groups"]
    run = [project["requires-python"], project["dependencies"]]
    build = [project["requires-python"], groups["build"], declared["build-system"]["requires"]]
    synapse = (FOLDER / "synapse.in").read_text("utf-8")
    return [
        Lock("run", ("pyproject.toml",), run),
        Lock(
            "dev",
            ("pyproject.toml", "--group=dev", "--constraints=requirements/run.lock"),
            [run, build, groups],
        ),
        Lock("build", ("--group=pyproject.toml:build", "--constraints=requirements/dev.lock"), build),
        Lock("synapse", ("requirements/synapse.in",), synapse),
    ]


def make(upgrade: bool) -> None:
    """Remake every lock file for all platforms and all Pythons that the project allows."""
    for lock in locks():
        print(f"{lock.path.relative_to(ROOT)} …", file=sys.stderr)
        command = ["uv", "pip", "compile", *lock.sources, "--universal", "--python-version=3.11", "--quiet"]
        command += [
            "--generate-hashes",
            "--no-header",
            "--no-emit-index-url",
            "--no-emit-find-links",
            "--no-config",
        ]
        command += [f"--output-file={lock.path}", *(["--upgrade"] if upgrade else [])]
        subprocess.run([sys.executable, "-m", *command], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        header = f"# Made by script/lock: not to be edited by hand.\n{MARK}{lock.fingerprint}\n"
        lock.path.write_text(header + lock.path.read_text("utf-8"), "utf-8")


def faults() -> Iterator[str]:
    """What is wrong with the lock files, one sentence each."""
    known = {lock.name: lock for lock in locks()}
    for lock in known.values():
        text = lock.path.read_text("utf-8") if lock.path.exists() else ""
        if f"{MARK}{lock.fingerprint}\n" not in text:
            yield f"{lock.path.relative_to(ROOT)} is not made from what is declared now: run script/lock"
    for name in ("run", "build"):
        missing = set(PIN.findall(known[name].path.read_text("utf-8"))) - set(
            PIN.findall(known["dev"].path.read_text("utf-8"))
        )
        if missing:
            yield f"requirements/dev.lock lacks pins of {name}.lock: {', '.join(sorted(missing))}"


def main(words: list[str]) -> int:
    """Exit code 0 if done or current, 1 if a lock file is not current, 2 for wrong usage."""
    if words == ["check"]:
        found = list(faults())
        for fault in found:
            print(fault, file=sys.stderr)
        return 1 if found else 0
    if words in (["make"], ["make", "--upgrade"]):
        make(upgrade="--upgrade" in words)
        return 0
    print("usage: script/lock [--upgrade]", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
