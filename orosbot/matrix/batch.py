"""What one sync brings, read and judged, ready to be stored in one transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import nio

from orosbot.casebook import RoomState, Unread
from orosbot.log import get_logger
from orosbot.matrix.client import HardenedClient
from orosbot.matrix.declining import asks_in_room
from orosbot.matrix.projection import after
from orosbot.matrix.reading import read_clear, read_encrypted
from orosbot.matrix.shape import Json, obj, text
from orosbot.matrix.trust import IDENTITY_CHANGED, Authentic, DeviceId, Rejected, Trust, Waiting
from orosbot.matrix.undecryptable import Withheld
from orosbot.values import Incoming

log = get_logger(__name__)

NO_KEY = "no-key"
UNKNOWN_DEVICE = "device"


@dataclass(frozen=True, slots=True)
class When:
    """When events were received, and how their own times are to be read (see `casebook.inbox`)."""

    received: datetime
    floor: datetime | None
    live: bool


@dataclass(frozen=True, slots=True)
class Arrival:
    """An event for the desk."""

    incoming: Incoming
    when: When


@dataclass(slots=True)
class Batch:
    """Everything that follows from one answer to `/sync`."""

    token: str
    when: When
    state: RoomState
    first: bool = False
    """Whether it is the first since the bot was started."""
    arrivals: list[Arrival] = field(default_factory=list)
    echoes: list[tuple[str, str]] = field(default_factory=list)
    """Our own events that came back: transaction id and event id."""
    unread: list[Unread] = field(default_factory=list)
    settled: list[str] = field(default_factory=list)
    """Ids of queued unread events that need no key any more."""
    refused: set[DeviceId] = field(default_factory=set)
    """Devices that somebody wrote from and that are not obeyed."""
    changed: dict[str, str] = field(default_factory=dict)
    """Members whose identity changed, and the identity that was seen (empty: none)."""
    asked: list[tuple[str, When]] = field(default_factory=list)
    """Requests to be verified by emoji, that the bot declines."""
    withheld: list[Withheld] = field(default_factory=list)
    reviews: int = 0
    """How often people's keys had been judged when this was read."""


class Reader:
    """Reads events in the order in which they were written, keeping the room's state beside them."""

    def __init__(self, client: HardenedClient, trust: Trust, room_id: str, batch: Batch) -> None:
        self._client = client
        self._trust = trust
        self._room = room_id
        self._batch = batch

    def walk(self, events: Iterable[nio.Event], ciphertext: dict[str, dict[str, object]]) -> None:
        """Read events; what is state changes the room for those that follow."""
        for event in events:
            source = obj(event.source)
            if not event.decrypted:
                self._batch.state = after(self._batch.state, source)
            self._read(event, source, ciphertext)

    def only_state(self, events: Iterable[nio.Event]) -> None:
        """Take in the state in events and nothing else."""
        for event in events:
            if not event.decrypted:
                self._batch.state = after(self._batch.state, obj(event.source))

    def retry(self, queued: Sequence[Unread]) -> None:
        """Try events again that could not be read before."""
        for old in queued:
            event = self._client.decrypt_again(old.source, self._room)
            if isinstance(event, nio.MegolmEvent):
                continue
            if event.decrypted and old.sender in self._batch.state.joined:
                when = When(old.received, old.floor, old.live)
                if isinstance(self._judge(event, obj(event.source), when), Waiting):
                    continue
            self._batch.settled.append(old.event_id)

    def _read(self, event: nio.Event, source: Json, ciphertext: dict[str, dict[str, object]]) -> None:
        sender, event_id = text(source.get("sender")), text(source.get("event_id"))
        if sender == self._client.user_id:
            if txn_id := text(obj(source.get("unsigned")).get("transaction_id")):
                self._batch.echoes.append((txn_id, event_id))
        elif sender not in self._batch.state.joined:
            return
        elif isinstance(event, nio.MegolmEvent):
            self._queue(event_id, sender, text(event.session_id), dict(source), NO_KEY)
        elif event.decrypted:
            if isinstance(self._judge(event, source, self._batch.when), Waiting):
                kept = ciphertext.get(event_id, {})
                self._queue(event_id, sender, text(event.session_id), kept, UNKNOWN_DEVICE)
        # Before malformed events: nio 0.26 takes a removal as in room version 11 and later, with `redacts` in
        # the content alone, for one (tests/matrix/test_sync.py).
        elif incoming := read_clear(source):
            self._batch.arrivals.append(Arrival(incoming, self._batch.when))
        elif isinstance(event, nio.BadEvent | nio.UnknownBadEvent):
            log.warning("malformed-event")

    def _judge(self, event: nio.Event, source: Json, when: When) -> object:
        verdict = self._trust.authenticate(event, self._room)
        if isinstance(verdict, Authentic):
            if asks_in_room(source, self._client.user_id):
                self._batch.asked.append((text(source.get("event_id")), when))
            elif incoming := read_encrypted(source):
                self._batch.arrivals.append(Arrival(incoming, when))
        elif isinstance(verdict, Rejected):
            log.warning("not-obeyed", why=verdict.reason)
            if verdict.reason != IDENTITY_CHANGED and (device := self._device(event)):
                self._batch.refused.add((event.sender, device))
        return verdict

    def _device(self, event: nio.Event) -> str:
        for device in self._client.device_store.active_user_devices(event.sender):
            if device.curve25519 == event.sender_key:
                return str(device.id)
        return ""

    def _queue(self, event_id: str, sender: str, session: str, source: dict[str, object], why: str) -> None:
        when = self._batch.when
        self._batch.unread.append(
            Unread(event_id, sender, session, source, when.received, when.floor, when.live, why)
        )
