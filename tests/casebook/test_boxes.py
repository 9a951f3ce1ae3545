"""Inbox, outbox, questions and single values."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import sqlcipher3

from orosbot.casebook import Casebook, Question
from orosbot.casebook.outbox import transaction_id
from orosbot.values import Incoming, Kind

NOW = datetime(2017, 2, 1, 8, 5, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def book() -> Casebook:
    return Casebook.open(None, room="!room")


def event(event_id: str = "$1", body: str = "!case list", at: datetime = NOW) -> Incoming:
    return Incoming(event_id, "@anna:example.org", at, Kind.MESSAGE, body)


def put(book: Casebook, incoming: Incoming, **how: datetime | bool) -> bool:
    with book.transaction():
        return book.inbox.put(incoming, NOW, **how)  # type: ignore[arg-type]


def test_an_event_comes_out_as_it_went_in(book: Casebook) -> None:
    whole = Incoming("$1", "@a:b", NOW, Kind.EDIT, "text", reply_to="$r", thread="$t", target="$x")
    put(book, whole)
    assert book.inbox.next() == whole


def test_an_event_id_counts_once_even_after_it_is_settled(book: Casebook) -> None:
    assert put(book, event())
    assert not put(book, event(body="!case new"))
    with book.transaction():
        book.inbox.settle("$1", NOW, command=True)
    assert not put(book, event())
    assert book.inbox.next() is None
    assert book.inbox.pending() == 0


def test_events_are_settled_in_the_order_of_arrival(book: Casebook) -> None:
    put(book, event("$late", at=NOW))
    put(book, event("$early", at=NOW - HOUR))
    first = book.inbox.next()
    assert first is not None
    assert first.event_id == "$late"


@pytest.mark.parametrize(
    ("at", "floor", "counts"),
    [
        (NOW - HOUR, None, NOW - HOUR),
        (NOW + HOUR, None, NOW),
        (NOW - HOUR, NOW - 2 * HOUR, NOW - HOUR),
        (NOW - 3 * HOUR, NOW - 2 * HOUR, NOW - 2 * HOUR),
        (NOW + HOUR, NOW - HOUR, NOW),
        (NOW - HOUR, NOW + HOUR, NOW),
        (datetime.fromtimestamp(0, UTC), NOW - HOUR, NOW - HOUR),
        (datetime.max.replace(tzinfo=UTC, microsecond=0), NOW - HOUR, NOW),
    ],
)
def test_an_event_counts_between_the_last_sync_and_now(
    book: Casebook, at: datetime, floor: datetime | None, counts: datetime
) -> None:
    with book.transaction():
        book.inbox.put(event(at=at), NOW, floor=floor)
    found = book.inbox.next()
    assert found is not None
    assert found.at == counts


def test_the_text_is_erased_when_the_event_is_settled(book: Casebook) -> None:
    put(book, event(body="fjällräven"))
    with book.transaction():
        book.inbox.settle("$1", NOW, command=True)
    rows = book.store.db.execute("SELECT * FROM inbox").fetchall()
    assert "fjällräven" not in repr(rows)
    assert book.inbox.was_command("$1")


@pytest.mark.parametrize(
    "text", ["\ud800", "a\udfffb", "\x00", "a\x00b", "\u202e\u200b\ufeff", "å" * 100_000]
)
def test_text_that_is_no_text_is_stored_without_harm(book: Casebook, text: str) -> None:
    put(book, replace(event(), body=text, sender=f"@{text}:b", reply_to=text, thread=text, target=text))
    found = book.inbox.next()
    assert found is not None
    assert found.body == text.encode("utf-8", "replace").decode()
    assert found.body.encode()


def test_an_event_with_a_strange_id_is_settled_by_that_id(book: Casebook) -> None:
    assert put(book, event("$\ud800"))
    found = book.inbox.next()
    assert found is not None
    with book.transaction():
        book.inbox.settle(found.event_id, NOW, command=False)
    assert book.inbox.next() is None
    assert not put(book, event("$\ud800"))


def queue(book: Casebook, cause: str, ordinal: int = 0, *, live: bool = True, ref: str | None = None) -> str:
    with book.transaction():
        return book.outbox.put(
            cause, ordinal, {"body": cause}, queued=NOW, code="status", ref=ref, items=["1"], live=live
        )


def test_answers_to_live_commands_come_before_those_of_a_backlog(book: Casebook) -> None:
    for cause, live in (("old1", False), ("old2", False), ("new1", True), ("old3", False), ("new2", True)):
        queue(book, cause, live=live)
    assert [row.content["body"] for row in book.outbox.waiting()] == ["new1", "new2", "old1", "old2", "old3"]
    assert [row.content["body"] for row in book.outbox.waiting(limit=2)] == ["new1", "new2"]


def test_the_same_cause_sends_the_same_thing_once(book: Casebook) -> None:
    queue(book, "$1")
    with pytest.raises(sqlcipher3.IntegrityError):
        queue(book, "$1")
    assert queue(book, "$1", 1)
    assert len(book.outbox.waiting()) == 2
    assert book.outbox.has("$1")
    assert not book.outbox.has("$2")


def test_the_transaction_id_follows_from_room_cause_and_ordinal_alone(book: Casebook) -> None:
    assert queue(book, "$1") == transaction_id("!room", "$1", 0)
    ids = {transaction_id(room, cause, n) for room in ("!a", "!b") for cause in ("$1", "$2") for n in (0, 1)}
    assert len(ids) == 8
    assert all(len(txn_id) <= 64 and txn_id.isascii() for txn_id in ids)


def test_what_was_sent_waits_no_more_and_its_text_is_erased_with_the_echo(book: Casebook) -> None:
    txn_id = queue(book, "fjällräven", ref="4827396")
    with book.transaction():
        book.outbox.mark_sent(txn_id, "$out")
    assert book.outbox.waiting() == []
    with book.transaction():
        assert book.outbox.confirm(txn_id, "$out", NOW)
    body = book.store.db.execute("SELECT body FROM outbox").fetchone()[0]
    assert body == "{}"
    sent = book.outbox.sent("$out")
    assert sent is not None
    assert (sent.code, sent.ref, sent.items) == ("status", "4827396", ("1",))


def test_an_echo_may_come_before_the_answer_to_the_send_or_twice(book: Casebook) -> None:
    txn_id = queue(book, "$1")
    with book.transaction():
        assert book.outbox.confirm(txn_id, "$out", NOW)
        book.outbox.mark_sent(txn_id, "$out")
        assert book.outbox.confirm(txn_id, "$out", NOW)
    assert book.outbox.waiting() == []
    assert book.outbox.count_waiting() == 0


def test_an_echo_of_what_was_never_queued_is_none_of_ours(book: Casebook) -> None:
    with book.transaction():
        assert not book.outbox.confirm("oros.nothing", "$out", NOW)
    assert book.outbox.sent("$out") is None


def test_what_the_server_never_takes_waits_no_more_and_says_nothing(book: Casebook) -> None:
    txn_id = queue(book, "$1")
    with book.transaction():
        book.outbox.attempt(txn_id)
        assert book.outbox.waiting()[0].attempts == 1
        book.outbox.give_up(txn_id, "M_TOO_LARGE")
    assert book.outbox.waiting() == []
    assert book.store.db.execute("SELECT body, failed FROM outbox").fetchone() == ("{}", "M_TOO_LARGE")


def test_strange_characters_in_an_answer_can_be_stored_and_sent(book: Casebook) -> None:
    with book.transaction():
        book.outbox.put("$1", 0, {"body": "\x00 å 😀"}, queued=NOW)
    assert book.outbox.waiting()[0].content == {"body": "\x00 å 😀"}


def test_a_thread_is_about_the_cases_of_the_messages_in_it_and_of_its_root(book: Casebook) -> None:
    with book.transaction():
        book.outbox.put("$root", 0, {}, queued=NOW, ref="1")
        book.outbox.put("$2", 0, {}, queued=NOW, ref="1", thread="$root")
        book.outbox.put("$3", 0, {}, queued=NOW, thread="$root")
    assert book.outbox.refs_in_thread("$root") == ["1"]
    with book.transaction():
        book.outbox.put("$4", 0, {}, queued=NOW, ref="2", thread="$root")
    assert sorted(book.outbox.refs_in_thread("$root")) == ["1", "2"]
    assert book.outbox.refs_in_thread("$other") == []


def ask(book: Casebook, cause: str, expires: datetime, text: str | None = "fjällräven") -> str:
    txn_id = queue(book, cause)
    with book.transaction():
        body: dict[str, object] = {"text": text, "event_id": f"{cause}-note"}
        book.questions.ask(Question(txn_id, "new", "@anna:example.org", expires, body), NOW)
    return txn_id


def test_a_question_lapses_and_leaves_nothing(book: Casebook) -> None:
    first, second = ask(book, "$1", NOW + HOUR), ask(book, "$2", NOW + 2 * HOUR)
    assert book.questions.next_expiry() == NOW + HOUR
    with book.transaction():
        book.questions.lapse(NOW + HOUR)
    assert book.questions.get(first) is None
    assert book.questions.get(second) is not None
    with book.transaction():
        book.questions.drop(second)
    assert book.questions.next_expiry() is None
    assert book.store.db.execute("SELECT count(*) FROM questions").fetchone()[0] == 0


def test_a_deleted_message_takes_its_text_out_of_the_open_question_alone(book: Casebook) -> None:
    one, other = ask(book, "$1", NOW + HOUR), ask(book, "$2", NOW + HOUR)
    with book.transaction():
        book.questions.forget_text("$1-note")
    kept, left = book.questions.get(one), book.questions.get(other)
    assert kept is not None
    assert left is not None
    assert kept.body["text"] is None
    assert left.body["text"] == "fjällräven"


def test_a_value_is_kept_under_its_name_and_replaced(book: Casebook) -> None:
    assert book.state.get("token") is None
    with book.transaction():
        book.state.set("token", "a")
        book.state.set("token", "b")
    assert book.state.get("token") == "b"
