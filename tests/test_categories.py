"""The words of the line, read from `categories.toml`."""

from itertools import pairwise
from pathlib import Path

import pytest

from orosbot import categories
from orosbot.errors import ConfigError
from orosbot.settings import Settings
from tests.room import Room

GAMBLING = Path(__file__).parent / "data" / "gambling.toml"

WHOLE = """
[channel.phone]
en = ["phone"]
sv = ["telefon"]
[caller.self]
en = ["self"]
sv = ["själv"]
[concern.one]
en = ["one"]
sv = ["ett"]
[age.young]
en = ["young"]
sv = ["ung"]
ages = [0, 17]
[support.advice]
en = ["advice"]
sv = ["råd"]
[closing.agreed]
en = ["agreed"]
sv = ["överens"]
"""


def faults(tmp_path: Path, text: str) -> list[str]:
    """What is wrong with a categories file, the file's name taken off."""
    path = tmp_path / "categories.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        categories.load(path)
    assert all(fault.startswith(f"{path}: ") for fault in caught.value.faults)
    return [fault.removeprefix(f"{path}: ") for fault in caught.value.faults]


def test_the_words_that_ship_are_those_of_the_original_line() -> None:
    words = categories.load()
    keys = {facet: [word.key for word in words.by_facet[facet]] for facet in categories.NEEDED}
    assert keys == {
        "channel": ["phone", "chat"],
        "caller": ["relative", "professional", "self"],
        "concern": ["right", "left", "religious", "general"],
        "age": ["under18", "18-21", "22-25", "over25", "ageunknown", "noperson"],
        "support": [
            "listening",
            "advice",
            "knowledge",
            "contact",
            "parents",
            "leaving",
            "research",
            "interpreter",
        ],
        "closing": ["agreed", "handed-over", "information", "faded", "duplicate", "other", "no-answer"],
    }


def test_the_shipped_ages_have_no_gap_up_to_120() -> None:
    bands = sorted(word.ages for word in categories.load().words("age") if word.ages is not None)
    assert bands[0][0] == 0
    assert bands[-1][1] == 120
    assert all(after[0] == before[1] + 1 for before, after in pairwise(bands))


def test_a_small_file_is_enough(tmp_path: Path) -> None:
    path = tmp_path / "categories.toml"
    path.write_text(WHOLE, encoding="utf-8")
    assert categories.load(path).words("channel")[0].key == "phone"


def test_another_line_needs_another_file_and_no_code() -> None:
    room = Room(settings=Settings(categories=GAMBLING))
    said = room.one("anna", "!case new sms gambler casino 40 blocking : asked about blocking")
    assert said.code == "case-opened"
    card = room.one("anna", f"!case {said.ref}")
    assert "sms · gambler · online casino · adult" in card.text
    assert "self-exclusion" in card.text
    assert room.one("anna", f"!case close {said.ref} helped").code == "case-closed"


def test_a_child_case_of_another_line_is_one_by_its_file() -> None:
    room = Room(settings=Settings(categories=GAMBLING))
    said = room.one("anna", "!case new phone gambler betting 16")
    assert "CHILD CASE" in said.text
    assert "the caller is a child" in said.text
    assert room.one("anna", f"!case close {said.ref} helped").code == "error-assessment-open"


def test_questions_of_another_line_are_asked_in_its_words() -> None:
    room = Room("sv", settings=Settings(categories=GAMBLING))
    asked = room.one("anna", "!ärende ny")
    assert "1 telefon · 2 sms · 3 mejl" in asked.text
    opened = room.one("anna", "3 2 1 2", reply_to=asked)
    assert opened.code == "case-opened"
    assert "mejl · partner · nätkasino · vuxen" in opened.text


def test_words_of_the_original_line_are_unknown_to_another() -> None:
    room = Room(settings=Settings(categories=GAMBLING))
    assert room.one("anna", "!case new phone relative religious 18-21").code == "error-unknown-word"


def test_every_fault_is_named_at_once(tmp_path: Path) -> None:
    text = (
        WHOLE.replace("[concern.one]", "[concerns.one]")
        + """
[channel.chat]
en = ["chat"]
sv = ["telefon"]
[caller.colleague]
en = []
sv = ["kollega"]
[support.talk]
en = ["small talk"]
sv = ["prat:"]
[support.self]
en = ["self"]
sv = ["själv2"]
[age.teen]
en = ["teen"]
sv = ["tonåring"]
ages = [13, 19]
[age.old]
en = ["old"]
sv = ["gammal"]
ages = [99, 26]
[closing.other]
en = "other"
sv = ["annat"]
colour = "red"
"""
    )
    assert faults(tmp_path, text) == [
        "caller.colleague: give at least one form in sv and one in en.",
        "concerns: there is no such group; there are " + ", ".join(categories.FACETS) + ".",
        "age.old: write ages as [first, last].",
        "support.talk: 'prat:' is not one word: write it with letters, digits and hyphens.",
        "closing.other.en: input should be a valid list.",
        "closing.other.colour: there is no such key.",
        "channel.chat: 'telefon' means channel.phone already; take another form.",
        "support.self: 'self' means caller.self already; take another form.",
        "concern: there is not a single word.",
        "age.teen: its ages overlap those of age.young.",
    ]


@pytest.mark.parametrize(
    ("one", "other"), [("på", "pa"), ("Råd", "råd"), ("ett-två", "ett–tva"), ("ﬁn", "fin")]
)
def test_forms_that_fold_to_the_same_word_clash(tmp_path: Path, one: str, other: str) -> None:
    text = WHOLE + f'[channel.a]\nen=["{one}"]\nsv=["{one}"]\n[caller.b]\nen=["{other}"]\nsv=["{other}"]\n'
    assert any("already; take another form" in fault for fault in faults(tmp_path, text))


@pytest.mark.parametrize("form", ["17", "3", "٣"])
def test_a_number_is_no_form_for_it_means_an_age_or_a_choice(tmp_path: Path, form: str) -> None:
    text = WHOLE + f'[channel.a]\nen=["{form}"]\nsv=["a"]\n'
    assert faults(tmp_path, text) == [
        f"channel.a: {form!r} is a number, and those mean ages and choices: take another form."
    ]


@pytest.mark.parametrize("form", ["{ref}", "a`b", "**", "a,b", "a\\\\nb", "!case"])
def test_a_form_is_made_of_letters_digits_and_hyphens(tmp_path: Path, form: str) -> None:
    text = WHOLE + f'[channel.a]\nen=["{form}"]\nsv=["a"]\n'
    assert len(faults(tmp_path, text)) == 1


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[channel", "no valid TOML"),
        ("channel = 3", "channel: there is no such group"),
        ("[channel]\nphone = 3", "channel.phone: write it as a table"),
        ("", "channel: there is not a single word"),
    ],
)
def test_a_file_of_another_shape_is_refused_with_a_sentence(tmp_path: Path, text: str, fault: str) -> None:
    assert faults(tmp_path, text)[0].startswith(fault)


def test_a_file_that_is_not_there_or_no_text_is_refused_with_a_sentence(tmp_path: Path) -> None:
    for path in (tmp_path / "none.toml", tmp_path):
        with pytest.raises(ConfigError, match=str(path)):
            categories.load(path)
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match="not UTF-8 text"):
        categories.load(tmp_path / "bytes.toml")
