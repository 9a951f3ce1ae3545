"""Undo around actors and referrals: what somebody built on stays, the rest goes without a trace."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orosbot.commands.undoing import WINDOW
from orosbot.values import Incoming, Kind
from tests.room import Room

ACTORS = '!case actor add "Mora kommun" municipality'


def room_with_case() -> tuple[Room, str]:
    room = Room()
    ref = room.open_case(who="cia").ref
    return room, ref


def test_an_actor_that_a_referral_refers_to_cannot_be_undone() -> None:
    room, ref = room_with_case()
    room.one("anna", ACTORS)
    assert room.one("bo", f"!case tip {ref} mora").code == "referral-recorded"
    said = room.one("anna", "!case undo")
    assert said.code == "error-nothing-to-undo"
    assert "bo" in said.text
    room.one("bo", "!case undo")
    assert room.one("anna", "!case undo").code == "undone"
    assert room.count("actors") == 0


def test_a_verification_that_a_referral_relies_on_cannot_be_undone() -> None:
    room, ref = room_with_case()
    room.one("cia", ACTORS)
    room.one("anna", "!case actor verify mora")
    assert room.one("bo", f"!case tip {ref} mora").code == "referral-recorded"
    room.one("anna", "!case undo")
    room.one("anna", "!case actor verify mora")
    assert room.one("bo", f"!case refer {ref} mora").code == "referral-recorded"
    assert room.one("anna", "!case undo").code == "error-nothing-to-undo"


def test_an_undone_verification_makes_its_referrals_pending_again() -> None:
    room, ref = room_with_case()
    room.one("cia", ACTORS)
    room.one("bo", f"!case refer {ref} mora")
    assert room.one("anna", "!case actor verify mora").items == (ref,)
    room.one("anna", "!case undo")
    assert "Ring first" in room.one("anna", f"!case show {ref}").text
    assert room.one("anna", "!case actor verify mora").items == (ref,)


def test_a_referral_is_not_pending_again_in_a_case_that_was_closed_since() -> None:
    room, ref = room_with_case()
    room.one("cia", ACTORS)
    room.one("bo", f"!case refer {ref} mora")
    room.one("anna", "!case actor verify mora")
    room.one("bo", f"!case close {ref} agreed")
    assert room.one("anna", "!case undo").code == "error-nothing-to-undo"


def test_a_closing_is_not_undone_when_its_pending_referral_was_verified_since() -> None:
    room, ref = room_with_case()
    room.one("cia", ACTORS)
    room.one("cia", f"!case refer {ref} mora")
    room.one("anna", f"!case close {ref} agreed")
    room.one("bo", "!case actor verify mora")
    assert room.one("anna", "!case undo").code == "error-nothing-to-undo"


def test_a_name_that_somebody_took_over_is_not_given_back() -> None:
    room, _ref = room_with_case()
    room.one("cia", ACTORS)
    room.one("anna", "!case actor change mora name:Mora stad")
    assert room.one("bo", ACTORS).code == "actor-added"
    said = room.one("anna", "!case undo")
    assert said.code == "error-nothing-to-undo"
    assert "bo" in said.text


def test_a_corrected_age_that_a_gap_carries_cannot_be_undone() -> None:
    room, ref = room_with_case()
    assert room.one("anna", f"!case set {ref} 30").code == "case-changed"
    assert room.one("bo", f"!case gap {ref} leaving").code == "gap-recorded"
    assert room.one("anna", "!case undo").code == "error-nothing-to-undo"
    room.one("bo", "!case undo")
    assert room.one("anna", "!case undo").code == "undone"


def test_what_was_built_by_a_slow_clock_holds_though_it_is_forgotten() -> None:
    room, ref = room_with_case()
    room.one("anna", ACTORS)
    late = Incoming(
        "$late",
        "@bo:example.org",
        room.clock.now() - timedelta(minutes=10),
        Kind.MESSAGE,
        f"!case tip {ref} mora",
    )
    with room.book.transaction():
        room.book.inbox.put(late, room.clock.now())
    while room.desk.settle_next():
        pass
    room.wait(minutes=8)
    room.say("cia", "talk")
    said = room.say("anna", "!case undo")[-1]
    assert said.code == "error-nothing-to-undo"
    assert room.count("actors") == room.count("referrals") == 1


COMMANDS = st.sampled_from(
    [
        '!case actor add "Mora kommun" municipality',
        "!case actor add Brobygget civil 20",
        "!case actor verify mora",
        "!case actor verify bro",
        "!case actor retire mora",
        "!case actor change mora name:Brobygget",
        '!case actor change bro name:"Mora kommun"',
        "!case actor change mora phone:112",
        "!case tip {0} mora",
        "!case refer {0} mora",
        "!case refer {1} mora",
        "!case mediate {0} bro",
        "!case outcome {0} mora helped",
        "!case outcome {0} denied",
        "!case gap {0} leaving",
        "!case set {0} 30",
        "!case close {0} agreed",
        "!case close {1} agreed",
        "!case reopen {0}",
        "!case undo",
    ]
)


def played(steps: list[tuple[str, str]]) -> tuple[Room, list[str], list[tuple[str, bool]]]:
    """A room after what was said in it, the references of its cases, the code of each answer and whether
    the command changed anything."""
    room = Room()
    refs = [room.open_case(who="cia").ref for _ in range(2)]
    codes = [room.one(who, text.format(*refs)).code for who, text in steps]
    changed = [room.book.audit.changed(len(refs) + number) for number in range(1, len(steps) + 1)]
    return room, refs, list(zip(codes, changed, strict=True))


def standing(room: Room, refs: list[str]) -> str:
    """All that the casebook says of cases, actors and referrals, but for numbers of rows."""
    db = room.book.store.db
    found = [
        [table, *map(repr, db.execute(f"SELECT {columns} FROM {table}").fetchall())]
        for table, columns in (
            ("actors", "name, key, kind, phone, verified_at, retired_at"),
            (
                "referrals JOIN actors ON actors.id = actor_id JOIN cases ON cases.id = case_id",
                "ref, name, referrals.kind, referrals.by, status, due_at, made_at, cancelled_at, outcome",
            ),
            ("gaps JOIN cases ON cases.id = case_id", "ref, word, gaps.age, gaps.region"),
            ("cases", "ref, age, closed_at, close_reason"),
            ("corrections JOIN cases ON cases.id = case_id", "ref, name, before, after"),
        )
    ]
    for at, ref in enumerate(refs):
        found = [[line.replace(ref, f"case {at}") for line in lines] for lines in found]
    return "\n".join(line for lines in found for line in (lines[0], *sorted(lines[1:])))


@given(
    st.lists(st.tuples(st.sampled_from(["anna", "bo"]), COMMANDS), max_size=8),
    COMMANDS,
    st.lists(COMMANDS, max_size=4),
)
@settings(deadline=None, max_examples=60)
def test_an_undone_command_is_as_if_it_had_never_been_typed(
    before: list[tuple[str, str]], mine: str, after: list[str]
) -> None:
    """Whatever two people do: where it made no difference to the other one's commands, none is left."""
    theirs = [("bo", text) for text in after]
    room, refs, codes = played([*before, ("anna", mine), *theirs])
    assert "error-internal" not in [code for code, _changed in codes]
    last = room.book.audit.last_by("@anna:example.org", room.clock.now() - WINDOW)
    undone = room.one("anna", "!case undo").code
    assert undone in ("undone", "error-nothing-to-undo")
    openings = len(refs)
    if undone != "undone" or last is None or last.id != openings + len(before) + 1:
        return  # what was undone is not this one
    other, others, without = played([*before, *theirs])
    if without == codes[: len(before)] + codes[len(before) + 1 :]:
        assert standing(room, refs) == standing(other, others)


def test_an_actor_with_whom_somebody_was_in_touch_cannot_be_undone_and_who_it_was_is_said() -> None:
    room, _ref = room_with_case()
    room.one("anna", ACTORS)
    room.one("bo", "!case log contacted support mora")
    said = room.one("anna", "!case undo")
    assert said.code == "error-nothing-to-undo"
    assert "bo has gone on" in said.text


def test_an_actor_that_came_back_and_with_whom_somebody_was_in_touch_stays() -> None:
    room, _ref = room_with_case()
    room.one("cia", ACTORS)
    room.one("cia", "!case actor retire mora")
    room.one("anna", ACTORS)
    room.one("bo", "!case log contacted support mora")
    said = room.one("anna", "!case undo")
    assert said.code == "error-nothing-to-undo"
    assert "bo has gone on" in said.text


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("actor verify falu", "Undone: actor verify: Falu kommun.\n\n2 referrals wait again."),
        ("actor retire falu", "Undone: actor retire: Falu kommun.\n\n2 referrals wait again."),
        ("actor change falu phone:112", "Undone: actor change: Falu kommun."),
        ("actor add Bro civil", "Undone: actor add: Bro."),
        ("tip {ref} falu", "Undone: tip in case {shown}: Falu kommun."),
        ("gap {ref} leaving", "Undone: gap in case {shown}: help to leave."),
        ("log meeting : with the county", "Undone: log: meeting."),
        ("log contacted support falu", "Undone: log: Falu kommun, for support."),
        ("note {ref} advice : x", "Undone: note in case {shown}."),
    ],
)
def test_an_undo_says_what_it_takes_back(command: str, told: str) -> None:
    room, ref = room_with_case()
    room.one("cia", '!case actor add "Falu kommun" municipality')
    room.one("cia", f"!case refer {ref} falu")
    room.one("cia", f"!case mediate {ref} falu")
    room.one("anna", "!case " + command.format(ref=ref))
    said = room.one("anna", "!case undo")
    assert said.code == "undone"
    assert said.text == told.format(shown=f"{ref[:3]}-{ref[3:]}")
