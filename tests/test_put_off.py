"""`later`: what is put off comes when it was put off to, and holds for that one occasion alone."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from tests.room import Room

START = datetime(2017, 6, 13, 8, 0, tzinfo=UTC)
"""A Tuesday, 10:00 in Stockholm."""


@pytest.fixture
def room() -> Iterator[Room]:
    room = Room(start=START)
    room.desk.tick(START)
    yield room
    room.book.close()


def local(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of June."""
    return datetime(2017, 6, day, hour - 2, minute, tzinfo=UTC)


def reminders(room: Room, until: datetime) -> list[tuple[str, datetime]]:
    kinds = ("reminder-followup", "reminder-promise", "reminder-assessment", "catch-up")
    return [(one.code, at) for at, one in room.pass_time(until) if one.code in kinds]


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_till_a_time_outside_staffed_hours_it_comes_at_that_time(room: Room) -> None:
    ref = room.open_case().ref
    room.say("anna", f"!case followup {ref} 2017-06-14")
    assert reminders(room, local(14, 9, 5)) == [("reminder-followup", local(14, 9))]
    room.say("anna", f"!case later {ref} 2017-06-15 20:00")
    assert reminders(room, local(16, 9, 5)) == [("reminder-followup", local(15, 20))]


def test_what_is_booked_anew_comes_when_it_is_booked_for(room: Room) -> None:
    ref = room.open_case().ref
    room.say("anna", f"!case followup {ref} 2017-06-14")
    reminders(room, local(14, 9, 5))
    room.say("anna", f"!case later {ref} 2017-06-16 14:00")
    room.say("anna", f"!case followup {ref} 2017-06-15 10:00")
    assert reminders(room, local(17, 9)) == [("reminder-followup", local(15, 10))]


def test_when_the_new_booking_is_taken_back_what_was_put_off_stays_so(room: Room) -> None:
    ref = room.open_case().ref
    room.say("anna", f"!case followup {ref} 2017-06-14")
    reminders(room, local(14, 9, 5))
    room.say("bo", f"!case later {ref} 2017-06-16 14:00")
    room.say("anna", f"!case followup {ref} 2017-06-15 10:00")
    assert room.one("anna", "!case undo").code == "undone"
    assert reminders(room, local(17, 9)) == [("reminder-followup", local(16, 14))]


def test_later_alone_is_one_more_reminder_of_what_is_due_next_week(room: Room) -> None:
    ref = room.open_case().ref
    room.say("anna", f"!case followup {ref} 2017-06-20 10:00")
    said = plain(room.one("anna", f"!case later {ref}").text)
    assert "Wednesday 14 June at 09:00" in said
    assert "due Tuesday 20 June at 10:00 as before" in said
    wanted = [("reminder-followup", local(14, 9)), ("reminder-followup", local(20, 10))]
    assert reminders(room, local(21, 12)) == wanted


def test_later_alone_loses_no_time_of_today_either(room: Room) -> None:
    ref = room.open_case().ref
    room.say("anna", f"!case promise {ref} 15:00 : look it up")
    said = plain(room.one("anna", f"!case later {ref}").text)
    assert "due Tuesday 13 June at 15:00 as before" in said
    (first,) = [one for _at, one in room.pass_time(local(13, 15, 1)) if one.code == "reminder-promise"]
    assert room.one("anna", f"!case note {ref} : text").code == "note-recorded"
    assert room.edits == []
    assert "put off till Wednesday" in plain(room.one("anna", f"!case {ref}").text)
    assert reminders(room, local(14, 12)) == [("reminder-promise", local(14, 9))]
    assert [one.code for one in room.react("anna", "✅", first)] == ["promise-kept"]


def test_a_day_after_the_agreed_one_puts_off_and_says_so(room: Room) -> None:
    ref = room.open_case().ref
    room.say("anna", f"!case followup {ref} 2017-06-14 10:00")
    said = plain(room.one("anna", f"!case later {ref} 2017-06-16").text)
    assert "later than agreed: Wednesday 14 June at 10:00 I do not remind you" in said
    assert reminders(room, local(16, 12)) == [("reminder-followup", local(16, 9))]


def test_a_call_of_theirs_is_not_put_off(room: Room) -> None:
    ref = room.open_case().ref
    room.say("anna", f"!case callback {ref} 2017-06-14 14:00")
    early = room.one("anna", f"!case later {ref}")
    assert "due Wednesday 14 June at 14:00 as before" in plain(early.text)
    for when in ("fri 14:00", "2017-06-14 15:00"):
        refused = room.one("anna", f"!case later {ref} {when}")
        assert refused.code == "error-not-allowed"
        assert f"callback {ref[:3]}-{ref[3:]} fri 14:00" in refused.text
    told = [(at, one) for at, one in room.pass_time(local(14, 14, 1)) if one.code == "reminder-callback"]
    assert [at for at, _one in told] == [local(14, 9), local(14, 14)]
    texts = [plain(one.text) for _at, one in told]
    assert "they ring Wednesday 14 June at 14:00" in texts[0]
    assert "now" not in texts[0]
    assert "they ring us now" in texts[1]
    assert [one.code for one in room.react("anna", "⏰", told[1][1])] == ["error-not-allowed"]
    assert room.one("anna", "later", reply_to=told[1][1]).code == "error-not-allowed"
    ((_at, briefing),) = [one for one in room.pass_time(local(15, 9)) if one[1].code == "briefing-morning"]
    assert "they were to ring Wednesday 14 June at 14:00" in plain(briefing.text)
    assert room.one("anna", "1 later", reply_to=briefing).code == "error-not-allowed"


def test_of_a_day_on_which_they_ring_nothing_is_put_off_in_its_place(room: Room) -> None:
    ref = room.open_case().ref
    room.say("anna", f"!case callback {ref} today")
    assert room.one("anna", f"!case later {ref}").code == "error-not-allowed"
    room.say("anna", f"!case followup {ref} 10d")
    listed = room.one("anna", "!case due")
    assert room.one("anna", "1 later", reply_to=listed).code == "error-not-allowed"


def test_the_leads_hear_of_an_assessment_that_was_reminded_of_put_off_or_not(room: Room) -> None:
    first, second = (room.open_case("phone relative left 15").ref for _each in range(2))
    reminders(room, local(13, 11, 31))
    said = room.one("anna", f"!case later {first}").text
    assert "the leads hear of it all the same" in said
    room.say("anna", f"!case later {second} 13:30")
    told = room.pass_time(local(13, 15, 30))
    (leads,) = [one for _at, one in told if one.code == "reminder-escalated"]
    assert set(leads.items) == {first, second}


def test_putting_off_an_assessment_takes_no_reminder_away_and_keeps_it_from_nobody(room: Room) -> None:
    ref = room.open_case("phone relative left 15").ref
    said = plain(room.one("anna", f"!case later {ref} 2017-06-14 11:00").text)
    assert "due Tuesday 13 June at 11:30 as before" in said
    told = [(one.code, at) for at, one in room.pass_time(local(15, 9)) if one.code != "briefing-morning"]
    assert told == [
        ("reminder-assessment", local(13, 11, 30)),
        ("reminder-escalated", local(13, 15, 30)),
        ("reminder-assessment", local(14, 11)),
        ("reminder-again", local(14, 13)),
        ("reminder-again", local(14, 18)),
    ]


@pytest.mark.parametrize(
    ("when", "comes"),
    [("10:30", [local(13, 10, 30), local(13, 11, 30)]), ("", [local(13, 11, 30), local(14, 9)])],
)
def test_an_assessment_is_asked_about_at_its_own_time_too(
    room: Room, when: str, comes: list[datetime]
) -> None:
    ref = room.open_case("phone relative left 15").ref
    said = plain(room.one("anna", f"!case later {ref} {when}").text)
    assert "due Tuesday 13 June at 11:30 as before" in said
    assert [at for _code, at in reminders(room, local(14, 12))] == comes


def test_an_assessment_can_wait_till_a_time(room: Room) -> None:
    ref = room.open_case("phone relative left 15").ref
    assert reminders(room, local(13, 12)) == [("reminder-assessment", local(13, 11, 30))]
    room.say("anna", f"!case later {ref} 2017-06-13 20:00")
    assert reminders(room, local(14, 12)) == [("reminder-assessment", local(13, 20))]


def test_what_was_put_off_in_a_case_that_is_taken_back_holds_for_no_other(room: Room) -> None:
    first, second = room.open_case().ref, room.open_case().ref
    room.say("anna", f"!case followup {first} 2017-06-14 09:30")
    room.say("bo", f"!case later {first} 2017-06-20 14:00")
    assert room.one("anna", "!case undo").code == "undone"
    room.say("anna", f"!case followup {second} 2017-06-14 09:30")
    assert reminders(room, local(14, 10)) == [("reminder-followup", local(14, 9, 30))]


def test_a_reminder_of_what_was_taken_back_is_not_counted_for_another_case(room: Room) -> None:
    first, second = room.open_case().ref, room.open_case().ref
    room.say("anna", f"!case followup {first} today")
    assert reminders(room, room.clock.now()) == [("reminder-followup", START)]
    assert room.one("anna", "!case undo").code == "undone"
    room.say("anna", f"!case followup {second} today")
    assert reminders(room, room.clock.now()) == [("reminder-followup", START)]


def test_before_it_is_due_a_reminder_comes_once_more_and_nothing_is_put_off(room: Room) -> None:
    ref = room.open_case().ref
    room.say("anna", f"!case followup {ref} 2017-06-20")
    said = room.one("anna", f"!case later {ref} 2017-06-15 10:00")
    assert (said.code, said.ref) == ("reminder-snoozed", ref)
    assert "due Tuesday 20 June" in said.text.replace("\u00a0", " ")
    told = room.pass_time(local(20, 9, 5))
    codes = [(one.code, at) for at, one in told if one.code != "briefing-morning"]
    assert codes == [("reminder-followup", local(15, 10)), ("reminder-followup", local(20, 9))]
    assert "put off" not in "".join(one.text for _at, one in told)


def test_the_reminder_that_was_asked_for_before_can_be_answered_by_an_emoji(room: Room) -> None:
    ref = room.open_case().ref
    room.say("anna", f"!case followup {ref} 2017-06-20")
    room.say("anna", f"!case later {ref} 2017-06-15 10:00")
    (early,) = [one for _at, one in room.pass_time(local(15, 10, 1)) if one.code == "reminder-followup"]
    room.say("anna", f"!case note {ref} : text")
    assert room.edits == []
    assert [one.code for one in room.react("anna", "✅", early)] == ["followup-reached"]


def test_of_several_things_that_are_due_it_is_asked_which_one_shall_wait(room: Room) -> None:
    ref = room.open_case().ref
    room.say("anna", f"!case followup {ref} 2017-06-14 10:00")
    room.say("anna", f"!case promise {ref} 2017-06-14 10:30 : look it up")
    reminders(room, local(14, 10, 31))
    asked = room.one("anna", f"!case later {ref}")
    assert (asked.code, asked.ref, asked.items) == ("error-ambiguous", ref, (ref, ref))
    assert "something was promised" in room.one("anna", "2 later", reply_to=asked).text
    assert reminders(room, local(15, 9, 5)) == [("reminder-promise", local(15, 9))]


def test_what_is_due_waits_rather_than_what_is_due_later(room: Room) -> None:
    ref = room.open_case().ref
    room.say("anna", f"!case promise {ref} 2017-06-16 10:00 : look it up")
    room.say("anna", f"!case followup {ref} 2017-06-14 10:00")
    reminders(room, local(14, 10, 1))
    assert "we ring" in room.one("anna", f"!case later {ref}").text


@pytest.mark.parametrize(
    ("callback", "comes"),
    [
        ("2017-06-13 14:00", local(13, 10)),
        ("2017-06-13", local(13, 10)),
        ("2017-06-14 14:00", local(13, 10)),
        ("2017-06-16 14:00", local(15, 9)),
    ],
    ids=["today at two", "today", "tomorrow", "in three days"],
)
def test_a_promise_without_a_date_falls_due_the_day_before_they_ring_or_at_once(
    room: Room, callback: str, comes: datetime
) -> None:
    ref = room.open_case().ref
    assert room.one("anna", f"!case callback {ref} {callback}").code == "callback-booked"
    assert room.one("anna", f"!case promise {ref} : look it up").code == "promise-recorded"
    assert reminders(room, local(15, 10)) == [("reminder-promise", comes)]


def test_when_the_call_that_it_was_promised_for_is_past_it_falls_due_when_the_line_is_staffed(
    room: Room,
) -> None:
    ref = room.open_case().ref
    room.say("anna", f"!case callback {ref} 2017-06-13 11:00")
    reminders(room, local(13, 16, 30))
    room.say("anna", f"!case promise {ref} : look it up")
    assert reminders(room, local(15, 10)) == [("reminder-promise", local(14, 9))]


def test_what_was_put_off_in_a_child_case_is_not_of_the_child_case_that_it_becomes_anew(room: Room) -> None:
    ref = room.open_case("phone relative left 15").ref
    room.say("anna", f"!case later {ref} 2017-06-15 14:00")
    assert "put off" in room.one("anna", f"!case {ref}").text
    room.wait(minutes=1)
    room.say("anna", f"!case set {ref} 18-21")
    room.say("anna", f"!case set {ref} under18")
    assert reminders(room, local(13, 12)) == [("reminder-assessment", local(13, 11, 30))]
    for shows in (f"!case {ref}", "!case due"):
        text = room.one("anna", shows).text
        assert ("open" in text, "put off" in text) == (True, False)
