"""Who may be named: words that leads allow, and organisations of the directory; never a person."""

import pytest

from orosbot.rules.actors import Entry
from tests.commands.test_screening import refused
from tests.room import Room

PHONE = "070-174 06 05"


def test_a_word_that_a_lead_allows_passes_and_can_be_taken_back() -> None:
    room = Room("sv")
    ref = room.open_case().ref
    assert room.one("anna", '!ä tillåt "Anna Lindhs"').code == "error-not-allowed"
    assert room.one("lead", '!ä tillåt "Anna Lindhs plats"').code == "word-allowed"
    assert room.one("anna", f"!ä ant {ref} : Anna Lindhs plats").code == "note-recorded"
    refused(room, f"!ä ant {ref} : Anna Lindhs mamma")
    assert room.one("lead", '!ä tillåt inte "Anna Lindhs plats"').code == "word-allowed"
    refused(room, f"!ä ant {ref} : Anna Lindhs plats")
    assert room.one("lead", f"!ä tillåt {PHONE}").code == "error-personal-data"


def test_the_directory_takes_an_organisations_number_and_asks_about_a_persons_name() -> None:
    room = Room("sv")
    assert "namn" not in room.one("lead", '!ä aktör ny "Mora kommun" kommun').text
    said = room.one("lead", f"!ä aktör ändra mora funktion:Anna Svensson telefon:{PHONE}")
    assert said.code == "actor-changed"
    assert "bara om organisationen själv" in said.text


@pytest.mark.parametrize("name", ["Linnea Sjöberg", '"linnea sjöberg"', "Sjöberg, Linnea", "Sara Lindhs"])
def test_not_even_a_lead_lets_a_whole_name_pass(name: str) -> None:
    room = Room("sv")
    ref = room.open_case().ref
    said = room.one("lead", f"!ä tillåt {name}")
    assert said.code == "error-personal-data"
    assert "för- och efternamn" in said.text
    assert name.strip('"') not in said.text
    typed = room.last_event
    refused(room, f"!ä ant {ref} : {name} vill prata")
    room.wait(minutes=2)
    room.hear()
    assert typed in room.removed


@pytest.mark.parametrize(
    "word", ["Lindström", "Maria Ungdom", "Röda Korset", "Vita huset", "Anna Lindhs plats"]
)
def test_a_lead_lets_a_word_or_an_organisation_pass(word: str) -> None:
    room = Room("sv")
    assert room.one("lead", f"!ä tillåt {word}").code == "word-allowed"


@pytest.mark.parametrize(
    "name", ["Linnea Sjöberg", "linnea sjöberg", "Hodan Warsame", "Anna-Karin von Essen"]
)
def test_nobody_comes_into_the_directory_by_name(name: str) -> None:
    room = Room("sv")
    ref = room.open_case().ref
    said = room.one("anna", f'!ä aktör ny "{name}" samordnare')
    assert said.code == "error-personal-data"
    assert "samordnaren i Mora" in said.text
    assert room.count("actors") == 0
    refused(room, f"!ä ant {ref} : {name} vill prata")
    room.one("anna", '!ä aktör ny "Mora kommun" kommun')
    assert room.one("anna", f"!ä aktör ändra mora namn:{name}").code == "error-personal-data"
    assert "Mora kommun" in room.one("anna", "!ä aktör visa mora").text


def test_an_organisation_that_is_called_after_somebody_passes_in_full() -> None:
    """A mere given name would pass for everybody who is called so."""
    room = Room("sv")
    ref = room.open_case().ref
    assert room.one("anna", "!ä aktör ny Hodan stödlinje").code == "error-personal-data"
    assert room.one("anna", '!ä aktör ny "Stödlinjen Hodan" stödlinje').code == "actor-added"
    refused(room, f"!ä ant {ref} : Hodan vill prata")
    assert room.one("anna", f"!ä tipsa {ref} hodan").code == "referral-recorded"
    assert "personuppgifter" not in room.one("anna", f"!ä utfall {ref} hodan hjälpte").text
    assert room.one("anna", f"!ä ant {ref} : tipsade om Stödlinjen Hodan igen").code == "note-recorded"


@pytest.mark.parametrize(
    "word", ["Oskar", "Linnea-Sjöberg", "kalle99", "O. B.", "Storgatan 14", "Familjen Haddad", "Imam Yusuf"]
)
def test_not_even_a_lead_lets_pass_what_tells_who_it_is(word: str) -> None:
    room = Room("sv")
    said = room.one("lead", f"!ä tillåt {word}")
    assert said.code == "error-personal-data"
    assert word not in said.text
    assert list(room.book.allowed.words()) == []
    room.wait(minutes=2)
    room.hear()
    assert len(room.removed) == 1


@pytest.mark.parametrize(
    "name", ["Imam Yusuf Ali", "Mora kommun, Kasper Lundqvist", "Familjen Haddad", "Oskar", "Kurator Lena Ek"]
)
def test_an_actor_is_called_after_nobody_who_is_named(name: str) -> None:
    room = Room("sv")
    said = room.one("anna", f'!ä aktör ny "{name}" samordnare')
    assert said.code == "error-personal-data"
    assert name not in said.text
    assert room.count("actors") == 0


@pytest.mark.parametrize(
    "name",
    [
        *("Sankt Lukas", "Anna Lindhs plats", "Stadsmissionen S:ta Clara", "Ersta Fristad", "Mini Maria"),
        *("Hedvig Eleonora församling", "Gustav Vasa församling", "Imam Ali Islamic Center", "Polisen Lund"),
    ],
)
def test_an_organisation_that_is_called_after_somebody_is_no_person(name: str) -> None:
    room = Room("sv")
    assert room.one("anna", f'!ä aktör ny "{name}" stödlinje').code == "actor-added"
    ref = room.open_case().ref
    assert room.one("anna", f"!ä ant {ref} : tipsade om {name} igen").code == "note-recorded"


def test_a_person_who_is_in_the_directory_from_before_does_not_pass_in_notes() -> None:
    room = Room("sv")
    ref = room.open_case().ref
    with room.book.transaction():
        room.book.changes.begin(
            room.book.audit.open(at=room.clock.now(), by="import", verb="actor", event_id="x")
        )
        room.book.actors.add(Entry("Linnea Sjöberg", "coordinator"), at=room.clock.now())
    refused(room, f"!ä ant {ref} : Linnea Sjöberg vill prata")


@pytest.mark.parametrize(
    "field",
    [
        "funktion:Linnea",
        "funktion:samordnare Linnea Sjöberg",
        "mejl:linnea.sjoberg@mora.se",
        "mejl:hodan@mora.se",
    ],
)
def test_a_persons_name_in_a_field_gets_a_hint(field: str) -> None:
    room = Room("sv")
    room.one("lead", '!ä aktör ny "Mora kommun" kommun')
    said = room.one("lead", f"!ä aktör ändra mora {field}")
    assert said.code == "actor-changed"
    assert "bara om organisationen själv" in said.text


@pytest.mark.parametrize(
    "field", ["funktion:jourhavande", "mejl:info@mora.se", "mejl:individ-familj@mora.se"]
)
def test_a_function_gets_none(field: str) -> None:
    room = Room("sv")
    room.one("lead", '!ä aktör ny "Mora kommun" kommun')
    assert "bara om organisationen själv" not in room.one("lead", f"!ä aktör ändra mora {field}").text
