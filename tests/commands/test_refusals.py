"""Every refusal changes nothing, says what was wrong, and what to type instead."""

import pytest

from orosbot.casebook.migrations import DOMAIN_TABLES
from orosbot.settings import Roles, Settings
from tests.room import Room

BEFORE = ("!case note {open} advice : text", "!case close {closed} agreed", "!case child {child} report")

REFUSALS = [
    ("error-unknown-command", "!case shw {open}"),
    ("error-unknown-command", "!case xyzzy"),
    ("error-unknown-word", "!case new telfon"),
    ("error-unknown-word", "!case close {open} because"),
    ("error-unknown-word", "!case note {open} advise : text"),
    ("error-unknown-word", "!case new ring:maybe"),
    ("error-unknown-word", "!case show {open} please"),
    ("error-missing-word", "!case show"),
    ("error-missing-word", "!case close {open}"),
    ("error-missing-word", "!case note {open}"),
    ("error-missing-word", "!case child {child}"),
    ("error-missing-word", "!case promise {open}"),
    ("error-bad-reference", "!case show 482-7395"),
    ("error-bad-reference", "!case note 12 : text"),
    ("error-unknown-reference", "!case show {unknown}"),
    ("error-ambiguous", "!case new phone chat"),
    ("error-bad-when", "!case followup {open} 100d"),
    ("error-bad-when", "!case followup {open} 2016-01-01"),
    ("error-not-allowed", "!case child {child} agree"),
    ("error-case-closed", "!case note {closed} advice"),
    ("error-assessment-open", "!case close {unassessed} agreed"),
    ("error-nothing-open", "!case reopen {open}"),
    ("error-nothing-open", "!case child {unassessed} agree"),
    ("error-nothing-open", "!case done {open}"),
    ("error-too-long", "!case note {open} : " + "x" * 3000),
]


class _Scene:
    def __init__(self, language: str) -> None:
        self.room = Room(language)
        self.refs = {
            "open": self.room.open_case().ref,
            "closed": self.room.open_case().ref,
            "child": self.room.open_case("phone relative right 17").ref,
            "unassessed": self.room.open_case("phone relative right 17").ref,
        }
        self.refs["unknown"] = next(r for r in ("4827396", "1234564") if r not in self.refs.values())
        for text in BEFORE:
            self.room.say("anna", text.format(**self.refs))


@pytest.mark.parametrize(
    ("code", "text"), REFUSALS, ids=[f"{code}-{n}" for n, (code, _) in enumerate(REFUSALS)]
)
@pytest.mark.parametrize("language", ["en", "sv"])
def test_a_refusal_changes_nothing_and_says_what_to_do_instead(language: str, code: str, text: str) -> None:
    scene = _Scene(language)
    before = scene.room.rows(DOMAIN_TABLES)
    said = scene.room.one("anna", text.format(**scene.refs))
    assert said.code == code
    assert scene.room.rows(DOMAIN_TABLES) == before
    names_words = "<code>" in said.html or "<strong>" in said.html or ": " in said.text or "”" in said.text
    asks = any(
        word in said.text
        for word in (
            "Ask",
            "Fråga",
            "Be ",
            "Talk",
            "Prata",
            "nothing more goes here",
            "inget mer",
            "somebody else",
            "någon annan",
            "Write it shorter",
            "kortare",
        )
    )
    assert names_words or asks, said.text
    assert "{" not in said.text
    assert len(said.text) < 1500


def test_undo_without_anything_to_undo_says_so() -> None:
    said = Room().one("anna", "!case undo")
    assert said.code == "error-nothing-to-undo"
    assert "<code>" in said.html


def test_an_edit_is_told_what_to_type() -> None:
    room = Room()
    room.say("anna", "!case list")
    (said,) = room.edit("anna", room.last_event, "!case help")
    assert "<code>!case undo</code>" in said.html


def test_who_is_no_staff_is_told_whom_to_ask() -> None:
    room = Room(settings=Settings(roles=Roles(staff=["@anna:example.org"])))
    said = room.one("eve", "!case list")
    assert said.code == "error-not-allowed"
    assert "lead" in said.text


def test_a_handler_that_breaks_stores_nothing_and_says_so_without_a_word_of_the_message(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    room = Room()
    ref = room.open_case().ref
    room.book.store.db.execute("ALTER TABLE supports RENAME TO broken")
    said = room.one("anna", f"!case note {ref} advice : fjällräven")
    assert said.code == "error-internal"
    assert room.count("notes") == 0
    assert "fjällräven" not in said.text
    captured = capsys.readouterr()
    assert "fjällräven" not in captured.out + captured.err
    assert "Traceback" not in captured.out + captured.err
    room.book.store.db.execute("ALTER TABLE broken RENAME TO supports")
    assert room.one("anna", f"!case note {ref} advice : text").code == "note-recorded"
