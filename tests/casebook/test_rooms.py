"""What the casebook remembers of the room, of keys, and of what could not be read."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from orosbot.casebook import Casebook, RoomState, Unread
from orosbot.matrix.replay import ReplayRow

NOW = datetime(2017, 2, 1, 8, 0, tzinfo=UTC)


@pytest.fixture
def book() -> Iterator[Casebook]:
    made = Casebook.open(None)
    yield made
    made.close()


def unread(event_id: str = "$1", session: str = "s", at: datetime = NOW) -> Unread:
    return Unread(
        event_id, "@anna:x", session, {"type": "m.room.encrypted"}, at, NOW, live=False, why="no-key"
    )


def test_the_room_comes_back_as_it_was_stored(book: Casebook) -> None:
    assert book.room.get() is None
    levels = {"@bot:x": 50}
    state = RoomState("12", {"@anna:x": "Anna"}, frozenset({"@lead:x"}), levels, 1, 60, True, "!new")
    with book.transaction():
        book.room.put(state)
    assert book.room.get() == state


def test_a_room_that_was_encrypted_stays_so(book: Casebook) -> None:
    with book.transaction():
        book.room.put(RoomState(encrypted=True))
        book.room.put(RoomState(encrypted=False))
    state = book.room.get()
    assert state is not None
    assert state.encrypted


def test_the_first_event_that_used_a_message_index_keeps_it(book: Casebook) -> None:
    with book.transaction():
        book.replay.put([ReplayRow("k", "s", 0, "$first", 1), ReplayRow("k", "s", 0, "$second", 2)])
    assert book.replay.get("k", "s", 0) == ("$first", 1)
    assert book.replay.get("k", "s", 1) is None


def test_a_pin_holds_outside_and_inside_of_a_transaction(book: Casebook) -> None:
    book.pins.pin("@anna:x", "one")
    assert book.pins.get("@anna:x") == "one"
    with book.transaction():
        book.pins.pin("@anna:x", "two")
    assert book.pins.get("@anna:x") == "two"


def test_an_unread_event_is_queued_once_and_comes_back_whole(book: Casebook) -> None:
    with book.transaction():
        assert book.unread.put(unread())
        assert not book.unread.put(unread())
    assert book.unread.waiting() == [unread()]


def test_what_was_told_is_not_told_again_and_old_ones_are_given_up(book: Casebook) -> None:
    with book.transaction():
        book.unread.put(unread("$1"))
        book.unread.put(unread("$2", at=NOW + timedelta(minutes=3)))
    assert [event.event_id for event in book.unread.untold(NOW)] == ["$1"]
    with book.transaction():
        book.unread.mark_told("$1", NOW)
    assert book.unread.untold(NOW) == []
    with book.transaction():
        book.unread.drop_before(NOW + timedelta(minutes=1))
    assert [event.event_id for event in book.unread.waiting()] == ["$2"]


def test_a_key_withheld_for_a_session_goes_before_one_withheld_for_all(book: Casebook) -> None:
    with book.transaction():
        book.unread.withhold("", "@anna:x", "m.no_olm")
        book.unread.withhold("s", "@anna:x", "m.unverified")
    assert book.unread.withheld("s", "@anna:x") == "m.unverified"
    assert book.unread.withheld("other", "@anna:x") == "m.no_olm"
    assert book.unread.withheld("s", "@bo:x") is None


def test_what_is_given_up_waits_no_more_and_says_nothing(book: Casebook) -> None:
    with book.transaction():
        txn_id = book.outbox.put("cause", 0, {"body": "words"}, queued=NOW)
        book.outbox.give_up(txn_id, "M_TOO_LARGE")
    assert book.outbox.waiting() == []
    assert book.outbox.count_waiting() == 0
    assert book.store.db.execute("SELECT body, failed FROM outbox").fetchone() == ("{}", "M_TOO_LARGE")
