"""The screen as a whole: shipped lists and allow-list, one note in, what is found out."""

import pytest

from orosbot.rules.screening.screen import Screen
from orosbot.screening import load
from orosbot.settings import Settings

EVERYDAY = (
    "Mamman ringde igen om sonen 17 år, gav råd om föräldragrupp i Malmö, hänvisade till Fryshuset och "
    "socialtjänsten, ring åter tis 14/3 kl 10.30, ärende 482-7396, slip 7, SoL 14 kap. 1 §, belopp 1 500 kr, vecka 12",
    "Hans son mår dåligt. Per telefon.",
    "kallas till möte på skolan, vi hörs på måndag",
)

REFUSED = (
    ("personnummer", "990403-1234"),
    ("phone", "ring 070-123 45 67"),
    ("phone", "noll sju noll ett två tre fyra fem sex sju"),
    ("email", "anna (at) gmail.com"),
    ("url", "kolla instagram.com/lillan"),
    ("ip", "192.168.1.23"),
    ("ip", "fe80::1ff:fe23:4567:890a"),
    ("handle", "heter x_99 på snap"),
    ("address", "bor på Storgatan 14 B"),
    ("postcode", "212 14 Malmö"),
    ("plate", "kör ABC 12A"),
    ("account", "swisha till konto 8327-9, 123 456 789-0"),
    ("birthdate", "född 3/4 1999"),
    ("name", "pappan mohammed ringde"),
    ("name", "träffade Björn igår"),
    ("initials", "A.K. ringde igen"),
    ("nickname", "han kallas Lillen"),
    ("school_class", "åk 9c på Rosengårdsskolan"),
    ("employer_title", "rektorn på Vallaskolan"),
)


@pytest.fixture(scope="module")
def screen() -> Screen:
    """The screen as it ships."""
    return load(Settings())


@pytest.mark.parametrize("note", EVERYDAY)
def test_everyday_notes_pass(screen: Screen, note: str) -> None:
    """What a helpline writes every day is not refused."""
    assert screen.look(note).kinds == ()


@pytest.mark.parametrize(("kind", "note"), REFUSED)
def test_each_kind_is_found(screen: Screen, kind: str, note: str) -> None:
    """A note with one piece of personal data is refused, and its kind is named."""
    assert kind in screen.look(note).kinds


def test_allowed_words_pass(screen: Screen) -> None:
    """A word that is added to the allow-list is nobody's; the screen it was added to stays as it was."""
    note = "hänvisade till Qvorlas hus"
    assert screen.look(note).refused
    assert not screen.with_allowed(["Qvorlas hus"]).look(note).refused
    assert screen.look(note).refused


def test_fault_inside_refuses(screen: Screen) -> None:
    """What goes wrong inside refuses the whole text."""

    def broken(_digits: str) -> bool:
        raise RuntimeError

    found = screen.look("ärende 482-7396", is_case=broken)
    assert (found.kinds, found.finds[0].start, found.finds[0].end) == (("name",), 0, 15)
