"""Two words that cannot both hold are refused, and both are named; nothing is stored."""

import pytest

from orosbot.casebook.migrations import DOMAIN_TABLES
from tests.room import Room

LINES = [
    ("lang:so lang:ar", ("Somali", "Arabic"), ("somaliska", "arabiska")),
    ("region:skåne region:uppsala", ("skane", "uppsala"), ("skåne", "uppsala")),
    ("via:web via:media", ("web", "media"), ("webb", "media")),
    ("ring:yes ring:no", ("yes", "no"), ("ja", "nej")),
    ("close:agreed close:other", ("agreed", "other"), ("överens", "annat")),
    ("phone chat", ("phone", "chat"), ("telefon", "chatt")),
]


@pytest.mark.parametrize(("words", "english", "swedish"), LINES)
@pytest.mark.parametrize("command", ["new relative right 30 {words}", "set {ref} {words}", "find {words}"])
@pytest.mark.parametrize("language", ["en", "sv"])
def test_two_values_of_one_fact_are_named_both(
    language: str, command: str, words: str, english: tuple[str, ...], swedish: tuple[str, ...]
) -> None:
    room = Room(language)
    ref = room.open_case().ref
    before = room.rows(DOMAIN_TABLES)
    said = room.one("anna", "!case " + command.format(ref=ref, words=words))
    assert said.code == "error-ambiguous"
    for name in swedish if language == "sv" else english:
        assert f"{name}”" in said.text
    assert room.rows(DOMAIN_TABLES) == before


@pytest.mark.parametrize(("words", "named"), [("phone chat", "chat"), ("silent wrong", "wrong")])
def test_a_contact_that_is_no_case_has_one_channel_and_one_kind(words: str, named: str) -> None:
    room = Room()
    said = room.one("anna", f"!case count silent {words}")
    assert said.code == "error-ambiguous"
    assert f"{named}”" in said.text
    assert room.count("noncases") == 0


def test_the_same_value_twice_is_no_contradiction() -> None:
    room = Room()
    room.open_case("phone telefon relative right 30 lang:so språk:somaliska region:skane län:skåne")
    assert room.one("anna", "!case count phone silent tel").code == "noncase-recorded"
