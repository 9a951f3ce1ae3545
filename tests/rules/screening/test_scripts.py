"""Words of other scripts count as names, whole: nobody here has lists of them."""

import pytest

from orosbot.rules.screening import Screening, masked
from orosbot.rules.screening.screen import Screen
from orosbot.screening import load
from orosbot.settings import Settings

SCREEN: Screen = load(Settings())
LABELS = {"name": "namn", "initials": "initialer"}


@pytest.mark.parametrize(
    "name",
    [
        "ተስፋይ",
        "ተስፋይ፡ኃይሉ",
        "رضا حسيني",
        "Мария Иванова",
        "Γιώργος Παπαδόπουλος",
        "王小明",
        "王",
        "Сара",
        "דוד כהן",
        "प्रिया शर्मा",
        "დავით",
        "Αγγελική",
    ],
)
def test_a_name_in_another_script_is_masked_whole(name: str) -> None:
    """Both names, with their marks, and nothing beside them; in the middle and at the start of a note."""
    for note in (f"mamman heter {name} och ringde", f"{name} ringde igår"):
        screening = SCREEN.look(note)
        cleaned = masked(note, screening, LABELS)
        assert cleaned == note.replace(name, "[namn]")
        assert not screening.certain
        assert SCREEN.look(cleaned) == Screening()


@pytest.mark.parametrize(
    "note", ["fick 5 µg om dagen", "α-variant", "omkring π", "Ångström på Åland", "ẽxempel"]
)
def test_signs_and_latin_letters_are_no_names(note: str) -> None:
    """A Greek letter alone is a sign, and accents make no other script."""
    assert SCREEN.look(note) == Screening()


def test_an_allowed_word_of_another_script_passes() -> None:
    """The line knows what it lets through."""
    assert SCREEN.with_allowed(["ተስፋይ"]).look("hänvisad till ተስፋይ") == Screening()
