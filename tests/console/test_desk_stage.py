"""The console's stage: what goes into the inbox, what comes out of the outbox, and how its clock moves."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from orosbot import picturing
from orosbot.casebook import Casebook
from orosbot.desk_stage import ConsoleClock, DeskStage, to_utc
from orosbot.errors import ScriptError
from orosbot.heard import Attachment, BotMessage, BotRemoval, Heard
from orosbot.messages import Message, Picture, para
from orosbot.script import ClockAt, ClockBy, parse_line
from orosbot.stage import Act
from orosbot.values import Incoming, Kind

ZONE = ZoneInfo("Europe/Stockholm")
START = datetime(2017, 2, 1, 8, 5, tzinfo=UTC)


class EchoDesk:
    """A desk that answers `remove …` by a removal and anything by an echo, and says what falls due at its times."""

    def __init__(self, book: Casebook, clock: ConsoleClock) -> None:
        self.settled: list[Incoming] = []
        self.ticks: list[datetime] = []
        self.due: list[datetime] = []
        self._book = book
        self._clock = clock

    def settle_next(self) -> bool:
        item = self._book.inbox.next()
        if item is None:
            return False
        self.settled.append(item)
        with self._book.transaction():
            self._say(item.event_id, item.body, reply_to=item.event_id)
            if item.body.startswith("remove"):
                self._book.outbox.put(
                    item.event_id, 1, {}, queued=item.at, kind="redaction", target=item.event_id
                )
            self._book.inbox.settle(item.event_id, self._clock.now(), command=True)
        return True

    def tick(self, now: datetime) -> None:
        self.ticks.append(now)
        passed = [moment for moment in self.due if moment <= now]
        self.due = [moment for moment in self.due if moment > now]
        with self._book.transaction():
            for moment in passed:
                self._say(f"due:{moment}", f"due {moment:%H:%M}")

    def next_due(self) -> datetime | None:
        return min(self.due, default=None)

    def _say(self, cause: str, text: str, reply_to: str | None = None) -> None:
        content: dict[str, object] = {"body": text, "se.orosbot": {"code": "help"}}
        if reply_to is not None:
            content["m.relates_to"] = {"m.in_reply_to": {"event_id": reply_to}}
        self._book.outbox.put(cause, 0, content, queued=self._clock.now())


class Bench:
    """A stage with its desk, casebook and clock."""

    def __init__(self, start: datetime | None = START) -> None:
        self.clock = ConsoleClock(start)
        self.book = Casebook.open(None)
        self.desk = EchoDesk(self.book, self.clock)
        self.stage = DeskStage(self.desk, self.book, self.clock, ZONE, lambda name: f"@{name}:console")

    def at(self, text: str) -> None:
        line = parse_line(1, f"@ {text}")
        assert isinstance(line, ClockAt | ClockBy)
        self.stage.move_clock(line)

    def say(self, text: str, line: int = 1) -> str:
        return self.stage.perform(Act(line, "anna", Kind.MESSAGE, text))

    def heard(self) -> list[Heard]:
        return list(self.stage.hear())

    def local(self) -> str:
        return self.clock.now().astimezone(ZONE).strftime("%Y-%m-%d %H:%M")


@pytest.fixture
def bench() -> Iterator[Bench]:
    bench = Bench()
    yield bench
    bench.book.close()


def test_what_is_said_comes_in_by_its_speaker_at_the_time_of_the_clock(bench: Bench) -> None:
    event_id = bench.say("hej")
    assert bench.desk.settled == [Incoming(event_id, "@anna:console", START, Kind.MESSAGE, "hej")]


def test_each_kind_of_act_comes_in_as_such(bench: Bench) -> None:
    bench.stage.perform(Act(1, "anna", Kind.MESSAGE, "svar", reply_to="$bot"))
    bench.stage.perform(Act(2, "anna", Kind.REACTION, "✅", target="$bot"))
    bench.stage.perform(Act(3, "anna", Kind.DELETION, target="$mine"))
    assert [(item.kind, item.body, item.reply_to, item.target) for item in bench.desk.settled] == [
        (Kind.MESSAGE, "svar", "$bot", None),
        (Kind.REACTION, "✅", None, "$bot"),
        (Kind.DELETION, "", None, "$mine"),
    ]


def test_what_the_bot_says_is_heard_once_and_leaves_the_outbox(bench: Bench) -> None:
    event_id = bench.say("hej")
    (message,) = bench.heard()
    assert isinstance(message, BotMessage)
    assert (message.text, message.code, message.answers, message.at) == ("hej", "help", event_id, START)
    assert bench.heard() == []
    assert bench.book.outbox.waiting() == []
    assert bench.book.outbox.sent(message.event_id) is not None


def test_events_of_another_run_on_the_same_casebook_have_other_ids(bench: Bench) -> None:
    again = DeskStage(bench.desk, bench.book, bench.clock, ZONE, lambda name: f"@{name}:console")
    bench.say("hej")
    again.perform(Act(1, "anna", Kind.MESSAGE, "hej"))
    assert len(bench.desk.settled) == 2


def test_a_removal_counts_to_the_message_that_comes_with_it(bench: Bench) -> None:
    event_id = bench.say("remove this")
    removal, message = bench.heard()
    assert removal == BotRemoval(event_id)
    assert isinstance(message, BotMessage)


def pictured(book: Casebook, cause: str = "tally") -> None:
    """Put a message with a picture into the outbox."""
    message = Message(
        "tally", (para("figures"),), picture=Picture("tally-2017-02.png", "{}", (para("told"),))
    )
    assert message.picture is not None
    with book.transaction():
        txn_id = book.outbox.put(cause, 0, message.content(), queued=START, code="tally")
        picturing.follow(book, message, txn_id, cause, 1, queued=START)


def test_a_picture_is_heard_as_an_attachment_of_its_message(bench: Bench) -> None:
    png = b"\x89PNG\r\n\x1a\n" + bytes(40)
    stage = DeskStage(bench.desk, bench.book, bench.clock, ZONE, str, paint=lambda drawing: png)
    pictured(bench.book)
    pictured(bench.book, "another")
    first, second = stage.hear()
    for message in (first, second):
        assert isinstance(message, BotMessage)
        assert (message.text, message.code) == ("figures", "tally")
        assert message.attachments == (Attachment("tally-2017-02.png", "image/png", len(png)),)
    assert bench.book.outbox.undrawn() is None
    assert bench.book.outbox.count_waiting() == 0


def test_a_picture_that_cannot_be_painted_leaves_its_message_as_it_is(
    bench: Bench, capfd: pytest.CaptureFixture[str]
) -> None:
    def paint(drawing: str) -> bytes:
        raise ImportError("figures")

    stage = DeskStage(bench.desk, bench.book, bench.clock, ZONE, str, paint=paint)
    pictured(bench.book)
    (message,) = stage.hear()
    assert isinstance(message, BotMessage)
    assert (message.text, message.attachments) == ("figures", ())
    assert bench.book.outbox.undrawn() is None
    logged = "".join(capfd.readouterr())
    assert "picture-not-painted" in logged
    assert "figures" not in logged


def test_what_was_left_undone_by_an_earlier_run_is_settled_at_the_start(bench: Bench) -> None:
    with bench.book.transaction():
        bench.book.inbox.put(Incoming("$left", "@anna:console", START, Kind.MESSAGE, "left"), START)
    bench.say("hej")
    assert [item.body for item in bench.desk.settled] == ["left", "hej"]


def test_what_fell_due_while_nobody_was_there_is_ticked_at_the_start(bench: Bench) -> None:
    bench.desk.due = [START - timedelta(days=1)]
    bench.say("hej")
    assert bench.desk.ticks[0] == START


def test_time_that_passes_fires_each_thing_at_its_own_time(bench: Bench) -> None:
    bench.say("hej")
    bench.heard()
    moments = [START + timedelta(hours=5), START + timedelta(days=2), START + timedelta(days=11)]
    bench.desk.due = list(moments)
    bench.at("+10d")
    assert [message.at for message in bench.heard() if isinstance(message, BotMessage)] == moments[:2]
    assert bench.clock.now() == START + timedelta(days=10)
    assert bench.desk.due == moments[2:]


def test_a_thing_that_stays_due_does_not_stop_the_clock(bench: Bench) -> None:
    class Stubborn(EchoDesk):
        def next_due(self) -> datetime | None:
            return START

    desk = Stubborn(bench.book, bench.clock)
    stage = DeskStage(desk, bench.book, bench.clock, ZONE, str)
    stage.move_clock(ClockBy(1, 1, timedelta(0)))
    assert bench.clock.now() == START + timedelta(days=1)


@pytest.mark.parametrize("start", [None, START])
def test_the_first_date_before_any_message_sets_the_clock_also_into_the_past(start: datetime | None) -> None:
    bench = Bench(start)
    bench.at("2016-12-24 15:00")
    assert bench.local() == "2016-12-24 15:00"


def test_setting_the_clock_at_first_fires_nothing_on_the_way() -> None:
    bench = Bench(None)
    bench.at("2017-02-01 09:00")
    assert bench.desk.ticks == [datetime(2017, 2, 1, 8, 0, tzinfo=UTC)]


def test_after_a_start_was_given_the_first_later_date_fires_what_lies_between(bench: Bench) -> None:
    bench.desk.due = [START + timedelta(days=1)]
    bench.at("2017-02-05 09:00")
    assert START + timedelta(days=1) in bench.desk.ticks


@pytest.mark.parametrize("first", ["say", "clock"])
def test_later_the_clock_never_goes_back(bench: Bench, first: str) -> None:
    if first == "say":
        bench.say("hej")
    else:
        bench.at("2017-02-01 09:05")
    with pytest.raises(ScriptError, match=r"line 1: the clock never goes back: it is 2017-02-01 09:05"):
        bench.at("2017-02-01 09:04")


def test_once_set_the_clock_stands_still_and_else_it_is_the_machines() -> None:
    clock = ConsoleClock()
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(minutes=1)
    clock.set(START)
    assert clock.now() == START


def test_days_go_by_the_calendar_and_hours_as_they_pass(bench: Bench) -> None:
    bench.at("2017-03-25 09:00")
    bench.at("+1d")
    assert bench.local() == "2017-03-26 09:00"
    bench.at("2017-10-28 12:00")
    bench.at("+24h")
    assert bench.local() == "2017-10-29 11:00"


@pytest.mark.parametrize("text", ["+999999d", "+999999w 999999w", "+999999h 999999d"])
def test_the_clock_goes_only_so_far(bench: Bench, text: str) -> None:
    with pytest.raises(ScriptError, match="no further than the year 2999"):
        bench.at(text)


def test_a_time_in_the_spring_gap_is_an_hour_later_and_in_the_autumn_fold_the_first() -> None:
    gap = datetime.fromisoformat("2017-03-26T02:30")
    fold = datetime.fromisoformat("2017-10-29T02:30")
    assert to_utc(gap, ZONE).astimezone(ZONE).isoformat() == "2017-03-26T03:30:00+02:00"
    assert to_utc(fold, ZONE).astimezone(ZONE).isoformat() == "2017-10-29T02:30:00+02:00"
