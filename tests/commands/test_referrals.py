"""`tip`, `refer`, `mediate`, `outcome`, `gap`, and `reached` with an outcome."""

from datetime import UTC, datetime

import pytest

from tests.room import Room


@pytest.fixture
def room() -> Room:
    """A room with an actor whom somebody has rung, one whom nobody has, and a taken case."""
    room = Room()
    room.one("anna", "!case actor add Brobygget civil")
    room.one("anna", "!case actor verify bro")
    room.one("anna", '!case actor add "Mora socialtjänst" social')
    return room


@pytest.fixture
def ref(room: Room) -> str:
    return room.open_case("phone relative religious 22-25").ref


def test_nobody_is_referred_to_anyone_whom_staff_have_not_rung(room: Room, ref: str) -> None:
    assert room.one("anna", f"!case tip {ref} mora").code == "referral-recorded"
    assert room.one("anna", f"!case refer {ref} mora").code == "referral-pending"
    assert room.one("anna", f"!case mediate {ref} mora").code == "referral-pending"
    assert room.one("anna", f"!case refer {ref} bro").code == "referral-recorded"
    room.wait(days=180)
    room.hear()
    assert room.one("anna", f"!case refer {ref} bro").code == "referral-pending"


def test_contact_by_us_is_told_to_be_with_the_callers_consent(room: Room, ref: str) -> None:
    assert "with the caller's consent" in room.one("anna", f"!case mediate {ref} mora").text
    assert "with the caller's consent" in room.one("anna", f"!case mediate {ref} bro").text
    assert "with the caller's consent" in room.one("bo", "!case actor verify mora").text


def test_the_task_falls_due_the_next_staffed_day_at_nine(room: Room, ref: str) -> None:
    room.clock.move_to(datetime(2017, 4, 13, 13, 0, tzinfo=UTC))  # Maundy Thursday
    said = room.one("anna", f"!case refer {ref} mora")
    assert "Tuesday 18 April at 09:00" in said.text
    assert "mora" not in room.one("anna", "!case due").text.lower()
    room.clock.move_to(datetime(2017, 4, 18, 5, 0, tzinfo=UTC))
    due = room.one("anna", "!case due")
    assert "ring Mora socialtjänst first" in due.text
    assert due.items == (ref,)


def test_one_actor_to_ring_is_one_line_of_due_however_often_it_is_waited_for(room: Room, ref: str) -> None:
    room.one("anna", f"!case refer {ref} mora")
    room.one("bo", f"!case mediate {ref} mora")
    room.wait(days=1)
    room.hear()
    assert room.one("anna", "!case due").items == (ref,)


def test_verifying_completes_what_waited_in_every_case_and_lists_it(room: Room, ref: str) -> None:
    other = room.open_case().ref
    room.one("anna", f"!case refer {ref} mora")
    room.one("anna", f"!case mediate {other} mora")
    room.wait(hours=1)
    said = room.one("bo", "!case actor verify mora")
    assert said.items == (ref, other)
    assert [one.status for one in room.book.referrals.of_case(1)] == ["made"]
    assert room.book.referrals.pending() == []
    assert "Ring first" not in room.one("anna", f"!case show {ref}").text
    assert room.one("anna", "2 show", reply_to=said).ref == other


def test_closing_cancels_what_waited_and_reopening_brings_none_of_it_back(room: Room, ref: str) -> None:
    room.one("anna", f"!case refer {ref} mora")
    said = room.one("anna", f"!case close {ref} agreed")
    assert "the referral that waited: Mora socialtjänst" in said.text
    room.one("anna", f"!case reopen {ref}")
    assert "Mora" not in room.one("anna", f"!case show {ref}").text
    assert room.one("bo", "!case actor verify mora").items == ()


def test_undoing_a_closing_lets_the_referral_wait_again(room: Room, ref: str) -> None:
    room.one("anna", f"!case refer {ref} mora")
    room.one("anna", f"!case close {ref} agreed")
    room.one("anna", "!case undo")
    assert "Ring first: Mora socialtjänst" in room.one("anna", f"!case show {ref}").text


def test_retiring_an_actor_leaves_what_was_done_and_cancels_what_waits(room: Room, ref: str) -> None:
    room.one("anna", f"!case tip {ref} mora")
    room.one("anna", f"!case refer {ref} mora")
    said = room.one("anna", "!case actor retire mora")
    assert said.items == (ref,)
    card = room.one("anna", f"!case show {ref}").text
    assert "Mora socialtjänst (tip)" in card
    assert "Ring first" not in card
    assert room.one("anna", f"!case tip {ref} mora").code == "error-unknown-actor"
    assert room.one("anna", f"!case outcome {ref} mora helped").code == "outcome-recorded"


@pytest.mark.parametrize("typed", ["helped", "hjälpte", "Hjalpte", "HELPED."])
def test_an_outcome_is_typed_in_both_languages(room: Room, ref: str, typed: str) -> None:
    room.one("anna", f"!case refer {ref} bro")
    assert room.one("anna", f"!case outcome {ref} bro {typed}").code == "outcome-recorded"
    assert "Brobygget (referred): helped" in room.one("anna", f"!case show {ref}").text


def test_the_last_outcome_stands_also_in_a_closed_case(room: Room, ref: str) -> None:
    room.one("anna", f"!case refer {ref} bro")
    room.one("anna", f"!case outcome {ref} waiting")
    room.one("anna", f"!case close {ref} agreed")
    assert room.one("bo", f"!case outcome {ref} nekad").code == "outcome-recorded"
    assert "Brobygget (referred): denied" in room.one("anna", f"!case show {ref}").text


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("tip {ref}", "error-missing-word"),
        ("refer {ref} foo", "error-unknown-actor"),
        ("mediate {ref}", "error-missing-word"),
        ("refer bro", "error-missing-word"),
        ("outcome {ref}", "error-missing-word"),
        ("outcome {ref} bro", "error-unknown-word"),
        ("outcome {ref} helped", "error-nothing-open"),
        ("outcome {ref} bro helped", "error-nothing-open"),
        ("outcome {ref} foo helped", "error-unknown-actor"),
        ("gap {ref}", "error-missing-word"),
        ("gap {ref} foo", "error-unknown-word"),
        ("reached {ref} helped", "error-nothing-open"),
        ("reached {ref} helpt", "error-unknown-word"),
    ],
)
def test_what_cannot_be_done_is_refused_and_changes_nothing(
    room: Room, ref: str, typed: str, code: str
) -> None:
    assert room.one("anna", "!case " + typed.format(ref=ref)).code == code
    assert room.count("referrals") == room.count("gaps") == room.count("attempts") == 0


def test_reached_notes_the_outcome_of_the_one_referral(room: Room, ref: str) -> None:
    room.one("anna", f"!case tip {ref} bro")
    room.one("anna", f"!case refer {ref} bro")
    room.one("anna", f"!case followup {ref} 7d")
    assert "Brobygget: helped" in room.one("anna", f"!case reached {ref} helped").text
    room.one("anna", "!case undo")
    assert "helped" not in room.one("anna", f"!case show {ref}").text


def test_reached_is_noted_when_there_is_nothing_that_its_outcome_belongs_to(room: Room, ref: str) -> None:
    room.one("anna", f"!case followup {ref} 7d")
    said = room.one("anna", f"!case reached {ref} helped")
    assert said.code == "followup-reached"
    assert "not noted" in said.text


@pytest.mark.parametrize("reply", ["1", "1 helped", "helped 1", "1 hjälpte", "pasted"])
def test_reached_with_an_outcome_that_can_be_of_several_asks_whose_it_is(
    room: Room, ref: str, reply: str
) -> None:
    room.one("anna", f"!case refer {ref} bro")
    room.one("anna", f"!case tip {ref} mora")
    room.one("anna", f"!case followup {ref} 7d")
    said = room.one("anna", f"!case reached {ref} helped")
    assert said.code == "followup-reached"
    assert room.book.followups.living(1) is None
    line = f"!case outcome {ref[:3]}-{ref[3:]} Brobygget helped"
    assert line in said.text
    assert "helped" not in room.one("anna", f"!case show {ref}").text
    noted = room.one("anna", line if reply == "pasted" else reply, reply_to=said)
    assert noted.code == "outcome-recorded"
    assert "Brobygget (referred): helped" in room.one("anna", f"!case show {ref}").text


def test_a_slip_is_shredded_also_where_it_is_asked_whose_outcome_it_is(room: Room, ref: str) -> None:
    room.one("anna", f"!case refer {ref} bro")
    room.one("anna", f"!case tip {ref} mora")
    room.one("anna", f"!case followup {ref} 7d")
    said = room.one("anna", f"!case reached {ref} helped")
    assert room.one("anna", "shredded", reply_to=said).code == "slip-shredded"


def test_undoing_reached_leaves_no_outcome(room: Room, ref: str) -> None:
    room.one("anna", f"!case refer {ref} bro")
    room.one("anna", f"!case tip {ref} mora")
    room.one("anna", f"!case followup {ref} 7d")
    room.one("anna", f"!case reached {ref} helped")
    assert room.one("anna", "!case undo").code == "undone"
    assert room.book.followups.living(1) is not None


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("bro helped", ["“bro” does not go here", "Brobygget helped", "reached {ref}`"]),
        ("very helped", ["“very” does not go here", "reached {ref} helped"]),
    ],
)
def test_an_actor_beside_reached_is_what_is_wrong(room: Room, ref: str, typed: str, told: list[str]) -> None:
    room.one("anna", f"!case refer {ref} bro")
    room.one("anna", f"!case followup {ref} 7d")
    said = room.one("anna", f"!case reached {ref} {typed}")
    assert said.code == "error-unknown-word"
    shown = f"{ref[:3]}-{ref[3:]}"
    assert all(part.replace("{ref}`", shown).replace("{ref}", shown) in said.text for part in told)
    assert room.count("attempts") == 0


@pytest.mark.parametrize(
    ("age", "command", "hint"),
    [
        ("19", "refer {ref} bro", "ask social services too"),
        ("17", "gap {ref} leaving", "ask social services too"),
        ("30", "gap {ref} leaving", "ask civil society too"),
        ("23", "tip {ref} mora", "ask civil society too"),
        ("23", "refer {ref} bro", None),
        ("19", "tip {ref} mora", None),
        ("ageunknown", "gap {ref} leaving", None),
    ],
)
def test_whom_to_ask_is_hinted_at_by_age(room: Room, age: str, command: str, hint: str | None) -> None:
    ref = room.open_case(f"phone relative religious {age}").ref
    text = room.one("anna", "!case " + command.format(ref=ref)).text
    assert (hint in text) if hint else (" too: " not in text)


def test_who_was_asked_already_is_not_hinted_at(room: Room) -> None:
    ref = room.open_case("phone relative religious 19").ref
    room.one("anna", f"!case tip {ref} mora")
    assert "too:" not in room.one("anna", f"!case gap {ref} leaving").text


def test_an_actor_that_helps_other_ages_is_told_so(room: Room, ref: str) -> None:
    room.one("anna", "!case actor change bro ages:u18")
    assert (
        "Brobygget helps under 18; here it is about 22-25." in room.one("anna", f"!case refer {ref} bro").text
    )


def test_a_gap_carries_age_and_region_also_when_they_are_put_right(room: Room) -> None:
    ref = room.open_case("phone relative religious 22-25").ref
    room.one("anna", f"!case gap {ref} leaving")
    room.one("anna", f"!case set {ref} 30 region:skåne")
    rows = room.book.store.db.execute("SELECT word, age, region FROM gaps").fetchall()
    assert [tuple(row) for row in rows] == [("leaving", "over25", "skane")]
    room.one("anna", "!case undo")
    rows = room.book.store.db.execute("SELECT word, age, region FROM gaps").fetchall()
    assert [tuple(row) for row in rows] == [("leaving", "22-25", None)]


def test_done_on_an_actor_that_is_to_be_rung_keeps_no_promise(room: Room, ref: str) -> None:
    room.one("anna", f"!case refer {ref} mora")
    room.one("anna", f"!case promise {ref} 10d : look for a group")
    room.wait(days=1)
    reminder = next(said for said in room.hear() if said.code == "reminder-task")
    said = room.one("anna", "done", reply_to=reminder)
    assert said.code == "error-nothing-open"
    assert '!case actor verify "Mora socialtjänst"' in said.text
    assert "Promised" in room.one("anna", f"!case show {ref}").text
    room.one("bo", "!case actor verify mora")
    assert room.one("anna", "done", reply_to=reminder).code == "error-nothing-open"
    assert "Promised" in room.one("anna", f"!case show {ref}").text


@pytest.mark.parametrize(
    ("command", "code", "told"),
    [
        ("refer {ref} mora", "referral-pending", "waits already since"),
        ("mediate {ref} mora", "referral-pending", "waits already since"),
        ("refer {ref} bro", "referral-recorded", "noted already"),
        ("mediate {ref} bro", "referral-recorded", "noted already"),
        ("tip {ref} mora", "referral-recorded", "noted already"),
        ("tip {ref} bro", "referral-recorded", "noted already"),
    ],
)
def test_the_same_referral_is_there_once(room: Room, ref: str, command: str, code: str, told: str) -> None:
    first = room.one("anna", "!case " + command.format(ref=ref))
    again = room.one("bo", "!case " + command.format(ref=ref))
    assert (first.code, again.code) == (code, code)
    assert told not in first.text
    assert told in again.text
    assert room.count("referrals") == 1
    assert room.one("bo", "!case undo").code == "error-nothing-to-undo"
    assert room.one("anna", "!case undo").code == "undone"
    assert room.count("referrals") == 0


def test_where_a_referral_led_to_is_known_a_new_one_can_be_made(room: Room, ref: str) -> None:
    room.one("anna", f"!case refer {ref} bro")
    room.one("anna", f"!case outcome {ref} bro denied")
    assert "already" not in room.one("anna", f"!case refer {ref} bro").text
    assert room.count("referrals") == 2


def test_who_was_tipped_of_somebody_can_be_referred_there(room: Room, ref: str) -> None:
    room.one("anna", f"!case tip {ref} bro")
    assert "already" not in room.one("anna", f"!case refer {ref} bro").text
    assert room.count("referrals") == 2


def test_the_same_gap_is_there_once(room: Room, ref: str) -> None:
    room.one("anna", f"!case gap {ref} leaving")
    said = room.one("anna", f"!case gap {ref} leaving")
    assert said.code == "gap-recorded"
    assert "noted already" in said.text
    assert room.count("gaps") == 1
    room.one("anna", f"!case gap {ref} leaving parents")
    assert room.count("gaps") == 2


def test_who_was_never_rung_is_told_so(room: Room, ref: str) -> None:
    assert "never rung them" in room.one("anna", f"!case refer {ref} mora").text
    assert "never rung them" in room.one("anna", f"!case tip {ref} mora").text
    room.wait(days=200)
    room.hear()
    assert "not rung them lately" in room.one("anna", f"!case refer {ref} bro").text
    assert "not rung them lately" in room.one("anna", f"!case tip {ref} bro").text


def test_a_reply_to_an_actor_s_card_changes_it(room: Room) -> None:
    card = room.one("anna", "!case actor show mora")
    assert room.one("anna", "change phone:0123-456 78", reply_to=card).code == "actor-changed"
    assert "0123-456 78" in room.one("anna", "show", reply_to=card).text
    assert room.say("anna", "change of plans", reply_to=card) == []


def test_reminders_of_an_actor_to_be_rung_offer_verify(room: Room, ref: str) -> None:
    room.one("anna", f"!case refer {ref} mora")
    room.wait(days=1)
    said = {message.code: message for message in room.hear()}
    assert "verify" in said["reminder-task"].text
    room.wait(hours=3, minutes=55)
    again = next(message for message in room.hear() if message.code == "reminder-again")
    assert "1 verify" in again.text
    assert room.one("anna", "1 verify", reply_to=again).code == "actor-verified"


def test_a_referral_that_waits_is_a_next_step(room: Room) -> None:
    ref = room.open_case("phone relative religious 22-25").ref
    room.one("anna", f"!case refer {ref} mora")
    assert "an actor is to be rung first" in room.one("anna", "!case find relative religious").text
    room.wait(days=1)
    room.clock.move_to(datetime(2017, 2, 6, 11, 59, tzinfo=UTC))
    room.hear()
    room.wait(minutes=1)
    assert [said.code for said in room.hear()] == ["reminder-again"]


def test_the_next_step_that_is_missing_is_asked_for_with_a_line_that_is_there(room: Room, ref: str) -> None:
    room.wait(days=1)
    room.clock.move_to(datetime(2017, 2, 6, 11, 59, tzinfo=UTC))
    room.hear()
    room.wait(minutes=1)
    (said,) = [said for said in room.hear() if said.code == "reminder-nextstep"]
    assert said.items == (ref,)
    assert "1 close agreed" in said.text


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("tip bro {shown}", "referral-recorded"),
        ("refer mora {ref}", "referral-pending"),
        ("refer mora socialtjänst {shown}", "referral-pending"),
        ("gap leaving {shown}", "gap-recorded"),
    ],
)
def test_the_reference_may_stand_last(room: Room, ref: str, command: str, code: str) -> None:
    said = room.one("anna", "!case " + command.format(ref=ref, shown=f"{ref[:3]}-{ref[3:]}"))
    assert (said.code, said.ref) == (code, ref)


def test_the_example_of_a_missing_reference_is_whole(room: Room) -> None:
    assert "!case tip 482-7396 mora" in room.one("anna", "!case tip bro").text
    assert "!case gap 482-7396 leaving" in room.one("anna", "!case gap leaving").text


@pytest.mark.parametrize("typed", ["to bro", "till bro", "till brobygget"])
def test_to_whom_may_be_said_with_to(room: Room, ref: str, typed: str) -> None:
    assert room.one("anna", f"!case refer {ref} {typed}").code == "referral-recorded"


def test_who_is_called_to_something_is_found(room: Room, ref: str) -> None:
    room.one("anna", '!case actor add "Till Bron" civil')
    assert "Till Bron" in room.one("anna", f"!case tip {ref} till bron").text


@pytest.mark.parametrize(
    "command", ["refer {ref} bro : they ring tomorrow", "gap {ref} leaving : nobody in Mora"]
)
def test_text_belongs_in_a_note(room: Room, ref: str, command: str) -> None:
    said = room.one("anna", "!case " + command.format(ref=ref))
    assert said.code == "error-unknown-word"
    assert f"!case note {ref[:3]}-{ref[3:]} :" in said.text
    assert room.count("referrals") == room.count("gaps") == 0


@pytest.mark.parametrize("typed", ["not contacted", "ej kontaktat", "inte kontaktat", "ej-kontaktat"])
def test_an_outcome_of_two_words_is_one(room: Room, ref: str, typed: str) -> None:
    room.one("anna", f"!case tip {ref} bro")
    assert "not contacted" in room.one("anna", f"!case outcome {ref} bro {typed}").text
    room.one("anna", f"!case followup {ref} 7d")
    assert "not contacted" in room.one("anna", f"!case reached {ref} {typed}").text
