"""`list`: what each form of it shows, also when there is nothing; more than a page; the words in help."""

from datetime import UTC, datetime

import pytest

from orosbot.commands.lists import OPTIONS
from tests.room import Room


@pytest.fixture
def room() -> Room:
    return Room()


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("", "No open cases."),
        ("open", "No open cases."),
        ("mine", "You have taken no open case."),
        ("child", "No open child cases."),
        ("slips", "No slip should be in the box."),
        ("overdue", "Nothing is overdue."),
    ],
)
def test_with_nothing_to_show_each_form_says_so(room: Room, form: str, said: str) -> None:
    listed = room.one("anna", f"!case list {form}")
    assert (listed.code, listed.text, listed.items) == ("case-list", said, ())


@pytest.mark.parametrize(
    ("form", "title"),
    [
        ("open", "2 open cases, the newest first;"),
        ("mine", "1 open case that you have taken; reply with its number:"),
        ("child", "1 open child case;"),
        ("slips", "1 case with a slip in the box;"),
        ("overdue", "2 things should have been done by now, the oldest first:"),
    ],
)
def test_the_title_says_what_is_listed(room: Room, form: str, title: str) -> None:
    room.open_case(who="bo")
    child = room.open_case("phone relative religious 15").ref
    room.say("anna", f"!case followup {child} today 14:00")
    room.wait(hours=8)
    listed = room.one("anna", f"!case list {form}")
    assert listed.text.startswith(title)
    assert listed.items[0] == child


def test_who_has_no_case_is_told_so_whoever_else_has(room: Room) -> None:
    room.open_case(who="bo")
    assert room.one("anna", "!case list mine").text == "You have taken no open case."


def test_older_cases_stand_on_the_pages_after_the_first(room: Room) -> None:
    refs = [room.open_case("phone relative religious 15").ref for _ in range(45)]
    pages = [room.one("anna", f"!ärende lista barn {page}") for page in (1, 2, 3)]
    assert [ref for page in pages for ref in page.items] == list(reversed(refs))
    assert "… and 25 older ones: !case list child 2." in pages[0].text
    assert "… and 5 older ones: !case list child 3." in pages[1].text
    assert "older" not in pages[2].text
    assert room.one("bo", "5 note : ring the school", reply_to=pages[2]).ref == refs[0]
    none = room.one("anna", "!case list child 4")
    assert (none.code, "the list has 3 pages" in none.text) == ("error-nothing-open", True)


def test_a_page_may_be_asked_for_in_a_reply_to_the_list(room: Room) -> None:
    refs = [room.open_case().ref for _ in range(21)]
    first = room.one("anna", "!case list")
    assert room.one("anna", "list 2", reply_to=first).items == (refs[0],)
    assert room.say("anna", "list 30", reply_to=first) == []


def test_a_count_of_slips_is_no_line_of_the_list_replied_to(room: Room) -> None:
    room.say("anna", f"!case followup {room.open_case().ref} 10d")
    listed = room.one("anna", "!case slips")
    counted = room.one("anna", "slips 7", reply_to=listed)
    assert (counted.code, "You count 7, not 1" in counted.text) == ("slip-list", True)


def test_a_slip_of_an_erased_case_is_not_lost_from_the_list_of_slips(room: Room) -> None:
    ref = room.open_case().ref
    room.say("anna", f"!case followup {ref} 10d")
    room.say("anna", f"!case close {ref} agreed")
    room.pass_time(datetime(2017, 6, 1, 12, tzinfo=UTC))
    assert "existed" in room.one("anna", f"!case {ref}").text
    listed = room.one("anna", "!case list slips")
    assert "1 slip of a case that is erased" in listed.text
    assert room.one("anna", "1 shredded", reply_to=listed).code == "slip-shredded"


def test_slips_to_be_shredded_say_what_to_reply(room: Room) -> None:
    kept, wrong = room.open_case().ref, room.open_case().ref
    room.say("anna", f"!case followup {kept} 10d")
    assert "Shredded?" not in room.one("anna", "!case slips").text
    room.say("anna", f"!case followup {wrong} 10d")
    room.say("anna", f"!case wrongnumber {wrong}")
    listed = room.one("anna", "!case slips")
    assert "Reply with the line's number: 2 shredded." in listed.text
    assert room.one("anna", "2 shredded", reply_to=listed).ref == wrong


@pytest.mark.parametrize(("language", "at"), [("en", 0), ("sv", 1)])
def test_help_says_what_each_form_lists(language: str, at: int) -> None:
    text = Room(language).one("anna", "!case help list").text
    assert all(f"{forms[at]} – " in text for forms in OPTIONS.values())
