"""Forgetting: what is idle is asked about and closed, what was closed is announced and dissolves."""

from datetime import UTC, datetime, timedelta

from orosbot.messages import Message, Numbered, para, rich
from orosbot.rules.periods import Period
from orosbot.rules.reference import shown
from orosbot.settings import Privacy, Roles, Settings
from tests.room import LEAD, Room, Said
from tests.rounds_of import coded, until, woken

CANARY = "kanariefågel"
PERIODS = ("2017-01", "2017-02", "2017-03", "2017-05", "2017-Q1", "2017-Q2", "2017", "2018")


def settings(retention: int = 90, idle: int = 120) -> Settings:
    return Settings(roles=Roles(leads=[LEAD]), privacy=Privacy(retention_days=retention, idle_days=idle))


def day(month: int, number: int, hour: int = 12, year: int = 2017) -> datetime:
    """A moment at `hour` UTC."""
    return datetime(year, month, number, hour, tzinfo=UTC)


def closed_case(room: Room) -> str:
    """A case with a note, a follow-up and a slip, closed on the day it was opened."""
    ref = room.open_case("phone relative religious 18-21 region:skåne").ref
    for line in (f"note {ref} advice : {CANARY}", f"followup {ref} 10d", f"close {ref} agreed"):
        room.say("anna", f"!case {line}")
    return ref


def dissolved(room: Room, until_day: datetime | None = None) -> list[tuple[datetime, Said]]:
    return until(room, until_day or day(5, 2))


def test_an_idle_case_is_asked_about_and_closes_two_weeks_later() -> None:
    room = Room()
    ref = room.open_case().ref
    said = until(room, day(6, 30))
    (asked,), (done,) = coded(said, "retention-notice"), coded(said, "retention-done")
    assert (asked.items, done.items) == ((ref,), (ref,))
    assert woken(asked) == woken(done) == []
    at = {one.code: at for at, one in said}
    assert at["retention-notice"] == datetime(2017, 6, 1, 7, tzinfo=UTC)  # 120 days after 1 February
    assert at["retention-done"] == datetime(2017, 6, 15, 7, tzinfo=UTC)
    case = room.book.cases.find(ref)
    assert case is not None
    assert case.close_reason == "faded"


def test_an_idle_case_in_which_something_happens_stays_open() -> None:
    room = Room()
    ref = room.open_case().ref
    (asked,) = coded(until(room, day(6, 5)), "retention-notice")
    assert room.one("anna", "1 note : de väntar på svar", reply_to=asked).code == "note-recorded"
    assert coded(until(room, day(9, 1)), "retention-done") == []
    case = room.book.cases.find(ref)
    assert case is not None
    assert case.open


def test_what_is_booked_keeps_a_case_from_being_idle() -> None:
    room = Room(settings=settings(idle=30))
    room.say("anna", f"!case promise {room.open_case().ref} 60d : svar från kommunen")
    assert coded(until(room, day(3, 30)), "retention-notice") == []


def test_an_unassessed_child_case_is_never_closed_and_goes_to_the_leads() -> None:
    room = Room()
    ref = room.open_case("phone relative general under18").ref
    first, second = coded(until(room, day(9, 30)), "retention-notice")
    assert first.items == second.items == (ref,)
    assert "Idle and not assessed" in first.text
    assert "Nothing to do" not in first.text
    assert "goes to the leads" in first.text
    assert (woken(first), woken(second)) == ([], [LEAD])
    case = room.book.cases.find(ref)
    assert case is not None
    assert case.open


def test_each_kind_of_notice_has_its_own_heading_and_the_numbers_go_on() -> None:
    """What will be closed, what cannot be, and what will be erased are three different things to do."""
    room = Room(settings=settings(retention=120, idle=106))  # notices and idle cases on the same day
    closed = closed_case(room)
    idle = room.open_case().ref
    child = room.open_case("phone relative general under18").ref
    (first, *_more) = coded(until(room, day(5, 18)), "retention-notice")
    assert first.items == (child, idle, closed)
    unassessed, nothing, erased = (first.text.index(f"{number}. ") for number in (1, 2, 3))
    assert first.text.index("Idle and not assessed: 1") < unassessed
    assert unassessed < first.text.index("1 child none") < nothing
    assert unassessed < first.text.index("Nothing has happened for long: 1 open case") < nothing
    assert (
        nothing
        < first.text.index("On that day it is closed as")
        < first.text.index("2 followup 10d")
        < erased
    )
    assert nothing < first.text.index("Soon to be erased: 1 case") < erased
    assert erased < first.text.index("Nothing to do if that is right") < first.text.index("3 prolong")
    assert '<ol start="3">' in first.html
    assert room.one("lead", "3 prolong", reply_to=first).ref == closed


def test_no_exact_time_and_nobodys_name_is_left_of_what_was_settled_a_month_ago() -> None:
    room = Room()
    ref = closed_case(room)
    room.say("anna", f"!case shredded {ref}")
    room.say("anna", f"!case note {room.open_case().ref} : the caliphate")
    room.say("anna", "!case undo")
    room.say("anna", "!case undo")
    room.say("lead", "!case allow Vallby")
    until(room, day(3, 10))
    stored = "\n".join(repr(one) for one in room.rows(("cases", "allowed")).values())
    for who in ("@anna", "@lead"):
        assert who not in stored
    assert "T08:05" not in stored
    numbers = room.book.store.db.execute("SELECT given_at FROM numbers").fetchall()
    assert {row[0][11:] for row in numbers} == {"08:00:00Z"}
    assert room.count("hinted") == 0


def test_a_coarse_time_shows_as_the_part_of_the_day() -> None:
    room = Room("sv")
    ref = room.open_case().ref
    room.say("anna", f"!ä ant {ref} råd : pratade om nästa steg")
    assert "1 feb. 09.05, anna" in room.one("anna", f"!ä {ref}").text
    room.wait(hours=5)
    room.say("bert", f"!ä ant {ref} råd : och om skolan")
    room.say("anna", f"!ä avsluta {ref} överens")
    until(room, day(3, 10))
    card = room.one("anna", f"!ä {ref}").text
    assert "1 feb. förmiddag, någon av oss" in card
    assert "1 feb. eftermiddag, någon av oss" in card
    assert "09.00" not in card


def test_a_closed_case_is_announced_twice_and_then_erased() -> None:
    room = Room()
    ref = closed_case(room)
    said = dissolved(room)
    notices = [at.date().isoformat() for at, one in said if one.code == "retention-notice"]
    assert notices == ["2017-04-18", "2017-04-28"]
    (done,) = coded(said, "retention-done")
    assert "1 case is erased" in done.text
    assert ref not in "".join(done.items)
    assert room.count("cases") == room.count("notes") == 0
    card = room.one("anna", f"!case {ref}")
    assert (card.code, card.ref) == ("case-card", ref)
    assert "existed, erased on Tuesday 2 May" in card.text


def test_a_case_is_erased_on_the_day_the_card_named_also_on_a_sunday_and_told_on_monday() -> None:
    room = Room(settings=settings(retention=11))  # closed on Wednesday 1 February
    ref = closed_case(room)
    assert "erased on Sunday 12 February" in room.one("anna", f"!case {ref}").text
    assert coded(until(room, day(2, 12)), "retention-done") == []
    assert room.book.cases.find(ref) is None
    (done,) = coded(until(room, day(2, 13)), "retention-done")
    assert "1 case is erased" in done.text


def test_nothing_left_names_the_case_but_its_number() -> None:
    room = Room()
    other = room.open_case().ref
    ref = closed_case(room)
    room.say("anna", f"!case promise {other} 200d : samma som {ref}")
    room.say("anna", f"!case show {ref}")
    room.wait(minutes=20)
    room.hear()
    dissolved(room)
    stored = room.stored()
    assert CANARY not in stored
    assert stored.count(ref) == 1  # in the numbers given out
    assert [row[0] for row in room.book.store.db.execute("SELECT ref FROM audit").fetchall()].count(ref) == 0


def test_what_was_said_about_a_dissolved_case_is_to_be_removed_from_the_room() -> None:
    room = Room()
    opened = room.open_case()
    command = room.last_event
    room.say("anna", f"!case note {opened.ref} : {CANARY}")
    note = room.last_event
    card = room.one("anna", f"!case {opened.ref}")
    room.say("bert", "jo, hon ringde", reply_to=card)
    talk = room.last_event
    room.say("bert", "god morgon")
    other = room.last_event
    room.say("anna", f"!case close {opened.ref} agreed")
    dissolved(room)
    planned = room.book.redactions.planned
    assert [one for one in (command, note, talk, opened.event_id, card.event_id) if not planned(one)] == []
    assert not planned(other)


def test_refused_commands_about_a_dissolved_case_leave_the_room_too() -> None:
    room = Room()
    opened = room.open_case()
    ref = f"{opened.ref[:3]}-{opened.ref[3:]}"
    typed, said = [], []
    for line in (f"prolong {opened.ref}", f"clsoe {ref} agreed", f"actor find {ref}", f"note {ref}"):
        said.append(room.one("anna", f"!case {line}"))
        typed.append(room.last_event)
    assert {one.code.split("-")[0] for one in said} == {"error"}
    room.say("anna", f"!case close {opened.ref} agreed")
    dissolved(room)
    planned = room.book.redactions.planned
    assert [event for event in typed if not planned(event)] == []
    assert planned(said[0].event_id)


def test_undoing_a_new_beginning_says_that_the_number_is_erased_as_before() -> None:
    room = Room()
    ref = closed_case(room)
    dissolved(room)
    assert room.one("anna", f"!case reopen {ref}").code == "case-reopened"
    assert f"{ref[:3]}-{ref[3:]} – 2 May" in room.one("anna", "!case list").text
    said = room.one("anna", "!case undo")
    assert "erased on Tuesday 2 May" in said.text
    assert "never given out" not in said.text
    assert room.one("anna", f"!case reopen {ref}").code == "case-reopened"


def test_the_list_of_slips_has_those_of_erased_cases_too() -> None:
    room = Room()
    closed_case(room)
    dissolved(room)
    other = room.open_case().ref
    alone = room.one("anna", "!case list slips")
    assert alone.items == ("slip:1",)
    room.say("anna", f"!case followup {other} 10d")
    listed = room.one("anna", "!case list slips")
    assert listed.items == (other, "slip:1")
    assert "2. slip 1" in listed.text
    assert "to be shredded" in listed.text
    assert room.one("anna", "2 shredded", reply_to=listed).code == "slip-shredded"
    assert room.one("anna", "!case list slips").items == (other,)


def test_what_was_said_about_a_dissolved_case_leaves_the_room_when_somebody_is_there() -> None:
    """The staff's commands, talk in reply, and the bot's own messages; what is about something else stays."""
    room = Room()
    opened = room.open_case()
    command = room.last_event
    noted = room.one("anna", f"!case note {opened.ref} : {CANARY}")
    note = room.last_event
    room.say("bert", "jo, hon ringde", reply_to=noted)
    talk = room.last_event
    other = room.open_case()
    of_other = room.last_event
    closed = room.one("anna", f"!case close {opened.ref} agreed")
    closing = room.last_event
    dissolved(room, day(5, 1))
    assert room.removed == []
    dissolved(room)
    about = {command, note, talk, closing, opened.event_id, noted.event_id, closed.event_id}
    assert about <= set(room.removed)
    assert len(room.removed) == len(set(room.removed))
    assert {other.event_id, of_other}.isdisjoint(room.removed)


def test_a_slip_outlives_its_case_as_a_number_and_is_still_demanded() -> None:
    room = Room()
    closed_case(room)
    said = dissolved(room, day(5, 2, 15))
    assert "Shred slip 1" in coded(said, "retention-done")[0].text
    reminder = coded(said, "reminder-slip")[-1]
    assert "of a case that is erased" in reminder.text
    assert room.one("anna", "!case slips").items == ("slip:1",)
    refused = room.one("anna", "1 call", reply_to=reminder)
    assert refused.code == "error-case-closed"
    assert room.one("anna", "1 shredded", reply_to=reminder).code == "slip-shredded"
    assert "No slip" in room.one("anna", "!case slips").text


def test_figures_are_the_same_before_and_after_and_a_reopened_number_is_a_new_case() -> None:
    room = Room()
    ref = closed_case(room)
    room.say("anna", "!case shredded 1")
    zone = room.settings.zone
    before = {name: room.book.figures.of(Period.read(name), zone) for name in PERIODS}
    moments = [day(2, 1), day(2, 2), day(3, 1)]
    living = [room.book.figures.slips_living(at) for at in moments]
    dissolved(room)
    assert {name: room.book.figures.of(Period.read(name), zone) for name in PERIODS} == before
    assert [room.book.figures.slips_living(at) for at in moments] == living
    assert room.one("anna", f"!case reopen {ref}").code == "case-reopened"
    assert room.book.figures.of(Period.read("2017"), zone)["cases.all", "", ""] == 2
    assert room.one("anna", "!case undo").code == "undone"
    assert "existed, erased" in room.one("anna", f"!case {ref}").text
    assert {name: room.book.figures.of(Period.read(name), zone) for name in PERIODS} == before


def test_prolonged_once_more_means_announced_and_erased_once_more_later() -> None:
    room = Room()
    ref = closed_case(room)
    first = coded(until(room, day(4, 18)), "retention-notice")
    assert room.one("lead", "1 prolong", reply_to=first[0]).code == "case-prolonged"
    said = until(room, day(7, 31))
    assert [at.date().isoformat() for at, one in said if one.code == "retention-notice"] == [
        "2017-07-17",
        "2017-07-28",
    ]
    assert room.book.cases.find(ref) is None


def test_what_could_not_be_announced_is_announced_before_it_is_erased() -> None:
    room = Room()
    ref = closed_case(room)
    until(room, day(2, 20))
    room.clock.move_to(day(6, 1, 7))  # the bot was away
    said = until(room, day(6, 2))
    assert len(coded(said, "retention-notice")) == 1
    assert room.book.cases.find(ref) is not None
    until(room, day(6, 5))
    assert room.book.cases.find(ref) is None


def test_a_month_after_closing_times_are_parts_of_days_and_people_roles() -> None:
    room = Room()
    ref = closed_case(room)
    room.say("bert", f"!case shredded {ref}")
    room.say("lead", "!case count silent phone")
    zone = room.settings.zone
    before = {name: room.book.figures.of(Period.read(name), zone) for name in PERIODS}
    until(room, day(3, 10))
    stored = "\n".join(
        repr(rows) for rows in room.rows(("cases", "contacts", "notes", "audit", "noncases")).values()
    )
    assert "anna" not in stored
    assert LEAD not in stored
    assert {row[1] for row in room.book.store.db.execute("SELECT id, at FROM contacts").fetchall()} == {
        "2017-02-01T08:00:00Z"
    }
    assert {name: room.book.figures.of(Period.read(name), zone) for name in PERIODS} == before
    assert room.one("bert", f"!case reopen {ref}").code == "case-reopened"
    assert "somebody of us" in room.one("bert", f"!case {ref}").text
    assert room.one("bert", "!case undo").code == "undone"


def test_of_a_report_two_weeks_later_only_the_same_day_is_left() -> None:
    room = Room(start=datetime(2017, 2, 6, 8, 5, tzinfo=UTC))
    ref = room.open_case("phone relative general under18").ref
    room.say("anna", f"!case child {ref} report")
    room.say("bert", f"!case child {ref} agree")
    until(room, day(2, 25))
    (row,) = room.book.store.db.execute(
        "SELECT at, by, agreed_at, agreed_by, same_day FROM assessments"
    ).fetchall()
    assert row == ("2017-02-01T08:00:00Z", "staff", None, "staff", 1)
    assert "(the same day)" in room.one("anna", f"!case {ref}").text
    assert room.one("cleo", f"!case child {ref} agree").code == "error-not-allowed"


def test_nothing_beside_the_assessment_tells_when_a_report_was_made_or_by_whom() -> None:
    room = Room(start=datetime(2017, 2, 6, 8, 5, tzinfo=UTC))
    ref = room.open_case("phone relative general under18").ref
    reminded = coded(until(room, day(2, 7)), "reminder-assessment")
    assert reminded
    room.say("anna", f"!case child {ref} report")
    typed = room.last_event
    agreed = room.one("bert", f"!case child {ref} agree")
    db = room.book.store.db
    edits = "SELECT queued_at FROM outbox WHERE cause LIKE 'mended:%'"
    assert db.execute(edits).fetchall()
    until(room, day(2, 25))
    first = "2017-02-01T08:00:00Z"
    of_typed = "SELECT sender, at, received_at, settled_at FROM inbox WHERE event_id = ?"
    assert db.execute(of_typed, [typed]).fetchall() == [("", first, first, first)]
    answers = "SELECT DISTINCT queued_at, confirmed_at FROM outbox WHERE code LIKE 'assessment-%'"
    assert db.execute(answers).fetchall() == [(first, first)]
    assert set(db.execute(edits).fetchall()) == {(first,)}
    assert db.execute("SELECT * FROM reminded WHERE subject LIKE 'assessment:%'").fetchall() == []
    assert set(db.execute("SELECT at, by FROM audit WHERE verb = 'child'").fetchall()) == {(first, "staff")}
    assert room.one("cleo", "show", reply_to=agreed).ref == ref
    assert coded(until(room, day(3, 4)), "reminder-assessment") == []


def test_an_assessment_that_is_open_again_is_not_said_to_be_open_a_second_first_time() -> None:
    room = Room(start=datetime(2017, 2, 6, 8, 5, tzinfo=UTC))
    ref = room.open_case("phone relative general under18").ref
    room.say("anna", f"!case child {ref} report")
    room.say("anna", f"!case child {ref} consult")
    assert len(coded(until(room, day(2, 9)), "reminder-assessment")) == 1
    assert coded(until(room, day(3, 4)), "reminder-assessment") == []


def test_texts_of_handovers_live_a_month_and_those_of_the_journal_a_year() -> None:
    room = Room()
    room.say("anna", "!case handover : nyckeln ligger i lådan")
    room.say("anna", "!case log lesson : fråga tidigare")
    until(room, day(3, 10))
    assert "lådan" not in room.stored()
    assert "tidigare" in room.stored()
    until(room, datetime(2018, 2, 5, 12, tzinfo=UTC))
    assert "tidigare" not in room.stored()
    log = {(one.what, one.n) for one in room.book.destructions.all()}
    assert {("handovers", 1), ("journal", 1)} <= log


def test_a_case_that_was_just_touched_waits_for_the_next_day() -> None:
    room = Room()
    ref = closed_case(room)
    until(room, datetime(2017, 5, 2, 6, 55, tzinfo=UTC))
    room.say("anna", f"!case call {ref} phone")
    until(room, datetime(2017, 5, 2, 7, 5, tzinfo=UTC))
    assert room.one("anna", "!case undo").code == "undone"
    assert room.book.cases.find(ref) is not None
    until(room, room.clock.now() + timedelta(days=1))
    assert room.book.cases.find(ref) is None


def test_the_briefing_of_the_day_on_which_a_case_with_a_slip_is_erased_comes_all_the_same() -> None:
    room = Room()
    ref = room.open_case().ref
    room.say("anna", f"!case followup {ref} 10d")
    room.say("anna", f"!case close {ref} agreed")
    until(room, day(5, 1))
    room.hear()
    room.clock.move_to(day(5, 2, 7))  # nine o’clock there
    room.desk.tick(room.clock.now())
    assert {"retention-done", "briefing-morning"} <= {said.code for said in room.hear()}


def test_a_briefing_that_waits_unsent_loses_the_line_of_an_erased_case_and_nothing_else() -> None:
    """The homeserver is away for a day: what staff read afterwards is the whole briefing but for that case."""
    room = Room(settings=settings(retention=11))
    gone, other = closed_case(room), room.open_case().ref
    room.say("anna", f"!case promise {other} 10d : svar")
    until(room, datetime(2017, 2, 10, 12, tzinfo=UTC))
    room.away = True
    until(room, datetime(2017, 2, 13, 7, 30, tzinfo=UTC))
    assert room.book.cases.find(gone) is None
    with room.book.transaction():  # as a list stands there that was made before the case was erased
        message = Message(
            "briefing-morning",
            (
                para("**Good morning**"),
                Numbered((rich("**{ref}** – x", ref=shown(gone)), rich("**{ref}** – y", ref=shown(other)))),
                para("Also: {ref}", ref=shown(gone)),
            ),
            items=(gone, other),
            subjects=("followup:1", "promise:1"),
        )
        room.book.outbox.put(
            "round:x",
            0,
            message.content(),
            queued=room.clock.now(),
            code=message.code,
            items=message.items,
            subjects=message.subjects,
        )
        room.book.forgetting.detach(gone, room.clock.now())
    room.away = False
    (briefing,) = [said for said in room.hear() if "Good morning" in said.text and "Also" in said.text]
    assert briefing.text == f"Good morning\n\n1. …\n2. {shown(other)} – y\n\nAlso: …"
    assert "<li>…</li>" in briefing.html
    assert briefing.items == ("", other)
    assert "was erased before" in room.one("anna", "1 done", reply_to=briefing).text
    assert room.one("anna", "2 done", reply_to=briefing).code == "promise-kept"


def test_who_reopens_a_case_that_was_settled_long_ago_has_it() -> None:
    room = Room()
    ref = room.open_case().ref
    room.say("anna", f"!case close {ref} agreed")
    for _day in range(40):
        room.wait(days=1)
        room.hear()
    assert room.one("bo", f"!case reopen {ref}").code == "case-reopened"
    assert "taken by bo" in room.one("anna", f"!case {ref}").text


def test_status_names_the_last_destruction_by_counts() -> None:
    room = Room()
    assert "erased" not in room.one("anna", "!case status").text
    ref = closed_case(room)
    dissolved(room)
    said = room.one("anna", "!case status").text
    assert "Last erased, on Tuesday 2 May: 1 case, 1 text," in said
    assert ref not in said.replace("-", "")
