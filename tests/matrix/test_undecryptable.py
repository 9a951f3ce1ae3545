"""Why something cannot be read: what a device says that it keeps from us."""

import pytest
from nio.events import ToDeviceEvent

from orosbot.matrix.undecryptable import Withheld, withheld
from tests.matrix.directory import Json
from tests.matrix.peers import ANNA, MEGOLM, ROOM

CONTENT: Json = {
    "algorithm": MEGOLM,
    "code": "m.unverified",
    "room_id": ROOM,
    "session_id": "s",
    "sender_key": "k",
}


def to_device(kind: str, content: Json) -> object:
    return ToDeviceEvent.parse_event({"type": kind, "sender": ANNA, "content": content})


def test_the_code_is_kept_with_the_session() -> None:
    assert withheld(to_device("m.room_key.withheld", CONTENT)) == Withheld(ANNA, ROOM, "s", "m.unverified")


def test_a_device_without_a_way_to_reach_us_names_no_session() -> None:
    content: Json = {"algorithm": MEGOLM, "code": "m.no_olm", "sender_key": "k"}
    assert withheld(to_device("m.room_key.withheld", content)) == Withheld(ANNA, "", "", "m.no_olm")


@pytest.mark.parametrize(
    "other", [None, to_device("m.dummy", {"code": "x"}), to_device("m.room_key.withheld", {"a": 1})]
)
def test_anything_else_is_none(other: object) -> None:
    assert withheld(other) is None
