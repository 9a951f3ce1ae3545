"""The team's own cards: what they tell to type works."""

import re

import pytest

from orosbot import guides
from orosbot.settings import Settings
from tests.room import Room

CARDS = [
    (language, card.topic)
    for language in ("sv", "en")
    for card in guides.load(guides.folder_of(None, language)).values()
]


def test_both_languages_have_cards_on_children_danger_interpreters_and_words() -> None:
    assert {
        language: len([one for one, _topic in CARDS if one == language]) for language in ("sv", "en")
    } == {
        "sv": 4,
        "en": 4,
    }


@pytest.mark.parametrize(("language", "topic"), CARDS)
def test_what_a_card_tells_to_type_works_when_pasted(language: str, topic: str) -> None:
    room = Room(language=language)
    ref = room.open_case("phone relative religious 15").ref
    card = room.one("anna", f"!case guide {topic}")
    assert card.code == "guide"
    for pasted in re.findall(r"<code>(!\w[^<]*)</code>", card.html):
        answer, *_ = room.say("anna", pasted.replace("REF", ref))
        assert not answer.code.startswith("error-"), pasted


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_card_is_found_by_its_name_in_the_other_language_too(language: str) -> None:
    room = Room(language=language)
    for topic in ("barn", "children"):
        assert room.one("anna", f"!case guide {topic}").code == "guide"


@pytest.mark.parametrize(("duty", "word"), [("ska", "shall at once"), ("bör", "should")])
def test_the_law_is_dated_and_no_advice(duty: str, word: str) -> None:
    room = Room(settings=Settings.model_validate({"law": {"duty": duty}}))
    text = room.one("anna", "!case guide children").text
    assert word in text
    assert "ask your lawyer" in text
    assert re.search(r"As of \d{4}-\d\d-\d\d", text)
