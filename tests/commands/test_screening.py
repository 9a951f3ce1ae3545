"""Personal data in what staff type: not stored, taken out of the room, and not lost for the work."""

import pytest

from orosbot.casebook import RoomState
from orosbot.settings import Matrix, Reminders, Roles, Settings
from tests.room import LEAD, Room, Said

PHONE = "070-174 06 05"
BOT = "@orosbot:example.org"
MATRIX = Matrix(homeserver="http://127.0.0.1:1", user_id=BOT, room="!room")
DIGITS = "1740605"
NOTE = f"råd : ring henne på {PHONE} om nästa steg"


def refused(room: Room, line: str, who: str = "anna") -> Said:
    said = room.one(who, line)
    assert said.code == "error-personal-data", said.text
    return said


def test_a_note_with_a_phone_number_is_not_stored_and_its_message_goes_at_once() -> None:
    room = Room("sv")
    ref = room.open_case().ref
    said = refused(room, f"!ä ant {ref} {NOTE}")
    assert said.ref == ref
    assert "telefonnummer" in said.text
    assert "ring henne på [telefonnummer] om nästa steg" in said.text
    assert room.removed == [room.last_event]
    assert PHONE not in said.text
    assert PHONE not in room.stored()
    assert DIGITS not in room.stored().replace("-", "").replace(" ", "")
    assert room.count("notes") == 0


@pytest.mark.parametrize("answer", ["ok", "OK.", "okej", "!ä ok", "✅"])
def test_ok_keeps_the_cleaned_note(answer: str) -> None:
    room = Room("sv")
    ref = room.open_case().ref
    said = refused(room, f"!ä ant {ref} {NOTE}")
    kept = room.one("berit", answer, reply_to=said)
    assert kept.code == "note-recorded"
    card = room.one("anna", f"!ä visa {ref}").text
    assert "ring henne på [telefonnummer] om nästa steg" in card
    assert "råd" in card


def test_a_check_mark_keeps_it_too_and_taking_it_away_takes_it_back() -> None:
    room = Room("sv")
    ref = room.open_case().ref
    said = refused(room, f"!ä ant {ref} {NOTE}")
    (kept,) = room.react("anna", "✅", said)
    assert kept.code == "note-recorded"
    assert "anna ✅" in kept.text
    (undone,) = room.delete("anna", room.last_event)
    assert undone.code == "undone"
    assert room.count("notes") == 0


def test_after_ten_minutes_the_text_is_gone() -> None:
    room = Room("sv")
    ref = room.open_case().ref
    said = refused(room, f"!ä ant {ref} {NOTE}")
    room.wait(minutes=10)
    assert room.one("anna", "ok", reply_to=said).code == "error-nothing-open"
    assert room.count("notes") == 0


def test_a_second_ok_keeps_nothing_twice() -> None:
    room = Room("sv")
    ref = room.open_case().ref
    said = refused(room, f"!ä ant {ref} {NOTE}")
    room.one("anna", "ok", reply_to=said)
    second = room.one("berit", "ok", reply_to=said)
    assert second.code == "error-nothing-open"
    assert "redan antecknat: anna hann före" in second.text
    assert second.ref == ref
    (third,) = room.react("berit", "✅", said)
    assert "redan antecknat" in third.text
    assert room.count("notes") == 1


@pytest.mark.parametrize(
    "line", ["tillåt Linnea Sjöberg", "tillåt {phone}", 'aktör ny "Linnea Sjöberg" samordnare']
)
def test_ok_to_what_offers_nothing_says_so(line: str) -> None:
    room = Room("sv")
    said = room.one("lead", "!ä " + line.format(phone=PHONE))
    assert said.code == "error-personal-data"
    again = room.one("lead", "ok", reply_to=said)
    assert again.code == "error-nothing-open"
    assert "inget här som jag kan spara" in again.text


def test_when_the_first_ok_is_undone_the_text_is_gone() -> None:
    room = Room("sv")
    ref = room.open_case().ref
    said = refused(room, f"!ä ant {ref} {NOTE}")
    room.one("anna", "ok", reply_to=said)
    room.one("anna", "!ä ångra")
    second = room.one("berit", "ok", reply_to=said)
    assert second.code == "error-nothing-open"
    assert "ångrades" in second.text
    assert "är borta" in second.text
    assert "tio minuter" not in second.text


def test_what_is_kept_is_its_author_s_and_whoever_kept_it_takes_it_back() -> None:
    room = Room("sv")
    ref = room.open_case().ref
    said = refused(room, f"!ä ant {ref} {NOTE}")
    room.one("berit", "ok", reply_to=said)
    (line,) = [
        line for line in room.one("anna", f"!ä visa {ref}").text.splitlines() if "ring henne på" in line
    ]
    assert "anna" in line
    assert "berit" not in line
    assert room.one("berit", "!ä ångra").code == "undone"
    assert room.count("notes") == 0


def test_a_cleaned_text_waits_while_its_case_is_closed() -> None:
    room = Room("sv")
    ref = room.open_case().ref
    said = refused(room, f"!ä ant {ref} {NOTE}")
    assert room.one("berit", f"!ä avsluta {ref} information").code == "case-closed"
    closed = room.one("anna", "ok", reply_to=said)
    assert closed.code == "error-case-closed"
    assert "öppna" in closed.text
    assert "tio minuter" in closed.text
    assert [one.code for one in room.react("anna", "✅", said)] == ["error-case-closed"]
    assert room.count("notes") == 0
    assert room.one("anna", f"!ä återöppna {ref}").code == "case-reopened"
    assert room.one("anna", "ok", reply_to=said).code == "note-recorded"


def test_two_views_in_one_text_are_hinted_at_once() -> None:
    room = Room("sv")
    ref = room.open_case().ref
    said = room.one("anna", f"!ä ant {ref} : sonen är muslim och salafist")
    assert said.text.count("vi skriver inte vad någon tror") == 1


@pytest.mark.parametrize(
    "line", ["igen {ref} : x", "rätta {ref} : x", "lista : x", "sök : x", "ta {ref} : x", "ångra : x"]
)
def test_a_text_that_does_not_belong_there_is_said_to_be_one(line: str) -> None:
    room = Room("sv")
    ref = room.open_case().ref
    said = room.one("anna", "!ä " + line.format(ref=ref))
    assert said.code == "error-unknown-word"
    assert "Här får det inte stå någon text" in said.text
    assert "”:”" not in said.text


def test_a_number_like_a_reference_that_is_none_is_no_certain_phone_number() -> None:
    room = Room("sv")
    ref = room.open_case().ref
    said = refused(room, f"!ä ant {ref} : syskon till 482-7396 som ringde igår")
    assert "syskon till [nummer] som ringde igår" in said.text
    assert "inget sådant ärende" in said.text
    assert "telefonnummer" not in said.text
    typed = room.last_event
    assert room.removed == []
    room.wait(minutes=2)
    room.hear()
    assert room.removed == [typed]


@pytest.mark.parametrize("text", ["ring henne på 482-7396", "mobilen 482-7396", "nr 070-482 73 96"])
def test_what_is_announced_as_a_phone_number_is_one(text: str) -> None:
    room = Room("sv")
    ref = room.open_case().ref
    said = refused(room, f"!ä ant {ref} : {text}")
    assert "telefonnummer" in said.text
    assert room.removed == [room.last_event]


def test_what_is_not_certain_stays_two_minutes_or_until_it_is_settled() -> None:
    room = Room("sv")
    ref = room.open_case().ref
    refused(room, f"!ä ant {ref} : Anna Svensson vill prata")
    first = room.last_event
    assert room.removed == []
    room.wait(minutes=2)
    room.hear()
    assert room.removed == [first]
    said = refused(room, f"!ä ant {ref} : Anna Svensson ringer igen")
    second = room.last_event
    room.one("anna", "ok", reply_to=said)
    assert room.removed == [first, second]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("lova {ref} fre : ring {phone}", "promise-recorded"),
        ("överlämning : ring {phone}", "handover"),
        ("logg möte : med {phone}", "journal-recorded"),
        ("logg lärdom : fråga {phone}", "journal-recorded"),
    ],
)
def test_every_free_text_is_screened_and_can_be_kept_cleaned(line: str, code: str) -> None:
    room = Room("sv")
    ref = room.open_case().ref
    said = refused(room, "!ä " + line.format(ref=ref, phone=PHONE))
    assert PHONE not in room.stored()
    assert room.one("anna", "ok", reply_to=said).code == code
    assert "[telefonnummer]" in room.stored()


def test_a_case_is_opened_without_the_text_and_that_waits() -> None:
    room = Room("sv")
    said = refused(room, f"!ä ny tel anh höger 30 : ring {PHONE}")
    assert said.ref
    assert "Läs upp" in said.text
    assert room.count("cases") == 1
    assert room.one("anna", "ok", reply_to=said).code == "note-recorded"
    assert "ring [telefonnummer]" in room.one("anna", f"!ä {said.ref}").text


def test_a_case_that_is_opened_and_closed_in_one_line_takes_its_cleaned_text() -> None:
    room = Room("sv")
    said = refused(room, f"!ä ny tel ext allmän 30 avsluta:information : ring {PHONE}")
    assert room.one("anna", "ok", reply_to=said).code == "note-recorded"


def test_a_line_that_lacks_facts_leaves_its_text_out_until_the_case_is_open() -> None:
    room = Room("sv")
    asked = room.one("anna", f"!ä ny tel anh : ring {PHONE}")
    assert asked.code == "case-incomplete"
    assert room.removed == [room.last_event]
    assert PHONE not in room.stored()
    said = room.one("anna", "1 30", reply_to=asked)
    assert said.code == "error-personal-data"
    assert "ring [telefonnummer]" in said.text
    assert room.one("anna", "ok", reply_to=said).code == "note-recorded"


@pytest.mark.parametrize(
    ("said", "at_once"), [(f"numret var {PHONE}", True), ("det var Linnea Sjöberg som ringde", False)]
)
def test_what_is_said_of_a_counted_contact_leaves_the_room_too(said: str, at_once: bool) -> None:
    room = Room("sv")
    answer, alarm = room.say("anna", f"!ä räkna hot telefon : {said}")
    threat = room.last_event
    assert (answer.code, alarm.code) == ("noncase-recorded", "alert-threat")
    assert "personuppgifter" in answer.text
    assert "Sjöberg" not in answer.text + alarm.text + room.stored()
    assert room.removed == ([threat] if at_once else [])
    room.wait(minutes=2)
    room.hear()
    assert room.removed == [threat]
    room.one("anna", "!ä räkna tyst : bara andetag")
    room.wait(minutes=2)
    room.hear()
    assert room.removed == [threat]


def test_edits_and_quotations_of_a_removed_message_go_with_it() -> None:
    room = Room("sv")
    ref = room.open_case().ref
    room.say("anna", f"!ä ant {ref} {NOTE}")
    first = room.last_event
    room.edit("anna", first, f"!ä ant {ref} : ring {PHONE} i dag")
    edited = room.last_event
    room.say_to("berit", f"> <@anna:example.org> ring {PHONE}\n\nvisst", first)
    assert room.removed == [first, edited, room.last_event]


def test_a_number_split_over_two_notes_is_found_when_the_second_comes() -> None:
    room = Room("sv")
    ref = room.open_case().ref
    assert room.one("anna", f"!ä ant {ref} : hon sa 070 17").code == "note-recorded"
    assert room.one("anna", f"!ä ant {ref} : 40 605 och ring på fredag").code == "error-personal-data"
    room.wait(minutes=11)
    assert room.one("anna", f"!ä ant {ref} : 40 605 och ring på fredag").code == "note-recorded"


def test_deleting_the_message_lets_the_waiting_text_go() -> None:
    room = Room("sv")
    ref = room.open_case().ref
    said = refused(room, f"!ä ant {ref} {NOTE}")
    room.delete("anna", f"$in{2}")
    assert room.one("anna", "ok", reply_to=said).code == "error-nothing-open"


def test_without_emoji_the_answer_offers_ok_alone() -> None:
    settings = Settings(roles=Roles(leads=[LEAD]), reminders=Reminders(reactions=False))
    room = Room("sv", settings=settings)
    ref = room.open_case().ref
    said = refused(room, f"!ä ant {ref} {NOTE}")
    assert "✅" not in said.text
    assert room.one("anna", "ok", reply_to=said).code == "note-recorded"


def test_hints_come_once_a_week_for_each_word_and_person() -> None:
    room = Room("sv")
    ref = room.open_case().ref
    line = f"!ä ant {ref} : de pratade om kalifatet"
    assert "kalifatet" in room.one("anna", line).text
    assert "kalifatet" not in room.one("anna", line).text
    assert "kalifatet" in room.one("berit", line).text
    room.wait(days=7, seconds=1)
    room.hear()
    assert "kalifatet" in room.one("anna", line).text


def test_a_view_that_is_ascribed_to_somebody_gets_the_hint_to_write_the_support() -> None:
    room = Room("sv")
    ref = room.open_case().ref
    assert "stöd" in room.one("anna", f"!ä ant {ref} : sonen har nog blivit nazist").text
    assert "stöd" not in room.one("berit", f"!ä ant {ref} : oro för nazism på skolan").text


def test_without_the_right_to_remove_staff_are_told_to_delete_and_the_leads_are_warned() -> None:
    room = Room("sv", settings=Settings(roles=Roles(leads=[LEAD]), matrix=MATRIX))
    with room.book.transaction():
        room.book.room.put(
            RoomState(joined=dict.fromkeys((BOT, LEAD, "@anna:example.org"), ""), encrypted=True)
        )
    ref = room.open_case().ref
    said, alert = room.say("anna", f"!ä ant {ref} {NOTE}")
    assert said.code == "error-personal-data"
    assert "Ta bort ditt meddelande nu" in said.text
    assert alert.code == "alert-room"
    assert alert.content["m.mentions"] == {"user_ids": [LEAD]}


def test_a_refusal_repeats_no_part_of_what_was_found() -> None:
    room = Room("sv")
    ref = room.open_case().ref
    said = room.one("anna", f"!ä barn {ref} anmäler Storgatan 14")
    assert "Storgatan" not in said.text
    assert "[adress]" in said.text
    said = room.one("anna", f"!ä hänvisa {ref} Anna Alexandra Persson-Sjöströmberg")
    assert "personuppgifter" in said.text
    for part in ("Alexandra", "Persson", "Sjö"):
        assert part not in said.text
