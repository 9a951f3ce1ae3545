"""Commands that are refused for another reason leave nothing personal in the room, and take no code for a name."""

import pytest

from tests.room import Room

PHONE = "070-174 06 05"


def test_a_command_refused_for_another_reason_does_not_leave_a_number_in_the_room() -> None:
    room = Room("sv")
    said = room.one("anna", f"!ä ant 482-7391 : ring {PHONE}")
    assert said.code == "error-bad-reference"
    assert room.removed == [room.last_event]
    said = room.one("anna", "!ä ny tel anh anna.x@example.org")
    assert said.code == "error-unknown-word"
    assert "example.org" not in said.text.replace("\u2060", "")
    assert room.removed[-1] == room.last_event


@pytest.mark.parametrize("typed", ["482-7391", "4827391", "482 739", "482-73961", "482.7391"])
def test_a_reference_with_a_wrong_digit_is_no_phone_number(typed: str) -> None:
    room = Room("sv")
    room.open_case()
    said = room.one("anna", f"!ä ant {typed} råd : pratade om nästa steg")
    assert said.code == "error-bad-reference"
    assert "personuppgifter" not in said.text
    assert room.removed == []


@pytest.mark.parametrize("typed", ["{known}", "{bare}", "{spaced}", "{wrong}", "{swapped}"])
@pytest.mark.parametrize("more", ["22-25", "17", "2225", "22-25 25-30"])
def test_an_own_reference_with_an_age_behind_it_is_no_phone_number(typed: str, more: str) -> None:
    room = Room("sv")
    ref = room.open_case().ref
    room.one("anna", f"!ä avsluta {ref} överens")
    other = str((int(ref[-1]) + 1) % 10)
    number = typed.format(
        known=f"{ref[:3]}-{ref[3:]}",
        bare=ref,
        spaced=f"{ref[:3]} {ref[3:]}",
        wrong=f"{ref[:3]}-{ref[3:6]}{other}",
        swapped=ref[1] + ref[0] + ref[2:] if ref[0] != ref[1] and ref[1] != "0" else ref[:-1] + other,
    )
    said = room.one("anna", f"!ä rätta {number} {more} qqq")
    assert said.code.startswith("error-"), said.text
    assert said.code != "error-personal-data"
    assert "personuppgifter" not in said.text
    assert room.removed == []


def test_an_erased_number_with_an_age_behind_it_is_no_phone_number() -> None:
    room = Room("sv")
    ref = room.open_case().ref
    room.one("anna", "!ä ångra")
    assert room.book.cases.find(ref) is None
    for number in (ref, f"{ref[:3]} {ref[3:]}"):
        said = room.one("anna", f"!ä rätta {number} 22-25")
        assert said.code == "error-unknown-reference"
        room.edit("anna", room.last_event, f"!ä rätta {number} 25-30")
    assert room.removed == []


def test_a_phone_number_behind_a_reference_is_removed_all_the_same() -> None:
    room = Room("sv")
    ref = room.open_case().ref
    said = room.one("anna", f"!ä rätta {ref} 22-25 {PHONE}")
    assert said.code == "error-unknown-word"
    assert "telefonnummer" in said.text
    assert room.removed == [room.last_event]


@pytest.mark.parametrize(
    "line",
    [
        "ny tel anh Linnea Sjöberg",
        "ny tel anh linnea sjöberg",
        "ny tel anh höger 30 Linnea",
        "ant 482-7391 : Hodan Warsame vill prata",
        "ant 482-7391 Hodan Warsame vill prata",
        "ant 482-7391 råd: pratade med hennes bror Hodan",
        "hänvisa {ref} Linnea Sjöberg",
        "hjälp Linnea Sjöberg",
    ],
)
def test_a_refused_command_that_names_somebody_is_removed_after_two_minutes(line: str) -> None:
    room = Room("sv")
    ref = room.open_case().ref
    said = room.one("anna", "!ä " + line.format(ref=ref))
    assert said.code.startswith("error-")
    assert said.code != "error-personal-data"
    assert "personuppgifter i ditt meddelande (namn)" in said.text
    for name in ("Linnea", "linnea", "Sjöberg", "Hodan"):
        assert name not in said.text
    assert room.removed == []
    typed = room.last_event
    room.wait(minutes=2)
    room.hear()
    assert room.removed == [typed]


@pytest.mark.parametrize(
    "line",
    [
        "ny tel Anh höger 17-20",
        "ny tel anh höger unde1r8",
        "ny CHAZ anh höger u18",
        "ny tel anh höger 20 språk:Dai",
        "ny tel anh höger 20 region:Narnia",
        "räkna wong",
        "aktör isa mora",
        "lita anna",
        "lita @någon:example.org",
        "hänvisa {ref} Vita Huset",
        "viringer {ref} 2016-01-01",
        "ta 482-7391",
    ],
)
def test_a_mistyped_code_is_nobodys_name(line: str) -> None:
    room = Room("sv")
    ref = room.open_case().ref
    said = room.one("lead", "!ä " + line.format(ref=ref))
    assert said.code.startswith("error-")
    assert "personuppgifter" not in said.text
    room.wait(minutes=3)
    room.hear()
    assert room.removed == []
