"""What stands beside a find and belongs to it goes with it: a cleaned text must not tell the rest."""

import pytest

from orosbot.rules.screening import Screening, masked
from orosbot.rules.screening.screen import Screen
from orosbot.screening import LABELS, load
from orosbot.settings import Settings

SCREEN: Screen = load(Settings())


@pytest.mark.parametrize(
    ("note", "cleaned"),
    [
        (
            "född nittonhundranittioåtta 12 mars, sista fyra ett två tre fyra",
            "född [birthdate], sista fyra [personnummer]",
        ),
        ("sista fyra är 1 2 3 4", "sista fyra är [personnummer]"),
        ("ring nollsjuttio 123 45 67", "ring [phone]"),
        ("ring nollsjuttio ett två tre fyra fem sex sju", "ring [phone]"),
        ("ring nollsju noll etthundratjugotre fyrtiofem sextiosju", "ring [phone]"),
        ("nr är 07O I23 4S 67", "nr är [phone]"),
        ("numret slutar på 45 67 sa hon", "numret slutar på [phone] sa hon"),
        ("hans mobilnummer börjar med 070 1", "hans mobilnummer börjar med [phone]"),
        ("skriv till anna lind ät gmail com", "skriv till [name] [email]"),
        ("mejla anna.lind ät gmail com", "mejla [email]"),
        ("han kallar sig Abu Hamza al-Swedi", "han kallar sig [name]"),
        ("pappan Yusuf bin Omar hotar", "pappan [name] hotar"),
        ("loggades från 10.0.0.1:8080 igår", "loggades från [ip] igår"),
        ("loggades från 10.0.0.1/24", "loggades från [ip]"),
        ("datorn har 00:1A:2B:3C:4D:5E", "datorn har [ip]"),
        ("soc.sek. M Lund ringde", "soc.sek. [initials] [name] ringde"),
    ],
)
def test_nothing_of_it_remains(note: str, cleaned: str) -> None:
    """The whole of it is masked, and no more; what remains passes."""
    kinds = {kind: kind for kind in LABELS}
    shown = masked(note, SCREEN.look(note), kinds)
    assert shown == cleaned
    assert SCREEN.look(masked(note, SCREEN.look(note), LABELS)) == Screening()


@pytest.mark.parametrize(
    "note",
    [
        "två barn, tre vuxna, en hund och fyra katter",
        "hon är nummer två av fyra",
        "ärendenumret slutar på 7396",
        "de åt på hotell i helgen",
        "mötet är 10:30, 11:15 och 12:45",
        "vi är etthundratjugotre i gruppen",
        "sista fyra veckorna har varit svåra",
    ],
)
def test_counts_are_no_numbers_of_anybody(note: str) -> None:
    """Numerals alone lead to nobody."""
    assert SCREEN.look(note) == Screening()


def test_a_count_beside_a_number_stays() -> None:
    """Only numerals that can be part of it are taken."""
    note = "två +46701234567 en gång till"
    assert masked(note, SCREEN.look(note), {**LABELS, "phone": "nr"}) == "två [nr] en gång till"
