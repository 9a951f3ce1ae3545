"""Fail if a file of the project names a package registry: where packages come from is set on the machine, not here."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REGISTRY = re.compile(
    rb"\bpypi\.(?:org|python\.org)|\bfiles\.pythonhosted\.|\bregistry\.(?:npm|yarn)[a-z]*\."
    rb"|--(?:extra-)?index-url[ =]|[\"']resolved[\"']: *[\"']https?:|https?://[^\s\"']+/simple(?![\w-])"
)


def main() -> int:
    """Exit code 1 if a tracked or new file names a registry; each is named with its line."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    ).stdout
    found = False
    for name in sorted(filter(None, listed.decode().split("\0"))):
        path = ROOT / name
        if not path.is_file():
            continue
        for number, line in enumerate(path.read_bytes().splitlines(), 1):
            if REGISTRY.search(line):
                print(f"{name}:{number} names a package registry", file=sys.stderr)
                found = True
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
