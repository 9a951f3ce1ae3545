"""`orosbot screen`: notes as JSON lines in, what the screen finds in each out. Nothing is kept."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from orosbot import screening, settings, texts
from orosbot.errors import UsageError
from orosbot.rules.screening import masked

DESCRIPTION = """\
Reads notes from standard input, one JSON object a line: {"text": "…"}. Writes one line for each:
{"refused": true, "kinds": ["phone"], "masked": "ring [phone number]"}. Each note is looked at by itself;
nothing is stored. A reference of the line passes if its check digit holds."""


def main(arguments: Sequence[str]) -> int:
    """Run `orosbot screen` with these arguments and return its exit code.

    :raises OrosbotError: with a sentence for the user and the exit code; it never quotes a note.
    """
    parser = argparse.ArgumentParser(
        prog="orosbot screen",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--config", type=Path, metavar="FILE", help="the line's config, for its allow-list")
    parser.add_argument(
        "--lang", choices=texts.LANGUAGES, help="what finds are called in (the config's, else sv)"
    )
    args = parser.parse_args(arguments)
    known = settings.Settings() if args.config is None else settings.load(args.config.expanduser().absolute())
    screen = screening.load(known)
    labels = screening.labels(texts.load(args.lang or known.language))
    for number, line in enumerate(sys.stdin.buffer, start=1):
        if not line.strip():
            continue
        text = _text(line, number)
        found = screen.look(text)
        told = {"refused": found.refused, "kinds": found.kinds, "masked": masked(text, found, labels)}
        print(json.dumps(told, ensure_ascii=False), flush=True)
    return 0


def _text(line: bytes, number: int) -> str:
    try:
        given = json.loads(line)
    except ValueError:
        raise UsageError(f"line {number} of the input is not JSON.") from None
    text = given.get("text") if isinstance(given, dict) else None
    if not isinstance(text, str):
        raise UsageError(f'line {number} of the input is not like {{"text": "…"}}.')
    return text
