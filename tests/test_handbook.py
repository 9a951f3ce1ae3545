"""What stands in the staff's handbooks is so: every example plays, and both languages tell the same."""

import re
import textwrap
from dataclasses import dataclass
from pathlib import Path

import pytest

from orosbot import categories, console, script
from orosbot.commands import VERBS
from orosbot.rules.words import fold
from orosbot.script import Comment, Delete, Edit, Expect, React, Reply, Say

DOCS = Path(__file__).parent.parent / "docs"
NAMES = {"sv": "handbok.md", "en": "handbook.md"}
BOOKS = {language: (DOCS / name).read_text(encoding="utf-8") for language, name in NAMES.items()}

EXAMPLE_REF = "482-7396"
"""The reference in running text, where there is no case that it could be of."""

A4_LINES, A4_COLUMNS = 48, 84
"""What a printed page holds in eleven points."""

_EXAMPLE = re.compile(r"^```oros\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_MARK = re.compile(r"^<!-- (section|place|end of place): ([a-z-]+) -->$", re.MULTILINE)
_TYPED = re.compile(r"`((?:!case|!ärende|!ä|!a) [^`]+)`")


@dataclass(frozen=True, slots=True)
class Example:
    """One console script of a book: `n` counts from 1."""

    language: str
    n: int
    text: str

    def lines(self) -> list[script.Line]:
        return [line for line in script.parse(self.text.splitlines()) if not isinstance(line, Comment)]


def examples(language: str) -> list[Example]:
    return [Example(language, n, found) for n, found in enumerate(_EXAMPLE.findall(BOOKS[language]), 1)]


ALL = [example for language in BOOKS for example in examples(language)]


def section(language: str, name: str) -> str:
    """What stands between the mark of a section and the next mark."""
    marks = list(_MARK.finditer(BOOKS[language]))
    (at,) = [i for i, mark in enumerate(marks) if mark[1] == "section" and mark[2] == name]
    end = marks[at + 1].start() if at + 1 < len(marks) else None
    return BOOKS[language][marks[at].end() : end]


def cells(text: str) -> list[list[str]]:
    """The rows of all tables, without their heads."""
    rows = [
        [cell.strip() for cell in line.strip().strip("|").split("|")]
        for line in text.splitlines()
        if line.startswith("|")
    ]
    rules = [i for i, row in enumerate(rows) if set("".join(row)) <= set("-|")]
    return [row for i, row in enumerate(rows) if i not in rules and i + 1 not in rules]


def play(language: str, text: str, folder: Path) -> int:
    path = folder / "example.oros"
    path.write_text(text, encoding="utf-8")
    return console.main(["--lang", language, str(path)])


@pytest.mark.parametrize("example", ALL, ids=lambda example: f"{example.language}-{example.n}")
def test_an_example_plays_and_the_bot_answers_as_the_book_says(example: Example, tmp_path: Path) -> None:
    assert play(example.language, example.text, tmp_path) == 0


@pytest.mark.parametrize("example", ALL, ids=lambda example: f"{example.language}-{example.n}")
def test_whatever_is_typed_in_an_example_has_its_answer_beneath(example: Example) -> None:
    lines = example.lines()
    for line, after in zip(lines, [*lines[1:], None], strict=True):
        if isinstance(line, Say | Reply | React | Edit):
            assert isinstance(after, Expect), f"line {line.number} has no answer"


@pytest.mark.parametrize("language", BOOKS)
def test_the_five_lines_of_the_first_page_work_one_after_the_other(language: str, tmp_path: Path) -> None:
    typed = _TYPED.findall("\n".join("|".join(row) for row in cells(section(language, "first-page"))))
    assert len(typed) == 5
    codes = ["case-opened", "note-recorded", "followup-booked", "contact-recorded", "case-closed"]
    talk = [
        f"anna: {line.replace(EXAMPLE_REF, '$1')}\n< {code}" for line, code in zip(typed, codes, strict=True)
    ]
    assert play(language, "\n".join(["@ 2017-03-01 10:00", *talk]), tmp_path) == 0


@pytest.mark.parametrize("language", BOOKS)
def test_the_first_page_fits_on_a_sheet_of_paper(language: str) -> None:
    page = BOOKS[language].split("\n---\n")[0]
    assert "112" in page
    lines = [part for line in page.splitlines() for part in textwrap.wrap(line, A4_COLUMNS) or [""]]
    assert len(lines) <= A4_LINES


def test_both_languages_have_the_same_sections_in_the_same_order() -> None:
    swedish, english = ([(mark[1], mark[2]) for mark in _MARK.finditer(book)] for book in BOOKS.values())
    assert swedish == english
    assert len({name for kind, name in swedish if kind == "section"}) >= 14


@pytest.mark.parametrize("name", [mark[2] for mark in _MARK.finditer(BOOKS["sv"]) if mark[1] == "section"])
def test_a_section_has_the_same_headings_tables_and_points_in_both_languages(name: str) -> None:
    def shape(text: str) -> list[str]:
        return re.findall(r"^(?:#+|\||- |[0-9]\. |```\w*|\*\*)", text, re.MULTILINE)

    assert shape(section("sv", name)) == shape(section("en", name))


def test_both_languages_show_the_same_examples() -> None:
    def shape(example: Example) -> list[tuple[type[script.Line], str]]:
        return [(type(line), line.code if isinstance(line, Expect) else "") for line in example.lines()]

    swedish, english = (list(map(shape, examples(language))) for language in BOOKS)
    assert swedish == english
    assert any(isinstance(line, Delete) for example in ALL for line in example.lines())


@pytest.mark.parametrize("language", BOOKS)
@pytest.mark.parametrize("verb", VERBS.values(), ids=lambda verb: verb.name)
def test_every_verb_stands_among_the_words_with_all_its_forms(language: str, verb) -> None:  # type: ignore[no-untyped-def]
    told = [
        [*re.findall(r"`([^`]+)`", " ".join(row[:3])), row[3]]
        for row in cells(section(language, "words"))
        if len(row) == 4
    ]
    rows = [row for row in told if verb.name in row[:2]]
    pair = [verb.forms[0], verb.name] if language == "sv" else [verb.name, verb.forms[0]]
    assert [row[:-1] for row in rows] == [[*pair, *verb.forms[1:]]], "the table of words in docs/ has another"
    assert rows[0][-1]


@pytest.mark.parametrize("language", BOOKS)
def test_the_table_of_words_has_no_verb_that_the_bot_does_not_know(language: str) -> None:
    rows = [row for row in cells(section(language, "words")) if len(row) == 4]
    assert len(rows) == len(VERBS)


@pytest.mark.parametrize("language", BOOKS)
@pytest.mark.parametrize("facet", ["channel", "caller", "concern", "age", "support", "closing", "kind"])
def test_every_word_of_a_case_stands_in_the_book(language: str, facet: str) -> None:
    told = set(re.findall(r"`([^`]+)`", section(language, "words")))
    vocabulary = categories.load()
    assert {form for one in BOOKS for form in vocabulary.forms([facet], one)} <= told


@pytest.mark.parametrize("language", BOOKS)
def test_every_command_in_running_text_begins_with_a_verb(language: str) -> None:
    verbs = {fold(form) for verb in VERBS.values() for form in (verb.name, *verb.forms)}
    typed = _TYPED.findall(BOOKS[language])
    assert len(typed) > 15
    assert [line for line in typed if fold(line.split()[1]) not in verbs] == []
