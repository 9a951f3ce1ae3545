"""Both languages are complete: every text of the code has its Swedish, with the same things to fill in."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import orosbot

PACKAGE = Path(orosbot.__file__).parent
KEYWORDS = {"_": None, "N_": None, "plural": (1, 2)}


def in_the_code() -> set[str | tuple[str, ...]]:
    found = extract_from_dir(
        str(PACKAGE),
        method_map=[("**.py", "python")],
        options_map={"**.py": {"encoding": "utf-8"}},
        keywords=KEYWORDS,
    )
    return {message for _file, _line, message, _comments, _context in found}


@cache
def swedish() -> Catalog:
    return read_po(BytesIO((PACKAGE / "locale" / "sv" / "LC_MESSAGES" / "orosbot.po").read_bytes()), "sv")


def texts() -> list[str | tuple[str, ...]]:
    return sorted(in_the_code(), key=str)


def strings(text: object) -> tuple[str, ...]:
    return tuple(text) if isinstance(text, tuple | list) else (str(text),)


def test_the_code_says_something() -> None:
    assert len(in_the_code()) > 100


@pytest.mark.parametrize("text", texts(), ids=lambda text: str(text)[:40])
def test_a_text_has_its_swedish_with_the_same_things_to_fill_in(text: str | tuple[str, ...]) -> None:
    message = swedish().get(strings(text)[0])
    assert message is not None, "run script/texts and translate"
    assert not message.fuzzy
    translated = strings(message.string)
    assert all(translated), "run script/texts and translate"
    for one, other in zip(strings(text), translated, strict=True):
        for pattern in (r"\{(\w+)\}", r"(\*\*|`)"):
            assert set(re.findall(pattern, one)) == set(re.findall(pattern, other))


def test_the_catalogue_has_no_text_that_the_code_does_not_say() -> None:
    known = {strings(text)[0] for text in in_the_code()}
    assert not [message.id for message in swedish() if message.id and strings(message.id)[0] not in known]


def calls(path: Path) -> Iterator[ast.AST]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.JoinedStr):
            yield from ast.walk(node)


def test_no_text_hides_in_an_f_string_where_it_would_not_be_collected() -> None:
    hidden = [
        f"{path.name}:{node.lineno}"
        for path in PACKAGE.rglob("*.py")
        for node in calls(path)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KEYWORDS
    ]
    assert not hidden
