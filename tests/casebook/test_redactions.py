"""Messages that are to be removed: each once, at its moment, with all that repeats what they say."""

from datetime import UTC, datetime, timedelta

from orosbot.casebook import Casebook
from orosbot.values import Incoming, Kind

NOW = datetime(2017, 2, 1, 8, 5, tzinfo=UTC)
LATER = NOW + timedelta(minutes=2)


def test_an_event_is_due_at_its_moment_and_queued_once() -> None:
    book = Casebook.open(None)
    book.redactions.plan("$1", "personal-data", LATER)
    assert book.redactions.due(NOW) == []
    assert book.redactions.next_due() == LATER
    assert [one.event_id for one in book.redactions.due(LATER)] == ["$1"]
    book.redactions.queued("$1", LATER)
    book.redactions.plan("$1", "personal-data", NOW)
    assert book.redactions.due(LATER) == []
    assert book.redactions.next_due() is None
    assert book.redactions.planned("$1")


def test_what_was_to_be_removed_later_can_be_removed_at_once_but_not_put_off() -> None:
    book = Casebook.open(None)
    book.redactions.plan("$1", "personal-data", LATER)
    book.redactions.plan("$1", "personal-data", NOW)
    book.redactions.plan("$1", "personal-data", LATER + timedelta(hours=1))
    assert book.redactions.next_due() == NOW


def test_edits_and_quoting_replies_repeat_a_message_and_other_replies_do_not() -> None:
    book = Casebook.open(None)
    for number, kind, body, reply_to, target in (
        (1, Kind.MESSAGE, "text", None, None),
        (2, Kind.EDIT, "text!", None, "$1"),
        (3, Kind.MESSAGE, "> <@a:b> text\n\njo", "$1", None),
        (4, Kind.MESSAGE, "jo", "$1", None),
        (5, Kind.REACTION, "✅", None, "$1"),
    ):
        book.inbox.put(Incoming(f"${number}", "@a:b", NOW, kind, body, reply_to, None, target), NOW)
    assert book.redactions.repeating("$1") == ["$2", "$3"]
