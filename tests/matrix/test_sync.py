"""One answer of the homeserver becomes one transaction: nothing lost, nothing twice, nobody obeyed by mistake."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from orosbot.errors import Unsafe
from orosbot.matrix.backoff import MOST_SECONDS
from orosbot.matrix.faults import LoggedOut
from orosbot.matrix.sync import TOKEN
from orosbot.values import Kind
from tests.matrix.directory import Directory, Json
from tests.matrix.fakeserver import DROP
from tests.matrix.peers import ANNA, BOT, LEAD, MALLORY, MEGOLM, ROOM, Person, event, room_state, sync_body
from tests.matrix.roomserver import RoomServer
from tests.matrix.scene import START, Scene, leave


class Died(BaseException):
    """The process ends here."""


@pytest.fixture
async def scene(directory: Directory, tmp_path: Path) -> AsyncIterator[Scene]:
    """A bot that has made its first sync."""
    server = RoomServer(directory)
    await server.start()
    made = Scene(server, tmp_path)
    await made.install()
    yield made
    await made.close()
    await server.stop()


@pytest.fixture
async def new(directory: Directory, tmp_path: Path) -> AsyncIterator[Scene]:
    """A bot that has never synced."""
    server = RoomServer(directory)
    await server.start()
    made = Scene(server, tmp_path)
    yield made
    await made.close()
    await server.stop()


def dies_at(scene: Scene, place: str) -> None:
    def reached(name: str) -> None:
        if name == place:
            scene.reached = lambda name: None
            raise Died

    scene.reached = reached


async def test_a_new_install_sets_the_token_and_runs_no_history(new: Scene) -> None:
    await new.client.settle_keys()
    await new.anna.device.meet(new.client)
    key, said = new.anna.device.room_key(new.client), new.anna.device.say("old")
    new.server.arrive(sync_body([said], room_state(), [key], token="t1"))
    await new.sync.next()
    assert new.book.state.get(TOKEN) == "t1"
    assert new.inbox() == []
    assert new.book.unread.waiting() == []


async def test_a_members_message_reaches_the_inbox(scene: Scene) -> None:
    (said,) = await scene.anna_says("!case status")
    (item,) = scene.inbox()
    assert (item.event_id, item.sender, item.kind, item.body) == (
        said["event_id"],
        ANNA,
        Kind.MESSAGE,
        "!case status",
    )
    assert scene.book.inbox.is_live(item.event_id)


@pytest.mark.parametrize("place", ["sync.answered", "sync.refreshed", "sync.before-commit", "sync.committed"])
async def test_whoever_dies_during_a_sync_gets_each_message_once(scene: Scene, place: str) -> None:
    before = scene.book.state.get(TOKEN)
    key, said = scene.anna.device.room_key(scene.client), scene.anna.device.say("once")
    answer = sync_body([said], (), [key])
    scene.server.arrive(answer)
    dies_at(scene, place)
    with pytest.raises(Died):
        await scene.sync.next()
    assert scene.book.state.get(TOKEN) == (answer["next_batch"] if place == "sync.committed" else before)
    await scene.restart()
    scene.server.arrive({**answer, **sync_body([said], room_state(), [key])})
    await scene.sync.next()
    assert scene.bodies() == ["once"]
    assert scene.server.asked("sync")[-1].query["since"] == (
        answer["next_batch"] if place == "sync.committed" else before
    )


async def test_the_same_ciphertext_under_another_id_counts_once_across_a_restart(scene: Scene) -> None:
    (said,) = await scene.anna_says("!case status")
    assert scene.bodies() == ["!case status"]
    await scene.restart()
    await scene.get({**said, "event_id": "$again"})
    assert scene.inbox() == []


async def test_clear_text_is_no_message_but_reactions_and_removals_are_heard(scene: Scene) -> None:
    relation = {"rel_type": "m.annotation", "event_id": "$card", "key": "✅"}
    await scene.get(
        event("m.room.message", {"msgtype": "m.text", "body": "!case status"}),
        event("m.reaction", {"m.relates_to": relation}),
        event("m.room.redaction", {"redacts": "$note"}),
        {**event("m.room.redaction", {}), "redacts": "$older"},
    )
    assert [(item.kind, item.body, item.target) for item in scene.inbox()] == [
        (Kind.REACTION, "✅", "$card"),
        (Kind.DELETION, "", "$note"),
        (Kind.DELETION, "", "$older"),
    ]


async def test_an_unsigned_device_is_not_obeyed_and_the_room_is_told_once(scene: Scene) -> None:
    stolen = scene.anna.add_device("STOLEN", signed=False)
    await stolen.meet(scene.client)
    for _ in range(2):
        key, said = stolen.room_key(scene.client), stolen.say("!case status")
        await scene.get(said, to_device=(key,), device_lists={"changed": [ANNA]})
    assert scene.inbox() == []
    assert scene.told.all == [("device", ANNA, "STOLEN")]


async def test_who_has_not_joined_is_not_obeyed(scene: Scene) -> None:
    mallory = Person(scene.server.directory, MALLORY)
    await mallory.device.meet(scene.client)
    key, said = mallory.device.room_key(scene.client), mallory.device.say("!case status")
    reaction = event(
        "m.reaction", {"m.relates_to": {"rel_type": "m.annotation", "event_id": "$a", "key": "✅"}}, MALLORY
    )
    await scene.get(said, reaction, to_device=(key,))
    assert scene.inbox() == []


async def test_who_left_is_obeyed_up_to_that_moment(scene: Scene) -> None:
    key = scene.anna.device.room_key(scene.client)
    before, after = scene.anna.device.say("before"), scene.anna.device.say("after")
    await scene.get(before, leave(), after, to_device=(key,))
    assert scene.bodies() == ["before"]


async def test_an_encrypted_power_level_or_member_changes_nothing(scene: Scene) -> None:
    key = scene.anna.device.room_key(scene.client)
    forged = [
        scene.anna.device.encrypt(
            {"type": "m.room.member", "state_key": MALLORY, "content": {"membership": "join"}}
        ),
        scene.anna.device.encrypt(
            {"type": "m.room.power_levels", "state_key": "", "content": {"users": {ANNA: 100}}}
        ),
    ]
    before = scene.book.room.get()
    await scene.get(*forged, to_device=(key,))
    assert scene.book.room.get() == before


async def test_a_device_that_is_not_known_yet_is_asked_for_before_it_is_judged(scene: Scene) -> None:
    phone = scene.anna.add_device("NEWPHONE")
    await phone.meet(scene.client)
    key, said = phone.room_key(scene.client), phone.say("from the new phone")
    await scene.get(said, to_device=(key,))
    assert scene.bodies() == ["from the new phone"]


async def test_a_key_query_that_fails_delays_the_message_and_loses_nothing(scene: Scene) -> None:
    phone = scene.anna.add_device("NEWPHONE")
    await phone.meet(scene.client)
    key, said = phone.room_key(scene.client), phone.say("late")
    scene.server.break_next("keys/query", 500, times=2)
    await scene.get(said, to_device=(key,))
    assert scene.inbox() == []
    await scene.get()
    assert scene.bodies() == ["late"]
    assert scene.book.unread.waiting() == []


async def test_what_the_sender_learns_of_devices_counts_for_the_sync_too(scene: Scene) -> None:
    """The sender's key query answers what a message waits for, and shows who has another identity."""
    phone = scene.anna.add_device("NEWPHONE")
    await phone.meet(scene.client)
    key, said = phone.room_key(scene.client), phone.say("waits")
    scene.server.break_next("keys/query", 500, times=2)
    await scene.get(said, to_device=(key,))
    scene.queue("answer")
    await scene.sender.drain()
    await scene.get()
    assert scene.bodies() == ["waits"]
    scene.anna.new_identity()
    scene.client.users_for_key_query.add(ANNA)
    await scene.trust.refresh()
    await scene.get()
    assert scene.told.all == [("identity", ANNA)]


async def test_what_cannot_be_read_is_read_when_its_key_arrives(scene: Scene) -> None:
    key, said = scene.anna.device.room_key(scene.client), scene.anna.device.say("late key")
    await scene.get(said)
    assert scene.inbox() == []
    scene.later(minutes=1)
    await scene.get(to_device=(key,))
    assert scene.bodies() == ["late key"]
    assert scene.told.all == []


async def test_after_five_minutes_the_room_is_told_once_a_day_what_cannot_be_read(scene: Scene) -> None:
    scene.anna.device.room_key(scene.client)
    await scene.get(scene.anna.device.say("a"), scene.anna.device.say("b"))
    scene.later(minutes=4)
    await scene.get()
    assert scene.told.all == []
    scene.later(minutes=2)
    await scene.get()
    await scene.get(scene.anna.device.say("c"))
    scene.later(minutes=6)
    await scene.get()
    assert scene.told.all == [("unreadable", ANNA, "no-key")]


async def test_the_room_is_told_why_a_key_was_withheld(scene: Scene) -> None:
    scene.anna.device.room_key(scene.client)
    said = scene.anna.device.say("a")
    withheld = {
        "type": "m.room_key.withheld",
        "sender": ANNA,
        "content": {
            "algorithm": MEGOLM,
            "code": "m.unverified",
            "room_id": ROOM,
            "session_id": said["content"]["session_id"],
            "sender_key": scene.anna.device.curve25519,
        },
    }
    await scene.get(said, to_device=(withheld,))
    scene.later(minutes=6)
    await scene.get()
    assert scene.told.all == [("unreadable", ANNA, "m.unverified")]


async def test_a_poisoned_message_to_the_device_stops_nothing(scene: Scene) -> None:
    own = str(scene.client.olm.account.identity_keys["curve25519"])
    poison = {
        "type": "m.room.encrypted",
        "sender": MALLORY,
        "content": {
            "algorithm": "m.olm.v1.curve25519-aes-sha2",
            "sender_key": scene.anna.device.curve25519,
            "ciphertext": {own: {"type": 0, "body": "AAAA"}},
        },
    }
    key, said = scene.anna.device.room_key(scene.client), scene.anna.device.say("still here")
    await scene.get(said, to_device=(poison, key))
    assert scene.bodies() == ["still here"]


def gap(scene: Scene, newest: Json) -> Json:
    """A sync answer that left out what stands in the pages of the server."""
    body = sync_body([newest])
    body["rooms"]["join"][ROOM]["timeline"].update(limited=True, prev_batch="p1")
    return body


async def test_what_a_limited_timeline_left_out_is_fetched_in_order(scene: Scene) -> None:
    key = scene.anna.device.room_key(scene.client)
    said = [scene.anna.device.say(str(number)) for number in range(5)]
    scene.server.pages = {
        "p1": {"chunk": [said[3], said[2]], "end": "p2"},
        "p2": {"chunk": [said[1], said[0]]},
    }
    scene.server.arrive({**gap(scene, said[4]), "to_device": {"events": [key]}})
    await scene.sync.next()
    assert scene.bodies() == ["0", "1", "2", "3", "4"]


async def test_a_gap_that_cannot_be_filled_commits_nothing_until_it_can(scene: Scene) -> None:
    key = scene.anna.device.room_key(scene.client)
    said = [scene.anna.device.say(str(number)) for number in range(2)]
    scene.server.pages = {"p1": {"chunk": [said[0]]}}
    scene.server.break_next("messages", 500)
    before = scene.book.state.get(TOKEN)
    seen: list[str | None] = []
    scene.while_waiting = lambda: seen.append(scene.book.state.get(TOKEN))
    for _ in range(2):
        scene.server.arrive({**gap(scene, said[1]), "to_device": {"events": [key]}})
    await scene.sync.next()
    assert seen == [before]
    assert scene.bodies() == ["0", "1"]


async def test_what_was_written_while_the_bot_was_away_is_backlog(scene: Scene) -> None:
    """It counts at its own time, but not before the last sync, and its answers may wait behind live ones."""
    last_sync = scene.clock.now()
    await scene.restart()
    scene.later(hours=2)
    key = scene.anna.device.room_key(scene.client)
    said = scene.anna.device.say("backlog")
    later = {
        **scene.anna.device.say("later"),
        "origin_server_ts": int((START + timedelta(hours=1)).timestamp() * 1000),
    }
    await scene.get(said, later, to_device=(key,))
    first, second = scene.inbox()
    assert (first.at, second.at) == (last_sync, START + timedelta(hours=1))
    assert not scene.book.inbox.is_live(first.event_id)
    await scene.anna_says("live")
    (live,) = scene.inbox()
    assert scene.book.inbox.is_live(live.event_id)


async def test_our_own_echo_confirms_what_was_sent(scene: Scene) -> None:
    txn_id = scene.queue("answer")
    echo = event("m.room.encrypted", {}, BOT, "$mine")
    await scene.get({**echo, "unsigned": {"transaction_id": txn_id}})
    assert scene.wait_in_line() == 0
    sent = scene.book.outbox.sent("$mine")
    assert sent is not None
    assert sent.txn_id == txn_id


async def test_somebody_elses_transaction_id_confirms_nothing(scene: Scene) -> None:
    txn_id = scene.queue("answer")
    await scene.get({**event("m.room.encrypted", {}, ANNA), "unsigned": {"transaction_id": txn_id}})
    assert scene.wait_in_line() == 1


async def test_another_identity_of_a_member_is_told_once_and_not_obeyed(scene: Scene) -> None:
    scene.anna.new_identity()
    for _ in range(2):
        key, said = scene.anna.device.room_key(scene.client), scene.anna.device.say("!case status")
        await scene.get(said, to_device=(key,), device_lists={"changed": [ANNA]})
    assert scene.inbox() == []
    assert ("identity", ANNA) in scene.told.all
    assert [said[0] for said in scene.told.all].count("identity") == 1


async def test_without_the_power_to_remove_messages_the_leads_are_told(scene: Scene) -> None:
    await scene.get(event("m.room.power_levels", {"users": {}}, LEAD, state_key=""))
    await scene.get()
    assert scene.told.all == [("room", "power-level")]


@pytest.mark.parametrize("membership", ["leave", "ban"])
async def test_a_bot_that_was_removed_stops_and_says_so(scene: Scene, membership: str) -> None:
    gone = event("m.room.member", {"membership": membership}, LEAD, state_key=BOT)
    body = {
        "next_batch": "x",
        "rooms": {"leave": {ROOM: {"timeline": {"events": [gone]}, "state": {"events": []}}}},
    }
    scene.server.arrive(body)
    with pytest.raises(Unsafe, match="not in the room"):
        await scene.sync.next()


async def test_a_bot_that_finds_itself_outside_at_the_start_stops(new: Scene) -> None:
    new.server.arrive({"next_batch": "x", "rooms": {"join": {}}})
    with pytest.raises(Unsafe, match="invite"):
        await new.sync.next()


async def test_a_room_without_encryption_is_refused_and_nothing_stored(new: Scene) -> None:
    state = [item for item in room_state() if item["type"] != "m.room.encryption"]
    new.server.arrive(sync_body(state=state))
    with pytest.raises(Unsafe, match="not encrypted"):
        await new.sync.next()
    assert new.book.state.get(TOKEN) is None


async def test_a_room_once_known_as_encrypted_stays_so_whatever_the_server_shows(scene: Scene) -> None:
    await scene.restart()
    await scene.get(state=[item for item in room_state() if item["type"] != "m.room.encryption"])
    state = scene.book.room.get()
    assert state is not None
    assert state.encrypted


@pytest.mark.parametrize("status", [DROP, 500, 502, 404])
async def test_a_server_in_trouble_is_asked_again_ever_slower(scene: Scene, status: int) -> None:
    scene.server.break_next("sync", status, times=8)
    await scene.get()
    # aiohttp repeats a request itself whose connection was cut.
    assert len(scene.waits) == (4 if status == DROP else 8)
    assert all(wait >= 0.25 for wait in scene.waits)
    assert max(scene.waits) <= MOST_SECONDS
    assert scene.waits[-1] > 3 * scene.waits[0]


async def test_a_limit_is_obeyed_to_the_second(scene: Scene) -> None:
    scene.server.break_next("sync", 429, "M_LIMIT_EXCEEDED", retry_after_ms=7000)
    await scene.get()
    assert scene.waits == [7.0]


async def test_a_void_token_ends_the_bot_with_a_sentence(scene: Scene) -> None:
    scene.server.break_next("sync", 401, "M_UNKNOWN_TOKEN")
    with pytest.raises(LoggedOut, match="orosbot init --new-device"):
        await scene.sync.next()
    assert scene.waits == []


async def test_an_answer_that_nio_cannot_take_is_asked_for_again(scene: Scene) -> None:
    scene.server.arrive({"next_batch": 5, "rooms": []})
    await scene.get()
    assert len(scene.waits) == 1


async def test_requests_name_the_token_and_ask_for_all_state_once(scene: Scene) -> None:
    await scene.get()
    first, second = scene.server.asked("sync")
    assert (first.query.get("full_state"), second.query.get("full_state")) == ("true", None)
    assert (first.query.get("since"), second.query["timeout"]) == (None, "30000")


async def test_no_first_request_is_like_an_earlier_one(scene: Scene) -> None:
    """Synapse keeps its answers for two minutes; one from before the bot was let in again must not count."""
    await scene.restart()
    before = len(scene.server.asked("sync"))
    scene.server.break_next("sync", 500, times=3)
    await scene.get()
    firsts = scene.server.asked("sync")[before:]
    assert {request.query["full_state"] for request in firsts} == {"true"}
    assert len(firsts) == len({request.query["timeout"] for request in firsts}) == 4
