"""`orosbot screen`: notes as JSON lines in, what the screen finds in each out. Nothing is kept."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from orosbot import screening, settings, texts
from orosbot.rules.screening import masked

DESCRIPTION = """\
Reads notes from standard input, one JSON object a line: {"text": "…"}. Writes one line for each:
{"refused": true, "kinds": ["phone"], "masked": "ring [phone number]"}. Each note is looked at by itself;
nothing is stored. A reference of the line passes if its check digit holds. A line that is no note is answered
with {"error": "…"} and named on standard error; the others are answered all the same, and the exit code is 2."""

LONGEST_LINE = 1_000_000
"""Bytes of a line; what is longer is no note."""


class NoNote(Exception):
    """A line holds no note; the message says why and never quotes it."""


def main(arguments: Sequence[str]) -> int:
    """Run `orosbot screen` with these arguments and return its exit code.

    :raises OrosbotError: of the config; with a sentence for the user and the exit code.
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
    failed = False
    for number, line in enumerate(_lines(sys.stdin.buffer if sys.stdin else None), start=1):
        if not line.strip():
            continue
        try:
            text = _text(line)
        except NoNote as fault:
            failed = True
            said = f"line {number} of the input {fault}"
            print(f"orosbot: {said}", file=sys.stderr, flush=True)
            _write({"error": said})
            continue
        found = screen.look(text)
        _write({"refused": found.refused, "kinds": found.kinds, "masked": masked(text, found, labels)})
    return 2 if failed else 0


def _lines(given: BinaryIO | None) -> Iterator[bytes]:
    """The lines of the input, or of one that is too long its beginning, still too long; none of an input that is closed."""
    while given is not None and (line := given.readline(LONGEST_LINE + 1)):
        end = line
        while len(end) > LONGEST_LINE and not end.endswith(b"\n"):
            end = given.readline(LONGEST_LINE + 1)
        yield line


def _text(line: bytes) -> str:
    """The note of a line.

    :raises NoNote: if there is none.
    """
    if len(line) > LONGEST_LINE:
        raise NoNote(f"is longer than {LONGEST_LINE} bytes.")
    try:
        given = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise NoNote("is not UTF-8 text.") from None
    except (ValueError, RecursionError):
        raise NoNote("is not JSON.") from None
    text = given.get("text") if isinstance(given, dict) else None
    if not isinstance(text, str):
        raise NoNote('is not like {"text": "…"}.')
    return text


def _write(told: dict[str, object]) -> None:
    """A line of UTF-8, whatever the terminal's own encoding is; half a character that JSON can hold is escaped."""
    try:
        line = json.dumps(told, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        line = json.dumps(told).encode()
    sys.stdout.buffer.write(line + b"\n")
    sys.stdout.buffer.flush()
