"""Ways of naming somebody that once slipped through, each beside what looks like it and is nobody."""

import pytest

from orosbot.rules.screening import Screening, masked
from orosbot.rules.screening.screen import Screen
from orosbot.screening import LABELS, load
from orosbot.settings import Settings

SCREEN: Screen = load(Settings())


@pytest.mark.parametrize(
    ("kind", "note", "nobody"),
    [
        ("name", "ringde mamma-Elin igår", "mamma-barn-grupp igår"),
        ("name", "mamma-elin ringde", "pappa-dagen blev av"),
        ("name", "elin-mamman är orolig", "skol-kuratorn är orolig"),
        ("name", "Lindström-flickan är tillbaka", "den försvunna flickan är tillbaka"),
        ("name", "E-l-i-n ringde igår", "i-d-a-g ringde hon"),
        ("name", "M.a.r.i.a grät", "t.o.m. grät, m.m."),
        ("name", "pratade med Anna\u200bLind igår", "pratade på TikTok och YouTube igår"),
        ("name", "My är 17 och hotas", "My är en bra grej"),
        ("name", "Max 17", "Max 17 deltagare"),
        ("name", "Hans har slagit sin bror", "Hans bror har slagit honom"),
        ("nickname", '"Kråkan", som han kallas, hotar', '"Stopp", som han sa, hotar'),
        ("nickname", "Kråkan, som alla kallar honom", "Orosanmälan, som den kallas"),
        ("phone", "ring 07O I23 4S 67", "ring om 2 S eller 3 B"),
        ("phone", "numret noll sju noll etthundratjugotre fyrtiofem sextiosju", "vi är etthundratjugotre"),
        ("plate", "bilen är en volvo abc 12 d", "bilen kom och tog 12 av dem"),
        ("address", "stugan ligger på 61°00'N 14°32'E", "det är 20° ute och 15° inne"),
        ("ip", "hans telefon har 00-1a-2b-3c-4d-5e", "mellan 10:30 och 11:15"),
        ("employer_title", "rektorn på Mora gymnasium", "rektorn på ett gymnasium"),
        ("employer_title", "pastorn i Pingstkyrkan i Mora", "pastorn i kyrkan"),
        ("address", "bor på Drottninggatan med mamman", "demonstration på Drottninggatan i morgon"),
    ],
)
def test_found_and_not(kind: str, note: str, nobody: str) -> None:
    """The one is found, and what remains of it passes; the other passes."""
    screening = SCREEN.look(note)
    assert kind in screening.kinds
    assert SCREEN.look(masked(note, screening, LABELS)) == Screening()
    assert SCREEN.look(nobody) == Screening()


@pytest.mark.parametrize(
    "note",
    [
        "Mark the date for the workshop",
        "Maj 17 är bokad",
        "Bok 6.",
        "Art 12 och 13",
        "S-H-V-B ringde",
        "Dag 12 av lovet",
        "Hon är 17",
    ],
)
def test_words_that_are_names_elsewhere(note: str) -> None:
    """What a sentence shows to be a word is one."""
    assert SCREEN.look(note) == Screening()
