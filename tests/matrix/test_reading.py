"""Events of the room as the desk understands them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orosbot.matrix.reading import EPOCH, moment, read_clear, read_encrypted
from orosbot.values import Incoming, Kind
from tests.matrix.directory import Json
from tests.matrix.peers import ANNA, event


def message(body: str = "hej", msgtype: str = "m.text", relation: Json | None = None) -> Json:
    content: Json = {"msgtype": msgtype, "body": body}
    return event(
        "m.room.message",
        content if relation is None else {**content, "m.relates_to": relation},
        event_id="$m",
    )


def read(found: Json) -> Incoming:
    incoming = read_encrypted(found)
    assert incoming is not None
    return incoming


def test_a_text_is_a_message_at_its_origin_time() -> None:
    incoming = read({**message(), "origin_server_ts": 1_500_000_000_999})
    at = datetime(2017, 7, 14, 2, 40, tzinfo=UTC)
    assert incoming == Incoming("$m", ANNA, at, Kind.MESSAGE, "hej")


@pytest.mark.parametrize("msgtype", ["m.notice", "m.emote", "m.image", "m.key.verification.request", ""])
def test_what_is_no_text_says_nothing(msgtype: str) -> None:
    assert read_encrypted(message(msgtype=msgtype)) is None


def test_a_reply_names_what_it_replies_to() -> None:
    assert read(message(relation={"m.in_reply_to": {"event_id": "$a"}})).reply_to == "$a"


def test_in_a_thread_a_reply_that_is_only_a_fallback_is_none() -> None:
    thread: Json = {"rel_type": "m.thread", "event_id": "$root", "m.in_reply_to": {"event_id": "$last"}}
    fallback = read(message(relation={**thread, "is_falling_back": True}))
    assert (fallback.thread, fallback.reply_to) == ("$root", None)
    answer = read(message(relation={**thread, "is_falling_back": False}))
    assert (answer.thread, answer.reply_to) == ("$root", "$last")


def test_an_edit_carries_the_new_text_and_what_it_replaces() -> None:
    relation = {"rel_type": "m.replace", "event_id": "$first"}
    new = {"msgtype": "m.text", "body": "new"}
    found = message("* new", relation=relation)
    found["content"]["m.new_content"] = new
    edit = read(found)
    assert (edit.kind, edit.body, edit.target) == (Kind.EDIT, "new", "$first")


def test_a_reaction_has_a_key_and_a_target() -> None:
    relation = {"rel_type": "m.annotation", "event_id": "$card", "key": "📞"}
    found = event("m.reaction", {"m.relates_to": relation})
    for incoming in (read_clear(found), read_encrypted(found)):
        assert incoming is not None
        assert (incoming.kind, incoming.body, incoming.target) == (Kind.REACTION, "📞", "$card")


def test_a_message_in_clear_text_is_nothing() -> None:
    assert read_clear(message()) is None


def test_half_a_character_is_replaced_since_nobody_could_store_it() -> None:
    incoming = read(message("a\ud800b", relation={"m.in_reply_to": {"event_id": "$\udfff"}}))
    assert (incoming.body, incoming.reply_to) == ("a?b", "$?")


@pytest.mark.parametrize("odd", [None, True, "1", 1.5, 10**30, -(10**30)])
def test_what_is_no_moment_counts_as_very_old(odd: object) -> None:
    assert moment(odd) == EPOCH


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
names = st.sampled_from(
    [
        "type",
        "content",
        "sender",
        "event_id",
        "redacts",
        "origin_server_ts",
        "m.relates_to",
        "body",
        "rel_type",
    ]
)


@given(st.dictionaries(names, json_values))
def test_no_event_ever_raises(found: dict[str, object]) -> None:
    for kind in ("m.room.message", "m.reaction", "m.room.redaction"):
        for reader in (read_clear, read_encrypted):
            assert reader({**found, "type": kind}) is None or found["sender"]
