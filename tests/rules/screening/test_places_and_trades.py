"""Where somebody lives, learns and works, when somebody was born: what leads to a person, and what beside it does not."""

import pytest

from orosbot import texts
from orosbot.rules.screening import masked
from orosbot.rules.screening.screen import Screen
from orosbot.screening import labels, load
from orosbot.settings import Settings

PAIRS = (
    ("birthdate", "fyller arton den tredje maj", "ses den tredje maj"),
    ("birthdate", "född på julafton", "ledsen på julafton"),
    ("birthdate", "her 16th is on 9 June", "the 16th is fine"),
    ("birthdate", "blir 17 den 4 mars", "mötet blir den 4 mars"),
    ("address", "bor Tallv 8", "träff torsdag 8"),
    ("address", "Ekbacken 12, röda huset", "Ekbacken är ett boende"),
    ("postcode", "området 752 31", "752 31 kr"),
    ("postcode", "s-214 20 nånstans", "s. 214"),
    ("plate", "dansk plåt AB 34 567", "plan AB"),
    ("plate", "hämtades av brl 418", "läste sfs 418"),
    ("school_class", "sjuan c är stökig", "sjuan är stökig"),
    ("school_class", "går på rönnbackens förskola", "går på barnets förskola"),
    ("school_class", "slutat på björkåskolan", "slutat på grundskolan"),
    ("employer_title", "mamman är tandläkare i Torsby", "mamman var tandläkare i Syrien"),
    ("employer_title", "enda veterinären i byn", "bageriet i byn"),
    ("employer_title", "är städare hos Nordrent AB", "är städare"),
    ("employer_title", "kör buss för Nobina i Motala", "kör buss"),
    ("phone", "ring 031-390 06 12", "ring växeln 010-223 40 00"),
    ("phone", "ring 12 34 56 7", "fick 1 250 000 i arv"),
    ("id_number", "lma-nr 501234567", "ärende 482-7396"),
    ("email", "mejla info.hemma@example.org", "mejla info@example.org"),
    ("handle", "insta zarahxo", "insta varje dag"),
)


@pytest.fixture(scope="module")
def screen() -> Screen:
    return load(Settings())


@pytest.mark.parametrize(("kind", "somebodys", "nobodys"), PAIRS)
def test_one_leads_to_a_person_and_the_other_does_not(
    screen: Screen, kind: str, somebodys: str, nobodys: str
) -> None:
    assert kind in screen.look(somebodys).kinds
    assert screen.look(nobodys).kinds == ()


@pytest.mark.parametrize(
    ("note", "cleaned"),
    [
        ("vill prata med kurator på Vasaskolan", "vill prata med kurator på [skola]"),
        ("går i 8B på Vasaskolan", "går i [skolklass] på [skola]"),
        ("mamman är tandläkare i Torsby sen i fjol", "mamman är [titel och arbetsplats] sen i fjol"),
        ("Björn slog sin bror", "[namn] slog sin bror"),
        ("född den 3 maj 2009 i Lund", "född [födelsedatum] i Lund"),
        ("går i klass 7 B", "går i klass [skolklass]"),
        ("pnr 990403-1234 på lappen", "pnr [personnummer] på lappen"),
        ("har sålt bilen", "har sålt bilen"),
    ],
)
def test_the_cleaned_note_says_what_stood_where(screen: Screen, note: str, cleaned: str) -> None:
    assert masked(note, screen.look(note), labels(texts.load("sv"))) == cleaned
