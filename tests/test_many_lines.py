"""However much is due, each message can be sent, names whom it must, and says where the rest stands."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from orosbot.eventsize import MOST_BYTES, MOST_LINES
from tests.room import Room, Said
from tests.rounds_of import coded, local, until, woken

START = datetime(2017, 6, 13, 8, 0, tzinfo=UTC)
"""A Tuesday, 10:00 in Stockholm."""

DUE = local(2017, 6, 14, 10)
MANY = 130


@pytest.fixture
def room() -> Iterator[Room]:
    room = Room(start=START)
    room.desk.tick(START)
    yield room
    room.book.close()


def promises(room: Room, count: int = MANY, text: str = "look it up") -> list[str]:
    """So many promises that fall due in one minute, ten in each case; the last case is bo's, the others anna's."""
    refs = [room.open_case(who="bo" if first + 10 >= count else "anna").ref for first in range(0, count, 10)]
    for number in range(count):
        room.say("anna", f"!case promise {refs[number // 10]} 2017-06-14 10:00 : {text}")
    return refs


def sendable(said: Said) -> bool:
    return len(json.dumps(said.content)) <= MOST_BYTES


def settle(room: Room, listed: Said) -> None:
    for number in range(len(listed.items), 0, -1):
        assert room.one("bo", f"{number} done", reply_to=listed).code == "promise-kept"


def test_of_many_things_at_once_the_rest_is_counted_and_counts_as_reminded(room: Room) -> None:
    promises(room)
    said = [one for at, one in until(room, local(2017, 6, 14, 12)) if at >= DUE]
    assert [one.code for one in said] == ["reminder-promise"]
    assert sendable(said[0])
    assert len(said[0].items) == MOST_LINES
    assert f"{MANY} things are due" in said[0].text
    assert "… and 30 more: !case due." in said[0].text
    assert woken(said[0]) == ["@anna:example.org", "@bo:example.org"]


def test_what_had_no_room_comes_when_the_rest_is_done(room: Room) -> None:
    refs = promises(room)
    (again,) = coded(until(room, local(2017, 6, 14, 13)), "reminder-again")
    (told,) = coded(until(room, local(2017, 6, 14, 15, 40)), "reminder-escalated")
    assert (sendable(again), sendable(told)) == (True, True)
    assert f"{MANY} things have been left undone" in told.text
    assert "… and 30 more: !case due." in told.text
    settle(room, again)
    later = until(room, local(2017, 6, 15, 16))
    assert coded(later, "reminder-again")[-1].items == tuple(ref for ref in refs[-3:] for _ in range(10))
    assert coded(later, "reminder-escalated") == []


def test_what_fell_due_while_the_bot_was_away_is_one_list(room: Room) -> None:
    promises(room)
    room.clock.move_to(local(2017, 6, 14, 14))
    room.desk.tick(room.clock.now())
    (said,) = [one for one in room.hear() if one.code == "catch-up"]
    assert (sendable(said), len(said.items)) == (True, MOST_LINES)
    assert "… and 30 more: !case due." in said.text
    assert len(woken(said)) == 2


def test_due_goes_page_by_page_and_each_line_can_be_replied_to(room: Room) -> None:
    refs = promises(room)
    room.pass_time(DUE)
    first, second = room.one("anna", "!case due"), room.one("anna", "!ärende idag 2")
    assert "… and 30 more: !case due 2." in first.text
    assert "more:" not in second.text
    assert first.items + second.items == tuple(ref for ref in refs for _ in range(10))
    assert room.one("anna", "30 done", reply_to=second).ref == refs[-1]
    none = room.one("anna", "!case due 3")
    assert (none.code, "2 pages" in none.text) == ("error-nothing-open", True)
    assert room.say("anna", "idag 9", reply_to=second) == []


def test_the_briefing_and_the_handover_keep_within_an_event(room: Room) -> None:
    promises(room)
    (briefing,) = coded(until(room, local(2017, 6, 14, 9)), "briefing-morning")
    assert (sendable(briefing), len(briefing.items) < MANY) == (True, True)
    assert f"… and {MANY - len(briefing.items)} more: !case due." in briefing.text
    for number in range(30):
        room.say("anna", f"!case handover : {number} {'å' * 1900}")
    handed = room.one("bo", "!case handover")
    assert sendable(handed)
    assert "… 20 earlier ones stand further up in the room." in handed.text
    assert "anna: 29 å" in handed.text
    assert len(handed.items) + int(handed.text.partition("… and ")[2].split()[0]) == MANY


def test_a_card_with_many_long_promises_and_notes_can_be_sent(room: Room) -> None:
    ref = room.open_case().ref
    for number in range(40):
        room.say("anna", f"!case promise {ref} 2017-06-14 10:00 : {number} {'ö' * 1900}")
        room.say("anna", f"!case note {ref} advice : {number} {'ö' * 1900}")
    for said in (
        room.one("anna", f"!case {ref}"),
        room.one("anna", f"!case done {ref}"),
        room.one("anna", f"!case close {ref} agreed"),
    ):
        assert sendable(said), said.code
        assert "39 ö" in said.text


def test_slips_have_all_their_numbers_and_a_reminder_names_where_the_rest_stands(room: Room) -> None:
    for _ in range(MOST_LINES + 3):
        ref = room.open_case().ref
        room.say("anna", f"!case followup {ref} 10d")
        room.say("anna", f"!case followup {ref} off")
    listed = room.one("anna", f"!case slips {MOST_LINES + 3}")
    assert "It tallies." in listed.text
    assert "Also these slips: 101, 102, 103." in listed.text
    (asked,) = coded(until(room, local(2017, 6, 13, 15, 30)), "reminder-slip")
    assert (len(asked.items), "… and 3 more: !case slips." in asked.text) == (MOST_LINES, True)
    assert all(map(sendable, (listed, asked)))


def test_cases_without_a_next_step_are_counted_beyond_a_page(room: Room) -> None:
    for _ in range(MOST_LINES + 3):
        room.open_case()
    (said,) = coded(until(room, local(2017, 6, 19, 13)), "reminder-nextstep")
    assert (sendable(said), len(said.items)) == (True, MOST_LINES)
    assert "… and 3 more: !case list." in said.text


def test_forgetting_names_every_case_on_as_many_pages_as_it_takes(room: Room) -> None:
    refs = [room.open_case().ref for _ in range(MOST_LINES + 3)]
    room.clock.move_to(START + timedelta(days=121))
    room.desk.tick(room.clock.now())
    asked = [one for one in room.hear() if one.code == "retention-notice"]
    assert [len(one.items) for one in asked] == [MOST_LINES, 3]
    assert sorted(ref for one in asked for ref in one.items) == sorted(refs)
    assert ["100 open cases" in asked[0].text, "3 open cases" in asked[1].text] == [True, True]
    room.clock.move_to(room.clock.now() + timedelta(days=15))
    room.desk.tick(room.clock.now())
    done = [one for one in room.hear() if one.code == "retention-done"]
    assert [len(one.items) for one in done] == [MOST_LINES, 3]
