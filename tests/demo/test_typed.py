"""What can be typed in the demo's terminal."""

import pytest

from orosbot.demo import typed
from orosbot.demo.typed import Become, Help, Quit
from orosbot.errors import ScriptError
from orosbot.script import ClockBy, Comment, Delete, Edit, Expect, Line, React, Reply, Say


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("!case new phone", Say(7, "anna", "!case new phone")),
        ("lead: !case list", Say(7, "lead", "!case list")),
        ("> 3 reached", Reply(7, "anna", 3, "reached")),
        ("> 3: reached", Reply(7, "anna", 3, "reached")),
        (">3 note advice : talked", Reply(7, "anna", 3, "note advice : talked")),
        ("bertil > 3: råd: talked", Reply(7, "bertil", 3, "råd: talked")),
        ("+ ✅ 3", React(7, "anna", "✅", 3, off=False)),
        ("bertil + ✋ 3 off", React(7, "bertil", "✋", 3, off=True)),
        ("~ 2: other", Edit(7, "anna", 2, "other")),
        ("- 2", Delete(7, "anna", 2)),
        ("< case-opened phone", Expect(7, "case-opened", "phone")),
        ("# nothing", Comment(7)),
        ("   ", Comment(7)),
    ],
)
def test_lines_of_a_script_may_leave_out_the_name_and_the_colon_of_a_reply(text: str, line: Line) -> None:
    assert typed.read(7, text, "anna") == line


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("help", Help()),
        ("?", Help()),
        (" Hjälp ", Help()),
        ("quit", Quit()),
        ("as bertil", Become("bertil")),
        ("som Åsa", Become("Åsa")),
    ],
)
def test_some_words_are_for_the_demo_itself(text: str, word: object) -> None:
    assert typed.read(1, text, "anna") == word


@pytest.mark.parametrize("text", ["help me", "as if", "as anna said", "som om det vore så", "quit that"])
def test_sentences_that_begin_like_them_are_talk_unless_they_are_one_name(text: str) -> None:
    read = typed.read(1, text, "anna")
    assert read == (Become("if") if text == "as if" else Say(1, "anna", text))


def test_a_line_that_only_looks_like_an_expectation_is_refused() -> None:
    with pytest.raises(ScriptError, match="line 4"):
        typed.read(4, "< ?", "anna")


def test_only_what_somebody_does_has_a_speaker() -> None:
    said = typed.read(1, "lead > 1: yes", "anna")
    assert isinstance(said, Reply)
    assert typed.speaker_of(said) == "lead"
    assert [typed.speaker_of(line) for line in (Comment(1), Expect(1, "help", ""), ClockBy(1, 1, None))] == [  # type: ignore[arg-type]
        None,
        None,
        None,
    ]
