"""Every script in tests/transcripts/ is played at the desk, and the bot must answer as it says there."""

import re
from pathlib import Path

import pytest

from orosbot import console
from orosbot.commands import VERBS
from orosbot.rules.words import fold

FOLDER = Path(__file__).parent / "transcripts"
SCRIPTS = sorted(path for path in FOLDER.rglob("*") if path.suffix in (".txt", ".oros"))

_LANGUAGE = re.compile(r"^# language: (sv|en)\s*$", re.MULTILINE)


def test_there_are_transcripts_in_both_languages() -> None:
    assert {language(path) for path in SCRIPTS} == {"sv", "en"}


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: str(path.relative_to(FOLDER)))
def test_the_bot_answers_as_the_transcript_says(path: Path) -> None:
    assert console.main(["--lang", language(path), str(path)]) == 0


@pytest.mark.parametrize("spoken", ["sv", "en"])
def test_every_verb_stands_in_a_transcript_of_each_language(spoken: str) -> None:
    typed = "\n".join(path.read_text(encoding="utf-8") for path in SCRIPTS if language(path) == spoken)
    words = set(re.findall(r"!(?:case|ärende|ä|a) (\w+)", typed))
    folded = {fold(word) for word in words}
    missing = [v.name for v in VERBS.values() if not folded & {fold(form) for form in (v.name, *v.forms)}]
    assert not missing


def language(path: Path) -> str:
    """What the comment `# language: sv` at the top of a script says."""
    found = _LANGUAGE.search(path.read_text(encoding="utf-8"))
    assert found is not None, f"{path.name} needs a line `# language: sv` or `# language: en`"
    return found[1]
